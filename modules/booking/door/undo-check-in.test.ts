import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { claimsOfOffer } from "../claiming/claim-store.ts";
import { closeOffer } from "../offers/manage-offer.ts";
import { poolDrift, pools } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { anOffer } from "../testing.ts";
import { checkIn } from "./check-in.ts";
import { doorSheet } from "./door.ts";
import { undoCheckIn } from "./undo-check-in.ts";
import { walkIn } from "./walk-in.ts";

const channels = (["online", "walk-in"] as const).map((channel) => ({
  channel,
  quota: 10,
  releasesAt: null,
}));
const later = (ctx: Ctx, minutes: number): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ minutes }) });

/** An occasion in three hours, until five; at its door in two and a half, two of one name are in and three walked in. */
async function door(ctx: Ctx) {
  const atDoor = later(ctx, 150);
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { pools: channels }));
  const { claimId } = await inTx(ctx, async (inner) => {
    const { actor } = await aResident(inner);
    return claim({ ...inner, actor }, { offerId, size: 2 });
  });
  await inTx(atDoor, (inner) => checkIn(inner, { offerId, claimId }));
  const walked = await inTx(atDoor, (inner) => walkIn(inner, { offerId, size: 3 }));
  const undo = (of: string, at: Ctx = atDoor) =>
    inTx(at, (inner) => undoCheckIn(inner, { offerId, claimId: of }));
  return { atDoor, offerId, named: claimId, walked: walked.claimId, undo };
}

const news = (ctx: Ctx, claimId: string) =>
  ctx.db.many<{ type: string; size: number; came: string | null }>`
    select type, (payload ->> 'size')::int as size, payload ->> 'checkedInAt' as came from platform.outbox
     where payload ->> 'claimId' = ${claimId} order by seq`;

dbTest(
  "the wrong name: expected again, counted back on the same moment, audited, and in again when they come",
  async ({ ctx, db }) => {
    const { atDoor, offerId, named, undo } = await door(ctx);
    assert.deepEqual(await undo(named), { claimId: named, size: 2, state: "confirmed" });
    const told = await news(ctx, named);
    assert.deepEqual(
      told.map(({ type }) => type),
      ["claim.confirmed", "claim.checked-in", "claim.check-in-undone"],
    );
    assert.equal(told.at(-1)?.came, atDoor.clock().toString(), "the counter-fact is dated by the visit");
    assert.equal((await doorSheet(atDoor, offerId)).arrived, 3);
    const { acts } = await db.one<{ acts: number }>`
    select count(*)::int as acts from platform.audit where what = 'claim.check-in-undone' and target = ${named}`;
    assert.equal(acts, 1);
    await assert.rejects(undo(named), { id: "check-in.not-in" });
    const again = await inTx(atDoor, (inner) => checkIn(inner, { offerId, claimId: named }));
    assert.equal(again.already, false);
  },
);

dbTest("people who walked in give their places back", async ({ ctx, db }) => {
  const { atDoor, offerId, walked, undo } = await door(ctx);
  assert.equal((await undo(walked)).state, "cancelled");
  assert.deepEqual(
    (await news(ctx, walked)).map(({ type }) => type),
    ["claim.confirmed", "claim.checked-in", "claim.check-in-undone", "claim.cancelled"],
  );
  const walkIns = (await pools(db, [offerId])).find(({ channel }) => channel === "walk-in");
  assert.equal(walkIns?.taken, 0);
  assert.deepEqual(
    (await doorSheet(atDoor, offerId)).holders.map(({ size, can }) => [size, can]),
    [[2, ["undo"]]],
  );
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "after the end it can be undone until the day is over, and then has been missed",
  async ({ ctx, db }) => {
    const { offerId, named, walked, undo } = await door(ctx);
    const evening = later(ctx, 301);
    await settleOffers(evening);
    assert.equal((await undo(named, evening)).state, "no-show");
    assert.equal((await undo(walked, evening)).state, "cancelled");
    assert.equal((await news(ctx, named)).at(-1)?.type, "claim.missed");
    assert.deepEqual((await claimsOfOffer(db, offerId)).map(({ state }) => state).sort(), [
      "cancelled",
      "no-show",
    ]);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest(
  "on another day and of another occasion nothing is undone; where it was cut short nobody is expected again",
  async ({ ctx, db }) => {
    const { atDoor, offerId, named, undo } = await door(ctx);
    await assert.rejects(undo(named, later(ctx, 1800)), { id: "check-in.undo-too-late" });
    assert.deepEqual((await doorSheet(later(ctx, 1800), offerId)).holders[0]?.can, []);
    const other = await inTx(ctx, (inner) => anOffer(inner));
    await assert.rejects(
      inTx(atDoor, (inner) => undoCheckIn(inner, { offerId: other.offerId, claimId: named })),
      { id: "not-found" },
    );
    await inTx(atDoor, (inner) => closeOffer(inner, offerId, "停电", { cutShort: true }));
    assert.deepEqual(
      (await doorSheet(atDoor, offerId)).holders.map(({ can }) => can),
      [["undo-for-good"], ["undo-for-good"]],
      "which is said before it is pressed",
    );
    const evening = later(ctx, 301);
    await settleOffers(evening);
    assert.equal((await undo(named, evening)).state, "cancelled");
    const { state } = await db.one<{ state: string }>`select state from booking.claim where id = ${named}`;
    assert.equal(state, "cancelled", "nobody has missed what was cut short");
    await assert.rejects(
      inTx(atDoor, (inner) => checkIn(inner, { offerId, claimId: named })),
      {
        id: "check-in.closed",
      },
    );
    assert.deepEqual(await poolDrift(db), []);
  },
);
