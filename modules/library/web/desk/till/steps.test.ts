import assert from "node:assert/strict";
import { test } from "node:test";
import { carryOut, type Outcome, type Reader, readerAfter } from "./steps.ts";

const reader: Reader = {
  subject: "00000000-0000-4000-8000-000000000001",
  name: "李梅",
  kind: "person",
  category: "adult",
  home: null,
  card: "1",
  needsDocument: false,
  talks: [],
  against: [],
  loans: 0,
  overdue: 0,
  holds: 0,
  owesFen: 0,
  agent: null,
  comesFor: [],
  ready: [],
  listed: { items: [], next: null },
};
const refused = (id: string): Outcome => ({
  is: "refused",
  problem: { type: `/problems/${id}`, title: id, status: 409, id, request_id: "1", data: {} },
  copy: null,
});
const after = (outcome: Outcome, before: Reader | null = reader) =>
  readerAfter(before, outcome, "2026-06-12");

test("a card or pass that is refused ends who stood there: the next one's books are not theirs", () => {
  for (const id of [
    "till.card-lost",
    "till.card-ended",
    "till.no-reader",
    "pass.used-code",
    "pass.not-a-pass",
  ])
    assert.equal(after(refused(id)), null, id);
  assert.equal(
    after({ is: "several", said: "1", copies: [], cards: [{ issuerId: "a", issuer: "A" }] }),
    null,
  );
  for (const id of ["till.unknown", "loan.limit", "loan.lent-to-another"])
    assert.equal(after(refused(id)), reader);
  assert.equal(
    after({ is: "several", said: "1", copies: [{ ownerId: "a", owner: "A", title: "" }], cards: [] }),
    reader,
  );
});

test("a copy that was scanned twice is listed once", () => {
  const lent: Outcome = {
    ...{ is: "lent", loanId: "a", dueOn: "2026-07-12" },
    ...{ itemId: 1, title: "红楼梦", barcode: "KL1" },
  };
  const once = after(lent);
  assert.equal(once?.loans, 1);
  assert.equal(after(lent, once), once);
});

test("what is for a reader who has ended is not done, and stops nothing behind it", async () => {
  const copy = { itemId: 1, title: "红楼梦", barcode: "KL1" };
  const at = { placeId: "a", subject: null, agent: null, mode: "both" } as const;
  const doing = { call: () => assert.fail("nothing is asked"), key: "k", found: null, note: () => undefined };
  const steps = [
    { what: "renew-all" },
    { what: "return-first", ...copy },
    { what: "despite", reason: "临时离馆", ...copy },
  ] as const;
  for (const step of steps) assert.deepEqual(await carryOut(step, at, doing), { is: "nobody" });
});
