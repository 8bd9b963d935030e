/** A party of which some come, some come later, and some cannot. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest, somebodyWaits } from "#platform/testing";
import { checkIn } from "../door/check-in.ts";
import { doorSheet } from "../door/door.ts";
import { undoCheckIn } from "../door/undo-check-in.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { turnout } from "../offers/watch-store.ts";
import { ownPenaltiesView } from "../penalties/own-view.ts";
import type { RuleInput } from "../penalties/rules.ts";
import { anOccasion, aPenaltyRule, atTime, cancelTerms, noShowTerms } from "../penalties/testing.ts";
import { anOffer } from "../testing.ts";
import { makeCode, takeOver } from "../transfer/hand-on.ts";
import { aHolder, aWaiting } from "../waiting/testing.ts";
import { cancelClaim } from "./cancel-claim.ts";
import { arrivedAt } from "./holders.ts";
import { reduceClaim } from "./reduce-claim.ts";

async function party(ctx: Ctx, size: number, hours = 2) {
  const times = { startsAt: ctx.clock().add({ minutes: 30 }), endsAt: ctx.clock().add({ hours }) };
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, times));
  const { claimId } = await inTx(ctx, (inner) => aHolder(inner, offerId, size));
  const come = (came?: number) => inTx(ctx, (inner) => checkIn(inner, { offerId, claimId, came }));
  return { offerId, claimId, come, times };
}

const visitsOf = async (ctx: Ctx, claimId: string) =>
  (
    await ctx.db.many<{ type: string; size: number }>`
      select type, (payload->>'size')::int as size from platform.outbox
       where payload->>'claimId' = ${claimId} and type like 'claim.check%' order by seq`
  ).map(({ type, size }) => [type, size]);

dbTest("three of four come, the fourth later; what is counted is who came", async ({ ctx }) => {
  const { offerId, claimId, come } = await party(ctx, 4);
  const first = await come(3);
  assert.deepEqual([first.size, first.rest, first.already], [3, 1, false]);
  const again = await come();
  assert.deepEqual(
    [again.size, again.rest, again.already],
    [3, 1, true],
    "scanned again nobody is let in twice",
  );
  await assert.rejects(come(2), { id: "check-in.more-than-party", data: { came: 2, rest: 1 } });
  const sheet = await doorSheet(ctx, offerId);
  assert.deepEqual([sheet.expected, sheet.arrived, sheet.holders[0]?.toCome], [4, 3, 1]);
  assert.equal((await arrivedAt(ctx.db, [offerId])).get(offerId), 3);
  const last = await come(1);
  assert.deepEqual([last.size, last.rest], [1, 0]);
  assert.equal((await come(1)).already, true);
  assert.deepEqual(await visitsOf(ctx, claimId), [
    ["claim.checked-in", 3],
    ["claim.checked-in", 1],
  ]);
});

dbTest("at two doors at once nobody is counted twice", async ({ ctx }) => {
  const { offerId, claimId, come } = await party(ctx, 4);
  const results = await Promise.allSettled([come(3), come(3)]);
  const letIn = results.filter((one) => one.status === "fulfilled" && !one.value.already);
  assert.equal(letIn.length, 1, "the other is refused, or told that they are in");
  assert.equal((await arrivedAt(ctx.db, [offerId])).get(offerId), 3);
  assert.deepEqual(await visitsOf(ctx, claimId), [["claim.checked-in", 3]]);
});

dbTest("taken back, as many are counted back as came", async ({ ctx }) => {
  const { offerId, claimId, come } = await party(ctx, 4);
  await come(2);
  await come(1);
  await inTx(ctx, (inner) => undoCheckIn(inner, { offerId, claimId }));
  const all = await come();
  assert.deepEqual([all.size, all.rest], [4, 0]);
  assert.deepEqual(await visitsOf(ctx, claimId), [
    ["claim.checked-in", 2],
    ["claim.checked-in", 1],
    ["claim.check-in-undone", 3],
    ["claim.checked-in", 4],
  ]);
});

dbTest(
  "after the end who did not come of a party is missing in the turnout, and it is nobody's missed booking",
  async ({ db, ctx }) => {
    const { claimId, come, times } = await party(ctx, 4, 3);
    await come(3);
    const span = { from: times.endsAt.subtract({ seconds: 1 }), to: times.endsAt.add({ seconds: 1 }) };
    const late = { ...ctx, clock: () => times.endsAt.add({ minutes: 1 }) };
    await settleOffers(late);
    const { state } = await db.one<{ state: string }>`select state from booking.claim where id = ${claimId}`;
    assert.equal(state, "attended");
    assert.deepEqual(await turnout(db, span), { expected: 4, missed: 1 });
  },
);

dbTest("places of a party are given back to who waits; what is left is held on", async ({ db, ctx }) => {
  const startsAt = ctx.clock().add({ hours: 48 });
  const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
  const { offerId } = await inTx(ctx, (inner) =>
    anOffer(inner, { ...times, places: 4, rules: { waitingList: true } }),
  );
  const { actor, claimId } = await inTx(ctx, (inner) => aHolder(inner, offerId, 4));
  const next = await inTx(ctx, (inner) => aWaiting(inner, offerId));
  const keep = (size: number) => inTx({ ...ctx, actor }, (inner) => reduceClaim(inner, { claimId, size }));
  assert.deepEqual(await keep(3), { claimId, size: 3 });
  await assert.rejects(keep(3), { id: "claim.not-fewer" });
  await assert.rejects(keep(4), { id: "claim.not-fewer" });
  const { state } = await db.one<{
    state: string;
  }>`select state from booking.waiting where id = ${next.waitingId}`;
  assert.equal(state, "offered");
  assert.deepEqual(await poolDrift(db), []);
  await inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));
  await assert.rejects(keep(1), { id: "claim.not-cancellable" });
  const told = await db.many<{ type: string; size: number }>`
    select type, (payload->>'size')::int as size from platform.outbox where payload->>'claimId' = ${claimId} order by seq`;
  assert.deepEqual(
    told.map(({ type, size }) => [type, size]),
    [
      ["claim.confirmed", 4],
      ["claim.reduced", 1],
      ["claim.cancelled", 3],
    ],
  );
});

dbTest(
  "who gives some back while all are cancelled, or while they are only held, is told so",
  async ({ db, ctx }) => {
    const [{ offerId }, approved] = await inTx(ctx, async (inner) => [
      await anOffer(inner),
      await anOffer(inner, { rules: { approval: true } }),
    ]);
    const holder = await inTx(ctx, (inner) => aHolder(inner, offerId, 3));
    const as: Ctx = { ...ctx, actor: holder.actor };
    let keeping: Promise<unknown> = Promise.resolve();
    await inTx(as, async (inner) => {
      await cancelClaim(inner, holder);
      keeping = assert.rejects(
        inTx(as, (tx) => reduceClaim(tx, { claimId: holder.claimId, size: 1 })),
        { id: "claim.not-cancellable" },
      );
      await somebodyWaits(db);
    });
    await keeping;
    const held = await inTx(ctx, (inner) => aHolder(inner, approved.offerId, 3));
    await assert.rejects(
      inTx({ ...ctx, actor: held.actor }, (inner) => reduceClaim(inner, { claimId: held.claimId, size: 1 })),
      { id: "claim.held-whole" },
    );
  },
);

/** Somebody who holds so many places of an occasion of a house with a rule, and can give some back at an hour of its day. */
async function partyUnder(ctx: Ctx, terms: RuleInput["terms"], day = "2026-12-10") {
  const at = (time: string): Ctx => ({ ...ctx, clock: () => atTime(day, time) });
  const path = await inTx(at("00:00"), async (inner) => {
    const { id, path } = await anOrganisation(inner);
    await aPenaltyRule(inner, id, { terms });
    return path;
  });
  return inTx(at("00:00"), async (inner) => {
    const { offerId } = await anOccasion(inner, path, day, { rules: { transferable: true } });
    const holder = await aHolder(inner, offerId, 4);
    const keep = (size: number, time = "08:00") =>
      inTx({ ...at(time), actor: holder.actor }, (tx) => reduceClaim(tx, { claimId: holder.claimId, size }));
    return { ...holder, offerId, at, keep };
  });
}

