/** SQL of classes by the places their lessons are in. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";

export interface ClassThere {
  id: string;
  title: string;
  orgPath: string;
  offerId: string;
  /** Who teaches those lessons, and the class: subject keys. */
  teachers: string[];
  lessons: number;
  firstAt: Temporal.Instant;
}

/** Open classes with lessons at a place that touch the time and are not over, with how many and the first of them. */
export function classesAt(
  db: Db,
  {
    placeId,
    from,
    to,
    now,
  }: { placeId: string; from: Temporal.Instant; to: Temporal.Instant | null; now: Temporal.Instant },
): Promise<ClassThere[]> {
  return db.many<ClassThere>`
    select k.id, c.title, k.org_path, k.offer_id, coalesce(array_agg(distinct t.subject) filter (where t.subject is not null and t.ended_at is null), '{}') as teachers,
           count(distinct l.id)::int as lessons, min(l.starts_at) as first_at
      from courses.lesson l join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
      left join courses.teacher t on t.id in (l.teacher_id, k.teacher_id)
     where l.place_id = ${placeId} and l.cancelled_at is null and k.state = 'open' and c.state = 'published'
       and l.ends_at > greatest(${from}::timestamptz, ${now}) and l.starts_at < coalesce(${to}::timestamptz, 'infinity')
     group by k.id, c.title order by first_at, k.id`;
}

export interface ComingLesson {
  id: string;
  classId: string;
  title: string;
  placeId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** Lessons of open classes below these paths that begin in a span and have a place, the next first; at most `limit` after the one named. */
export function lessonsComing(
  db: Db,
  paths: readonly string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
  { after, limit }: { after: Pick<ComingLesson, "startsAt" | "id"> | null; limit: number },
): Promise<ComingLesson[]> {
  return db.many<ComingLesson>`
    select l.id, l.class_id, c.title, l.place_id, l.starts_at, l.ends_at
      from courses.lesson l join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     where k.state = 'open' and l.cancelled_at is null and l.place_id is not null and l.starts_at >= ${from} and l.starts_at < ${to}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
       and (${after?.id ?? null}::uuid is null or (l.starts_at, l.id) > (${after?.startsAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by l.starts_at, l.id limit ${limit}`;
}

export interface LostLesson {
  id: string;
  classId: string;
  title: string;
  startsAt: Temporal.Instant;
  because: string | null;
}

/** Of lessons that have lost a space those below these paths that are still planned in it, in the order given. */
export function lessonsThatLost(
  db: Db,
  paths: readonly string[],
  lost: readonly { ref: string; space: string; because: string | null }[],
): Promise<LostLesson[]> {
  return db.many<LostLesson>`
    select l.id, l.class_id, c.title, l.starts_at, lost.because
      from unnest(${lost.map(({ ref }) => ref)}::uuid[], ${lost.map(({ space }) => space)}::uuid[], ${lost.map(({ because }) => because)}::text[])
             with ordinality as lost(id, space, because, n)
      join courses.lesson l on l.id = lost.id and l.space_id = lost.space
      join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     where l.cancelled_at is null and k.state <> 'cancelled'
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     order by lost.n`;
}

export interface WithoutTeacher {
  id: string;
  title: string;
  term: string;
  lessons: number;
  firstAt: Temporal.Instant;
}

/** Classes below these paths with lessons ahead whose teacher has left, the soonest first. */
export function classesWithoutTeacher(
  db: Db,
  paths: readonly string[],
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<WithoutTeacher[]> {
  return db.many<WithoutTeacher>`
    select k.id, c.title, k.term, count(*)::int as lessons, min(l.starts_at) as first_at
      from courses.teacher t join courses.lesson l on l.teacher_id = t.id join courses.class k on k.id = l.class_id
      join courses.course c on c.id = k.course_id
     where t.ended_at is not null and l.cancelled_at is null and l.starts_at > ${now} and k.state <> 'cancelled'
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     group by k.id, c.title order by first_at, k.id limit ${limit}`;
}

export interface LessonToday {
  id: string;
  title: string;
  term: string;
  startsAt: Temporal.Instant;
}

/** Lessons of open classes below these paths that begin in a span, the next first. */
export function lessonsBetween(
  db: Db,
  paths: readonly string[],
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<LessonToday[]> {
  return db.many<LessonToday>`
    select l.id, c.title, k.term, l.starts_at
      from courses.lesson l join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     where k.state = 'open' and l.cancelled_at is null and l.starts_at >= ${from} and l.starts_at < ${to}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     order by l.starts_at, l.id limit ${limit}`;
}
