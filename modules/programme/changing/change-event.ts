/** Changing an event: a draft is edited by its writers, what is public is changed with a reason and holders are told. */
import { describeOffers, holdersOfAll, moveElsewhere, tellGroupsOf } from "#booking";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { keepsKind } from "../contest/keeps-kind.ts";
import type { EventText, SessionText } from "../desk/contract.ts";
import { addRows, refuseUncounted, sessionAt, sessionRows } from "../drafting/draft-sessions.ts";
import { moveSessions } from "../drafting/move-sessions.ts";
import { readinessFaults } from "../drafting/readiness.ts";
import { referencesOf } from "../drafting/references.ts";
import { editDraft, eventToWrite, settled, wordsOf } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { insertMoves } from "../moved/move-store.ts";
import { refuseWithoutPermit } from "../permit/permits.ts";
import { newsOf } from "../publishing/news.ts";
import { offerIs, openOffers } from "../publishing/offers.ts";
import { holdRooms } from "../publishing/rooms.ts";
import { refreshSearch } from "../search-text.ts";
import * as sessionStore from "../session-store.ts";
import { keepsLender } from "../touring/keeps-lender.ts";
import { eventConcerns } from "./difference.ts";
import { publicReason, recordChange, recordWrittenOrChanged } from "./record.ts";
import { tell, tellingsOfMove, tellWaiting } from "./tell.ts";

export interface Changed {
  id: string;
  version: number;
  state: string;
  /** How many were told: who holds places, waits or has entered, and whoever answers for groups. */
  told: number;
}

/** Edits a draft, or changes a published event. What is being checked must be taken back first. */
export async function editEvent(
  ctx: TxCtx,
  input: { id: string; version: number; event: EventText; reason?: string },
): Promise<Changed> {
  const event = await eventToWrite(ctx, input.id, input.version);
  if (event.state === "draft") return { ...(await editDraft(ctx, event, input.event)), told: 0 };
  const reason = publicReason(event, input.reason);
  const text = settled(input.event);
  await keepsKind(ctx, event.id, text.kind);
  await keepsLender(ctx, event.id, text);
  const { where, joint } = await referencesOf(ctx.db, text, event.organisationId);
  const now = ctx.clock();
  const version = await store.updateEventWords(ctx.db, event.id, wordsOf(text), now);
  await store.setJointOrganisers(ctx.db, { eventId: event.id, ownerId: event.organisationId }, joint);
  const concerns = eventConcerns(event, text);
  const moved = concerns.includes("place") ? await moveSessions(ctx, event, where) : [];
  const changed: store.Event = { ...event, ...wordsOf(text), version };
  const faults = await readinessFaults(ctx.db, changed, now);
  // An event whose sessions are all over may still get a better description.
  const serious = faults.filter(({ id }) => id !== "event.no-coming-session");
  if (serious.length > 0) throw invalid(serious);
  await holdRooms(ctx, changed, moved);
  await refuseWithoutPermit(ctx, changed);
  const sessions = await sessionStore.sessionsOf(ctx.db, [event.id]);
  await describeOffers(
    ctx.db,
    sessions.flatMap((session) =>
      session.offerId ? [{ offerId: session.offerId, is: offerIs(changed, session) }] : [],
    ),
  );
  await refreshSearch(ctx, event.id);
  await recordChange(ctx, event, { step: "change", version, reason });
  const concerned = concerns.includes("link") ? await runningSessions(ctx, event.id) : moved;
  const holders = await holdersOfAll(
    ctx.db,
    concerned.flatMap(({ offerId }) => offerId ?? []),
  );
  const movesOf = moved.map((session) => ({
    sessionId: session.id,
    was: { ...session, placeId: event.placeId, spaceId: event.spaceId },
  }));
  const groupsMoved = await moveElsewhere(
    ctx,
    moved.flatMap(({ offerId }) => offerId ?? []),
    reason,
  );
  const groups = await tellGroupsOf(
    ctx,
    concerned.flatMap(({ id, offerId }) => (offerId && !moved.some((one) => one.id === id) ? offerId : [])),
    { what: "link-changed", reason },
  );
  const moveIds = moved.length > 0 ? await insertMoves(ctx.db, movesOf, { reason, now }) : [];
  const moveOf = new Map(moved.map(({ id }, at) => [id, moveIds[at]]));
  const toldHolders = await tell(
    ctx,
    (concerns.length > 0 ? concerned : []).flatMap((session) => {
      const about = { moveId: moveOf.get(session.id), event: changed, session, reason };
      const those = holders.get(session.offerId ?? "") ?? [];
      return concerns.includes("place")
        ? tellingsOfMove(about, "notice.place-changed", those)
        : [{ ...about, key: "notice.link-changed" as const, to: those.map(({ subject }) => subject) }];
    }),
  );
  const waiting = await tellWaiting(
    ctx,
    moved.map((session) => ({ what: "place-changed", event: changed, session, reason })),
  );
  const told = toldHolders + groupsMoved + groups + waiting;
  await announce(ctx, "event.changed", {
    ...(await newsOf(ctx.db, changed)),
    sessionIds: concerned.map(({ id }) => id),
    what: concerns.length > 0 ? concerns : ["text"],
  });
  await audit(ctx, {
    what: "event.changed",
    on: { kind: "event", id: event.id },
    detail: { version, concerns, told },
  });
  return { id: event.id, version, state: event.state, told };
}

/** Adds sessions to a draft, or with a reason to a published event, where their offers open at once. */
export async function addSessions(
  ctx: TxCtx,
  input: { id: string; version: number; sessions: SessionText[]; reason?: string },
): Promise<{ id: string; version: number; sessionIds: string[] }> {
  return addTo(ctx, input, (event) => sessionRows(ctx.db, event, input.sessions, ctx.clock(), sessionAt));
}

/** Adds the sessions that are made for the event as it is now, all or none. */
export async function addTo(
  ctx: TxCtx,
  input: { id: string; version: number; reason?: string },
  rowsFor: (event: store.Event) => Promise<sessionStore.SessionRow[]>,
): Promise<{ id: string; version: number; sessionIds: string[] }> {
  const event = await eventToWrite(ctx, input.id, input.version);
  const reason = event.state === "draft" ? null : publicReason(event, input.reason);
  if (event.cancelledAt) throw refused("event.cancelled-already");
  const rows = await rowsFor(event);
  if (event.state === "published") refuseUncounted(event, rows, sessionAt);
  const sessionIds = await addRows(ctx, event.id, rows);
  const version = await store.touchEvent(ctx.db, event.id, ctx.clock());
  await recordWrittenOrChanged(ctx, event, { version, reason });
  await audit(ctx, {
    what: "session.added",
    on: { kind: "session", id: event.id },
    detail: { event: event.id, version },
  });
  if (event.state === "published") {
    const ids = new Set(sessionIds);
    const added = (await sessionStore.sessionsOf(ctx.db, [event.id])).filter(({ id }) => ids.has(id));
    await refuseWithoutPermit(ctx, event);
    await openOffers(ctx, event, added);
    await holdRooms(ctx, event, added);
    await announce(ctx, "event.changed", {
      ...(await newsOf(ctx.db, event)),
      sessionIds,
      what: ["sessions"],
    });
  }
  return { id: event.id, version, sessionIds };
}

async function runningSessions(ctx: TxCtx, eventId: string): Promise<sessionStore.Session[]> {
  const now = ctx.clock();
  return (await sessionStore.sessionsOf(ctx.db, [eventId])).filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
}
