import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { ageOn, fullAge, fullAgeDay } from "./age.ts";

const day = Temporal.PlainDate.from;

test("a birthday makes a year older, the day before does not", () => {
  assert.equal(ageOn("2012-06-12", day("2026-06-11")), 13);
  assert.equal(ageOn("2012-06-12", day("2026-06-12")), 14);
  assert.equal(ageOn("2012-02-29", day("2026-02-28")), 13);
  assert.equal(ageOn("2012-02-29", day("2026-03-01")), 14);
  assert.equal(ageOn("2012-02-29", day("2028-02-29")), 16);
});

test("the day of full age is the first day on which one is of full age", () => {
  const born = fc.date({ min: new Date("1990-01-01"), max: new Date("2020-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(born, (date) => {
      const text = date.toISOString().slice(0, 10);
      const of = fullAgeDay(text);
      assert.equal(ageOn(text, of), fullAge);
      assert.equal(ageOn(text, of.subtract({ days: 1 })), fullAge - 1);
    }),
  );
  assert.equal(fullAgeDay("2012-02-29").toString(), "2030-03-01");
});
