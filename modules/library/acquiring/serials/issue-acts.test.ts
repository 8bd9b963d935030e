import assert from "node:assert/strict";
import { test } from "node:test";
import { actsOf, nextToBind } from "./issue-acts.ts";
import type { IssueNow } from "./issues.ts";

const both = { receives: true, works: true };

test("what may be said of an issue hangs on how it stands, and on who asks", () => {
  const cases = [
    ["coming", null, ["check-in"]],
    ["due", null, ["check-in"]],
    ["late", null, ["check-in", "claimed", "missing"]],
    ["claimed", null, ["check-in", "missing", "take-back"]],
    ["missing", null, ["check-in", "take-back"]],
    ["arrived", null, ["take-back"]],
    ["arrived", 7, []],
  ] as const;
  for (const [state, itemId, acts] of cases)
    assert.deepEqual(actsOf({ state, itemId }, both), acts, `${state} ${itemId}`);
  assert.deepEqual(actsOf({ state: "late", itemId: null }, { receives: true, works: false }), ["check-in"]);
  assert.deepEqual(actsOf({ state: "late", itemId: null }, { receives: false, works: false }), []);
});

test("a year is bound from its first loose issue to its last, and what is lacking between is told", () => {
  const issue = (year: number, number: number, state: IssueNow["state"], itemId: number | null = null) => ({
    year,
    number,
    volume: null,
    whole: null,
    dueOn: "2026-01-10",
    state,
    arrivedOn: null,
    itemId,
  });
  assert.equal(nextToBind([issue(2026, 1, "late"), issue(2026, 2, "arrived", 7)]), null);
  const some = [
    issue(2025, 12, "arrived", 7),
    issue(2026, 1, "missing"),
    issue(2026, 2, "arrived"),
    issue(2026, 3, "late"),
    issue(2026, 4, "claimed"),
    issue(2026, 5, "arrived"),
    issue(2026, 6, "coming"),
    issue(2027, 1, "arrived"),
  ];
  assert.deepEqual(nextToBind(some), { year: 2026, from: 2, to: 5, lacks: "3、4" });
});
