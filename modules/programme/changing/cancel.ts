/** Cancelling what is public: sessions stay visible with the reason, claims are given back, holders are told. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce, announceAll } from "#platform/events";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { newsOf, sessionNewsOf } from "../publishing/news.ts";
import { closeOffers } from "../publishing/offers.ts";
import type { Changed } from "./change-event.ts";
import { recordChange } from "./record.ts";
import { type NoticeKey, tell } from "./tell.ts";

/** Cancels an event with every session that is not over. */
export async function cancelEvent(
  ctx: TxCtx,
  input: { id: string; version: number; reason: string },
): Promise<Changed> {
  const event = await eventToWrite(ctx, input.id, input.version);
  if (event.state !== "published") throw refused("event.not-published", { state: event.state });
  if (event.cancelledAt) throw refused("event.cancelled-already");
  const { cancelled, told } = await cancelRunning(ctx, event, {
    reason: input.reason,
    notice: "notice.event-cancelled",
  });
  if (cancelled.length === 0) throw refused("event.over");
  const version = await store.setCancelled(ctx.db, event.id, input.reason.trim(), ctx.clock());
  await recordChange(ctx, event, { step: "cancel", version, reason: input.reason });
  await announce(ctx, "event.cancelled", {
    ...(await newsOf(ctx.db, event)),
    sessionIds: cancelled.map(({ id }) => id),
  });
  await audit(ctx, {
    what: "event.cancelled",
    on: { kind: "event", id: event.id },
    detail: { sessions: cancelled.length, told },
  });
  return { id: event.id, version, state: event.state, told };
}

/** Cancels one session. The event goes on with the others. */
export async function cancelSession(
  ctx: TxCtx,
  input: { id: string; version: number; reason: string },
): Promise<Changed> {
  const session = found(await store.session(ctx.db, input.id), "session", input.id);
  const event = await eventToWrite(ctx, session.eventId, input.version);
  if (event.state !== "published") throw refused("event.not-published", { state: event.state });
  const { cancelled, told } = await cancelRunning(ctx, event, {
    reason: input.reason,
    notice: "notice.session-cancelled",
    only: session.id,
  });
  if (cancelled.length === 0) throw refused("session.over-or-cancelled");
  const version = await store.touchEvent(ctx.db, event.id, ctx.clock());
  await recordChange(ctx, event, { step: "cancel", version, reason: input.reason });
  await audit(ctx, {
    what: "session.cancelled",
    on: { kind: "session", id: session.id },
    detail: { event: event.id, told },
  });
  return { id: event.id, version, state: event.state, told };
}

/** Cancels the sessions that are not over, with their offers and claims. Answers them and how many holders were told. */
export async function cancelRunning(
  ctx: TxCtx,
  event: store.Event,
  { reason, notice, only }: { reason: string; notice: NoticeKey; only?: string },
): Promise<{ cancelled: store.Session[]; told: number }> {
  const because = reason.trim();
  const ids = only ? [only] : (await store.sessionsOf(ctx.db, [event.id])).map(({ id }) => id);
  const cancelled = await store.cancelSessions(ctx.db, ids, because, ctx.clock());
  const gone = await closeOffers(ctx, cancelled, because);
  let told = 0;
  for (const session of cancelled) {
    told += await tell(ctx, notice, { event, session, to: gone.get(session.id) ?? [], reason: because });
  }
  const news = await newsOf(ctx.db, event);
  await announceAll(
    ctx,
    cancelled.map((session) => ({
      type: "session.cancelled" as const,
      payload: sessionNewsOf(news, session),
    })),
  );
  return { cancelled, told };
}
