/** SQL of lessons. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Lesson {
  id: string;
  classId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  topic: string;
  teacherId: string | null;
  placeId: string | null;
  spaceId: string | null;
  makesUp: string | null;
  link: string | null;
  replayLink: string | null;
  replaySince: Temporal.Instant | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  previousStartsAt: Temporal.Instant | null;
  sequence: number;
  heldAt: Temporal.Instant | null;
  attendedTold: number | null;
  changedAt: Temporal.Instant;
}

const columns = sql.raw(
  "id, class_id, starts_at, ends_at, topic, teacher_id, place_id, space_id, makes_up, link, replay_link, replay_since, cancelled_at, " +
    "cancelled_because, previous_starts_at, sequence, held_at, attended_told, changed_at",
);

export function lessonById(db: Db, id: string): Promise<Lesson | null> {
  return db.maybeOne<Lesson>`select ${columns} from courses.lesson where id = ${id}`;
}

export function lockLesson(tx: Tx, id: string): Promise<Lesson | null> {
  return tx.maybeOne<Lesson>`select ${columns} from courses.lesson where id = ${id} for no key update`;
}

/** Lessons of these classes in order of time, cancelled ones too. */
export function lessonsOf(db: Db, classIds: readonly string[]): Promise<Lesson[]> {
  return db.many<Lesson>`
    select ${columns} from courses.lesson where class_id = any(${[...classIds]}::uuid[]) order by starts_at, id`;
}

/** Lessons in a room that stand and have not begun. */
export function lessonsInSpace(db: Db, spaceId: string, now: Temporal.Instant): Promise<Lesson[]> {
  return db.many<Lesson>`
    select ${columns} from courses.lesson where space_id = ${spaceId} and cancelled_at is null and starts_at > ${now} order by starts_at, id`;
}

/** Of these lessons those that stand and have not begun. */
export function lessonsAhead(db: Db, ids: readonly string[], now: Temporal.Instant): Promise<Lesson[]> {
  return db.many<Lesson>`
    select ${columns} from courses.lesson where id = any(${[...ids]}::uuid[]) and cancelled_at is null and starts_at > ${now} order by starts_at, id`;
}

/** How many lessons of each of these classes stand; classes without one are left out. */
export async function countLessons(db: Db, classIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ classId: string; lessons: number }>`
    select class_id, count(*)::int as lessons from courses.lesson
     where class_id = any(${[...classIds]}::uuid[]) and cancelled_at is null group by class_id`;
  return new Map(rows.map(({ classId, lessons }) => [classId, lessons]));
}

