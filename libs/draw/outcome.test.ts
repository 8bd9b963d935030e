import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import type { DrawList } from "./list.ts";
import { draw, freeze } from "./outcome.ts";
import {
  aClass,
  aList,
  anEntry,
  chanceFrom,
  drawn,
  drawnAt,
  frozen,
  numberOf,
  secret,
  value,
} from "./testing.ts";

test("the order in which a list is put together changes nothing: one list, one text, one outcome", () => {
  const list = aList({
    groups: ["near", "old"].map((id) => ({ id, title: id })),
    classes: ["a", "b", "c"].map((id) => aClass(id, 3)),
    overlaps: [
      ["a", "b"],
      ["b", "c"],
    ],
    entries: Array.from({ length: 30 }, (_, n) =>
      anEntry(n, { groups: ["near", "old"], choices: ["c", "a"] }),
    ),
  });
  const first = freeze(list);
  assert.ok("text" in first);
  for (let seed = 1; seed <= 20; seed++) {
    const below = chanceFrom(seed);
    const shuffled = <T>(items: T[]) => {
      const left = [...items];
      return items.map(() => left.splice(below(left.length), 1)[0] as T);
    };
    const again = freeze({
      ...list,
      groups: shuffled(list.groups),
      classes: shuffled(list.classes),
      overlaps: shuffled(list.overlaps).map(shuffled),
      entries: shuffled(list.entries.map((one) => ({ ...one, groups: shuffled(one.groups) }))),
    });
    assert.deepEqual(again, first);
  }
  assert.equal(first.hash, createHash("sha256").update(first.text).digest("hex"));
});

test("the text is JSON, one entry a line, with nothing about persons", () => {
  const { text } = frozen({ entries: [anEntry(1), anEntry(2)] });
  assert.deepEqual(Object.keys(JSON.parse(text).entries[0]), [
    "number",
    "weight",
    "size",
    "groups",
    "choices",
    "most",
  ]);
  assert.equal(text.split("\n").filter((line) => line.startsWith('{"number"')).length, 2);
  const named = { ...anEntry(1), name: "张三" };
  assert.deepEqual(freeze(aList({ entries: [named] })), {
    faults: [{ id: "draw.unknown-field", at: "/entries/0/name" }],
  });
});

test("a draft with something wrong is not frozen; everything wrong is told with its place", () => {
  const two = [aClass("a", 5), aClass("b", 5, [{ group: "near", places: 1 }])];
  const cases: [Partial<DrawList>, string, string][] = [
    [{ entries: [anEntry(1), anEntry(1)] }, "draw.twice", "/entries/1/number"],
    [{ entries: [anEntry(1, { number: "张三" })] }, "draw.shape", "/entries/0/number"],
    [{ entries: [anEntry(1, { weight: 0 })] }, "draw.shape", "/entries/0/weight"],
    [{ entries: [anEntry(1, { weight: 1.5 })] }, "draw.shape", "/entries/0/weight"],
    [{ entries: [anEntry(1, { choices: ["b"] })] }, "draw.no-such-class", "/entries/0/choices/0"],
    [{ entries: [anEntry(1, { choices: ["a", "a"] })] }, "draw.twice", "/entries/0/choices/1"],
    [{ entries: [anEntry(1, { choices: [] })] }, "draw.shape", "/entries/0/choices"],
    [{ entries: [anEntry(1, { groups: ["far"] })] }, "draw.no-such-group", "/entries/0/groups/0"],
    [{ entries: [anEntry(1, { size: 6 })] }, "draw.size-over-places", "/entries/0/choices/0"],
    [{ entries: [anEntry(1, { most: 2 })] }, "draw.most-over-limit", "/entries/0/most"],
    [{ classes: [] }, "draw.shape", "/classes"],
    [{ classes: [aClass("a", 5), aClass("a", 6)] }, "draw.twice", "/classes/1/id"],
    [
      { classes: [aClass("a", 5, [{ group: "near", places: 6 }])] },
      "draw.reserved-over-places",
      "/classes/0/reserved",
    ],
    [
      { classes: [aClass("a", 5, [{ group: "far", places: 1 }])] },
      "draw.no-such-group",
      "/classes/0/reserved/0/group",
    ],
    [
      {
        groups: [
          { id: "near", title: "近" },
          { id: "open", title: "空" },
        ],
      },
      "draw.shape",
      "/groups/1/id",
    ],
    [{ overlaps: [["a", "a"]] }, "draw.overlaps-itself", "/overlaps/0"],
    [{ overlaps: [["a", "z"]] }, "draw.no-such-class", "/overlaps/0"],
    [
      {
        classes: two,
        overlaps: [
          ["a", "b"],
          ["b", "a"],
        ],
      },
      "draw.twice",
      "/overlaps/1",
    ],
    [{ classes: two, overlaps: [["a", "b", "a"]] }, "draw.shape", "/overlaps/0"],
    [
      { classes: two, entries: [anEntry(1, { size: 2 })] },
      "draw.sizes-with-reserved-classes",
      "/entries/0/size",
    ],
    [{ revealBy: "2027-03-18T21:00:00+08:00" }, "draw.times-out-of-order", "/value/knownFrom"],
    // Frozen in another zone's morning, which is after the value is known.
    [{ frozenAt: "2027-03-18T14:00:00+00:00" }, "draw.times-out-of-order", "/value/knownFrom"],
    [{ frozenAt: "2027-02-31T09:00:00+08:00" }, "draw.shape", "/frozenAt"],
    [{ frozenAt: "2027-03-18 09:00" }, "draw.shape", "/frozenAt"],
    [{ commitment: secret.slice(2) }, "draw.shape", "/commitment"],
    [{ title: "抽签\n" }, "draw.shape", "/title"],
    [
      { value: { ...aList().value, form: [{ count: 3, from: 0, to: 9, distinct: false }] } },
      "draw.value-too-weak",
      "/value/form",
    ],
  ];
  for (const [over, id, at] of cases) {
    const made = freeze(aList(over));
    assert.ok("faults" in made, `${id} ${at}`);
    assert.ok(
      made.faults.some((fault) => fault.id === id && fault.at === at),
      `${id} ${at}: ${JSON.stringify(made.faults)}`,
    );
  }
});

