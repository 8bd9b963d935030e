import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { daysFault, spanOfDays } from "./days.ts";

const today = Temporal.PlainDate.from("2026-06-12");
const zone = "Asia/Shanghai";

test("a cover runs from today on, for 92 days at most, and begins within a year", () => {
  const cases: [string, string, string | null][] = [
    ["2026-06-12", "2026-06-12", null],
    ["2026-06-11", "2026-06-12", "cover.past"],
    ["2026-06-13", "2026-06-12", "range.empty"],
    ["2026-06-12", "2026-09-11", null],
    ["2026-06-12", "2026-09-12", "cover.long"],
    ["2027-06-13", "2027-06-14", null],
    ["2027-06-14", "2027-06-14", "cover.far"],
  ];
  for (const [from, through, id] of cases)
    assert.equal(daysFault({ from, through }, today)?.id ?? null, id, `${from} ${through}`);
});

test("days are days of the city; today begins now", () => {
  const now = Temporal.Instant.from("2026-06-12T04:00:00Z");
  const span = (from: string, through: string) => {
    const { from: begins, to } = spanOfDays({ from, through }, { now, zone });
    return [begins.toString(), to.toString()];
  };
  assert.deepEqual(span("2026-06-12", "2026-06-12"), ["2026-06-12T04:00:00Z", "2026-06-12T16:00:00Z"]);
  assert.deepEqual(span("2026-06-13", "2026-06-14"), ["2026-06-12T16:00:00Z", "2026-06-14T16:00:00Z"]);
});
