/** Who would be told: shown before a change or cancellation is made. */
import { arrivedAt, holdersOfAll, offersOf } from "#booking";
import type { Ctx } from "#platform/ctx";
import * as store from "../session-store.ts";

export interface Concerned {
  claims: number;
  places: number;
  /** `arrived`: people in already, whom nobody may have named; `begun`: it can be cut short, or has not taken place. */
  sessions: {
    id: string;
    startsAt: string;
    begun: boolean;
    claims: number;
    places: number;
    arrived: number;
  }[];
}

/** Claims and places for each session that is neither over nor cancelled. */
export async function concernedBy(ctx: Ctx, eventId: string): Promise<Concerned> {
  const now = ctx.clock();
  const running = (await store.sessionsOf(ctx.db, [eventId])).filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const offers = await offersOf(
    ctx.db,
    running.flatMap(({ offerId }) => (offerId ? [offerId] : [])),
  );
  const arrivals = await arrivedAt(ctx.db, [...offers.keys()]);
  const held = await holdersOfAll(ctx.db, [...offers.keys()]);
  const sessions: Concerned["sessions"] = [];
  for (const { id, startsAt, offerId } of running) {
    const holders = held.get(offerId ?? "") ?? [];
    const places = holders.reduce((sum, { size }) => sum + size, 0);
    const arrived = arrivals.get(offerId ?? "") ?? 0;
    const begun = startsAt.epochNanoseconds < now.epochNanoseconds;
    sessions.push({ id, startsAt: startsAt.toString(), begun, claims: holders.length, places, arrived });
  }
  return {
    claims: sessions.reduce((sum, { claims }) => sum + claims, 0),
    places: sessions.reduce((sum, { places }) => sum + places, 0),
    sessions,
  };
}
