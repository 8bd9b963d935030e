/** Builders for everyone's tests, and input for the generated access test. */
import { aResident } from "#people/testing";
import { organisationOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { claim } from "./claim.ts";
import { makeOffer, type OfferInput } from "./manage-offer.ts";
import { penaltySamples } from "./penalties/testing.ts";
import { ruleSamples } from "./rules/testing.ts";

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

async function offerOf(ctx: TxCtx, organisationId: string): Promise<string> {
  const orgPath = (await organisationOf(ctx.db, organisationId))?.path ?? "";
  const channels = ["online", "counter", "walk-in"] as const;
  return (
    await anOffer(ctx, {
      orgPath,
      pools: channels.map((channel) => ({ channel, quota: 5, releasesAt: null })),
    })
  ).offerId;
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
  "booking.claim": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: { size: 1 },
  }),
  "booking.claim-for": async (ctx: TxCtx, org: string) => ({
    params: { offerId: await offerOf(ctx, org) },
    body: { subject: (await aResident(ctx)).subject, size: 1 },
  }),
  "booking.cancel": async (ctx: TxCtx, org: string) => ({
    params: { claimId: (await claimOf(ctx, org)).claimId },
    body: {},
  }),
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
};
