import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assign, type Result } from "./assign.ts";
import type { Class, Entry } from "./list.ts";
import { aClass, anEntry } from "./testing.ts";

interface Rules {
  classes: Class[];
  overlaps?: string[][];
  most?: number;
}

const give = ({ classes, overlaps = [], most = 1 }: Rules, entries: Entry[]) =>
  assign({ classes, overlaps, most }, entries);
/** What became of each entry's first choice, in order: `a`, `a:near`, `2` (its turn), `2<1` (one place was left), `-`, `x a`. */
const short = (results: Result[], choice = 0) =>
  results.map(({ choices }) => {
    const one = choices[choice];
    if (one?.is === "given") return one.from === "open" ? one.class : `${one.class}:${one.from}`;
    if (one?.is === "waiting") return one.left > 0 ? `${one.turn}<${one.left}` : `${one.turn}`;
    return one?.is === "overlaps" ? `x ${one.with}` : "-";
  });

test("places go down the order; the rest wait in that order", () => {
  const results = give(
    { classes: [aClass("a", 2)] },
    [0, 1, 2, 3].map((n) => anEntry(n)),
  );
  assert.deepEqual(short(results), ["a", "a", "1", "2"]);
  assert.deepEqual(
    results.map(({ rank }) => rank),
    [1, 2, 3, 4],
  );
});

test("a group comes in together or is passed over, waits at its turn, and is told what was left", () => {
  const sizes = [2, 4, 1, 3, 2, 1];
  const results = give(
    { classes: [aClass("a", 5)] },
    sizes.map((size, n) => anEntry(n, { size })),
  );
  assert.deepEqual(short(results), ["a", "1<3", "a", "2<2", "a", "3"]);
});

test("reserved places go first to their group, what it leaves is open to all, and its luckiest do not lose an open place by it", () => {
  const near = { groups: ["near"] };
  const entries = [anEntry(0), anEntry(1, near), anEntry(2), anEntry(3, near), anEntry(4, near), anEntry(5)];
  const reserved = (places: number) =>
    give({ classes: [aClass("a", 3, [{ group: "near", places }])] }, entries);
  assert.deepEqual(short(reserved(2)), ["a", "a:near", "1", "a:near", "2", "3"]);
  assert.deepEqual(short(reserved(3)), ["1", "a:near", "2", "a:near", "a:near", "3"]);
  const few = give({ classes: [aClass("a", 3, [{ group: "near", places: 3 }])] }, entries.slice(0, 3));
  assert.deepEqual(short(few), ["a", "a:near", "a"]);
});

test("of several groups the first named gives first; a group ticket that does not fit the reserved places tries the open ones", () => {
  const classes = [
    aClass("a", 5, [
      { group: "old", places: 1 },
      { group: "near", places: 2 },
    ]),
  ];
  const entries = [
    anEntry(0, { groups: ["near", "old"] }),
    anEntry(1, { groups: ["near"], size: 3 }),
    anEntry(2, { groups: ["near"], size: 2 }),
    anEntry(3, { size: 2 }),
  ];
  assert.deepEqual(short(give({ classes }, entries)), ["a:old", "1<2", "a:near", "a"]);
});

test("several classes: each gets the dearest it can, waits for those it wants more, and is told it has enough", () => {
  const classes = [aClass("a", 1), aClass("b", 2), aClass("c", 5)];
  const entries = [0, 1, 2, 3].map((n) => anEntry(n, { choices: ["a", "b", "c"] }));
  const results = give({ classes }, entries);
  assert.deepEqual(short(results, 0), ["a", "1", "2", "3"]);
  assert.deepEqual(short(results, 1), ["-", "b", "b", "1"]);
  assert.deepEqual(short(results, 2), ["-", "-", "-", "c"]);
});

test("several sessions hold families together too", () => {
  const classes = [aClass("morning", 4), aClass("noon", 4)];
  const entries = [3, 2, 2, 1].map((size, n) => anEntry(n, { size, choices: ["morning", "noon"] }));
  assert.deepEqual(short(give({ classes }, entries), 0), ["morning", "1<1", "2<1", "morning"]);
  assert.deepEqual(short(give({ classes }, entries), 1), ["-", "noon", "noon", "-"]);
});

test("a second class comes only after everybody who could take it has a first, and never one at the same hour", () => {
  const classes = [aClass("a", 2), aClass("b", 2), aClass("c", 1)];
  const entries = [
    anEntry(0, { choices: ["a", "b", "c"], most: 2 }),
    anEntry(1, { choices: ["a", "c"], most: 2 }),
    anEntry(2, { choices: ["b"], most: 1 }),
    anEntry(3, { choices: ["b"], most: 1 }),
  ];
  const plain = give({ classes, most: 2 }, entries);
  assert.deepEqual(short(plain, 0), ["a", "a", "b", "b"]);
  assert.deepEqual(short(plain, 1).slice(0, 2), ["1", "1"]);
  assert.deepEqual(short(plain, 2)[0], "c");
  const apart = give({ classes, most: 2, overlaps: [["a", "c"]] }, entries);
  assert.deepEqual(short(apart, 1).slice(0, 2), ["1", "x a"]);
  assert.deepEqual(short(apart, 2)[0], "x a");
});

