/** Study seats: rows of them in a room, their map, going out for a while, leaving for good. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { audit } from "#platform/audit";
import { plainReadableCode, principal } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { roomCode } from "../check-in.ts";
import { describeResources } from "../naming.ts";
import { reasonAgainstOpening } from "../open-then.ts";
import { reservationOf } from "../reservation-store.ts";
import { lockCells, lockWhole, resourceOf } from "../resource-store.ts";
import { timesText } from "../rules.ts";
import { penaltiesSaid } from "../views.ts";
import type { deskSeats, roomSeats, SeatView } from "./contract.ts";
import * as store from "./seat-store.ts";

const most = { rows: 26, seats: 400 };

/** Puts rows of seats behind those there are, A1 A2 … B1. Refuses what is no room, and more than a room is to have. */
export async function makeSeats(
  ctx: TxCtx,
  roomId: string,
  { rows, columns, public: open = true }: { rows: number; columns: number; public?: boolean },
): Promise<{ made: number }> {
  const room = found(await resourceOf(ctx.db, roomId), "room", roomId);
  if (room.kind !== "space" || !room.placeId) throw refused("seats.no-room");
  await lockWhole(ctx.db, [roomId]);
  const there = await store.seatsOf(ctx.db, roomId);
  const last = Math.max(0, ...there.map(({ row }) => row));
  if (last + rows > most.rows || there.length + rows * columns > most.seats)
    throw refused("seats.too-many", { ...most });
  const seats = Array.from({ length: rows * columns }, (_, n) => {
    const [row, column] = [last + 1 + Math.floor(n / columns), 1 + (n % columns)];
    return { id: newId(), label: `${String.fromCharCode(64 + row)}${column}`, row, column };
  });
  await store.insertSeats(ctx.db, room, seats, { open, now: ctx.clock() });
  await audit(ctx, {
    what: "seats.made",
    on: { kind: "resource", id: roomId },
    detail: { rows, columns, made: seats.length },
  });
  return { made: seats.length };
}

/** The seats of a room as the house sees them: those out of use and closed too. */
export async function seatsDeskView(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskSeats>> {
  const room = found(await resourceOf(ctx.db, id), "room", id);
  const is = found((await describeResources(ctx, [room])).get(id), "room", id);
  const seats = await store.seatsAtDesk(ctx.db, id, ctx.clock());
  return {
    id,
    name: is.name,
    place: is.place && { id: is.place.id, name: is.placeName ?? "" },
    public: seats.some((seat) => seat.public),
    seats: seats.map(({ public: _public, closedUntil, ...seat }) => ({
      ...seat,
      closedUntil: closedUntil?.toString() ?? null,
    })),
  };
}

/** Whether everybody may pick a seat of a room, or its staff only. */
export async function openSeats(ctx: TxCtx, roomId: string, { public: open }: { public: boolean }) {
  await lockWhole(ctx.db, [roomId]);
  if ((await store.openSeats(ctx.db, roomId, open)) === 0) return;
  await audit(ctx, { what: "seats.opened", on: { kind: "resource", id: roomId }, detail: { public: open } });
}

const usualHours = 2;

/** How each seat is in a time, from the next step of the clock on for two hours unless told. */
export async function seatsView(
  ctx: Ctx,
  id: string,
  asked: { from?: string; to?: string },
): Promise<AnswerOf<typeof roomSeats>> {
  const room = found(await resourceOf(ctx.db, id), "room", id);
  const is = found((await describeResources(ctx, [room])).get(id), "room", id);
  const staff = ctx.actor.kind === "staff";
  if (!is.there || (!staff && !is.place?.public)) throw found(null, "room", id);
  const now = ctx.clock();
  const step = room.rules.stepMinutes * 60_000;
  const next = Temporal.Instant.fromEpochMilliseconds(Math.ceil(now.epochMilliseconds / step) * step);
  const startsAt = asked.from ? Temporal.Instant.from(asked.from) : next;
  const told = asked.to ? Temporal.Instant.from(asked.to) : null;
  const endsAt =
    told && Temporal.Instant.compare(told, startsAt) > 0 ? told : startsAt.add({ hours: usualHours });
  // What is free from the next step on and used until then is told as it will be.
  const all = await store.seatsIn(ctx.db, id, { startsAt, endsAt });
  const rows = staff ? all : all.filter((one) => one.public);
  if (rows.length === 0) throw found(null, "room", id);
  const shut = is.place && reasonAgainstOpening(is.place, { startsAt, endsAt }, ctx.city.zone);
  const own = principal(ctx.actor)?.subject ?? null;
  const day = today(ctx);
  return {
    id,
    name: is.name,
    place: is.place && { id: is.place.id, name: is.placeName ?? "" },
    demo: room.demo,
    rules: room.rules,
    penalties: await penaltiesSaid(ctx, { orgPath: room.orgPath, kind: "seat" }),
    today: day.toString(),
    lastDay: day.add({ days: room.rules.horizonDays - 1 }).toString(),
    ...timesText({ startsAt, endsAt }),
    shut: shut !== null,
    opensAt: shut?.opensAt?.toString() ?? null,
    closed: [...new Set(rows.flatMap(({ because }) => because ?? []))],
    seats: rows.map((one) => ({
      id: one.id,
      label: one.label,
      row: one.row,
      column: one.column,
      state: shut && stateOf(one) === "free" ? ("shut" as const) : stateOf(one),
      mine: own !== null && one.subject === own,
    })),
  };
}

function stateOf({ state, because, away }: store.SeatRow): SeatView["state"] {
  if (because !== null) return "closed";
  if (state === null) return "free";
  if (away) return "away";
  return state === "checked-in" ? "used" : "reserved";
}

/** Goes out for as long as the room allows, at most until the end. */
export async function leaveSeat(ctx: TxCtx, id: string): Promise<{ until: string }> {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const { away } = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId).rules;
  if (!away) throw refused("seats.no-leave");
  const now = ctx.clock();
  const back = now.add({ minutes: away.minutes });
  const until = Temporal.Instant.compare(back, one.endsAt) > 0 ? one.endsAt : back;
  if (!(await store.goOut(ctx.db, { id, until, most: away.most, now })))
    throw one.timesAway >= away.most
      ? refused("seats.left-often", { most: away.most })
      : refused("seats.not-in");
  await audit(ctx, { what: "seat.left", on: { kind: "reservation", id }, subject: one.subject });
  return { until: until.toString() };
}

/** Is back, and shows it by the code of the room. */
export async function returnToSeat(ctx: TxCtx, id: string, code: string): Promise<void> {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const { roomId } = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  if (plainReadableCode(code) !== roomCode(ctx, roomId ?? one.resourceId))
    throw refused("reservation.wrong-code");
  if (!(await store.comeBack(ctx.db, id, ctx.clock()))) throw refused("seats.not-out");
  await audit(ctx, { what: "seat.returned", on: { kind: "reservation", id }, subject: one.subject });
}

/** Leaves for good. */
export async function finishReservation(ctx: TxCtx, id: string): Promise<void> {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  await lockCells(ctx.db, [one.resourceId]);
  if ((await store.finishReservations(ctx.db, [id], ctx.clock())).length === 0) throw refused("seats.not-in");
  await audit(ctx, { what: "reservation.finished", on: { kind: "reservation", id }, subject: one.subject });
}
