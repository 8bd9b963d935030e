import assert from "node:assert/strict";
import { test } from "node:test";
import { shownValue, typedValue } from "./measure.ts";

test("times are written and read by the clock", () => {
  const cases: [string, number | null, string][] = [
    ["12.31", 12.31, "12.31 s"],
    ["3:01.25", 181.25, "3:01.25"],
    ["3：01.25", 181.25, "3:01.25"],
    ["1:00", 60, "1:00"],
    ["10:59.999", 659.999, "10:59.999"],
    ["1:02:03", 3723, "62:03"],
  ];
  for (const [typed, seconds, shown] of cases) {
    assert.equal(typedValue(typed), seconds, typed);
    assert.equal(shownValue("time", seconds ?? 0), shown);
  }
  assert.equal(shownValue("distance", 7.35), "7.35 m");
  assert.equal(shownValue(null, 9.3), "9.3");
});

test("nothing typed is nothing, what is none is no number", () => {
  assert.equal(typedValue(" "), null);
  for (const wrong of ["abc", "1:2:3:4", "-3", "1,5"]) assert.ok(Number.isNaN(typedValue(wrong)), wrong);
});
