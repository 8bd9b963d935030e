/** HTTP of seats: permission, one use case, its answer. */
import { organisationOf, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import * as claimStore from "../claiming/claim-store.ts";
import { may } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { changeSeats } from "./change-seats.ts";
import * as contract from "./contract.ts";
import { dropDraft, editDraft, publishDraft, startDraft } from "./drafts.ts";
import * as planStore from "./plan-store.ts";
import { setSeating, shareSeats } from "./set-seating.ts";
import { draftView, plansView, planView, seatingView } from "./show-plans.ts";
import { seatsView } from "./show-seats.ts";

async function offerTarget(ctx: Ctx, offerId: string) {
  return found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
}

async function claimTarget(ctx: Ctx, claimId: string) {
  const { subject, offerId } = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  return { subject, orgPath: (await offerTarget(ctx, offerId)).orgPath };
}

async function draftTarget(ctx: Ctx, draftId: string) {
  return found(await planStore.draft(ctx.db, draftId), "seat-draft", draftId);
}

export const seatingOperations = [
  implement(contract.seatPlans, {
    may: by(may, "seats.draw", async (ctx, { query }) => ({
      orgPath: found(await organisationOf(ctx.db, query.organisation), "organisation", query.organisation)
        .path,
    })),
    run: (ctx, { query }) => plansView(ctx, query.organisation),
  }),
  implement(contract.seatPlan, {
    may: by(may, "seats.draw", async (ctx, { params }) =>
      found(await planStore.plan(ctx.db, params.planId), "seat-plan", params.planId),
    ),
    run: (ctx, { params }) => planView(ctx, params.planId),
  }),
  implement(contract.startSeatDraft, {
    may: by(may, "seats.draw", async (ctx, { body }) =>
      found((await placesOf(ctx.db, [body.placeId])).get(body.placeId), "place", body.placeId),
    ),
    run: (ctx, { body }) => startDraft(ctx, body),
  }),
  implement(contract.seatDraft, {
    may: by(may, "seats.draw", (ctx, { params }) => draftTarget(ctx, params.draftId)),
    run: (ctx, { params }) => draftView(ctx, params.draftId),
  }),
  implement(contract.editSeatDraft, {
    may: by(may, "seats.draw", (ctx, { params }) => draftTarget(ctx, params.draftId)),
    run: (ctx, { params, body }) => editDraft(ctx, { ...params, ...body }),
  }),
  implement(contract.publishSeatDraft, {
    may: by(may, "seats.draw", (ctx, { params }) => draftTarget(ctx, params.draftId)),
    run: (ctx, { params }) => publishDraft(ctx, params),
  }),
  implement(contract.dropSeatDraft, {
    may: by(may, "seats.draw", (ctx, { params }) => draftTarget(ctx, params.draftId)),
    run: (ctx, { params }) => dropDraft(ctx, params),
  }),
  implement(contract.seatsOfOffer, {
    may: anyone,
    run: (ctx, { params }) => seatsView(ctx, params.offerId),
  }),
  implement(contract.seatingOfOffer, {
    may: by(may, "seats.arrange", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params }) => seatingView(ctx, params.offerId),
  }),
  implement(contract.setSeatingOf, {
    may: by(may, "seats.arrange", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => setSeating(ctx, { ...params, ...body }),
  }),
  implement(contract.shareSeatsOf, {
    may: by(may, "seats.arrange", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => shareSeats(ctx, { ...params, ...body }),
  }),
  implement(contract.changeSeatsOf, {
    may: by(may, "claim.accept", (ctx, { params }) => claimTarget(ctx, params.claimId)),
    run: (ctx, { params, body }) => changeSeats(ctx, { ...params, ...body }),
  }),
];
