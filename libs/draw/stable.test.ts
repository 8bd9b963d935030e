/** Deferred acceptance against what it is known for: stable, best for applicants, and no wish list beats the true one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assign } from "./assign.ts";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import { leftOf, type Seeker } from "./giving.ts";
import type { Class, Entry } from "./list.ts";
import { aClass, anEntry, chanceFrom } from "./testing.ts";

/** The class each gets, or null. */
function got(classes: Class[], entries: Entry[]): (string | null)[] {
  return assign({ classes, overlaps: [], most: 1 }, entries).map(
    ({ choices }) => choices.find(({ is }) => is === "given")?.class ?? null,
  );
}

/** Whom a class would choose of these, by its words: each group's share down the order, then the open places. The slow and obvious way. */
function choice({ places, reserved }: Class, those: number[], entries: Entry[]): Set<number> {
  const chosen = new Set<number>();
  for (const { group, places: share } of reserved) {
    const own = those.filter((n) => !chosen.has(n) && entries[n]?.groups.includes(group));
    for (const n of own.slice(0, share)) chosen.add(n);
  }
  for (const n of those) if (chosen.size < places) chosen.add(n);
  return chosen;
}

/** Somebody and a class that would both rather have each other than what they have. */
function blockingPair(classes: Class[], entries: Entry[], outcome: (string | null)[]): string | null {
  for (const one of classes) {
    const there = [...entries.keys()].filter((n) => outcome[n] === one.id);
    if (choice(one, there, entries).size < there.length) return `${one.id} keeps whom it would not`;
    for (const [n, { choices }] of entries.entries()) {
      const wished = choices.indexOf(one.id);
      const has = choices.indexOf(outcome[n] ?? "");
      if (wished < 0 || (has >= 0 && has <= wished)) continue;
      const asked = [...there, n].sort((a, b) => a - b);
      if (choice(one, asked, entries).has(n)) return `${n} and ${one.id}`;
    }
  }
  return null;
}

function someDraw(below: (n: number) => number, people: number): { classes: Class[]; entries: Entry[] } {
  const classes = ["a", "b", "c", "d"].map((id) => {
    const places = below(4);
    const near = below(places + 1);
    const old = below(places - near + 1);
    return aClass(
      id,
      places,
      [
        { group: "near", places: near },
        { group: "old", places: old },
      ].filter(({ places }) => places > 0),
    );
  });
  const entries = Array.from({ length: people }, (_, n) => {
    const wishes = ["a", "b", "c", "d"].map((id) => ({ id, at: below(1_000) })).sort((x, y) => x.at - y.at);
    return anEntry(n, {
      groups: ["near", "old"].filter(() => below(3) === 0),
      choices: wishes.slice(0, 1 + below(4)).map(({ id }) => id),
    });
  });
  return { classes, entries };
}

test("no applicant and class would rather have each other", () => {
  const below = chanceFrom(20261129);
  for (let n = 0; n < 3_000; n++) {
    const { classes, entries } = someDraw(below, 1 + below(12));
    const outcome = got(classes, entries);
    assert.equal(
      blockingPair(classes, entries, outcome),
      null,
      JSON.stringify({ classes, entries, outcome }),
    );
  }
});

test("of all stable outcomes it is the one that every applicant likes best", () => {
  const below = chanceFrom(7);
  for (let n = 0; n < 60; n++) {
    const { classes, entries } = someDraw(below, 4);
    const best = got(classes, entries);
    const every = (at: number, outcome: (string | null)[]): void => {
      if (at < entries.length) {
        for (const name of [...(entries[at]?.choices ?? []), null]) every(at + 1, [...outcome, name]);
        return;
      }
      const over = classes.some(({ id, places }) => outcome.filter((one) => one === id).length > places);
      if (over || blockingPair(classes, entries, outcome)) return;
      for (const [i, { choices }] of entries.entries()) {
        const place = (name: string | null | undefined) => (name ? choices.indexOf(name) : choices.length);
        assert.ok(place(best[i]) <= place(outcome[i]), JSON.stringify({ classes, entries, outcome, best }));
      }
    };
    every(0, []);
  }
});

