import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest, somebodyWaits } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { claimsOfOffer } from "../claiming/claim-store.ts";
import { changeOffer, closeOffer } from "../offers/manage-offer.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { anOffer } from "../testing.ts";
import { checkIn } from "./check-in.ts";
import { walkIn } from "./walk-in.ts";

const pools = (["online", "walk-in"] as const).map((channel) => ({ channel, quota: 10, releasesAt: null }));
const atDoor = (ctx: Ctx): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ minutes: 150 }) });
const whileOn = (ctx: Ctx): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ hours: 4 }) });

/** An occasion in three hours: one person of two is in, one of one is expected, and three walked in. */
async function fullHouse(ctx: Ctx) {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { pools }));
  const holder = (size: number) =>
    inTx(ctx, async (inner) => {
      const { actor, subject } = await aResident(inner);
      return { subject, ...(await claim({ ...inner, actor }, { offerId, size })) };
    });
  const [came, expected] = [await holder(2), await holder(1)];
  await inTx(atDoor(ctx), (inner) => checkIn(inner, { offerId, claimId: came.claimId }));
  await inTx(atDoor(ctx), (inner) => walkIn(inner, { offerId, size: 3 }));
  return { offerId, came, expected };
}

const states = async (ctx: Ctx, offerId: string) =>
  (await claimsOfOffer(ctx.db, offerId)).map(({ size, state }) => `${size} ${state}`).sort();
const news = (ctx: Ctx, offerId: string, type: string) =>
  ctx.db.many<{ size: number; came: string | null }>`
    select (payload ->> 'size')::int as size, payload ->> 'checkedInAt' as came from platform.outbox
     where type = ${type} and payload ->> 'offerId' = ${offerId} order by seq`;
const sizes = async (ctx: Ctx, offerId: string, type: string) =>
  (await news(ctx, offerId, type)).map(({ size }) => size).sort();
const fromNow = (ctx: Ctx, hours: number) => ({
  opensAt: ctx.clock().subtract({ hours: 24 }),
  closesAt: ctx.clock().add({ hours, minutes: 15 }),
  startsAt: ctx.clock().add({ hours, minutes: 15 }),
  endsAt: ctx.clock().add({ hours: hours + 2 }),
});

dbTest(
  "what did not take place: who was in is told with the others, and their visits are taken back",
  async ({ db, ctx }) => {
    const { offerId, came, expected } = await fullHouse(ctx);
    const concerned = await inTx(atDoor(ctx), (inner) => closeOffer(inner, offerId, "停电"));
    assert.deepEqual(
      concerned.map(({ subject, came: stays }) => [subject, stays]).sort(),
      [
        [came.subject, false],
        [expected.subject, false],
        [null, false],
      ].sort(),
    );
    assert.deepEqual(await states(ctx, offerId), ["1 cancelled", "2 cancelled", "3 cancelled"]);
    assert.deepEqual(await sizes(ctx, offerId, "claim.check-in-undone"), [2, 3]);
    const [undone] = await news(ctx, offerId, "claim.check-in-undone");
    assert.equal(undone?.came, atDoor(ctx).clock().toString(), "the counter-fact is dated by the visit");
    assert.deepEqual(await sizes(ctx, offerId, "claim.cancelled"), [1, 2, 3]);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("what was cut short: who was in has come, is told, and nobody has missed it", async ({ db, ctx }) => {
  const { offerId, came, expected } = await fullHouse(ctx);
  const concerned = await inTx(whileOn(ctx), (inner) =>
    closeOffer(inner, offerId, "停电", { cutShort: true }),
  );
  const stays = new Map(concerned.map((one) => [one.subject, one.came]));
  assert.deepEqual([stays.get(came.subject), stays.get(expected.subject)], [true, false]);
  assert.deepEqual(await states(ctx, offerId), ["1 cancelled", "2 checked-in", "3 checked-in"]);
  await settleOffers({ ...ctx, clock: () => ctx.clock().add({ hours: 6 }) });
  assert.deepEqual(await states(ctx, offerId), ["1 cancelled", "2 attended", "3 attended"]);
  assert.deepEqual(await news(ctx, offerId, "claim.check-in-undone"), []);
  assert.deepEqual(await news(ctx, offerId, "claim.missed"), []);
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "moved to another day: who was in keeps the places and comes again; who left no name gives theirs back",
  async ({ db, ctx }) => {
    const { offerId, came } = await fullHouse(ctx);
    const { comeAgain } = await inTx(atDoor(ctx), (inner) =>
      changeOffer(inner, offerId, { ...fromNow(ctx, 50), pools }),
    );
    assert.deepEqual(comeAgain, [came.subject]);
    assert.deepEqual(await states(ctx, offerId), ["1 confirmed", "2 confirmed", "3 cancelled"]);
    assert.deepEqual(await sizes(ctx, offerId, "claim.check-in-undone"), [2, 3]);
    const nextDay = { ...ctx, clock: () => ctx.clock().add({ hours: 50 }) };
    const again = await inTx(nextDay, (inner) => checkIn(inner, { offerId, claimId: came.claimId }));
    assert.equal(again.already, false);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("a quarter of an hour later is the same evening: who is in is in", async ({ ctx }) => {
  const { offerId } = await fullHouse(ctx);
  const { comeAgain } = await inTx(atDoor(ctx), (inner) =>
    changeOffer(inner, offerId, { ...fromNow(ctx, 3), pools }),
  );
  assert.deepEqual(comeAgain, []);
  assert.deepEqual(await states(ctx, offerId), ["1 confirmed", "2 checked-in", "3 checked-in"]);
});

dbTest("somebody who is being checked in while it is cancelled is not forgotten", async ({ db, ctx }) => {
  const { offerId, expected } = await fullHouse(ctx);
  let letIn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  let atTheDoor: () => void = () => undefined;
  const scanned = new Promise<void>((resolve) => {
    atTheDoor = resolve;
  });
  const door = inTx(atDoor(ctx), async (inner) => {
    await checkIn(inner, { offerId, claimId: expected.claimId });
    atTheDoor();
    await held;
  });
  await scanned;
  const closing = inTx(atDoor(ctx), (inner) => closeOffer(inner, offerId, "停电"));
  await somebodyWaits(db).finally(letIn);
  await door;
  const concerned = await closing;
  assert.ok(concerned.some(({ subject }) => subject === expected.subject));
  assert.deepEqual(await states(ctx, offerId), ["1 cancelled", "2 cancelled", "3 cancelled"]);
  assert.deepEqual(await sizes(ctx, offerId, "claim.check-in-undone"), [1, 2, 3]);
});

dbTest("three doors that see one person at once: in, and twice in already", async ({ ctx }) => {
  const { offerId, expected } = await fullHouse(ctx);
  const seen = await Promise.all(
    [1, 2, 3].map(() => inTx(atDoor(ctx), (inner) => checkIn(inner, { offerId, claimId: expected.claimId }))),
  );
  assert.deepEqual(seen.map(({ already }) => already).sort(), [false, true, true]);
  assert.deepEqual(await sizes(ctx, offerId, "claim.checked-in"), [1, 2, 3]);
});