export interface NewLesson {
  id: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export async function insertLessons(
  tx: Tx,
  {
    classId,
    teacherId,
    placeId,
    spaceId,
    makesUp,
  }: Pick<Lesson, "classId" | "teacherId" | "placeId" | "spaceId" | "makesUp">,
  lessons: readonly NewLesson[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into courses.lesson (id, class_id, starts_at, ends_at, teacher_id, place_id, space_id, makes_up, changed_at)
    select n.id, ${classId}, n.starts_at, n.ends_at, ${teacherId}, ${placeId}, ${spaceId}, ${makesUp}, ${now}
      from unnest(${lessons.map(({ id }) => id)}::uuid[], ${lessons.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
                  ${lessons.map(({ endsAt }) => endsAt.toString())}::timestamptz[]) as n(id, starts_at, ends_at)`;
}

export async function updateLesson(
  tx: Tx,
  id: string,
  l: Pick<Lesson, "startsAt" | "endsAt" | "topic" | "placeId" | "spaceId"> & { moved: boolean },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.lesson
       set previous_starts_at = case when ${l.moved} and starts_at <> ${l.startsAt} then starts_at else previous_starts_at end,
           starts_at = ${l.startsAt}, ends_at = ${l.endsAt}, topic = ${l.topic}, place_id = ${l.placeId}, space_id = ${l.spaceId},
           sequence = sequence + 1, changed_at = ${now}
     where id = ${id}`;
}

export async function cancelLesson(
  tx: Tx,
  id: string,
  because: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.lesson set cancelled_at = ${now}, cancelled_because = ${because}, sequence = sequence + 1, changed_at = ${now} where id = ${id}`;
}

/** Of a planned class, nobody has seen it. */
export async function deleteLesson(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from courses.lesson where id = ${id}`;
}

/** Is there another lesson instead of this one that was cancelled? */
export async function isMadeUp(db: Db, id: string): Promise<boolean> {
  const { made } = await db.one<{ made: boolean }>`
    select exists (select from courses.lesson where makes_up = ${id}) as made`;
  return made;
}

/** What has not begun is cancelled with its class. Answers which, and who would have taught it. */
export async function cancelAhead(
  tx: Tx,
  classId: string,
  because: string,
  now: Temporal.Instant,
): Promise<{ id: string; teacherId: string | null }[]> {
  return tx.many<{ id: string; teacherId: string | null }>`
    update courses.lesson set cancelled_at = ${now}, cancelled_because = ${because}, sequence = sequence + 1, changed_at = ${now}
     where class_id = ${classId} and cancelled_at is null and starts_at > ${now} returning id, teacher_id`;
}

export async function setTeacher(
  tx: Tx,
  id: string,
  teacherId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`update courses.lesson set teacher_id = ${teacherId}, sequence = sequence + 1, changed_at = ${now} where id = ${id}`;
}

/** Lessons of a class that one teacher still had are another's. */
export async function handLessons(
  tx: Tx,
  { classId, from, to }: { classId: string; from: string | null; to: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.lesson set teacher_id = ${to}, sequence = sequence + 1, changed_at = ${now}
     where class_id = ${classId} and teacher_id is not distinct from ${from} and cancelled_at is null and starts_at > ${now}`;
}

/** Another teacher has all lessons of a planned class. */
export async function setTeacherOfAll(tx: Tx, classId: string, teacherId: string | null): Promise<void> {
  await tx.run`update courses.lesson set teacher_id = ${teacherId} where class_id = ${classId}`;
}

export async function setLinks(
  tx: Tx,
  id: string,
  { link, replayLink }: Pick<Lesson, "link" | "replayLink">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.lesson
       set link = ${link}, replay_link = ${replayLink}, changed_at = ${now},
           replay_since = case when ${replayLink}::text is null then null else coalesce(replay_since, ${now}) end
     where id = ${id}`;
}

export interface InTheWay {
  /** Which of the times, from nought. */
  at: number;
  what: "class" | "teacher" | "room";
  title: string;
  startsAt: Temporal.Instant;
}

/** Lessons that stand where these would be, other than `but`: of the class, of its teacher, in its room. */
export function inTheWay(
  db: Db,
  wanted: { classId: string; teacherId: string | null; spaceId: string | null; but?: string },
  times: readonly { startsAt: Temporal.Instant; endsAt: Temporal.Instant }[],
): Promise<InTheWay[]> {
  return db.many<InTheWay>`
    select distinct on (t.at, what) t.at::int,
           case when l.class_id = ${wanted.classId} then 'class' when l.teacher_id = ${wanted.teacherId} then 'teacher' else 'room' end as what,
           c.title, l.starts_at
      from unnest(${times.map((_, at) => at)}::int[], ${times.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
                  ${times.map(({ endsAt }) => endsAt.toString())}::timestamptz[]) as t(at, starts_at, ends_at)
      join courses.lesson l on l.cancelled_at is null and tstzrange(l.starts_at, l.ends_at) && tstzrange(t.starts_at, t.ends_at)
       and l.id is distinct from ${wanted.but ?? null}::uuid
       and (l.class_id = ${wanted.classId} or l.teacher_id = ${wanted.teacherId} or l.space_id = ${wanted.spaceId})
      join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     order by t.at, what, l.starts_at, l.id`;
}
