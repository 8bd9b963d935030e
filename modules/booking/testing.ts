/** Builders for everyone's tests, and input for the generated access test. */
import { aResident, aStaff } from "#people/testing";
import { organisationOf } from "#places";
import { anOrganisation } from "#places/testing";
import type { TxCtx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { claim } from "./claim.ts";
import { drawingSamples } from "./drawing/testing.ts";
import { claimForOrganisation } from "./groups/claim-for-organisation.ts";
import { makeOffer, type OfferInput } from "./manage-offer.ts";
import { penaltySamples } from "./penalties/testing.ts";
import { seatSamples } from "./reserving/seats/testing.ts";
import { reservingSamples } from "./reserving/testing.ts";
import { ruleSamples } from "./rules/testing.ts";
import { scannerSamples } from "./scanner/testing.ts";
import { seatingSamples } from "./seating/testing.ts";
import { makeCode, takeOver } from "./transfer/hand-on.ts";
import { aHolder, aWaiting } from "./waiting/testing.ts";

export { drawsInALife, listOf } from "./drawing/testing.ts";
export { acceptHold } from "./holding/accept-hold.ts";
export { mergeHolders } from "./merge-holders.ts";
export { claimOn } from "./overlaps.ts";
export { liftBlackout } from "./reserving/blackout.ts";
export { aReservation, aRoom, closeRoom, roomsInALife } from "./reserving/testing.ts";
export { aRule } from "./rules/testing.ts";
export { aScanner } from "./scanner/testing.ts";
export { joinLine } from "./waiting/join-line.ts";
export { tendDue } from "./waiting/tend.ts";
export { aWaiting } from "./waiting/testing.ts";

/** An offer that is open now, starts in three hours and has ten online places; say what differs. */
export function anOffer(
  ctx: TxCtx,
  { places = 10, ...differs }: Partial<OfferInput> & { places?: number } = {},
) {
  const now = ctx.clock();
  return makeOffer(ctx, {
    kind: "test-occasion",
    ref: newId(),
    orgPath: "klmy.",
    opensAt: now.subtract({ hours: 24 }),
    closesAt: now.add({ hours: 3 }),
    startsAt: now.add({ hours: 3 }),
    endsAt: now.add({ hours: 5 }),
    pools: [{ channel: "online", quota: places, releasesAt: null }],
    ...differs,
  });
}

/** The guards of tables with such names: everything but primary keys of an id, foreign keys named by their column, and `not null`. */
export async function guardsOf(db: Db, tables: string): Promise<string[]> {
  const rows = await db.many<{ name: string }>`
    with guarded as (select t.oid from pg_class t where t.relnamespace = 'booking'::regnamespace and t.relname ~ ${tables})
    select c.conname as name from pg_constraint c join guarded t on t.oid = c.conrelid
     where c.contype in ('u', 'x', 'c')
        or (c.contype = 'p' and pg_get_constraintdef(c.oid) <> 'PRIMARY KEY (id)')
        or (c.contype = 'f' and c.conname !~ '_fkey$') union
    select i.relname from pg_index x join guarded t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where x.indisunique and not x.indisprimary union
    select g.tgname from pg_trigger g join guarded t on t.oid = g.tgrelid where not g.tgisinternal`;
  return rows.map(({ name }) => name);
}

/** A colleague of an organisation of its own has places for a group of it. */
export async function aGroup(ctx: TxCtx, offerId: string, size = 10): Promise<{ subject: string }> {
  const { id: organisation } = await anOrganisation(ctx);
  const { actor, subject } = await aStaff(ctx, { role: "editor", organisationId: organisation });
  await claimForOrganisation({ ...ctx, actor }, { offerId, organisation, size });
  return { subject };
}

/** Makes a claim another person's as the two of them do it; its offer lets it be from then on. */
export async function handOver(
  ctx: TxCtx,
  claimId: string,
  { from, to }: { from: TxCtx["actor"]; to: TxCtx["actor"] },
): Promise<void> {
  await ctx.db.run`
    update booking.offer o set rules = o.rules || '{"transferable": true}' from booking.claim c
     where c.id = ${claimId} and o.id = c.offer_id`;
  const { code } = await makeCode({ ...ctx, actor: from }, claimId);
  await takeOver({ ...ctx, actor: to }, code);
}

async function offerOf(ctx: TxCtx, organisationId: string, rules: OfferInput["rules"] = {}): Promise<string> {
  const orgPath = (await organisationOf(ctx.db, organisationId))?.path ?? "";
  const channels = ["online", "counter", "walk-in"] as const;
  return (
    await anOffer(ctx, {
      orgPath,
      rules,
      pools: channels.map((channel) => ({ channel, quota: 5, releasesAt: null })),
    })
  ).offerId;
}

/** Its places on line are taken, and who wants one may wait. */
async function fullOfferOf(ctx: TxCtx, organisationId: string): Promise<string> {
  const offerId = await offerOf(ctx, organisationId, { waitingList: true, maxPerClaim: 5 });
  await aHolder(ctx, offerId, 5);
  return offerId;
}

async function claimOf(ctx: TxCtx, organisationId: string): Promise<{ offerId: string; claimId: string }> {
  const offerId = await offerOf(ctx, organisationId);
  const { actor } = await aResident(ctx);
  return { offerId, claimId: (await claim({ ...ctx, actor }, { offerId, size: 1 })).claimId };
}

/** For every operation: input whose target belongs to the organisation. */
export const samples = {
  ...ruleSamples,
  ...penaltySamples,
  ...seatingSamples,
  ...drawingSamples,
  ...scannerSamples(offerOf),
  ...reservingSamples,
  ...seatSamples,
  "booking.claim": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: { size: 1 },
  }),
  "booking.claim-for": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: { subject: (await aResident(ctx)).subject, size: 1 },
  }),
  "booking.groups": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.claim-for-organisation": async (ctx: TxCtx, org: string) => {
    const pools = [{ channel: "organisation" as const, quota: 40, releasesAt: null }];
    return { params: await anOffer(ctx, { pools }), body: { organisation: org, size: 30 } };
  },
  "booking.counter": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.cancel": async (ctx: TxCtx, org: string) => ({
    params: { claimId: (await claimOf(ctx, org)).claimId },
    body: { because: "演出人员生病" },
  }),
  "booking.reduce": async (ctx: TxCtx, org: string) => ({
    params: { claimId: (await aHolder(ctx, await offerOf(ctx, org), 2)).claimId },
    body: { size: 1, because: "座位有两个坏了" },
  }),
  "booking.make-transfer-code": async (ctx: TxCtx, org: string) => ({
    params: { claimId: (await aHolder(ctx, await offerOf(ctx, org, { transferable: true }))).claimId },
    body: {},
  }),
  "booking.take-over": async (ctx: TxCtx, org: string) => {
    const { actor, claimId } = await aHolder(ctx, await offerOf(ctx, org, { transferable: true }));
    const { code } = await makeCode({ ...ctx, actor }, claimId);
    return { body: { code } };
  },
  "booking.my-claims": async () => ({}),
  "booking.my-claim-on": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
  }),
  "booking.offer": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.door-list": async () => ({}),
  "booking.door": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.check-in": async (ctx: TxCtx, org: string) => {
    const { offerId, claimId } = await claimOf(ctx, org);
    return { params: { offerId }, body: { claimId } };
  },
  "booking.undo-check-in": async (ctx: TxCtx, org: string) => ({ params: await claimOf(ctx, org), body: {} }),
  "booking.walk-in": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: { size: 2 },
  }),
  "booking.line": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.my-lines": async () => ({}),
  "booking.join-line": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await fullOfferOf(ctx, org) },
    body: { size: 1 },
  }),
  "booking.leave-line": async (ctx: TxCtx, org: string) => ({
    params: { waitingId: (await aWaiting(ctx, await fullOfferOf(ctx, org))).waitingId },
    body: {},
  }),
  "booking.move-up": async (ctx: TxCtx, org: string) => ({
    params: { waitingId: (await aWaiting(ctx, await fullOfferOf(ctx, org))).waitingId },
    body: { reason: "轮椅使用者" },
  }),
  "booking.accept": async (ctx: TxCtx, org: string) => ({
    params: { claimId: (await aHolder(ctx, await offerOf(ctx, org))).claimId },
    body: {},
  }),
  "booking.hold-for": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: {
      subject: (await aResident(ctx)).subject,
      size: 1,
      until: ctx.clock().add({ hours: 1 }).toString(),
    },
  }),
  "booking.queue": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
  "booking.answer": async (ctx: TxCtx, org: string) => {
    const offerId = await offerOf(ctx, org, { approval: true });
    const { claimId } = await aHolder(ctx, offerId);
    return { params: { offerId }, body: { claimIds: [claimId], answer: "approve" } };
  },
};
