/** SQL of the roll. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Mark } from "./contract.ts";

export type How = "tap" | "scan" | "online";

export interface Attendance {
  lessonId: string;
  claimId: string;
  mark: Mark;
  how: How;
}

export function marksOf(db: Db, lessonId: string): Promise<Attendance[]> {
  return db.many<Attendance>`
    select lesson_id, claim_id, mark, how from courses.attendance where lesson_id = ${lessonId} order by claim_id`;
}

export function marksOfClaims(db: Db, claimIds: readonly string[]): Promise<Attendance[]> {
  return db.many<Attendance>`
    select lesson_id, claim_id, mark, how from courses.attendance where claim_id = any(${[...claimIds]}::uuid[]) order by lesson_id, claim_id`;
}

/** How many came and how many are marked, of each of these lessons; lessons nobody is marked in are left out. */
export async function countMarks(
  db: Db,
  lessonIds: readonly string[],
): Promise<Map<string, { attended: number; marked: number }>> {
  const rows = await db.many<{ lessonId: string; attended: number; marked: number }>`
    select lesson_id, count(*) filter (where mark in ('present', 'late'))::int as attended, count(*)::int as marked
      from courses.attendance where lesson_id = any(${[...lessonIds]}::uuid[]) group by lesson_id`;
  return new Map(rows.map(({ lessonId, ...counts }) => [lessonId, counts]));
}

/** To how many lessons that took place each of these came. Claims that came to none are left out. */
export async function attendedBy(db: Db, claimIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ claimId: string; attended: number }>`
    select a.claim_id, count(*)::int as attended
      from courses.attendance a join courses.lesson l on l.id = a.lesson_id and l.cancelled_at is null
     where a.claim_id = any(${[...claimIds]}::uuid[]) and a.mark in ('present', 'late') group by a.claim_id`;
  return new Map(rows.map(({ claimId, attended }) => [claimId, attended]));
}

export interface Missed {
  absent: number;
  excused: number;
}

/** What these missed of lessons that stand: without leave, and with. Claims that missed none are left out. */
export async function missedBy(db: Db, claimIds: readonly string[]): Promise<Map<string, Missed>> {
  const rows = await db.many<Missed & { claimId: string }>`
    select a.claim_id, count(*) filter (where a.mark = 'absent')::int as absent, count(*) filter (where a.mark = 'excused')::int as excused
      from courses.attendance a join courses.lesson l on l.id = a.lesson_id and l.cancelled_at is null
     where a.claim_id = any(${[...claimIds]}::uuid[]) and a.mark in ('absent', 'excused') group by a.claim_id`;
  return new Map(rows.map(({ claimId, ...missed }) => [claimId, missed]));
}

export async function putMarks(
  tx: Tx,
  lessonId: string,
  marks: readonly { claimId: string; mark: Mark }[],
  { how, by, now }: { how: How; by: string | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into courses.attendance (lesson_id, claim_id, mark, how, marked_at, marked_by)
    select ${lessonId}, n.claim_id, n.mark, ${how}, ${now}, ${by}
      from unnest(${marks.map(({ claimId }) => claimId)}::uuid[], ${marks.map(({ mark }) => mark)}::text[]) as n(claim_id, mark)
        on conflict (lesson_id, claim_id) do update
       set mark = excluded.mark, how = excluded.how, marked_at = excluded.marked_at, marked_by = excluded.marked_by`;
}

/** So many were told to have come of a lesson that was held; a roll that changes afterwards tells the difference. */
export async function tellAttended(tx: Tx, lessonId: string): Promise<number> {
  const { difference } = await tx.one<{ difference: number }>`
    with now as (select count(*)::int as attended from courses.attendance where lesson_id = ${lessonId} and mark in ('present', 'late')),
         was as (select attended_told from courses.lesson where id = ${lessonId} for no key update),
         told as (update courses.lesson set attended_told = now.attended from now where id = ${lessonId})
    select now.attended - was.attended_told as difference from now, was`;
  return difference;
}

/** Notes that somebody watched a lesson again, once. */
export async function putWatched(
  tx: Tx,
  lessonId: string,
  claimId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  return (
    (await tx.run`
      insert into courses.watched (lesson_id, claim_id, watched_at) values (${lessonId}, ${claimId}, ${now}) on conflict do nothing`) ===
    1
  );
}

export function watchedBy(
  db: Db,
  claimIds: readonly string[],
): Promise<{ lessonId: string; claimId: string }[]> {
  return db.many`
    select lesson_id, claim_id from courses.watched where claim_id = any(${[...claimIds]}::uuid[]) order by lesson_id, claim_id`;
}
