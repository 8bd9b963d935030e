/** Sessions whose place has said that it is closed then: what the public is told beside them. */
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { type ClosedThen, closedThen } from "../drafting/closed-then.ts";
import type { Session } from "../session-store.ts";

/** A closure somebody announced, or a place that is no more; times outside the usual hours are meant so. */
export type PlaceClosed = Exclude<ClosedThen, { kind: "outside-hours" }>;

/** By session, for those whose place is closed then. */
export async function placesClosed(
  ctx: Ctx,
  sessions: readonly Pick<Session, "id" | "placeId" | "startsAt" | "endsAt">[],
): Promise<Map<string, PlaceClosed>> {
  const ids = [...new Set(sessions.flatMap(({ placeId }) => placeId ?? []))];
  const places = await placesOf(ctx.db, ids);
  return new Map(
    sessions.flatMap((session) => {
      const place = session.placeId ? places.get(session.placeId) : undefined;
      const closed = place && closedThen(place, session, ctx.city.zone);
      return closed && closed.kind !== "outside-hours" ? [[session.id, closed] as const] : [];
    }),
  );
}
