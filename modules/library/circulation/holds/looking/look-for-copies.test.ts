import assert from "node:assert/strict";
import { noticesOf } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkOut } from "../../lending/check-out.ts";
import { aReader, someCopies } from "../../testing.ts";
import { notThere, sendOn } from "../desk/desk-holds.ts";
import { pullListOf } from "../desk/desk-store.ts";
import { checkHopeless } from "../ending/hopeless.ts";
import { hopelessHoldsJob, lookForCopiesJob } from "../hold-jobs.ts";
import { holdsOf } from "../placing/own-store.ts";
import { aHold, aLentTitle, aNetwork, bringBack, dayOf, daysOn, standing } from "../testing.ts";

dbTest(
  "a copy on a shelf is looked for at the nearest place, and found it stands ready",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, far, near } = await inTx(ctx, async (inner) => {
      const made = await someCopies(inner, south, { copies: 2 });
      await inner.db
        .run`update library.item set place_id = ${north.placeId} where id = ${made.itemIds[1] ?? 0}`;
      return { recordId: made.recordId, far: made.itemIds[0] ?? 0, near: made.itemIds[1] ?? 0 };
    });
    const hold = await inTx(ctx, (inner) => aHold(inner, north, { recordId }));
    assert.deepEqual(
      (await pullListOf(db, north.placeId, 10)).map(({ itemId }) => itemId),
      [near],
    );
    // Not in its day: another place is asked, on a day on which that is open.
    await lookForCopiesJob.run(daysOn(ctx, 4), {});
    assert.equal((await standing(db, hold.id))?.itemId, far);
    const [listed] = await pullListOf(db, south.placeId, 10);
    const sent = await inTx(daysOn(ctx, 4), (inner) =>
      sendOn(inner, { placeId: south.placeId, barcode: listed?.barcode ?? "" }),
    );
    assert.equal(sent.goes.to, "place");
    assert.equal((await standing(db, hold.id))?.state, "travelling");
    const arrived = await bringBack(daysOn(ctx, 5), { itemId: far, placeId: north.placeId });
    assert.deepEqual(arrived.goes.to === "hold-shelf" && arrived.goes.slot, "1");
    const told = await noticesOf(db, hold.subject);
    assert.deepEqual(
      told.map(({ key }) => key),
      ["notice.hold-ready"],
    );
    assert.ok(!JSON.stringify(told).includes("要借的书"), "no title in a message");
    await inTx(daysOn(ctx, 6), (inner) =>
      checkOut(inner, { subject: hold.subject, itemId: far, placeId: north.placeId }),
    );
    assert.equal(await standing(db, hold.id), null);
  },
);

dbTest(
  "what comes back meanwhile is for who is first, also while a shelf is searched for them",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south, { copies: 1 });
    const [more] = await inTx(
      ctx,
      async ({ db: tx }) =>
        tx.many<{ id: number }>`
      insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
      select record_id, owner_id, org_path, gen_random_uuid()::text, ${north.placeId}, made_at, changed_at from library.item where id = ${itemId} returning id`,
    );
    const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    assert.equal((await standing(db, hold.id))?.itemId, more?.id);
    assert.equal((await bringBack(ctx, { itemId, placeId: south.placeId })).goes.to, "hold-shelf");
    assert.deepEqual(await pullListOf(db, north.placeId, 10), []);
  },
);

dbTest(
  "what somebody takes from the shelf meanwhile is on no pull list; who waits has the next",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const made = await inTx(ctx, (inner) => someCopies(inner, south, { copies: 2 }));
    const hold = await inTx(ctx, (inner) => aHold(inner, south, made));
    const [wanted] = await pullListOf(db, south.placeId, 10);
    const other = await inTx(ctx, (inner) => aReader(inner, south));
    await inTx(ctx, (inner) =>
      checkOut(inner, { subject: other.subject, itemId: wanted?.itemId ?? 0, placeId: south.placeId }),
    );
    assert.equal((await standing(db, hold.id))?.state, "waiting");
    await assert.rejects(
      inTx(ctx, (inner) => sendOn(inner, { placeId: south.placeId, barcode: wanted?.barcode ?? "" })),
      { id: "book-hold.not-listed" },
    );
    await lookForCopiesJob.run(ctx, {});
    const [next] = await pullListOf(db, south.placeId, 10);
    assert.notEqual(next?.itemId, wanted?.itemId);
  },
);

dbTest("not there twice, on two days, a copy is missing and another is looked for", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const made = await inTx(ctx, (inner) => someCopies(inner, south));
  const [itemId = 0] = made.itemIds;
  const hold = await inTx(ctx, (inner) => aHold(inner, south, made));
  const miss = (at: Ctx) => inTx(at, (inner) => notThere(inner, { place: { id: south.placeId }, itemId }));
  assert.deepEqual(await miss(ctx), { missing: false });
  // Not looked for again on the same day.
  assert.equal((await standing(db, hold.id))?.state, "waiting");
  await assert.rejects(miss(ctx), { id: "book-hold.not-listed" });
  const next = daysOn(ctx, 1);
  await lookForCopiesJob.run(next, {});
  assert.equal((await standing(db, hold.id))?.itemId, itemId);
  assert.deepEqual(await miss(next), { missing: true });
  const { status } = await db.one<{ status: string }>`select status from library.item where id = ${itemId}`;
  assert.equal(status, "missing");
  await hopelessHoldsJob.run(next, {});
  assert.deepEqual(
    (await noticesOf(db, hold.subject)).map(({ key }) => key),
    ["notice.hold-hopeless"],
  );
  assert.equal((await holdsOf(db, hold.subject))[0]?.hopelessSince, dayOf(next).toString());
  assert.equal(await checkHopeless(next), 0, "once a day");
});
