import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { ageOn } from "./age.ts";

const day = Temporal.PlainDate.from;

test("a birthday makes a year older, the day before does not", () => {
  assert.equal(ageOn("2012-06-12", day("2026-06-11")), 13);
  assert.equal(ageOn("2012-06-12", day("2026-06-12")), 14);
  assert.equal(ageOn("2012-02-29", day("2026-02-28")), 13);
  assert.equal(ageOn("2012-02-29", day("2026-03-01")), 14);
  assert.equal(ageOn("2012-02-29", day("2028-02-29")), 16);
});
