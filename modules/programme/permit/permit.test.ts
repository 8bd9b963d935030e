import assert from "node:assert/strict";
import { test } from "node:test";
import { type Permit, permitFault } from "./permit.ts";

const permit: Permit = {
  number: "克文演准〔2026〕12 号",
  authority: "克拉玛依区文化和旅游局",
  from: "2026-07-01",
  to: "2026-07-03",
};
const on = (first: string, last = first) => ({ first, last });

test("a table: needed or not, held or not, and every coming day within it", () => {
  const cases: [boolean, Permit | null, { first: string; last: string }[], string | undefined][] = [
    [false, null, [on("2026-07-01")], undefined],
    [false, permit, [on("2027-01-01")], undefined],
    [true, null, [], "event.permit-missing"],
    [true, permit, [], undefined],
    [true, permit, [on("2026-07-01"), on("2026-07-03")], undefined],
    [true, permit, [on("2026-06-30")], "event.permit-not-valid-then"],
    [true, permit, [on("2026-07-02"), on("2026-07-04")], "event.permit-not-valid-then"],
    // It begins on the last day and ends after midnight.
    [true, permit, [on("2026-07-03", "2026-07-04")], "event.permit-not-valid-then"],
  ];
  for (const [needed, held, days, expected] of cases)
    assert.equal(permitFault(needed, held, days)?.id, expected, JSON.stringify([needed, days]));
});
