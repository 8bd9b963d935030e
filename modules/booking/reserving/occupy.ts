/** Takes time of resources: the one way in which anything comes to be reserved. */
import { Temporal } from "temporal-polyfill";
import type { Place } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { type Problem, refused } from "#platform/errors";
import { nextFree } from "./free.ts";
import {
  deleteReservations,
  freeSpans,
  insertReservations,
  type NewReservation,
  shutIn,
} from "./reservation-store.ts";
import { type Resource, resourceOf } from "./resource-store.ts";
import { occupiedBy, type Times } from "./rules.ts";

export interface Taking {
  resource: Resource;
  place: Place | null;
  reservation: NewReservation;
}

/** Takes it, when its cells are locked. Refuses with the next time that is free of what was taken, and then nothing is written. */
export async function occupy(ctx: TxCtx, { resource, place, reservation }: Taking): Promise<void> {
  const whole = (await insertReservations(ctx.db, [reservation])).get(reservation.id);
  if (whole === undefined) {
    const goneOut = (await resourceOf(ctx.db, resource.id))?.retired;
    throw refused(goneOut ? "reservation.not-to-be-had" : "reservation.one-seat");
  }
  if (whole) return;
  await deleteReservations(ctx.db, [reservation.id]);
  throw await taken(ctx, { resource, place, wanted: reservation });
}

/** Is it the database that says: somebody has a part of it then? */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "occupation_one_at_a_time";
}

const [searchedDays, mostSpans] = [14, 500];

/** Says that it is taken, or why the house has closed it, and when next it is free for as long. */
export async function taken(
  ctx: TxCtx,
  of: { resource: Resource; place: Place | null; wanted: Times },
): Promise<Problem> {
  const [free] = await freeNext(ctx, { ...of, count: 1 });
  const because = await shutIn(ctx.db, of.resource.id, occupiedBy(of.resource.rules, of.wanted));
  if (because !== null)
    return refused("reservation.shut", {
      ...{ because, days: searchedDays, known: free ? "yes" : "no" },
      ...{ from: free?.startsAt.toString() ?? "", to: free?.endsAt.toString() ?? "" },
    });
  return refused(free ? "reservation.taken" : "reservation.taken-long", {
    ...(free && { from: free.startsAt.toString(), to: free.endsAt.toString() }),
    days: searchedDays,
  });
}

/** The next times of the same length that are free, in the two weeks after. */
export async function freeNext(
  ctx: Pick<Ctx, "db" | "city" | "clock">,
  {
    resource,
    place,
    wanted,
    count,
  }: { resource: Resource; place: Place | null; wanted: Times; count: number },
): Promise<Times[]> {
  const now = ctx.clock();
  const from = Temporal.Instant.compare(wanted.startsAt, now) < 0 ? now : wanted.startsAt;
  const until = from.add({ hours: searchedDays * 24 });
  const lasts = wanted.startsAt.until(wanted.endsAt);
  const { setUpMinutes, clearUpMinutes } = resource.rules;
  const minutes = lasts.total("minutes") + setUpMinutes + clearUpMinutes;
  const free = await freeSpans(ctx.db, resource.id, {
    startsAt: from.subtract({ minutes: setUpMinutes }),
    endsAt: until.add({ minutes }),
    minutes,
    limit: mostSpans,
  });
  return nextFree(
    { startsAt: from, endsAt: from.add(lasts) },
    { rules: resource.rules, place, free, zone: ctx.city.zone, until, count },
  );
}
