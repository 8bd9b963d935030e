/** Builders of halls and seated offers for tests, and input for the generated access test. */
import { makeRow, type Plan, withWheelchair } from "#libs/seats";
import { aResident } from "#people/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { claim } from "../claiming/claim.ts";
import { makeOffer, type OfferInput } from "../offers/manage-offer.ts";
import { editDraft, publishDraft, startDraft } from "./drafts.ts";
import { setSeating } from "./set-seating.ts";

/** A hall: rows with so many seats, numbered from the left; the last row begins with a wheelchair space and its companion's seat. */
export function hallOf(...seats: number[]): Plan {
  const rows = seats.map((count, n) => {
    const row = makeRow({
      ...{ prefix: `${n + 1}`, name: `${n + 1}`, seats: count, spacing: 50, category: "普通" },
      middle: { x: 500, y: 100 + n * 100 },
      numbering: "left-to-right",
    });
    return n === seats.length - 1 ? withWheelchair(row, `${n + 1}-1`, `${n + 1}-2`) : row;
  });
  return {
    name: "小剧场",
    size: { width: 1000, height: 100 + seats.length * 100 },
    focal: { x: 500, y: 0 },
    categories: [{ name: "普通" }],
    zones: [{ name: "池座", rows }],
  };
}

/** A version of a plan in a room of the organisation's. */
export async function aSeatPlan(ctx: TxCtx, plan: Plan = hallOf(6, 6, 6), organisation?: string) {
  const organisationId = organisation ?? (await anOrganisation(ctx)).id;
  const { id: placeId, orgPath } = await aFacility(ctx, { organisationId });
  const space = await aSpace(ctx, { placeId });
  const { draftId } = await startDraft(ctx, { placeId, spaceId: space.id, json: JSON.stringify(plan) });
  return { ...(await publishDraft(ctx, { draftId })), placeId, spaceId: space.id, orgPath };
}

/** An offer a week ahead with numbered seats, all of them on line. */
export async function aSeatedOffer(
  ctx: TxCtx,
  { plan, organisation, ...differs }: Partial<OfferInput> & { plan?: Plan; organisation?: string } = {},
) {
  const { planId, placeId, orgPath } = await aSeatPlan(ctx, plan, organisation);
  const startsAt = ctx.clock().add({ hours: 7 * 24 });
  const { offerId } = await makeOffer(ctx, {
    ...{ kind: "test-occasion", ref: newId(), orgPath, opensAt: ctx.clock().subtract({ hours: 24 }) },
    ...{ closesAt: startsAt, startsAt, endsAt: startsAt.add({ hours: 2 }) },
    pools: [{ channel: "online", quota: 1, releasesAt: null }],
    is: { sort: "test", placeId, seriesId: null },
    ...differs,
  });
  await setSeating(ctx, { offerId, planId, channel: "online" });
  return { offerId, planId };
}

async function aDraft(ctx: TxCtx, organisationId: string): Promise<{ draftId: string }> {
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const { id: spaceId } = await aSpace(ctx, { placeId });
  const { draftId } = await startDraft(ctx, {
    placeId,
    spaceId,
    hall: { name: "小剧场", width: 1000, height: 800 },
  });
  await editDraft(ctx, { draftId, edit: aRowEdit });
  return { draftId };
}

export const aRowEdit = {
  ...{ do: "add-row" as const, zone: "池座", name: "1", seats: 8, x: 500, y: 200, spacing: 50, start: 1 },
  ...{ numbering: "odd-left" as const, aisles: [], bend: "none" as const, category: "普通" },
};

/** For every operation: input about the organisation. */
export const seatingSamples = {
  "booking.seat-plans": async (_: TxCtx, organisation: string) => ({ query: { organisation } }),
  "booking.seat-plan": async (ctx: TxCtx, organisation: string) => ({
    params: { planId: (await aSeatPlan(ctx, hallOf(4, 4), organisation)).planId },
  }),
  "booking.start-seat-draft": async (ctx: TxCtx, organisationId: string) => {
    const { id: placeId } = await aFacility(ctx, { organisationId });
    const { id: spaceId } = await aSpace(ctx, { placeId });
    return { body: { placeId, spaceId, hall: { name: "小剧场", width: 1000, height: 800 } } };
  },
  "booking.seat-draft": async (ctx: TxCtx, organisation: string) => ({
    params: await aDraft(ctx, organisation),
  }),
  "booking.edit-seat-draft": async (ctx: TxCtx, organisation: string) => ({
    params: await aDraft(ctx, organisation),
    body: { edit: { ...aRowEdit, name: "2", y: 300 } },
  }),
  "booking.publish-seat-draft": async (ctx: TxCtx, organisation: string) => ({
    params: await aDraft(ctx, organisation),
    body: {},
  }),
  "booking.drop-seat-draft": async (ctx: TxCtx, organisation: string) => ({
    params: await aDraft(ctx, organisation),
    body: {},
  }),
  "booking.seats": async (ctx: TxCtx, organisation: string) => ({
    params: { offerId: (await aSeatedOffer(ctx, { organisation })).offerId },
  }),
  "booking.seating": async (ctx: TxCtx, organisation: string) => ({
    params: { offerId: (await aSeatedOffer(ctx, { organisation })).offerId },
  }),
  "booking.set-seating": async (ctx: TxCtx, organisation: string) => {
    const { offerId, planId } = await aSeatedOffer(ctx, { organisation });
    return { params: { offerId }, body: { planId, channel: "online" } };
  },
  "booking.share-seats": async (ctx: TxCtx, organisation: string) => ({
    params: { offerId: (await aSeatedOffer(ctx, { organisation })).offerId },
    body: { seats: ["1-1", "1-2"], to: "jury" },
  }),
  "booking.change-seats": async (ctx: TxCtx, organisation: string) => {
    const { offerId } = await aSeatedOffer(ctx, { organisation });
    const { actor } = await aResident(ctx);
    const { claimId } = await claim({ ...ctx, actor }, { offerId, size: 2 });
    return { params: { claimId }, body: {} };
  },
};
