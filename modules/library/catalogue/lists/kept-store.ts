/** SQL of what readers keep for themselves. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

/** One's own list is no catalogue. */
export const mostKept = 1000;

/** The records that stand in its place now, the last kept first; what is out of sight is left out. */
const keptBy = (subject: string) => sql`
  select s.id, max(k.kept_at) as kept_at
    from library.kept_book k join library.record r on r.id = k.record_id join library.record s on s.id = coalesce(r.merged_into, r.id)
   where k.subject = ${subject} and s.state = 'standing' group by s.id order by max(k.kept_at) desc, s.id desc`;

export async function keptRecords(db: Db, subject: string): Promise<number[]> {
  return (await db.many<{ id: number }>`${keptBy(subject)}`).map(({ id }) => id);
}

/** What was kept and is out of sight now, the last kept first. */
export function goneKept(db: Db, subject: string): Promise<{ id: number; title: string }[]> {
  return db.many<{ id: number; title: string }>`
    select s.id, s.title
      from library.kept_book k join library.record r on r.id = k.record_id join library.record s on s.id = coalesce(r.merged_into, r.id)
     where k.subject = ${subject} and s.state in ('withdrawn', 'hidden') group by s.id order by max(k.kept_at) desc, s.id desc`;
}

/** False when there are too many already. Twice is once. */
export async function insertKept(
  tx: Tx,
  { subject, recordId }: { subject: string; recordId: number },
  now: Temporal.Instant,
): Promise<boolean> {
  const known = await tx.maybeOne`
    select 1 from library.kept_book where subject = ${subject} and record_id = ${recordId}`;
  if (known) return true;
  const made = await tx.run`
    insert into library.kept_book (subject, record_id, kept_at)
    select ${subject}::uuid, ${recordId}::bigint, ${now}::timestamptz
     where (select count(*) from library.kept_book where subject = ${subject}) < ${mostKept}
    on conflict do nothing`;
  return made === 1;
}

/** Also where it was kept as a record that has become part of this one. */
export async function deleteKept(
  tx: Tx,
  { subject, recordId }: { subject: string; recordId: number },
): Promise<void> {
  await tx.run`
    delete from library.kept_book k using library.record r
     where k.subject = ${subject} and r.id = k.record_id and ${recordId}::bigint in (r.id, r.merged_into)`;
}

export function keptForCopy(db: Db, subject: string): Promise<{ title: string; keptAt: Temporal.Instant }[]> {
  return db.many<{ title: string; keptAt: Temporal.Instant }>`
    select r.title, k.kept_at from library.kept_book k join library.record r on r.id = k.record_id
     where k.subject = ${subject} order by k.kept_at, r.id`;
}

export function forgetKept(tx: Tx, subject: string): Promise<number> {
  return tx.run`delete from library.kept_book where subject = ${subject}`;
}

/** What both kept is kept once. Answers how many moved. */
export async function moveKept(tx: Tx, from: string, into: string): Promise<number> {
  const moved = await tx.run`
    insert into library.kept_book (subject, record_id, kept_at)
    select ${into}::uuid, record_id, kept_at from library.kept_book where subject = ${from} on conflict do nothing`;
  await forgetKept(tx, from);
  return moved;
}
