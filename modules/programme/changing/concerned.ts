/** Who would be told: shown before a change or cancellation is made. */
import { holdersOf, offersOf } from "#booking";
import type { Ctx } from "#platform/ctx";
import * as store from "../event-store.ts";

export interface Concerned {
  claims: number;
  places: number;
  sessions: { id: string; startsAt: string; claims: number; places: number }[];
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
  const sessions: Concerned["sessions"] = [];
  for (const { id, startsAt, offerId } of running) {
    const offer = offerId ? offers.get(offerId) : undefined;
    // Most sessions have no claims at all and need no second question.
    const holders = offer && offer.left < offer.quota ? await holdersOf(ctx.db, offer.id) : [];
    const places = holders.reduce((sum, { size }) => sum + size, 0);
    sessions.push({ id, startsAt: startsAt.toString(), claims: holders.length, places });
  }
  return {
    claims: sessions.reduce((sum, { claims }) => sum + claims, 0),
    places: sessions.reduce((sum, { places }) => sum + places, 0),
    sessions,
  };
}
