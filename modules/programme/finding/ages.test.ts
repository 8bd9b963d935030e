import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonAgainstAge } from "./ages.ts";

test("both ends of the ages belong to them", () => {
  for (const [ageFrom, ageTo, age, reason] of [
    [18, null, 17, "too-young"],
    [18, null, 18, null],
    [6, 12, 5, "too-young"],
    [6, 12, 12, null],
    [6, 12, 13, "too-old"],
    [null, null, 99, null],
  ] as const)
    assert.equal(reasonAgainstAge({ ageFrom, ageTo }, age), reason, `${age} in ${ageFrom}–${ageTo}`);
});
