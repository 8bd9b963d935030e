/** HTTP of study seats: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { reservationTarget, roomTarget } from "../targets.ts";
import * as contract from "./contract.ts";
import {
  finishReservation,
  leaveSeat,
  makeSeats,
  openSeats,
  returnToSeat,
  seatsDeskView,
  seatsView,
} from "./seats.ts";

export const seatOperations = [
  implement(contract.roomSeats, {
    may: anyone,
    run: (ctx, { params, query }) => seatsView(ctx, params.id, query),
  }),
  implement(contract.makeSeats, {
    may: by(may, "resource.write", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: (ctx, { params, body }) => makeSeats(ctx, params.id, body),
  }),
  implement(contract.deskSeats, {
    may: by(may, "reservation.serve", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: (ctx, { params }) => seatsDeskView(ctx, params.id),
  }),
  implement(contract.openSeats, {
    may: by(may, "resource.write", (ctx, { params }) => roomTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await openSeats(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.leaveSeat, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: (ctx, { params }) => leaveSeat(ctx, params.id),
  }),
  implement(contract.returnToSeat, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await returnToSeat(ctx, params.id, body.code);
      return {};
    },
  }),
  implement(contract.finishReservation, {
    may: by(may, "claim.cancel", (ctx, { params }) => reservationTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await finishReservation(ctx, params.id);
      return {};
    },
  }),
];
