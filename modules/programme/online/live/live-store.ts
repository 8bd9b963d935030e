/** SQL of our own live streams. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

/** So early a sender may connect, to try sound and picture before anybody sees them. */
export const earlyMinutes = 30;
/** So long after the end the last pieces are still served: players run behind. */
const lateMinutes = 2;

const joined = sql`programme.stream t join programme.session s on s.id = t.session_id join programme.event e on e.id = s.event_id`;
const inPublic = sql`e.state = 'published' and s.cancelled_at is null and t.key_hash is not null`;
const starts = sql`coalesce(t.starts_at, s.starts_at)`;
const ends = sql`coalesce(t.ends_at, s.ends_at)`;

const taking = (now: Temporal.Instant) =>
  sql`${inPublic} and ${starts} <= ${now.add({ minutes: earlyMinutes })} and ${ends} > ${now}`;

/** Puts this key in place of the one before; null takes it away. */
export async function putKey(
  tx: Tx,
  sessionId: string,
  hash: Buffer | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.stream as t (session_id, key_hash, key_made_at)
    values (${sessionId}, ${hash}, case when ${hash}::bytea is not null then ${now}::timestamptz end)
        on conflict (session_id) do update
       set key_hash = excluded.key_hash, key_made_at = excluded.key_made_at, picture_at = null`;
}

/** The session whose key this is, if its picture is taken now. */
export async function sessionOfKey(db: Db, hash: Buffer, now: Temporal.Instant): Promise<string | null> {
  const row = await db.maybeOne<{ sessionId: string }>`
    select t.session_id from ${joined} where t.key_hash = ${hash} and ${taking(now)}`;
  return row?.sessionId ?? null;
}

export interface Sending {
  sessionId: string;
  hash: Buffer;
  /** Its first piece is there to be seen. */
  shown: boolean;
}

/** Notes whose picture comes. Answers the sessions that may go on: same key, still in public, not over. */
export async function notePictures(
  db: Db,
  sending: readonly Sending[],
  now: Temporal.Instant,
): Promise<Set<string>> {
  const rows = await db.many<{ sessionId: string }>`
    update programme.stream u set picture_at = case when f.shown then ${now}::timestamptz end
      from unnest(${sending.map(({ sessionId }) => sessionId)}::uuid[], ${sending.map(({ hash }) => hash)}::bytea[],
                  ${sending.map(({ shown }) => shown)}::boolean[]) as f(session_id, key_hash, shown),
           ${joined}
     where u.session_id = f.session_id and u.key_hash = f.key_hash and t.session_id = u.session_id and ${taking(now)}
    returning u.session_id`;
  return new Set(rows.map(({ sessionId }) => sessionId));
}

/** No picture comes any more. */
export async function pictureGone(db: Db, sessionId: string): Promise<void> {
  await db.run`update programme.stream set picture_at = null where session_id = ${sessionId}`;
}

/** Of these sessions those whose stream may be seen now. */
export const seenNow = (db: Db, sessionIds: readonly string[], now: Temporal.Instant) =>
  begunBy(db, sessionIds, { begun: now, now });

/** Of these sessions those whose pieces are still needed: a picture is taken, or may be seen. */
export const keptNow = (db: Db, sessionIds: readonly string[], now: Temporal.Instant) =>
  begunBy(db, sessionIds, { begun: now.add({ minutes: earlyMinutes }), now });

async function begunBy(
  db: Db,
  sessionIds: readonly string[],
  { begun, now }: { begun: Temporal.Instant; now: Temporal.Instant },
): Promise<Set<string>> {
  const rows = await db.many<{ sessionId: string }>`
    select t.session_id from ${joined}
     where t.session_id = any(${sessionIds}::uuid[]) and ${inPublic}
       and ${starts} <= ${begun} and ${ends} > ${now.subtract({ minutes: lateMinutes })}`;
  return new Set(rows.map(({ sessionId }) => sessionId));
}

/** The sessions of an event that have a key. */
export function keysOf(
  db: Db,
  eventId: string,
): Promise<{ id: string; keyMadeAt: Temporal.Instant; pictureAt: Temporal.Instant | null }[]> {
  return db.many<{ id: string; keyMadeAt: Temporal.Instant; pictureAt: Temporal.Instant | null }>`
    select t.session_id as id, t.key_made_at, t.picture_at
      from programme.stream t join programme.session s on s.id = t.session_id
     where s.event_id = ${eventId} and t.key_hash is not null order by s.starts_at, s.id`;
}
