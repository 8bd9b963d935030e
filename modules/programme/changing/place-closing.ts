/** A place announces that it closes, or opens after all: whoever has booked there is told, and that the organiser decides. */

import type { Temporal } from "temporal-polyfill";
import { countLiving, holdersOfAll, tellGroupsOf } from "#booking";
import { type ComingThere, placesOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { type SessionThere, sessionsAtPlace, standingAt } from "./closing-store.ts";
import { tell, tellWaiting } from "./tell.ts";

/** What stands at a place from now on, before it is withdrawn. */
export async function comingAt(ctx: Ctx, { placeId }: { placeId: string }): Promise<ComingThere[]> {
  const { events, offers } = await standingAt(ctx.db, { placeId, now: ctx.clock() });
  return [{ events, claims: await countLiving(ctx.db, offers) }];
}

/** Tells who holds places, or waits for some, in public sessions there that touch the time and are not over: all of them, `page` sessions at a time. */
export async function tellOfPlace(
  ctx: TxCtx,
  what: "place-closes" | "place-opens",
  { placeId, from, to }: { placeId: string; from: Temporal.Instant; to: Temporal.Instant | null },
  page = 500,
): Promise<void> {
  const reason = (await placesOf(ctx.db, [placeId])).get(placeId)?.name ?? "";
  const asked = { placeId, from, to, now: ctx.clock() };
  for (let after: SessionThere | null = null; ; ) {
    const sessions = await sessionsAtPlace(ctx.db, asked, { after, limit: page });
    after = sessions.at(-1) ?? null;
    if (!after) return;
    await tellSessions(ctx, what, sessions, reason);
  }
}

async function tellSessions(
  ctx: TxCtx,
  what: "place-closes" | "place-opens",
  sessions: readonly SessionThere[],
  reason: string,
): Promise<void> {
  const holders = await holdersOfAll(
    ctx.db,
    sessions.map(({ offerId }) => offerId),
  );
  const about = sessions.map((session) => ({
    event: { id: session.eventId, title: session.title },
    session,
    reason,
  }));
  await tell(
    ctx,
    about.map((one) => ({
      ...one,
      key: `notice.${what}` as const,
      to: (holders.get(one.session.offerId) ?? []).map(({ subject }) => subject),
    })),
  );
  await tellWaiting(
    ctx,
    about.map((one) => ({ ...one, what })),
  );
  await tellGroupsOf(ctx, [...new Set(sessions.map(({ offerId }) => offerId))], { what, reason });
}
