/** Rating what one came to; what staff answer and hide; the invitation afterwards. */
import { claimNow, livingClaimOf, visitorsOf } from "#booking";
import { type AnswerOf, Id, InstantShape, T } from "#contract";
import { notify } from "#people";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import { event } from "../event-store.ts";
import { publishes } from "../may.ts";
import { type Session, session } from "../session-store.ts";
import type { deskFeedback, myFeedback } from "./contract.ts";
import * as store from "./feedback-store.ts";
import { hoursToRate, ratingOf, reasonAgainstRating } from "./rating.ts";

/** Whether whoever asks may rate a session, and what they said. Who did not come is told nothing else than that. */
export async function showMine(ctx: Ctx, sessionId: string): Promise<AnswerOf<typeof myFeedback>> {
  const { occasion, given, against } = await standing(ctx, sessionId);
  const of = found(await event(ctx.db, occasion.eventId), "event", occasion.eventId);
  if (of.publishedAt === null) throw refused("event.withdrawn", {}, { status: 410 });
  return {
    event: { id: of.id, title: of.title },
    startsAt: occasion.startsAt.toString(),
    against,
    until: endOf(occasion).add({ hours: hoursToRate }).toString(),
    given: given && {
      stars: given.stars,
      words: given.words,
      answer: given.answer,
      hiddenBecause: given.hiddenBecause,
    },
  };
}

// texts: refusal.feedback.*
export async function give(
  ctx: TxCtx,
  { id, stars, words }: { id: string; stars: number; words: string },
): Promise<void> {
  const { occasion, against, subject } = await standing(ctx, id);
  if (against) throw refused(`feedback.${against}`);
  const now = ctx.clock();
  const feedback = newId(now.epochMilliseconds);
  const row = {
    id: feedback,
    eventId: occasion.eventId,
    sessionId: id,
    subject,
    stars,
    words: words.trim(),
    givenAt: now,
  };
  if (!(await store.insertFeedback(ctx.db, row))) throw refused("feedback.given");
  await audit(ctx, { what: "feedback.given", on: { kind: "session", id }, subject });
}

async function standing(ctx: Ctx, sessionId: string) {
  const who = principal(ctx.actor);
  if (!who) throw new Error("who rates is somebody");
  const occasion = found(await session(ctx.db, sessionId), "session", sessionId);
  const given = await store.feedbackOf(ctx.db, sessionId, who.subject);
  const claim = occasion.offerId === null ? null : await livingClaimOf(ctx.db, occasion.offerId, who.subject);
  const came = hasCome(claim);
  const times = { endsAt: endOf(occasion).epochMilliseconds, now: ctx.clock().epochMilliseconds };
  const against = reasonAgainstRating({ came, given: given !== null }, times);
  return { occasion, given, against, subject: who.subject };
}

const hasCome = (claim: Awaited<ReturnType<typeof livingClaimOf>>) =>
  claim?.state === "checked-in" || claim?.state === "attended";

/** When it really was over: what was cut short ended then. */
const endOf = ({ cutShort, cancelledAt, endsAt }: Session) => (cutShort && cancelledAt) || endsAt;

export async function showRating(ctx: Ctx, eventId: string) {
  return { rating: ratingOf(await store.ratingOf(ctx.db, eventId)) };
}

const pageSize = 50;
const Cursor = T.Tuple([InstantShape, Id]);

/** What was said of an event. Hidden words are no longer read, not even here. */
export async function showDesk(
  ctx: Ctx,
  { id, cursor }: { id: string; cursor?: string },
): Promise<AnswerOf<typeof deskFeedback>> {
  const of = found(await event(ctx.db, id), "event", id);
  const before = cursor === undefined ? null : readCursor(Cursor, cursor, "/query/cursor");
  const rows = await store.feedbackPage(ctx.db, id, {
    before: before && { at: before[0], id: before[1] },
    limit: pageSize,
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    event: { id, title: of.title },
    ...(await showRating(ctx, id)),
    items: shown.map((row) => ({
      id: row.id,
      sessionStartsAt: row.startsAt.toString(),
      stars: row.stars,
      words: row.hiddenBecause === null ? row.words : "",
      answer: row.answer,
      answerVersion: row.answerVersion,
      hiddenBecause: row.hiddenBecause,
    })),
    next: rows.length > pageSize && last ? cursorText([last.givenAt.toString(), last.id]) : null,
    can: publishes(ctx.actor, of) ? ["answer"] : [],
  };
}

// texts: notice.feedback-answered notice.feedback-hidden notice.feedback-asked
/** Answers, or answers anew; the audit keeps the answer before. Refuses where somebody answered meanwhile. */
export async function answer(
  ctx: TxCtx,
  { id, version, answer: text }: { id: string; version: number; answer: string },
): Promise<void> {
  const feedback = found(await store.lockFeedback(ctx.db, id), "feedback", id);
  const { answerVersion: now, answer: before } = feedback;
  if (version !== now) throw refused("event.changed-meanwhile", { yours: version, now });
  await store.setAnswer(ctx.db, id, text, ctx.clock());
  await audit(ctx, {
    what: "feedback.answered",
    on: { kind: "feedback", id },
    detail: { version: now + 1, ...(before !== null && { before }) },
  });
  await tell(ctx, "notice.feedback-answered", feedback);
}

export async function hide(ctx: TxCtx, id: string, reason: string): Promise<void> {
  const feedback = found(await store.lockFeedback(ctx.db, id), "feedback", id);
  await store.setHidden(ctx.db, id, reason);
  await audit(ctx, { what: "feedback.hidden", on: { kind: "feedback", id }, detail: { reason } });
  await tell(ctx, "notice.feedback-hidden", feedback);
}

async function tell(ctx: TxCtx, key: string, { subject, eventId, sessionId }: store.Feedback): Promise<void> {
  if (subject === null) return;
  const of = await event(ctx.db, eventId);
  await notify(ctx, {
    to: subject,
    key,
    values: { title: of?.title ?? "" },
    href: pageOf({ id: sessionId, eventId }),
  });
}

/** Somebody was checked in, or that was taken back: what they said of the session counts while they have come. */
export async function followDoor(ctx: TxCtx, claimId: string): Promise<void> {
  const claim = await claimNow(ctx.db, claimId);
  if (!claim?.subject) return;
  const { offerId, subject } = claim;
  const came = hasCome(await livingClaimOf(ctx.db, offerId, subject));
  const sessionId = await store.setCame(ctx.db, { offerId, subject, came });
  if (sessionId === null) return;
  const what = came ? "feedback.counts-again" : "feedback.counts-no-more";
  await audit(ctx, { what, on: { kind: "session", id: sessionId }, subject });
}

/** Asks everybody who came to a session how it was, once. */
export async function askVisitors(ctx: TxCtx, sessionId: string): Promise<void> {
  const occasion = await session(ctx.db, sessionId);
  const of = occasion && (await event(ctx.db, occasion.eventId));
  if (!of || !occasion.offerId) return;
  await notify(ctx, {
    to: await visitorsOf(ctx.db, occasion.offerId),
    // An invitation, not an answer: to the phone only of those who asked for such.
    kind: "programme",
    key: "notice.feedback-asked",
    values: { title: of.title, at: occasion.startsAt },
    href: pageOf(occasion),
    once: `feedback ${sessionId}`,
  });
}

const pageOf = ({ eventId, id }: Pick<Session, "eventId" | "id">) =>
  `/events/${eventId}/feedback?session=${id}`;
