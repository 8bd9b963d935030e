/** Builders of study seats, and input for the generated access test. */
import type { TxCtx } from "#platform/ctx";
import { usualSeatRules } from "../rules.ts";
import { aReservation, aRoom, between } from "../testing.ts";
import { seatsIn } from "./seat-store.ts";
import { makeSeats } from "./seats.ts";

/** A reading room with two rows of three seats, A1 to B3, under the usual rules of seats. */
export async function aReadingRoom(ctx: TxCtx, organisationId?: string) {
  const room = await aRoom(ctx, {
    ...usualSeatRules,
    public: false,
    ...(organisationId && { organisationId }),
  });
  await makeSeats(ctx, room.id, { rows: 2, columns: 3 });
  const seats = await seatsIn(ctx.db, room.id, between(ctx, 1, "10:00", "11:00"));
  return { room, seats };
}

/** Somebody has the first seat of a room, tomorrow from ten to twelve. */
export async function aSeatTaken(ctx: TxCtx, organisationId?: string) {
  const { room, seats } = await aReadingRoom(ctx, organisationId);
  return { room, seats, ...(await aReservation(ctx, seats[0]?.id ?? "", between(ctx, 1, "10:00", "12:00"))) };
}

export const seatSamples = {
  "booking.study-seats": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReadingRoom(ctx, org)).room.id },
    query: {},
  }),
  "booking.make-seats": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { rows: 2, columns: 3 },
  }),
  "booking.room-seats-desk": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReadingRoom(ctx, org)).room.id },
  }),
  "booking.open-seats": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReadingRoom(ctx, org)).room.id },
    body: { public: false },
  }),
  "booking.leave-seat": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aSeatTaken(ctx, org)).reservationId },
    body: {},
  }),
  "booking.return-to-seat": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aSeatTaken(ctx, org)).reservationId },
    body: { code: "000000" },
  }),
  "booking.finish-reservation": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aSeatTaken(ctx, org)).reservationId },
    body: {},
  }),
};