test("only the announced secret and value draw, and not before the value can be known", () => {
  const { text } = frozen();
  for (const [over, refused] of [
    [{ secret: "60".repeat(32) }, { id: "draw.another-secret" }],
    [{ secret: "zz" }, { id: "draw.another-secret" }],
    [{ value: "3 8" }, { id: "draw.value", fault: { id: "value.count", asked: 7, found: 2 } }],
    [{ at: "2027-03-18T21:14:59+08:00" }, { id: "draw.too-early" }],
    [{ at: "soon" }, { id: "draw.too-early" }],
  ] as const)
    assert.deepEqual(draw(text, { secret, value, at: drawnAt, ...over }), { refused });
  for (const other of ["", "{}", text.replace('"weight":1', '"weight": 1'), drawn(text)]) {
    const done = draw(other, { secret, value, at: drawnAt });
    assert.equal("refused" in done && done.refused.id, "draw.not-a-list");
  }
});

test("a second hand with OpenSSL's functions, written from the README, comes to the same order", () => {
  const { text, hash } = frozen();
  const mac = (key: Buffer, message: string) => createHmac("sha256", key).update(message).digest();
  const seed = mac(Buffer.from(secret, "hex"), `wenmai-draw-1 seed\n${hash}\n${value}`);
  const { entries } = JSON.parse(text) as DrawList;
  const expected = entries
    .map(({ number, weight }) => {
      const tries = Array.from({ length: weight }, (_, i) =>
        mac(seed, `rank ${number} ${i + 1}`).toString("hex"),
      );
      return { number, key: tries.sort().at(-1) ?? "" };
    })
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .map(({ number }) => number);
  const { outcome } = JSON.parse(drawn(text));
  assert.equal(outcome.seed, seed.toString("hex"));
  assert.deepEqual(
    outcome.results.map(({ number }: { number: string }) => number),
    expected,
  );
});

test("the version's outcome never changes: files of years ago stay verifiable", () => {
  const { text, hash } = frozen();
  assert.equal(hash, "7e3f0829bcd50f1fe9d52556c894859e96f1e06315af33a8678ea9d3ff9201e2");
  const published = drawn(text);
  assert.equal(
    createHash("sha256").update(published).digest("hex"),
    "ed5e68953a37f5a3a8965775388c0f30592bd96ecc93a769fdd45527c6f8c911",
  );
  assert.ok(published.includes(numberOf(0)));
});
