/** SQL of what somebody teaches. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { Lesson } from "../lessons/lesson-store.ts";

export type Taught = Pick<
  Lesson,
  "id" | "classId" | "startsAt" | "endsAt" | "teacherId" | "placeId" | "spaceId"
>;

/** Lessons of open classes that these seats teach, four weeks back and all that come, in order of time. */
export function lessonsTaught(
  db: Db,
  seats: readonly string[],
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<Taught[]> {
  return db.many<Taught>`
    select l.id, l.class_id, l.starts_at, l.ends_at, l.teacher_id, l.place_id, l.space_id
      from courses.lesson l join courses.class k on k.id = l.class_id and k.offer_id is not null
     where l.teacher_id = any(${[...seats]}::uuid[]) and l.cancelled_at is null and l.starts_at > ${now}::timestamptz - interval '28 days'
     order by l.starts_at, l.id limit ${limit}`;
}

/** Planned classes that wait for the answer of one of these seats. */
export async function classesAsked(db: Db, seats: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from courses.class where teacher_id = any(${[...seats]}::uuid[]) and state = 'planned' and teacher_says is null order by changed_at, id`;
  return rows.map(({ id }) => id);
}

/** Each teacher whose seat stands at another house than the class, and where either is at or below the path: lessons held that began in the span. */
export function lentTeachers(
  db: Db,
  { path, from, to }: { path: string; from: Temporal.Instant; to: Temporal.Instant },
): Promise<{ name: string; lenderPath: string; borrowerPath: string; times: number; minutes: number }[]> {
  return db.many`
    select t.name, t.org_path as lender_path, k.org_path as borrower_path, count(*)::int as times,
           round(sum(extract(epoch from l.ends_at - l.starts_at)) / 60)::int as minutes
      from courses.lesson l join courses.class k on k.id = l.class_id join courses.teacher t on t.id = l.teacher_id
     where l.held_at is not null and l.starts_at >= ${from} and l.starts_at < ${to} and t.org_path <> k.org_path
       and (starts_with(t.org_path, ${path}) or starts_with(k.org_path, ${path}))
     group by t.id, k.org_path order by 1, 3`;
}
