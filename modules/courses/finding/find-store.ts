/** SQL of what the public sees. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql } from "#platform/db";
import type { Class } from "../classes/class-store.ts";
import type { CourseText } from "../course/contract.ts";
import type { AskedWords } from "./asked-words.ts";

export interface FoundClass
  extends Pick<
    Class,
    | "id"
    | "courseId"
    | "orgPath"
    | "term"
    | "mode"
    | "ageFrom"
    | "ageTo"
    | "placeId"
    | "spaceId"
    | "offerId"
    | "evening"
    | "weekend"
    | "state"
  > {
  firstAt: Temporal.Instant;
  lastAt: Temporal.Instant;
  lessons: number;
  /** Nobody can enrol any more. */
  late: boolean;
  /** So long is the first lesson. */
  minutes: number;
  title: string;
  translations: CourseText["translations"];
  kind: CourseText["kind"];
  level: CourseText["level"];
}

export interface Wanted {
  search: AskedWords | null;
  kind: string | null;
  age: number | null;
  evening: boolean;
  weekend: boolean;
  online: boolean;
  placeId: string | null;
  /** Beginning of the division codes wanted. */
  division: string | null;
  openNow: boolean;
  courseId: string | null;
}

export const everything: Wanted = {
  search: null,
  kind: null,
  age: null,
  evening: false,
  weekend: false,
  online: false,
  placeId: null,
  division: null,
  openNow: false,
  courseId: null,
};

const columns = sql.raw(
  "k.id, k.course_id, k.org_path, k.term, k.mode, k.age_from, k.age_to, k.place_id, k.space_id, k.offer_id, k.evening, k.weekend, k.state, " +
    "k.first_at, k.last_at, c.title, c.translations, c.kind, c.level, " +
    "(select count(*) from courses.lesson l where l.class_id = k.id and l.cancelled_at is null)::int as lessons, " +
    "(select coalesce(min(extract(epoch from l.ends_at - l.starts_at)) / 60, 0) from courses.lesson l where l.class_id = k.id and l.starts_at = k.first_at)::int as minutes",
);

/** The condition that a class `k` of a course `c` is found by these words. */
function saying(search: AskedWords | null) {
  return sql`(${search?.query ?? null}::text is null or c.search @@ ${search?.query ?? null}::tsquery
              or exists (select from unnest(${search?.kinds ?? []}::text[], ${search?.rests ?? []}::text[]) n(kind, rest)
                          where (n.kind = c.kind or (n.kind = 'evening' and k.evening) or (n.kind = 'weekend' and k.weekend))
                            and (n.rest is null or c.search @@ n.rest::tsquery)))`;
}

/** Open classes of published courses that are not over: those one can still enrol in first, the soonest of them first. */
export function classesAhead(
  db: Db,
  w: Wanted,
  {
    now,
    after,
    limit,
  }: { now: Temporal.Instant; after: { late: boolean; firstAt: string; id: string } | null; limit: number },
): Promise<FoundClass[]> {
  return db.many<FoundClass>`
    select ${columns}, k.closes_at <= ${now} as late
      from courses.class k join courses.course c on c.id = k.course_id
     where k.state = 'open' and c.state = 'published' and k.last_at > ${now}
       and (${w.courseId}::uuid is null or k.course_id = ${w.courseId})
       and (${w.placeId}::uuid is null or k.place_id = ${w.placeId})
       and (${w.kind}::text is null or c.kind = ${w.kind})
       and (${w.division}::text is null or starts_with(k.division_code, ${w.division}))
       and ${saying(w.search)}
       and (${w.age}::int is null or (coalesce(k.age_from, 0) <= ${w.age} and coalesce(k.age_to, 200) >= ${w.age}))
       and (not ${w.evening} or k.evening) and (not ${w.weekend} or k.weekend) and (not ${w.online} or k.mode <> 'on-site')
       and (not ${w.openNow} or (k.opens_at <= ${now} and k.closes_at > ${now}))
       and (${after === null} or (k.closes_at <= ${now}, k.first_at, k.id) > (${after?.late ?? null}::boolean, ${after?.firstAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by late, k.first_at, k.id limit ${limit}`;
}

/** These classes, in whatever state they are, as far as they were ever open. */
export function foundClasses(db: Db, ids: readonly string[]): Promise<FoundClass[]> {
  return db.many<FoundClass>`
    select ${columns}, true as late from courses.class k join courses.course c on c.id = k.course_id
     where k.id = any(${[...ids]}::uuid[]) and k.offer_id is not null order by k.first_at, k.id`;
}

/** Published courses, for who looks for what there is. */
export const publicCourses = () =>
  sql`select c.id, c.changed_at from courses.course c where c.state = 'published'`;

/** Open classes of published courses that are not over. */
export const publicClasses = (now: Temporal.Instant) => sql`
  select k.id, k.changed_at from courses.class k join courses.course c on c.id = k.course_id
   where k.state = 'open' and c.state = 'published' and k.last_at > ${now}`;

/** In which places, or only in this one, open classes of published courses that are not over are held, most of them first. */
export function placesOfClasses(
  db: Db,
  { only, now, limit }: { only: string | null; now: Temporal.Instant; limit: number },
): Promise<{ placeId: string; classes: number }[]> {
  return db.many`
    select k.place_id, count(*)::int as classes from courses.class k join courses.course c on c.id = k.course_id
     where k.state = 'open' and c.state = 'published' and k.last_at > ${now} and k.place_id is not null
       and (${only}::uuid is null or k.place_id = ${only})
     group by k.place_id order by classes desc, k.place_id limit ${limit}`;
}

export interface LessonThere {
  id: string;
  classId: string;
  title: string;
  translations: CourseText["translations"];
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  offerId: string;
}

export interface LessonOfClass extends Omit<LessonThere, "offerId"> {
  id: string;
  placeId: string;
  spaceId: string | null;
}

/** Lessons of these classes that begin between two moments at a place. */
export function lessonsBetween(
  db: Db,
  classIds: readonly string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<LessonOfClass[]> {
  return db.many<LessonOfClass>`
    select l.id, l.class_id, c.title, c.translations, l.starts_at, l.ends_at, l.place_id, l.space_id
      from courses.lesson l join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     where l.class_id = any(${[...classIds]}::uuid[]) and l.cancelled_at is null and l.place_id is not null
       and l.starts_at >= ${from} and l.starts_at < ${to}
     order by l.starts_at, l.id`;
}

/** Lessons of open classes at a place on a day of the city. */
export function lessonsAt(
  db: Db,
  { placeId, day, zone }: { placeId: string; day: string; zone: string },
): Promise<LessonThere[]> {
  return db.many<LessonThere>`
    select l.id, l.class_id, c.title, c.translations, l.starts_at, l.ends_at, k.offer_id
      from courses.lesson l join courses.class k on k.id = l.class_id and k.state = 'open'
      join courses.course c on c.id = k.course_id and c.state = 'published'
     where l.place_id = ${placeId} and l.cancelled_at is null
       and l.starts_at >= ${day}::date::timestamp at time zone ${zone}
       and l.starts_at < (${day}::date + 1)::timestamp at time zone ${zone}
     order by l.starts_at, l.id limit 200`;
}