test("in whatever order applicants are asked, the outcome is the same", () => {
  const below = chanceFrom(11);
  for (let n = 0; n < 500; n++) {
    const { classes, entries } = someDraw(below, 10);
    const run = (shuffle: (seekers: Seeker[]) => Seeker[]) => {
      const seekers = entries.map(
        (entry, rank): Seeker => ({ entry, rank, wishes: entry.choices, given: [], refused: [] }),
      );
      deferredAcceptance(shuffle(seekers), new Map(classes.map((one) => [one.id, leftOf(one)])), classes);
      return seekers.map(({ given, refused }) => ({ given, refused }));
    };
    const first = run((seekers) => seekers);
    assert.deepEqual(
      run((seekers) => seekers.toReversed()),
      first,
    );
    assert.deepEqual(
      run((seekers) =>
        seekers
          .map((one) => ({ one, at: below(1_000) }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one),
      ),
      first,
    );
  }
});

test("without reserved places it is the same as asking one after another in the order", () => {
  const below = chanceFrom(13);
  for (let n = 0; n < 500; n++) {
    const { classes, entries } = someDraw(below, 12);
    const plain = classes.map((one) => ({ ...one, reserved: [] }));
    const seekers = entries.map(
      (entry, rank): Seeker => ({ entry, rank, wishes: entry.choices, given: [], refused: [] }),
    );
    deferredAcceptance(seekers, new Map(plain.map((one) => [one.id, leftOf(one)])), plain);
    assert.deepEqual(
      seekers.map(({ given }) => given[0]?.class ?? null),
      got(plain, entries),
    );
  }
});

/** Every list of wishes over these, the empty one left out. */
function wishLists(names: string[]): string[][] {
  return names.flatMap((name) => [
    [name],
    ...wishLists(names.filter((one) => one !== name)).map((rest) => [name, ...rest]),
  ]);
}

test("all small cases: no wish list gets anybody more than the true one", () => {
  const lists = wishLists(["a", "b"]);
  const kinds = [[], ["near"]];
  const shapes = [0, 1, 2].flatMap((share) =>
    [1, 2].filter((places) => share <= places).map((places) => ({ places, share })),
  );
  let cases = 0;
  for (const a of shapes) {
    for (const b of shapes) {
      const classes = [
        aClass("a", a.places, a.share > 0 ? [{ group: "near", places: a.share }] : []),
        aClass("b", b.places, b.share > 0 ? [{ group: "near", places: b.share }] : []),
      ];
      // Three applicants, each with any true wishes and any groups, and each trying every other list.
      for (let code = 0; code < (lists.length * kinds.length) ** 3; code++) {
        const entries = [0, 1, 2].map((n) => {
          const own = Math.floor(code / (lists.length * kinds.length) ** n) % (lists.length * kinds.length);
          return anEntry(n, {
            choices: lists[own % lists.length],
            groups: kinds[Math.floor(own / lists.length)],
          });
        });
        const honest = got(classes, entries);
        for (const [n, { choices }] of entries.entries()) {
          const place = (name: string | null | undefined) =>
            name && choices.includes(name) ? choices.indexOf(name) : choices.length;
          for (const told of lists) {
            const outcome = got(classes, entries.with(n, anEntry(n, { ...entries[n], choices: told })));
            cases++;
            assert.ok(place(outcome[n]) >= place(honest[n]), JSON.stringify({ classes, entries, n, told }));
          }
        }
      }
    }
  }
  assert.equal(cases, 25 * 512 * 3 * 4);
});

test("three classes and five applicants: no wish list of any of them gets more than the true one", () => {
  const lists = wishLists(["a", "b", "c"]);
  const below = chanceFrom(17);
  for (let n = 0; n < 400; n++) {
    const { classes, entries } = someDraw(below, 5);
    const three = classes.filter(({ id }) => id !== "d");
    const true_ = entries.map((one) => ({ ...one, choices: lists[below(lists.length)] ?? [] }));
    const honest = got(three, true_);
    for (const [i, { choices }] of true_.entries()) {
      const place = (name: string | null | undefined) =>
        name && choices.includes(name) ? choices.indexOf(name) : choices.length;
      for (const told of lists) {
        const outcome = got(three, true_.with(i, { ...(true_[i] as Entry), choices: told }));
        assert.ok(place(outcome[i]) >= place(honest[i]), JSON.stringify({ three, true_, i, told }));
      }
    }
  }
});

test("what cannot be had is known: a reserve at one of several classes can cost one of its group a class, and two rounds reward tactics", () => {
  // m1 loses b to somebody whom the reserve at a sent there.
  const entries = [
    anEntry(0, { choices: ["a", "b"] }),
    anEntry(1, { choices: ["b", "a"], groups: ["near"] }),
    anEntry(2, { choices: ["a"], groups: ["near"] }),
  ];
  const b = aClass("b", 1);
  assert.deepEqual(got([aClass("a", 1), b], entries), ["a", "b", null]);
  assert.deepEqual(got([aClass("a", 1, [{ group: "near", places: 1 }]), b], entries), ["b", "a", null]);
  // Two classes each: naming the contested class first gets both (Pápai 2001: only serial dictatorships are free of this).
  const two = (choices: string[]) =>
    assign({ classes: [aClass("a", 2), b], overlaps: [], most: 2 }, [
      anEntry(0, { choices, most: 2 }),
      anEntry(1, { choices: ["b"], most: 2 }),
    ])[0]?.choices.filter(({ is }) => is === "given").length;
  assert.equal(two(["a", "b"]), 1);
  assert.equal(two(["b", "a"]), 2);
});
