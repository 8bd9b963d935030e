import assert from "node:assert/strict";
import { noticesOf } from "#people/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHold, aLentTitle, aNetwork, dayOf, rule } from "../testing.ts";
import { lookForCopies } from "./look-for-copies.ts";

dbTest(
  "where somebody waits and every copy is lent the longest-lent is called back, once and as its rule says",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    await rule(ctx, south, { recallDays: 5, days: 60 });
    const { recordId, loanIds } = await aLentTitle(ctx, south, { copies: 2 });
    const [first = "", second = ""] = loanIds;
    await db.run`update library.loan set lent_at = lent_at - interval '3 days' where id = ${first}`;
    await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    const due = (id: string) =>
      db.one<{ dueOn: string; recalledOn: string | null; subject: string }>`
      select due_on::text, recalled_on::text, subject from library.loan where id = ${id}`;
    const called = await due(first);
    assert.equal(called.recalledOn, dayOf(ctx).toString());
    assert.equal(called.dueOn, dayOf(ctx).add({ days: 5 }).toString());
    assert.equal((await due(second)).recalledOn, null);
    const told = await noticesOf(db, called.subject);
    assert.deepEqual(
      told.map(({ key }) => key),
      ["notice.loan-recalled"],
    );
    assert.ok(!JSON.stringify(told).includes("要借的书"));
    // One waits and one is called back: no more.
    await inTx(ctx, (inner) => lookForCopies(inner, [recordId]));
    assert.equal((await due(second)).recalledOn, null);
  },
);
