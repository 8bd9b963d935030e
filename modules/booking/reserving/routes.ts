/** HTTP of reservations: permission, one use case, its answer. */
import { Temporal } from "temporal-polyfill";
import { organisationOf, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { cancelReservation } from "./give-back.ts";
import { makeResource } from "./make-resource.ts";
import { reservationOf } from "./reservation-store.ts";
import { reserve } from "./reserve.ts";
import { resourceOf } from "./resource-store.ts";
import { ownReservations, reservationView, roomsView, roomView } from "./views.ts";

const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);

/** Whose it is, and whose the room is. */
async function reservationTarget(ctx: Ctx, id: string) {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const { orgPath } = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  const holder = one.organisationId ? await organisationOf(ctx.db, one.organisationId) : null;
  return { subject: one.subject, groupOf: holder?.path ?? null, orgPath };
}

/** For whom it is asked: for oneself, or for an organisation one works for. */
async function wishTarget(ctx: Ctx, organisation: string | null | undefined) {
  if (!organisation) return { forPath: null };
  return { forPath: found(await organisationOf(ctx.db, organisation), "organisation", organisation).path };
}

const wishOf = <B extends { startsAt: string; endsAt: string }>(id: string, body: B) => ({
  ...body,
  resourceId: id,
  startsAt: Temporal.Instant.from(body.startsAt),
  endsAt: Temporal.Instant.from(body.endsAt),
});

export const reservingOperations = [
  implement(contract.reservableResources, { may: anyone, run: (ctx, { query }) => roomsView(ctx, query) }),
  implement(contract.resourceDays, {
    may: anyone,
    run: (ctx, { params, query }) => roomView(ctx, params.id, query),
  }),
  implement(contract.reserveResource, {
    may: by(may, "reservation.make", (ctx, { body }) => wishTarget(ctx, body.organisation)),
    run: (ctx, { params, body }) => reserve(ctx, wishOf(params.id, body)),
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
];
