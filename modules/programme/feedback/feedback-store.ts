/** SQL of feedback. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Feedback {
  id: string;
  eventId: string;
  sessionId: string;
  subject: string | null;
  stars: number;
  words: string;
  givenAt: Temporal.Instant;
  answer: string | null;
  /** How often it was answered. */
  answerVersion: number;
  hiddenBecause: string | null;
}

const columns = sql.raw(
  "f.id, f.event_id, f.session_id, f.subject, f.stars, f.words, f.given_at, f.answer, f.answer_version, f.hidden_because",
);

export function feedbackOf(db: Db, sessionId: string, subject: string): Promise<Feedback | null> {
  return db.maybeOne<Feedback>`
    select ${columns} from programme.feedback f where f.session_id = ${sessionId} and f.subject = ${subject}`;
}

/** Adds what somebody says; false when they have said it. */
export async function insertFeedback(
  tx: Tx,
  f: Pick<Feedback, "id" | "eventId" | "sessionId" | "subject" | "stars" | "words" | "givenAt">,
): Promise<boolean> {
  const rows = await tx.run`
    insert into programme.feedback (id, session_id, event_id, subject, stars, words, given_at)
    values (${f.id}, ${f.sessionId}, ${f.eventId}, ${f.subject}, ${f.stars}, ${f.words}, ${f.givenAt})
        on conflict do nothing`;
  return rows > 0;
}

export function ratingOf(db: Db, eventId: string): Promise<{ count: number; sum: number }> {
  return db.one<{ count: number; sum: number }>`
    select count(*)::int as count, coalesce(sum(stars), 0)::int as sum
      from programme.feedback where event_id = ${eventId} and came`;
}

/** One more than asked for, to know whether there is more; newest first. */
export function feedbackPage(
  db: Db,
  eventId: string,
  { before, limit }: { before: { at: string; id: string } | null; limit: number },
): Promise<(Feedback & { startsAt: Temporal.Instant })[]> {
  return db.many<Feedback & { startsAt: Temporal.Instant }>`
    select ${columns}, s.starts_at from programme.feedback f join programme.session s on s.id = f.session_id
     where f.event_id = ${eventId} and f.came
       and (${before?.at ?? null}::timestamptz is null or (f.given_at, f.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
     order by f.given_at desc, f.id desc limit ${limit + 1}`;
}

export function lockFeedback(tx: Tx, id: string): Promise<Feedback | null> {
  return tx.maybeOne<Feedback>`select ${columns} from programme.feedback f where f.id = ${id} for no key update`;
}

export async function setAnswer(tx: Tx, id: string, answer: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update programme.feedback set answer = ${answer}, answer_version = answer_version + 1, answered_at = ${now} where id = ${id}`;
}

export async function setHidden(tx: Tx, id: string, because: string): Promise<void> {
  await tx.run`update programme.feedback set hidden_because = ${because} where id = ${id}`;
}

/** Whether what somebody said counts: they came. Answers the session if that is another thing than before. */
export async function setCame(
  tx: Tx,
  of: { offerId: string; subject: string; came: boolean },
): Promise<string | null> {
  const row = await tx.maybeOne<{ sessionId: string }>`
    update programme.feedback f set came = ${of.came} from programme.session s
     where s.id = f.session_id and s.offer_id = ${of.offerId} and f.subject = ${of.subject} and f.came <> ${of.came}
    returning f.session_id`;
  return row?.sessionId ?? null;
}

/** Whose it is about, as a permission needs it. */
export function feedbackTarget(db: Db, id: string): Promise<{ orgPath: string } | null> {
  return db.maybeOne`
    select e.org_path from programme.feedback f join programme.event e on e.id = f.event_id where f.id = ${id}`;
}

export function feedbackBy(db: Db, subject: string): Promise<(Feedback & { title: string })[]> {
  return db.many<Feedback & { title: string }>`
    select ${columns}, e.title from programme.feedback f join programme.event e on e.id = f.event_id
     where f.subject = ${subject} order by f.given_at, f.id`;
}

/** Takes the person and their words away; the stars stay. */
export function forgetFeedback(tx: Tx, subject: string): Promise<number> {
  return tx.run`update programme.feedback set subject = null, words = '' where subject = ${subject}`;
}

/** Moves what one person said to another; of a session both have rated that of the one who stays is kept. */
export async function moveFeedback(
  tx: Tx,
  from: string,
  into: string,
): Promise<{ rows: number; twice: { title: string; at: Temporal.Instant }[] }> {
  const twice = await tx.many<{ title: string; at: Temporal.Instant }>`
    with gone as (
      delete from programme.feedback f
       where f.subject = ${from} and exists (
             select from programme.feedback o where o.session_id = f.session_id and o.subject = ${into})
      returning f.event_id, f.session_id)
    select e.title, s.starts_at as at
      from gone join programme.event e on e.id = gone.event_id join programme.session s on s.id = gone.session_id order by s.starts_at`;
  const rows = await tx.run`update programme.feedback set subject = ${into} where subject = ${from}`;
  return { rows, twice };
}