const groups = ["near", "old"];
/** Small draws of any kind that a list may hold. */
const anyDraw = fc
  .record({
    several: fc.boolean(),
    reserves: fc.boolean(),
    most: fc.integer({ min: 1, max: 3 }),
    places: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
    shares: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 4,
      maxLength: 4,
    }),
    overlaps: fc.uniqueArray(fc.constantFrom("ab", "ac", "bd", "cd")),
    entries: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 3 }),
        most: fc.integer({ min: 1, max: 3 }),
        groups: fc.uniqueArray(fc.constantFrom(...groups)),
        choices: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }),
      }),
      { maxLength: 14 },
    ),
  })
  .map(({ several, reserves, most, places, shares, overlaps, entries }) => {
    const names = several ? ["a", "b", "c", "d"] : ["a"];
    const classes = names.map((id, n) => {
      const all = places[n] ?? 0;
      const near = Math.min(all, shares[n]?.[0] ?? 0);
      const old = Math.min(all - near, shares[n]?.[1] ?? 0);
      const reserved = [
        { group: "near", places: near },
        { group: "old", places: old },
      ].filter((one) => reserves && one.places > 0);
      return aClass(id, all, reserved);
    });
    return {
      rules: { classes, most, overlaps: several ? overlaps.map((pair) => [...pair]) : [] },
      entries: entries.map((one, n) =>
        anEntry(n, {
          ...one,
          size: several && reserves ? 1 : one.size,
          most: Math.min(one.most, most),
          choices: several ? one.choices : ["a"],
        }),
      ),
    };
  });

test("any draw: no place twice, groups whole, nobody over the limit or in two places at once, every choice with its reason", () => {
  fc.assert(
    fc.property(anyDraw, ({ rules, entries }) => {
      const results = give(rules, entries);
      assert.equal(results.length, entries.length);
      const taken = new Map<string, number>();
      const waiting = new Map<string, number>();
      results.forEach(({ number, choices }, n) => {
        const entry = entries[n] as Entry;
        assert.equal(number, entry.number);
        assert.deepEqual(
          choices.map((one) => one.class),
          entry.choices,
        );
        const given = choices.filter((one) => one.is === "given");
        assert.ok(given.length <= entry.most);
        for (const one of choices) {
          const beside = given
            .map((got) => got.class)
            .filter((name) =>
              rules.overlaps.some(
                (pair) => pair.includes(name) && pair.includes(one.class) && name !== one.class,
              ),
            );
          if (one.is === "given") {
            assert.deepEqual(beside, []);
            for (const key of [one.class, `${one.class}:${one.from}`])
              taken.set(key, (taken.get(key) ?? 0) + entry.size);
            assert.ok(one.from === "open" || entry.groups.includes(one.from));
          } else if (one.is === "waiting") {
            waiting.set(one.class, (waiting.get(one.class) ?? 0) + 1);
            assert.equal(one.turn, waiting.get(one.class));
            assert.ok(one.left < entry.size);
          } else if (one.is === "overlaps") {
            assert.ok(beside.includes(one.with));
          } else assert.equal(given.length, entry.most);
        }
      });
      // Nobody has a second class that somebody without any wanted.
      const givenTo = results.map(({ choices }) => choices.filter((one) => one.is === "given"));
      const seconds = new Set(givenTo.flatMap((those) => those.slice(1).map((one) => one.class)));
      givenTo.forEach((those, n) => {
        const { size, choices } = entries[n] as Entry;
        if (those.length === 0 && size === 1) assert.ok(!choices.some((name) => seconds.has(name)));
      });
      for (const { id, places, reserved } of rules.classes) {
        assert.ok((taken.get(id) ?? 0) <= places, `${id} has ${taken.get(id)} of ${places}`);
        for (const { group, places: share } of reserved)
          assert.ok((taken.get(`${id}:${group}`) ?? 0) <= share);
        // Nobody waits for a class that has room for them.
        results.forEach(({ choices }, n) => {
          const one = choices.find((choice) => choice.class === id);
          if (one?.is === "waiting")
            assert.ok(places - (taken.get(id) ?? 0) < (entries[n]?.size ?? 0), `${id} has room`);
        });
      }
    }),
    { seed: 20261129, numRuns: 2_000 },
  );
});

test("one class, one group: a reserve never costs anybody of the group a place, nor a place its use", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 8 }),
      (own, places, share) => {
        const entries = own.map((near, n) => anEntry(n, { groups: near ? ["near"] : [] }));
        const run = (reserved: Class["reserved"]) =>
          give({ classes: [aClass("a", places, reserved)] }, entries).map(
            ({ choices }) => choices[0]?.is === "given",
          );
        const without = run([]);
        const withIt = run([{ group: "near", places: Math.min(share, places) }]);
        own.forEach((near, n) => {
          if (near && without[n]) assert.ok(withIt[n]);
        });
        assert.equal(withIt.filter(Boolean).length, without.filter(Boolean).length);
      },
    ),
    { seed: 20261129, numRuns: 1_000 },
  );
});
