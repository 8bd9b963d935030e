import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { reasonAgainstGroup, withinPlaces } from "./groups.ts";
import { overlapsOf } from "./rules.ts";

const at = (text: string) => Temporal.Instant.from(text);
const when = { closesAt: at("2027-03-18T10:00:00Z"), now: at("2027-03-10T10:00:00Z"), zone: "Asia/Shanghai" };
const somebody = { level: 0, born: null, lastTookAt: null };

test("who is of a group, by day of birth, records and checks", () => {
  const senior = { kind: "age", from: 60, to: null } as const;
  const newcomer = { kind: "first-time", months: 12 } as const;
  const resident = { kind: "eligible", code: "local-residence", called: "本地居住" } as const;
  for (const [terms, facts, id] of [
    [senior, { born: "1967-03-18" }, null],
    [senior, { born: "1967-03-19" }, "rule.too-young"],
    [senior, {}, "rule.age-unknown"],
    [newcomer, {}, null],
    [newcomer, { lastTookAt: at("2026-03-10T10:00:00Z") }, null],
    [newcomer, { lastTookAt: at("2026-03-10T10:00:01Z") }, "drawing.not-first-time"],
    [resident, { qualifies: new Set(["local-residence"]) }, null],
    [resident, {}, "rule.eligible"],
  ] as const)
    assert.equal(reasonAgainstGroup(terms, { ...somebody, ...facts }, when)?.id ?? null, id);
});

test("where places became fewer the first groups keep theirs", () => {
  const kept = [
    { group: "g1", places: 3 },
    { group: "g2", places: 2 },
  ];
  assert.deepEqual(withinPlaces(kept, 9), kept);
  assert.deepEqual(withinPlaces(kept, 4), [kept[0], { group: "g2", places: 1 }]);
  assert.deepEqual(withinPlaces(kept, 3), [kept[0]]);
});

test("what has many occasions overlaps by them, not by the weeks between", () => {
  const lesson = (day: number, hour: number) => ({
    startsAt: at(`2027-03-${day}T${hour}:00:00Z`),
    endsAt: at(`2027-03-${day}T${hour + 1}:00:00Z`),
  });
  const [monday, tuesday] = [
    { code: "1", occasions: [lesson(15, 10), lesson(22, 10)] },
    { code: "2", occasions: [lesson(16, 10), lesson(23, 10)] },
  ];
  const both = { code: "3", occasions: [lesson(16, 11), lesson(22, 10)] };
  assert.deepEqual(overlapsOf([monday, tuesday, both]), [["1", "3"]]);
});
