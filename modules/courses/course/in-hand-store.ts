/** SQL of what one member of staff has in hand, and of what acts concerned. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { PublicationState } from "#platform/publishing";

export interface InHand {
  id: string;
  title: string;
  state: PublicationState;
  /** How many of its classes are not over. */
  classes: number;
}

/** Of these courses, those that are not public yet, or public with classes that are not over. The last changed first. */
export function coursesInHand(
  db: Db,
  { ids, now, limit }: { ids: readonly string[]; now: Temporal.Instant; limit: number },
): Promise<InHand[]> {
  return db.many<InHand>`
    select c.id, c.title, c.state, k.classes
      from courses.course c cross join lateral (
           select count(*)::int as classes from courses.class
            where course_id = c.id and state <> 'cancelled' and (last_at is null or last_at > ${now})) k
     where c.id = any(${[...ids]}::uuid[])
       and (c.state in ('draft', 'submitted', 'checked', 'approved') or (c.state = 'published' and k.classes > 0))
     order by c.changed_at desc, c.id desc limit ${limit}`;
}

export interface ClassTaught {
  id: string;
  title: string;
  term: string;
  lessons: number;
  firstAt: Temporal.Instant;
}

/** Classes in which somebody has lessons ahead, the soonest first. */
export function classesTaughtBy(
  db: Db,
  { subject, now, limit }: { subject: string; now: Temporal.Instant; limit: number },
): Promise<ClassTaught[]> {
  return db.many<ClassTaught>`
    select k.id, c.title, k.term, count(*)::int as lessons, min(l.starts_at) as first_at
      from courses.teacher t join courses.lesson l on l.teacher_id = t.id join courses.class k on k.id = l.class_id
      join courses.course c on c.id = k.course_id
     where t.subject = ${subject} and t.ended_at is null and l.cancelled_at is null and l.starts_at > ${now} and k.state <> 'cancelled'
     group by k.id, c.title order by first_at, k.id limit ${limit}`;
}

export interface CourseOfThing {
  kind: string;
  id: string;
  courseId: string;
  classId: string | null;
  title: string;
  term: string | null;
  orgPath: string;
}

/** The courses and classes of these courses, classes, lessons, certificates and offers; what is gone is left out. */
export function coursesOfThings(
  db: Db,
  things: {
    courses: readonly string[];
    classes: readonly string[];
    lessons: readonly string[];
    certificates: readonly string[];
    offers: readonly string[];
  },
): Promise<CourseOfThing[]> {
  return db.many<CourseOfThing>`
    select thing.kind, thing.id, c.id as course_id, k.id as class_id, c.title, k.term, c.org_path
      from (select 'course' as kind, id, id as course_id, null::uuid as class_id from unnest(${[...things.courses]}::uuid[]) as t(id)
             union all
            select 'class', id, course_id, id from courses.class where id = any(${[...things.classes]}::uuid[])
             union all
            select 'lesson', l.id, k.course_id, k.id from courses.lesson l join courses.class k on k.id = l.class_id
             where l.id = any(${[...things.lessons]}::uuid[])
             union all
            select 'certificate', z.id, k.course_id, k.id from courses.certificate z join courses.class k on k.id = z.class_id
             where z.id = any(${[...things.certificates]}::uuid[])
             union all
            select 'offer', offer_id, course_id, id from courses.class where offer_id = any(${[...things.offers]}::uuid[])) thing
      join courses.course c on c.id = thing.course_id left join courses.class k on k.id = thing.class_id`;
}
