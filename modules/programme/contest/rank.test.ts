import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type RankRule, rankRules } from "./contract.ts";
import { rankJudged, rankMeasured } from "./rank.ts";

const one = [{ name: "总分", weight: 1 }];
const two = [
  { name: "技巧", weight: 60 },
  { name: "表现", weight: 40 },
];
const places = (ranked: { entryId: string; value: number; place: number }[]) =>
  ranked.map(({ entryId, value, place }) => `${place} ${entryId} ${value}`);

test("a jury's points, rule by rule", () => {
  const marks = (...points: number[]) => points.map((mark) => [mark]);
  const entries = [
    { entryId: "a", points: marks(900, 900, 900, 100) },
    { entryId: "b", points: marks(800, 800, 800, 800) },
  ];
  const cases: [RankRule, string[]][] = [
    ["mean", ["1 b 8", "2 a 7"]],
    ["trimmed-mean", ["1 a 9", "2 b 8"]],
    ["sum", ["1 b 32", "2 a 28"]],
  ];
  for (const [rule, expected] of cases)
    assert.deepEqual(places(rankJudged({ rule, criteria: one, jurors: 4 }, entries)), expected, rule);
});

test("with two jurors nothing is left out of a trimmed mean; who stands aside costs no sum", () => {
  const judged = (rule: RankRule, points: number[][], jurors: number) =>
    places(rankJudged({ rule, criteria: one, jurors }, [{ entryId: "a", points }]));
  assert.deepEqual(judged("trimmed-mean", [[900], [700]], 2), ["1 a 8"]);
  assert.deepEqual(judged("sum", [[900], [700]], 3), ["1 a 24"]);
});

test("criteria weigh; equal ones are told apart by the first criterion, then the next, else share a place", () => {
  const entries = [
    { entryId: "a", points: [[700, 950]] },
    { entryId: "b", points: [[900, 650]] },
    { entryId: "c", points: [[800, 800]] },
    { entryId: "d", points: [[900, 650]] },
    { entryId: "e", points: [[100, 100]] },
  ];
  const ranked = rankJudged({ rule: "mean", criteria: two, jurors: 1 }, entries);
  assert.deepEqual(places(ranked), ["1 b 8", "1 d 8", "3 c 8", "4 a 8", "5 e 1"]);
});

test("what was measured: a faster run, a longer jump, equal ones share", () => {
  const entries = [
    { entryId: "a", value: 12.31 },
    { entryId: "b", value: 11.98 },
    { entryId: "c", value: 12.31 },
    { entryId: "d", value: 13 },
  ];
  assert.deepEqual(places(rankMeasured("lower", entries)), ["1 b 11.98", "2 a 12.31", "2 c 12.31", "4 d 13"]);
  assert.deepEqual(places(rankMeasured("higher", entries))[0], "1 d 13");
});

test("always: everybody has one place, no better value stands lower, the order of what came in decides nothing", () => {
  const juries = fc.record({
    rule: fc.constantFrom(...rankRules),
    points: fc.array(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), {
        minLength: 3,
        maxLength: 3,
      }),
      { minLength: 1, maxLength: 8 },
    ),
  });
  fc.assert(
    fc.property(juries, ({ rule, points }) => {
      const entries = points.map((of, at) => ({ entryId: String(at), points: of }));
      const of = { rule, criteria: two, jurors: 3 };
      const ranked = rankJudged(of, entries);
      assert.equal(new Set(ranked.map(({ entryId }) => entryId)).size, entries.length);
      for (const [at, after] of ranked.slice(1).entries()) assert.ok((ranked[at]?.value ?? 0) >= after.value);
      const again = rankJudged(of, [...entries].reverse());
      assert.deepEqual(
        new Map(again.map((r) => [r.entryId, r.place])),
        new Map(ranked.map((r) => [r.entryId, r.place])),
      );
    }),
  );
});
