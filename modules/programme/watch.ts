/** What is watched from above: sessions to come whose place is closed then. */
import type { Temporal } from "temporal-polyfill";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { closedThen } from "./drafting/closed-then.ts";
import { type ComingSession, sessionsComing } from "./watch-store.ts";

const atOnce = 1000;

/** Published sessions below these paths that begin in a span and whose place is not open for them. All are asked about, a thousand at once. */
export async function sessionsAtClosedPlaces(
  ctx: Ctx,
  paths: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<ComingSession[]> {
  const closed: ComingSession[] = [];
  for (let after: ComingSession | null = null; ; ) {
    const coming: ComingSession[] = await sessionsComing(ctx.db, paths, span, { after, limit: atOnce });
    const places = await placesOf(ctx.db, [...new Set(coming.map(({ placeId }) => placeId))]);
    for (const session of coming) {
      const place = places.get(session.placeId);
      if (place && closedThen(place, session, ctx.city.zone) !== null) closed.push(session);
    }
    after = coming.at(-1) ?? null;
    if (coming.length < atOnce) return closed;
  }
}