const marksOf = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await ownPenaltiesView(ctx, subject)).marks.map(({ cause, standing }) => [cause, standing]);

dbTest("giving back some places uses up the same limits as giving back all", async ({ ctx }) => {
  const one = await partyUnder(ctx, { noShow: null, cancelling: { ...cancelTerms, perDay: 1 } });
  await one.keep(3);
  await assert.rejects(one.keep(2), { id: "claim.cancels-used" });
  const all = inTx({ ...one.at("08:00"), actor: one.actor }, (inner) => cancelClaim(inner, one));
  await assert.rejects(all, { id: "claim.cancels-used" });
});

dbTest(
  "some places given back too late are marked, whatever becomes of the others, and whoever has the rest is not",
  async ({ ctx }) => {
    const noShow = { ...noShowTerms, lateCancelCounts: true };
    const one = await partyUnder(ctx, {
      noShow,
      cancelling: { ...cancelTerms, untilTime: "07:00" },
    });
    await one.keep(3);
    assert.deepEqual(await marksOf(one.at("08:00"), one), [["late-cancel", "counts"]]);
    const { code } = await inTx({ ...one.at("08:10"), actor: one.actor }, (inner) =>
      makeCode(inner, one.claimId),
    );
    const other = await inTx(one.at("08:10"), (inner) => aResident(inner));
    const theirs = { ...one.at("08:10"), actor: other.actor };
    await inTx(theirs, (inner) => takeOver(inner, code));
    await inTx(theirs, (inner) => reduceClaim(inner, { claimId: one.claimId, size: 2 }));
    await settleOffers(one.at("20:00"));
    assert.deepEqual(await marksOf(one.at("20:00"), one), [["late-cancel", "counts"]]);
    assert.deepEqual(await marksOf(one.at("20:00"), other), [["missed", "counts"]]);
  },
);
