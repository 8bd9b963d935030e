/** Cancelling what is public: sessions stay visible with the reason, claims are given back, holders are told. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { anonymous } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce, announceAll } from "#platform/events";
import { tellEntrants } from "../contest/tell-entrants.ts";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { admissionOf } from "../finding/admission.ts";
import { offersFor } from "../finding/around.ts";
import { newsOf, sessionNewsOf } from "../publishing/news.ts";
import { closeOffers } from "../publishing/offers.ts";
import { leaveRooms } from "../publishing/rooms.ts";
import * as sessionStore from "../session-store.ts";
import type { Changed } from "./change-event.ts";
import { recordChange } from "./record.ts";
import { type NoticeKey, tell } from "./tell.ts";

export interface Cancelling {
  id: string;
  version: number;
  reason: string;
  /** Did a session that has begun take place in part (so it is, unless told), or not at all? */
  cutShort?: boolean;
}

/** Cancels an event with every session that is not over. */
export async function cancelEvent(ctx: TxCtx, input: Cancelling): Promise<Changed> {
  const event = await eventToWrite(ctx, input.id, input.version);
  if (event.state !== "published") throw refused("event.not-published", { state: event.state });
  if (event.cancelledAt) throw refused("event.cancelled-already");
  const { cancelled, told: holders } = await cancelRunning(ctx, event, {
    reason: input.reason,
    cutShort: input.cutShort,
    notice: "notice.event-cancelled",
  });
  if (cancelled.length === 0) throw refused("event.over");
  const entrants = await tellEntrants(ctx, event, {
    key: "notice.contest-cancelled",
    reason: input.reason.trim(),
  });
  const told = holders + entrants;
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
export async function cancelSession(ctx: TxCtx, input: Cancelling): Promise<Changed> {
  const session = found(await sessionStore.session(ctx.db, input.id), "session", input.id);
  const event = await eventToWrite(ctx, session.eventId, input.version);
  if (event.state !== "published") throw refused("event.not-published", { state: event.state });
  if (input.cutShort && Temporal.Instant.compare(ctx.clock(), session.startsAt) <= 0)
    throw invalid([{ field: "/body/cutShort", id: "session.not-begun" }]);
  const { cancelled, told } = await cancelRunning(ctx, event, {
    reason: input.reason,
    cutShort: input.cutShort,
    notice: "notice.session-cancelled",
    only: session.id,
  });
  if (cancelled.length === 0) throw refused("session.over-or-cancelled");
  const version = await store.touchEvent(ctx.db, event.id, ctx.clock());
  await recordChange(ctx, event, { step: "cancel", version, reason: input.reason });
  await audit(ctx, {
    what: "session.cancelled",
    on: { kind: "session", id: session.id },
    detail: { event: event.id, told, cutShort: cancelled.some((one) => one.cutShort) },
  });
  return { id: event.id, version, state: event.state, told };
}

/**
 * Cancels the sessions that are not over, with their offers and claims. Everybody concerned is told: who holds places, is in
 * already, or waits, and groups. A session that has begun is cut short unless `cutShort` says that it did not take place at all: what
 * happened stays counted, what did not is counted back. Answers the sessions and how many people were told.
 */
export async function cancelRunning(
  ctx: TxCtx,
  event: store.Event,
  {
    reason,
    notice,
    only,
    cutShort = true,
  }: { reason: string; notice: NoticeKey; only?: string; cutShort?: boolean },
): Promise<{ cancelled: sessionStore.Session[]; told: number }> {
  const because = reason.trim();
  const ids = only ? [only] : (await sessionStore.sessionsOf(ctx.db, [event.id])).map(({ id }) => id);
  const cancelled = await sessionStore.cancelSessions(ctx.db, ids, { because, cutShort }, ctx.clock());
  const { holders, told } = await closeOffers(ctx, cancelled, because);
  await leaveRooms(ctx, cancelled);
  const other = only ? await otherWithPlaces(ctx, event.id) : null;
  const toldHolders = await tell(
    ctx,
    cancelled.map((session) => ({
      key: session.cutShort ? "notice.session-cut-short" : other ? "notice.session-cancelled-other" : notice,
      other: session.cutShort ? null : other,
      event,
      session,
      to: holders.get(session.id) ?? [],
      reason: because,
    })),
  );
  const news = await newsOf(ctx.db, event);
  await announceAll(
    ctx,
    cancelled.map((session) => ({
      type: "session.cancelled" as const,
      payload: { ...sessionNewsOf(news, session), cutShort: session.cutShort },
    })),
  );
  return { cancelled, told: told + toldHolders };
}

/** So many sessions ahead are looked at: beyond them it is none to lead somebody to. */
const aheadLooked = 100;

/** The next session of an event in which anybody can claim a place now, for people whose own was cancelled. */
async function otherWithPlaces(ctx: TxCtx, eventId: string): Promise<sessionStore.Session | null> {
  // Those who are told ask on line, whoever cancels.
  const asking = { ...ctx, actor: anonymous };
  const now = ctx.clock();
  const running = await sessionStore.bookedAhead(ctx.db, eventId, { now, limit: aheadLooked });
  const offers = await offersFor(asking, running);
  const isOpen = (session: sessionStore.Session) =>
    admissionOf({ ...session, needsBooking: true }, offers.get(session.offerId ?? "") ?? null, {
      now,
      actor: asking.actor,
    }).state === "open";
  return running.find(isOpen) ?? null;
}
