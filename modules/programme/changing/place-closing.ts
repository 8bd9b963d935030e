/** A place announces that it closes, or opens after all: whoever has booked there is told, and that the organiser decides. */

import type { Temporal } from "temporal-polyfill";
import { holdersOfAll } from "#booking";
import { type ComingThere, placesOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { sessionsAtPlace, standingAt } from "./closing-store.ts";
import { type NoticeKey, tell } from "./tell.ts";

/** What stands at a place from now on, before it is withdrawn. */
export async function comingAt(ctx: Ctx, { placeId }: { placeId: string }): Promise<ComingThere[]> {
  const { events, offers } = await standingAt(ctx.db, { placeId, now: ctx.clock() });
  const holders = await holdersOfAll(ctx.db, offers);
  return [{ events, claims: [...holders.values()].reduce((sum, { length }) => sum + length, 0) }];
}

/** Tells the holders of places in public sessions there that touch the time and are not over. */
export async function tellOfPlace(
  ctx: TxCtx,
  key: Extract<NoticeKey, "notice.place-closes" | "notice.place-opens">,
  { placeId, from, to }: { placeId: string; from: Temporal.Instant; to: Temporal.Instant | null },
): Promise<void> {
  const sessions = await sessionsAtPlace(ctx.db, { placeId, from, to, now: ctx.clock() });
  if (sessions.length === 0) return;
  const place = (await placesOf(ctx.db, [placeId])).get(placeId);
  const holders = await holdersOfAll(
    ctx.db,
    sessions.map(({ offerId }) => offerId),
  );
  for (const session of sessions) {
    const to = (holders.get(session.offerId) ?? []).map(({ subject }) => subject);
    if (to.length > 0)
      await tell(ctx, key, {
        event: { id: session.eventId, title: session.title },
        session,
        to,
        reason: place?.name ?? "",
      });
  }
}
