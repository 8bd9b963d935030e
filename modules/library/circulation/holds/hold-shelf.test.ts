import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkOut } from "../lending/check-out.ts";
import { undo } from "../till/lend.ts";
import { readyAt } from "./desk/desk-store.ts";
import { aHold, aLentTitle, aNetwork, bringBack, standing } from "./testing.ts";

dbTest("on the hold shelf each copy has a number of its own", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  for (let n = 0; n < 3; n++) {
    const { recordId, itemId } = await aLentTitle(ctx, south);
    await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
  }
  assert.deepEqual(
    (await readyAt(db, south.placeId, 10)).map(({ slot }) => slot),
    ["1", "2", "3"],
  );
});

dbTest(
  "collected by mistake and undone, it stands there for who waited, before who waits behind",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south);
    const first = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    const later = { ...ctx, clock: () => ctx.clock().add({ minutes: 1 }) };
    const behind = await inTx(later, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
    const rowOf = () => db.one`select * from library.hold where id = ${first.id}`;
    const before = await rowOf();
    const { placeId } = south;
    const { loanId } = await inTx(ctx, (inner) =>
      checkOut(inner, { subject: first.subject, itemId, placeId }),
    );
    assert.equal(await db.maybeOne`select 1 from library.hold where id = ${first.id}`, null);
    await inTx(ctx, (inner) => undo(inner, { loanId, placeId }));
    assert.deepEqual(await rowOf(), before);
    assert.equal((await standing(db, behind.id))?.state, "waiting");
    const { away, holds } = await db.one<{ away: string | null; holds: number }>`
    select i.away, r.holds from library.item i, library.reader r where i.id = ${itemId} and r.subject = ${first.subject}`;
    assert.deepEqual([away, holds], ["hold-shelf", 1]);
  },
);
