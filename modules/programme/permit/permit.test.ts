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

test("a table: held or not, and every coming day within it", () => {
  const cases: [Permit | null, { first: string; last: string }[], string | undefined][] = [
    [null, [], "event.permit-missing"],
    [permit, [], undefined],
    [permit, [on("2026-07-01"), on("2026-07-03")], undefined],
    [permit, [on("2026-06-30")], "event.permit-not-valid-then"],
    [permit, [on("2026-07-02"), on("2026-07-04")], "event.permit-not-valid-then"],
    // It begins on the last day and ends after midnight.
    [permit, [on("2026-07-03", "2026-07-04")], "event.permit-not-valid-then"],
  ];
  for (const [held, days, expected] of cases)
    assert.equal(permitFault(held, days)?.id, expected, JSON.stringify(days));
});
