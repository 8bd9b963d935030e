/** A moved session, as whoever holds a place in it sees and answers it. */
import { Temporal } from "temporal-polyfill";
import {
  acceptHold,
  type ClaimNow,
  claimNow,
  giveBackMoved,
  holdersOf,
  latestClaimOf,
  livingClaimOf,
} from "#booking";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import * as eventStore from "../event-store.ts";
import { placeNames } from "../finding/around.ts";
import { toldIn } from "../finding/words.ts";
import * as sessionStore from "../session-store.ts";
import type { MoveView } from "./contract.ts";
import { moveToken, readMoveToken } from "./link.ts";
import * as store from "./move-store.ts";

/** The claim of whoever asks, or of whom they act for, on the moved session, or what it was. Who never held a place is told of no move. */
export async function ownClaimOn(ctx: Ctx, moveId: string): Promise<string> {
  const { move, session } = await movedSession(ctx, moveId);
  const person = principal(ctx.actor);
  const claim = person && session.offerId && (await latestClaimOf(ctx.db, session.offerId, person.subject));
  if (!claim) throw notFound("move", move.id);
  return claim.claimId;
}

/** Move and claim of a link. Where two accounts that both had places became one, the claim that stayed answers for both. */
export async function claimByLink(ctx: Ctx, token: string): Promise<{ moveId: string; claimId: string }> {
  const asked = await readMoveToken(ctx, token);
  const claim = await claimNow(ctx.db, asked.claimId);
  if (!claim?.subject || claim.living) return asked;
  const other = await livingClaimOf(ctx.db, claim.offerId, claim.subject);
  const kept = other && (await claimNow(ctx.db, other.claimId));
  const { move } = await movedSession(ctx, asked.moveId);
  return kept && befell(move, kept) ? { ...asked, claimId: other.claimId } : asked;
}

/** The move and where the claim stands: nothing of the person. */
export async function showMove(ctx: Ctx, asked: { moveId: string; claimId: string }): Promise<MoveView> {
  const { move, session } = await movedSession(ctx, asked.moveId);
  const event = found(await eventStore.event(ctx.db, session.eventId), "event", session.eventId);
  const claim = await claimMoved(ctx, move, asked.claimId);
  const was = { placeId: move.wasPlaceId, spaceId: move.wasSpaceId };
  const placeOf = await placeNames(ctx, [was, session]);
  const answers = await store.answersTo(ctx.db, move.id);
  const over = Temporal.Instant.compare(session.startsAt, ctx.clock()) <= 0;
  return {
    event: { id: event.id, title: toldIn(event, ctx.locale).title },
    was: { startsAt: move.wasStartsAt.toString(), endsAt: move.wasEndsAt.toString(), place: placeOf(was) },
    now: {
      startsAt: session.startsAt.toString(),
      endsAt: session.endsAt.toString(),
      place: placeOf(session),
    },
    reason: move.reason,
    state: session.cancelledAt ? "cancelled" : isLetGo(claim, ctx) ? "given-back" : over ? "over" : "open",
    answer: answers.find(({ claimId }) => claimId === asked.claimId)?.answer ?? null,
    held: claim.held && { for: claim.held.for, until: claim.held.until.toString() },
  };
}

/** Given back, or held for too long. */
const isLetGo = ({ living, held }: ClaimNow, { clock }: Pick<Ctx, "clock">) =>
  !living || (held !== null && Temporal.Instant.compare(held.until, clock()) <= 0);

/** 我来 or 我不来了. Who comes takes what is held for them, under the rules of taking it. Who does not gives the places back at once, up to the start, whatever the deadline for cancelling. */
export async function answerMove(
  ctx: TxCtx,
  { moveId, claimId, answer }: { moveId: string; claimId: string; answer: store.Answer },
): Promise<{ answer: store.Answer }> {
  const { move, session } = await movedSession(ctx, moveId);
  if (Temporal.Instant.compare(session.startsAt, ctx.clock()) <= 0) throw refused("move.over");
  const claim = await claimMoved(ctx, move, claimId);
  if (claim.offerId !== session.offerId) throw notFound("move", moveId);
  if (answer === "not-coming") await giveBackMoved(ctx, { claimId, subject: claim.subject });
  else if (isLetGo(claim, ctx)) throw refused("move.given-back", {}, { next: `/events/${session.eventId}` });
  else if (claim.held && claim.held.for !== "approval") await acceptHold(ctx, claimId);
  await store.setAnswer(ctx.db, { moveId: move.id, claimId, answer, now: ctx.clock() });
  await audit(ctx, {
    what: "move.answered",
    on: { kind: "claim", id: claimId },
    subject: claim.subject,
    detail: { move: move.id, answer },
  });
  return { answer };
}

/** How many holders answered what to the latest move of a session; null where it never moved. Whose places are only held have none yet. */
export async function answersOf(ctx: Ctx, sessionId: string) {
  const move = await store.latestOfSession(ctx.db, sessionId);
  if (!move) return null;
  const session = found(await sessionStore.session(ctx.db, sessionId), "session", sessionId);
  const answers = await store.answersTo(ctx.db, move.id);
  const coming = new Set(answers.filter((one) => one.answer === "coming").map(({ claimId }) => claimId));
  const holders = session.offerId
    ? (await holdersOf(ctx.db, session.offerId)).filter(({ held }) => !held)
    : [];
  const come = holders.filter(({ claimId }) => coming.has(claimId)).length;
  return {
    at: move.at.toString(),
    coming: come,
    notComing: answers.filter((one) => one.answer === "not-coming").length,
    silent: holders.length - come,
  };
}

const ownMove = /^\/my\/moves\/([0-9a-f-]{36})$/;

/** For a message that leads to a move: the address by which it is answered without signing in. */
export async function tapLink(
  ctx: Ctx,
  { href, subject }: { href: string; subject: string },
): Promise<string[]> {
  const moveId = ownMove.exec(href)?.[1];
  if (!moveId) return [];
  const { session } = await movedSession(ctx, moveId);
  const own = session.offerId && (await livingClaimOf(ctx.db, session.offerId, subject));
  const claim = own && (await claimNow(ctx.db, own.claimId));
  return claim ? [`/moved/${moveToken(ctx, { moveId, claimId: own.claimId }, claim.since)}`] : [];
}

/** The claim, if the move befell whoever holds it: who booked or took over afterwards knew the new time. */
async function claimMoved(ctx: Ctx, move: store.Move, claimId: string) {
  const claim = found(await claimNow(ctx.db, claimId), "claim", claimId);
  if (!befell(move, claim)) throw notFound("move", move.id);
  return claim;
}

const befell = (move: Pick<store.Move, "at">, { since }: Pick<ClaimNow, "since">) =>
  Temporal.Instant.compare(since, move.at) <= 0;

async function movedSession(ctx: Ctx, moveId: string) {
  const move = found(await store.latestOf(ctx.db, moveId), "move", moveId);
  return {
    move,
    session: found(await sessionStore.session(ctx.db, move.sessionId), "session", move.sessionId),
  };
}
