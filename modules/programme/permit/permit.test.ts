import assert from "node:assert/strict";
import { test } from "node:test";
import { type Permit, permitFault, ruleFor } from "./permit.ts";

const permit: Permit = {
  number: "克文演准〔2026〕12 号",
  authority: "克拉玛依区文化和旅游局",
  from: "2026-07-01",
  to: "2026-07-03",
};
const ofKind = { kind: "commercial-performance", crowdFrom: null, basis: "《营业性演出管理条例》" };
const ofCrowds = { kind: null, crowdFrom: 1000, basis: "《大型群众性活动安全管理条例》" };
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
    assert.equal(permitFault(ofKind, 0, held, days)?.id, expected, JSON.stringify(days));
});

test("a rule of the kind, or of so many people; at the threshold it holds, one below it does not", () => {
  const rules = [ofCrowds, ofKind];
  assert.equal(ruleFor(rules, { kind: "festival", crowd: 999 }), null);
  assert.equal(ruleFor(rules, { kind: "festival", crowd: 1000 }), ofCrowds);
  assert.equal(ruleFor(rules, { kind: "commercial-performance", crowd: 5000 }), ofKind);
  assert.deepEqual(permitFault(ofCrowds, 1200, null, []), {
    id: "event.crowd-permit-missing",
    data: { crowd: 1200, from: 1000, basis: ofCrowds.basis },
  });
});
