/** A place announces that it closes, or opens after all: whoever has booked there is told, and that the organiser decides. */

import type { Temporal } from "temporal-polyfill";
import { holdersOfAll } from "#booking";
import { placesOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { sessionsAtPlace } from "./closing-store.ts";
import { type NoticeKey, tell } from "./tell.ts";

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
