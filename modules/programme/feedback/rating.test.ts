import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursToRate, ratingOf, reasonAgainstRating } from "./rating.ts";

test("who came rates once, from its end until thirty days are over", () => {
  const last = hoursToRate * 3_600_000;
  const cases: [...Parameters<typeof reasonAgainstRating>, string | null][] = [
    [{ came: false, given: false }, { endsAt: 0, now: 1 }, "not-come"],
    [{ came: true, given: true }, { endsAt: 0, now: last }, "given"],
    [{ came: true, given: false }, { endsAt: 0, now: -1 }, "not-over"],
    [{ came: true, given: false }, { endsAt: 0, now: 0 }, null],
    [{ came: true, given: false }, { endsAt: 0, now: last - 1 }, null],
    [{ came: true, given: false }, { endsAt: 0, now: last }, "too-late"],
  ];
  for (const [who, when, expected] of cases) assert.equal(reasonAgainstRating(who, when), expected);
});

test("of four answers no average is told, of five it is, to one decimal", () => {
  assert.equal(ratingOf({ count: 4, sum: 20 }), null);
  assert.deepEqual(ratingOf({ count: 5, sum: 21 }), { average: 4.2, count: 5 });
  assert.deepEqual(ratingOf({ count: 6, sum: 26 }), { average: 4.3, count: 6 });
});
