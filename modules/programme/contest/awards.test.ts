import assert from "node:assert/strict";
import { test } from "node:test";
import { followPlaces } from "./awards.ts";
import type { Award } from "./contract.ts";

type Short = [place: number | null, award: Award | null, advances?: boolean];
const rows = (...short: Short[]) =>
  short.map(([place, award, advances = false]) => ({ place, award, advances }));

const cases: [says: string, follow: boolean, ...Short[]][] = [
  ["in their order", true, [1, "first"], [2, "second"], [3, "second"], [4, "third"], [5, null]],
  ["nothing awarded", true, [1, null], [2, null], [null, null]],
  ["told in any order", true, [2, "second"], [1, "first"]],
  ["the first has the third award, the third the first", false, [1, "third"], [2, "second"], [3, "first"]],
  ["the winner has nothing", false, [1, null], [2, "first"]],
  ["two firsts in two places", false, [1, "first"], [2, "first"]],
  ["two firsts in one place", true, [1, "first"], [1, "first"], [3, "third"]],
  ["of two in one place one has more", false, [1, "first"], [1, "second"]],
  ["no first", false, [1, "second"], [2, "third"]],
  ["no second", false, [1, "first"], [2, "third"]],
  ["an award of honour alone", true, [1, "excellent"], [2, null]],
  ["an award of honour above another", false, [1, "excellent"], [2, "first"]],
  ["who is better stays behind", false, [1, null, false], [2, null, true]],
  ["the better half goes on", true, [1, null, true], [2, null, true], [3, null, false]],
];

test("whether awards and the way on follow the places", () => {
  for (const [says, follow, ...short] of cases) assert.equal(followPlaces(rows(...short)), follow, says);
});
