import assert from "node:assert/strict";
import { noticesOf } from "#people/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkOut } from "../../lending/check-out.ts";
import { sendOn } from "../desk/desk-holds.ts";
import { leftAt } from "../desk/desk-store.ts";
import { endHoldsJob } from "../hold-jobs.ts";
import { cancelOwn, changeOwn } from "../placing/own-holds.ts";
import { aHold, aLentTitle, aNetwork, as, bringBack, dayOf, daysOn, standing } from "../testing.ts";
import { endUnneeded, expireShelf } from "./ending.ts";

dbTest(
  "what is not collected is for the next there; else it stays on the hold shelf until it is scanned",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south);
    const earlier = { ...ctx, clock: () => ctx.clock().subtract({ minutes: 1 }) };
    const first = await inTx(earlier, (inner) => aHold(inner, south, { recordId }));
    const second = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
    const { slot } = (await standing(db, first.id)) ?? {};
    const late = daysOn(ctx, 8);
    await endHoldsJob.run(late, {});
    assert.equal(await standing(db, first.id), null);
    assert.deepEqual(
      (await noticesOf(db, first.subject)).map(({ key }) => key),
      ["notice.hold-ready", "notice.hold-expired"],
    );
    const next = await standing(db, second.id);
    assert.deepEqual([next?.state, next?.slot], ["ready", slot], "it stands where it stood");
    const later = daysOn(ctx, 16);
    await expireShelf(later);
    assert.equal(await standing(db, second.id), null);
    const [left] = await leftAt(db, south.placeId, 10);
    assert.equal(left?.itemId, itemId);
    // Whoever comes may have it; nobody has to look for it elsewhere.
    const third = await inTx(later, (inner) => aHold(inner, north, { recordId }));
    assert.equal(
      (await standing(db, third.id))?.state,
      "waiting",
      "what nobody has taken off is on no shelf",
    );
    const sent = await inTx(later, (inner) =>
      sendOn(inner, { placeId: south.placeId, barcode: left?.barcode ?? "" }),
    );
    assert.equal(sent.goes.to, "place");
    assert.deepEqual(await leftAt(db, south.placeId, 10), []);
    assert.equal((await standing(db, third.id))?.state, "travelling");
  },
);

dbTest("a day too late, it may still be borrowed while it stands there for nobody", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const { recordId, itemId } = await aLentTitle(ctx, south);
  const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
  await bringBack(ctx, { itemId, placeId: south.placeId });
  const late = daysOn(ctx, 8);
  await expireShelf(late);
  await inTx(late, (inner) => checkOut(inner, { subject: hold.subject, itemId, placeId: south.placeId }));
  assert.deepEqual(await leftAt(db, south.placeId, 10), []);
});

dbTest("frozen, one is passed over until the day; not needed any more, it ends", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const { recordId, itemId } = await aLentTitle(ctx, south);
  const day = dayOf(ctx);
  const frozen = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, frozenUntil: day.add({ days: 5 }).toString() }),
  );
  const needed = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, neededBy: day.add({ days: 3 }).toString() }),
  );
  await bringBack(ctx, { itemId, placeId: south.placeId });
  assert.equal((await standing(db, frozen.id))?.state, "waiting");
  assert.equal((await standing(db, needed.id))?.state, "ready");
  const more = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, neededBy: day.add({ days: 3 }).toString() }),
  );
  assert.equal(await endUnneeded(daysOn(ctx, 3)), 0);
  assert.equal(await endUnneeded(daysOn(ctx, 4)), 1);
  assert.equal(await standing(db, more.id), null);
  await inTx(as(ctx, frozen.subject), (inner) =>
    changeOwn(inner, frozen.id, { pickupId: south.placeId, frozenUntil: null, neededBy: null }),
  );
  await inTx(as(ctx, needed.subject), (inner) => cancelOwn(inner, needed.id));
  assert.equal((await standing(db, frozen.id))?.state, "ready", "it is for the next who collects there");
  await assert.rejects(
    inTx(as(ctx, needed.subject), (inner) => cancelOwn(inner, frozen.id)),
    { id: "not-found" },
  );
});
