/** SQL of moved sessions and what holders answered. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, type Tx } from "#platform/db";

/** Where and when a session was before. */
export interface Was {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  placeId: string | null;
  spaceId: string | null;
}

export interface Move {
  id: string;
  sessionId: string;
  at: Temporal.Instant;
  reason: string;
  wasStartsAt: Temporal.Instant;
  wasEndsAt: Temporal.Instant;
  wasPlaceId: string | null;
  wasSpaceId: string | null;
}

export type Answer = "coming" | "not-coming";

/** Notes moves of sessions in one statement. Answers their ids in the order given. */
export async function insertMoves(
  tx: Tx,
  moves: readonly { sessionId: string; was: Was }[],
  { reason, now }: { reason: string; now: Temporal.Instant },
): Promise<string[]> {
  const ids = moves.map(() => newId(now.epochMilliseconds));
  await tx.run`
    insert into programme.move (id, session_id, at, reason, was_starts_at, was_ends_at, was_place_id, was_space_id)
    select id, session_id, ${now}::timestamptz, ${reason}, starts_at, ends_at, place_id, space_id
      from unnest(${ids}::uuid[], ${moves.map(({ sessionId }) => sessionId)}::uuid[],
                  ${moves.map(({ was }) => was.startsAt.toString())}::timestamptz[],
                  ${moves.map(({ was }) => was.endsAt.toString())}::timestamptz[],
                  ${moves.map(({ was }) => was.placeId)}::uuid[], ${moves.map(({ was }) => was.spaceId)}::uuid[])
           as n(id, session_id, starts_at, ends_at, place_id, space_id)`;
  return ids;
}

/** The latest move of the session that this one moved: an old message leads to what is true now. */
export function latestOf(db: Db, id: string): Promise<Move | null> {
  return db.maybeOne<Move>`
    select m.id, m.session_id, m.at, m.reason, m.was_starts_at, m.was_ends_at, m.was_place_id, m.was_space_id
      from programme.move asked join programme.move m on m.session_id = asked.session_id
     where asked.id = ${id} order by m.seq desc limit 1`;
}

/** The latest move of a session. */
export function latestOfSession(
  db: Db,
  sessionId: string,
): Promise<{ id: string; at: Temporal.Instant } | null> {
  return db.maybeOne<{ id: string; at: Temporal.Instant }>`
    select id, at from programme.move where session_id = ${sessionId} order by seq desc limit 1`;
}

export async function setAnswer(
  tx: Tx,
  {
    moveId,
    claimId,
    answer,
    now,
  }: { moveId: string; claimId: string; answer: Answer; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into programme.move_answer (move_id, claim_id, answer, answered_at)
    values (${moveId}, ${claimId}, ${answer}, ${now})
        on conflict (move_id, claim_id) do update set answer = excluded.answer, answered_at = excluded.answered_at`;
}

export function answersTo(db: Db, moveId: string): Promise<{ claimId: string; answer: Answer }[]> {
  return db.many<{ claimId: string; answer: Answer }>`
    select claim_id, answer from programme.move_answer where move_id = ${moveId}`;
}

export async function forgetAnswers(tx: Tx, claimId: string): Promise<void> {
  await tx.run`delete from programme.move_answer where claim_id = ${claimId}`;
}

/** What these claims' holders answered. */
export function answersOfClaims(
  db: Db,
  claimIds: readonly string[],
): Promise<{ at: Temporal.Instant; answer: Answer; title: string }[]> {
  return db.many`
    select a.answered_at as at, a.answer, e.title
      from programme.move_answer a join programme.move m on m.id = a.move_id
      join programme.session s on s.id = m.session_id join programme.event e on e.id = s.event_id
     where a.claim_id = any(${claimIds}::uuid[]) order by a.answered_at`;
}
