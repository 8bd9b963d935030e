/** Takes time of resources: the one way in which anything comes to be reserved. */
import { Temporal } from "temporal-polyfill";
import type { Place } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { type Problem, refused } from "#platform/errors";
import { nextFree } from "./free.ts";
import { busyIn, insertReservation, type NewReservation } from "./reservation-store.ts";
import { lockCells, type Resource } from "./resource-store.ts";
import type { Times } from "./rules.ts";

export interface Taking {
  resource: Resource;
  place: Place | null;
  reservation: NewReservation;
}

/** Takes all of these or none. Refuses with the next time that is free of what was taken. */
export async function occupy(ctx: TxCtx, takings: readonly Taking[]): Promise<void> {
  await lockCells(
    ctx.db,
    takings.map(({ resource }) => resource.id),
  );
  for (const taking of takings) await occupyLocked(ctx, taking);
}

/** The same for one whose cells are locked already. */
export async function occupyLocked(ctx: TxCtx, { resource, place, reservation }: Taking): Promise<void> {
  try {
    await ctx.db.attempt((tx) => insertReservation(tx, reservation));
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw await taken(ctx, { resource, place, wanted: reservation });
  }
}

/** Is it the database that says: somebody has a part of it then? */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "occupation_one_at_a_time";
}

const searchedDays = 14;

/** Says that it is taken, and when next it is free for as long. */
export async function taken(
  ctx: TxCtx,
  of: { resource: Resource; place: Place | null; wanted: Times },
): Promise<Problem> {
  const [free] = await freeNext(ctx, { ...of, count: 1 });
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
  const around = { startsAt: from.subtract({ hours: 48 }), endsAt: until.add({ hours: 24 * 15 }) };
  const busy = (await busyIn(ctx.db, [resource.id], around)).get(resource.id) ?? [];
  return nextFree(
    { startsAt: from, endsAt: from.add(wanted.startsAt.until(wanted.endsAt)) },
    { rules: resource.rules, place, busy, zone: ctx.city.zone, until, count },
  );
}
