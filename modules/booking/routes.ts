/** HTTP of booking: permission, one use case, its answer. */
import { organisationOf } from "#places";
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { cancelClaim } from "./claiming/cancel-claim.ts";
import { claimEach } from "./claiming/claim.ts";
import * as claimStore from "./claiming/claim-store.ts";
import { claimOn, overlapViewsOf } from "./claiming/overlaps.ts";
import { reduceClaim } from "./claiming/reduce-claim.ts";
import * as contract from "./contract.ts";
import { counterOperations } from "./counter/routes.ts";
import { checkIn } from "./door/check-in.ts";
import { doorSheet, openDoors } from "./door/door.ts";
import { undoCheckIn } from "./door/undo-check-in.ts";
import { walkIn } from "./door/walk-in.ts";
import { drawingOperations } from "./drawing/routes.ts";
import { groupOperations } from "./groups/routes.ts";
import { holdingOperations } from "./holding/routes.ts";
import { may } from "./may.ts";
import * as offerStore from "./offers/offer-store.ts";
import { penaltyOperations } from "./penalties/routes.ts";
import { reservingOperations } from "./reserving/routes.ts";
import { seatOperations } from "./reserving/seats/routes.ts";
import { ruleOperations } from "./rules/routes.ts";
import { scannerOperations } from "./scanner/routes.ts";
import { seatingOperations } from "./seating/routes.ts";
import { transferOperations } from "./transfer/routes.ts";
import { claimsPage, offersOf } from "./views.ts";
import { waitingOperations } from "./waiting/routes.ts";

async function offerTarget(ctx: Ctx, offerId: string) {
  return found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
}

async function claimTarget(ctx: Ctx, claimId: string) {
  const made = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  const group = made.organisationId ? await organisationOf(ctx.db, made.organisationId) : null;
  const { orgPath } = await offerTarget(ctx, made.offerId);
  return { subject: made.subject, groupOf: group?.path ?? null, orgPath };
}

export const operations = [
  ...ruleOperations,
  ...penaltyOperations,
  implement(contract.claimPlaces, {
    may: by(may, "claim.make", () => ({})),
    together: {
      by: ({ params }) => params.offerId,
      run: async (tx, offerId, asked) => {
        // Asked first: afterwards everybody who wants a place waits for these.
        const overlaps = await overlapViewsOf(
          tx,
          offerId,
          asked.map(({ ctx }) => ({ ctx, subject: principal(ctx.actor)?.subject ?? "" })),
        );
        const outcomes = await claimEach(
          tx,
          offerId,
          asked.map(({ ctx, input }) => ({ ctx, wish: input.body })),
        );
        return outcomes.map(({ made, refusal }, n) =>
          made
            ? { answer: { ...made, overlaps: overlaps[n] ?? [] }, refusal: null }
            : { answer: null, refusal },
        );
      },
    },
  }),
  implement(contract.cancelOwnClaim, {
    may: by(may, "claim.cancel", (ctx, { params }) => claimTarget(ctx, params.claimId)),
    run: (ctx, { params, body }) => cancelClaim(ctx, { claimId: params.claimId, ...body }),
  }),
  implement(contract.reduceOwnClaim, {
    may: by(may, "claim.cancel", (ctx, { params }) => claimTarget(ctx, params.claimId)),
    run: (ctx, { params, body }) => reduceClaim(ctx, { ...params, ...body }),
  }),
  implement(contract.myClaims, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx, { query }) => claimsPage(ctx, principal(ctx.actor)?.subject ?? "", query.after),
  }),
  implement(contract.myClaimOn, {
    may: by(may, "claim.see-own", () => ({})),
    run: async (ctx, { params }) =>
      claimOn(ctx, await offerTarget(ctx, params.offerId), principal(ctx.actor)?.subject ?? ""),
  }),
  implement(contract.getOffer, {
    may: anyone,
    run: async (ctx, { params }) =>
      found((await offersOf(ctx.db, [params.offerId])).get(params.offerId), "offer", params.offerId),
  }),
  implement(contract.doorList, { may: by(may, "door.list", () => ({})), run: (ctx) => openDoors(ctx) }),
  implement(contract.doorOf, {
    may: by(may, "door.see", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, query }) => doorSheet(ctx, params.offerId, query),
  }),
  implement(contract.checkInAtDoor, {
    may: by(may, "door.check-in", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => checkIn(ctx, { offerId: params.offerId, ...body }),
  }),
  implement(contract.undoCheckInAtDoor, {
    may: by(may, "door.undo", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params }) => undoCheckIn(ctx, params),
  }),
  implement(contract.walkInAtDoor, {
    may: by(may, "door.check-in", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => walkIn(ctx, { offerId: params.offerId, ...body }),
  }),
  ...waitingOperations,
  ...holdingOperations,
  ...transferOperations,
  ...counterOperations,
  ...groupOperations,
  ...seatingOperations,
  ...drawingOperations,
  ...scannerOperations,
  ...reservingOperations,
  ...seatOperations,
];
