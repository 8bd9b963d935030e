/** HTTP of reservations: permission, one use case, its answer. */
import { Temporal } from "temporal-polyfill";
import { organisationOf, placeOf } from "#places";
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import { overlapsAt } from "../overlaps.ts";
import { answerReservation, nextStep } from "./answer.ts";
import { approveMove, nextStepOfMove } from "./approve-move.ts";
import { blackOut, liftBlackout } from "./blackout.ts";
import { blackoutOf } from "./blackout-store.ts";
import { checkInReservation } from "./check-in.ts";
import * as contract from "./contract.ts";
import { blackoutPlan, roomDeskView, roomsDeskView } from "./desk-views.ts";
import { cancelReservation } from "./give-back.ts";
import { changeResource, makeResource, renameResource } from "./make-resource.ts";
import { answerMove, askToMove } from "./move.ts";
import { requestOf } from "./move-store.ts";
import { panelView } from "./panel.ts";
import { plannedReservations, reserveRepeated } from "./repeat.ts";
import { reservationOf } from "./reservation-store.ts";
import { reserve } from "./reserve.ts";
import { retireResource } from "./retire.ts";
import { reservationTarget, roomTarget } from "./targets.ts";
import { ownReservations, reservationView, roomsView, roomView } from "./views.ts";

const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);

/** For whom it is asked: for oneself, or for an organisation one works for. */
async function wishTarget(ctx: Ctx, organisation: string | null | undefined) {
  if (!organisation) return { forPath: null };
  return { forPath: found(await organisationOf(ctx.db, organisation), "organisation", organisation).path };
}

const timesIn = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
});

/** Of whoever acts, or for whom. */
async function ownOverlaps(ctx: Ctx, times: ReturnType<typeof timesIn>, without: string | null = null) {
  const own = principal(ctx.actor);
  return own ? overlapsAt(ctx, own.subject, times, without) : [];
}

const wishOf = <B extends { startsAt: string; endsAt: string }>(id: string, body: B) => ({
  ...body,
  resourceId: id,
  ...timesIn(body),
});

export const reservingOperations = [
  implement(contract.reservableResources, { may: anyone, run: (ctx, { query }) => roomsView(ctx, query) }),
  implement(contract.resourceDays, {
    may: anyone,
    run: (ctx, { params, query }) => roomView(ctx, params.id, query),
  }),
  implement(contract.roomPanel, {
    may: anyone,
    run: (ctx, { params, query }) => panelView(ctx, params.id, query.key),
  }),
  implement(contract.reserveResource, {
    may: by(may, "reservation.make", (ctx, { body }) => wishTarget(ctx, body.organisation)),
    run: async (ctx, { params, body }) => {
      const made = await reserve(ctx, wishOf(params.id, body));
      const overlaps = body.organisation ? [] : await ownOverlaps(ctx, timesIn(body), made.reservationId);
      return { ...made, overlaps };
    },
  }),
  implement(contract.overlapsOwn, {
    may: by(may, "claim.see-own", () => ({})),
    run: async (ctx, { query }) => ({ overlaps: await ownOverlaps(ctx, timesIn(query)) }),
  }),
  implement(contract.myReservations, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx) => ownReservations(ctx),
  }),
  implement(contract.oneReservation, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: (ctx, { params }) => reservationView(ctx, params.id),
  }),
  implement(contract.cancelOwnReservation, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: (ctx, { params, body }) => cancelReservation(ctx, { reservationId: params.id, ...body }),
  }),
  implement(contract.makeResource, {
    may: by(may, "resource.write", (ctx, { body }) => placeTarget(ctx, body.place)),
    run: (ctx, { body }) => makeResource(ctx, body),
  }),
  implement(contract.planReservations, {
    may: by(may, "reservation.make", (ctx, { body }) => wishTarget(ctx, body.organisation)),
    run: (ctx, { params, body }) => plannedReservations(ctx, wishOf(params.id, body)),
  }),
  implement(contract.reserveSeries, {
    may: by(may, "reservation.make", (ctx, { body }) => wishTarget(ctx, body.organisation)),
    run: (ctx, { params, body }) => reserveRepeated(ctx, wishOf(params.id, body)),
  }),
  implement(contract.answerRequested, {
    may: by(may, "reservation.answer", async (ctx, { params }) => {
      const one = found(await reservationOf(ctx.db, params.id), "reservation", params.id);
      return { ...(await roomTarget(ctx, one.resourceId)), step: nextStep(one) };
    }),
    run: (ctx, { params, body }) => answerReservation(ctx, { ...params, ...body }),
  }),
  implement(contract.checkInToRoom, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: (ctx, { params, body }) => checkInReservation(ctx, { ...params, ...body }),
  }),
  implement(contract.askHolderToMove, {
    may: by(may, "move.ask", (ctx, { body }) => wishTarget(ctx, body.organisation)),
    run: (ctx, { params, body }) =>
      askToMove(ctx, {
        ...wishOf(params.id, body),
        options: body.options.map(({ room, ...times }) => ({ ...wishOf(room, times) })),
      }),
  }),
  implement(contract.answerMoveRequest, {
    may: by(may, "move.answer", async (ctx, { params }) => {
      const { reservationId } = found(await requestOf(ctx.db, params.id), "move", params.id);
      return reservationTarget(ctx, reservationId);
    }),
    run: (ctx, { params, body }) => answerMove(ctx, { ...params, ...body }),
  }),
  implement(contract.approveMoveRequest, {
    may: by(may, "reservation.answer", async (ctx, { params }) => {
      const request = found(await requestOf(ctx.db, params.id), "move", params.id);
      return { ...(await roomTarget(ctx, request.resourceId)), step: nextStepOfMove(request) };
    }),
    run: (ctx, { params, body }) => approveMove(ctx, { ...params, ...body }),
  }),
  implement(contract.planBlackout, {
    may: by(may, "reservation.serve", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: (ctx, { params, query }) => blackoutPlan(ctx, params.id, timesIn(query)),
  }),
  implement(contract.makeBlackout, {
    may: by(may, "reservation.serve", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: (ctx, { params, body }) => blackOut(ctx, wishOf(params.id, body)),
  }),
  implement(contract.endBlackout, {
    may: by(may, "reservation.serve", async (ctx, { params }) => {
      const { resourceId } = found(await blackoutOf(ctx.db, params.id), "blackout", params.id);
      return roomTarget(ctx, resourceId);
    }),
    run: (ctx, { params }) => liftBlackout(ctx, params.id),
  }),
  implement(contract.changeResource, {
    may: by(may, "resource.write", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await changeResource(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.retireRoom, {
    may: by(may, "resource.write", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await retireResource(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.renameRoom, {
    may: by(may, "resource.write", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await renameResource(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.roomsDesk, {
    may: by(may, "reservation.desk", () => ({})),
    run: (ctx) => roomsDeskView(ctx),
  }),
  implement(contract.roomDesk, {
    may: by(may, "reservation.serve", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: (ctx, { params, query }) => roomDeskView(ctx, params.id, query.day),
  }),
];
