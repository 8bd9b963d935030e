/** What is watched from above: sessions to come whose place is closed then. */
import type { Temporal } from "temporal-polyfill";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { closedThen } from "./drafting/closed-then.ts";
import { type ComingSession, sessionsComing } from "./watch-store.ts";

/** Published sessions below these paths that begin in a span and whose place is not open for them. */
export async function sessionsAtClosedPlaces(
  ctx: Ctx,
  paths: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<ComingSession[]> {
  const coming = await sessionsComing(ctx.db, paths, span);
  const places = await placesOf(ctx.db, [...new Set(coming.map(({ placeId }) => placeId))]);
  return coming.filter((session) => {
    const place = places.get(session.placeId);
    return place !== undefined && closedThen(place, session, ctx.city.zone) !== null;
  });
}
