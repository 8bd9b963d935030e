/** SQL of classes. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { ClassText } from "./contract.ts";

export interface Class extends Omit<ClassText, "opensAt" | "closesAt"> {
  id: string;
  courseId: string;
  orgPath: string;
  divisionCode: string | null;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  teacherSays: "yes" | "no" | null;
  state: "planned" | "open" | "cancelled";
  offerId: string | null;
  keptBecause: string | null;
  cancelledBecause: string | null;
  /** From its lessons that stand. */
  firstAt: Temporal.Instant | null;
  lastAt: Temporal.Instant | null;
  evening: boolean;
  weekend: boolean;
  version: number;
}

const names =
  "id, course_id, org_path, term, teacher_id, teacher_says, mode, place_id, space_id, division_code, link, age_from, age_to, ages_strict, places, " +
  "counter_places, minimum, decide_on, opens_at, closes_at, way, waiting_list, line_lessons, share, state, offer_id, kept_because, cancelled_because, " +
  "first_at, last_at, evening, weekend, version";
export const classColumns = sql.raw(names);
const ofClass = sql.raw(names.replace(/[a-z_]+/g, "c.$&"));

export function classById(db: Db, id: string): Promise<Class | null> {
  return db.maybeOne<Class>`select ${classColumns} from courses.class where id = ${id}`;
}

export function lockClass(tx: Tx, id: string): Promise<Class | null> {
  return tx.maybeOne<Class>`select ${classColumns} from courses.class where id = ${id} for no key update`;
}

export function classesByIds(db: Db, ids: readonly string[]): Promise<Class[]> {
  return db.many<Class>`select ${classColumns} from courses.class where id = any(${[...ids]}::uuid[])`;
}

/** Classes of these courses, the soonest first. */
export function classesOf(db: Db, courseIds: readonly string[]): Promise<Class[]> {
  return db.many<Class>`
    select ${classColumns} from courses.class where course_id = any(${[...courseIds]}::uuid[]) order by first_at nulls last, id`;
}

type Words = ClassText & { divisionCode: string | null };

export async function insertClass(
  tx: Tx,
  c: Words & Pick<Class, "id" | "courseId" | "orgPath">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into courses.class (id, course_id, org_path, term, teacher_id, mode, place_id, space_id, division_code, link, age_from, age_to, ages_strict, places,
                               counter_places, minimum, decide_on, opens_at, closes_at, way, waiting_list, line_lessons, share, changed_at)
    values (${c.id}, ${c.courseId}, ${c.orgPath}, ${c.term}, ${c.teacherId}, ${c.mode}, ${c.placeId}, ${c.spaceId}, ${c.divisionCode}, ${c.link},
            ${c.ageFrom}, ${c.ageTo}, ${c.agesStrict}, ${c.places}, ${c.counterPlaces}, ${c.minimum}, ${c.decideOn}, ${c.opensAt}, ${c.closesAt},
            ${c.way}, ${c.waitingList}, ${c.lineLessons}, ${c.share}, ${now})`;
}

/** Another teacher has not said yes yet. */
export async function updateClass(tx: Tx, id: string, c: Words, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.class
       set term = ${c.term}, teacher_says = case when teacher_id is not distinct from ${c.teacherId} then teacher_says end,
           teacher_id = ${c.teacherId}, mode = ${c.mode}, place_id = ${c.placeId}, space_id = ${c.spaceId}, division_code = ${c.divisionCode},
           link = ${c.link}, age_from = ${c.ageFrom}, age_to = ${c.ageTo}, ages_strict = ${c.agesStrict}, places = ${c.places}, counter_places = ${c.counterPlaces},
           minimum = ${c.minimum}, decide_on = ${c.decideOn}, opens_at = ${c.opensAt}, closes_at = ${c.closesAt},
           way = ${c.way}, waiting_list = ${c.waitingList}, line_lessons = ${c.lineLessons}, share = ${c.share}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Works out from the lessons that stand when a class begins and ends, and when most of them are. What a teacher said to other times does not count. */
export async function refreshTimes(tx: Tx, id: string, zone: string, now: Temporal.Instant): Promise<Class> {
  return tx.one<Class>`
    update courses.class c
       set first_at = l.first_at, last_at = l.last_at, evening = l.evening, weekend = l.weekend,
           teacher_says = case when c.state <> 'planned' then c.teacher_says end, version = c.version + 1, changed_at = ${now}
      from (select min(starts_at) as first_at, max(ends_at) as last_at,
                   coalesce(avg((extract(hour from starts_at at time zone ${zone}) >= 18)::int) > 0.5, false) as evening,
                   coalesce(avg((extract(isodow from starts_at at time zone ${zone}) >= 6)::int) > 0.5, false) as weekend
              from courses.lesson where class_id = ${id} and cancelled_at is null) l
     where c.id = ${id}
    returning ${ofClass}`;
}

export async function setClosing(
  tx: Tx,
  id: string,
  { closesAt, decideOn }: Pick<Class, "closesAt" | "decideOn">,
): Promise<void> {
  await tx.run`update courses.class set closes_at = ${closesAt}, decide_on = ${decideOn} where id = ${id}`;
}

export async function setOpen(tx: Tx, id: string, offerId: string, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.class set state = 'open', offer_id = ${offerId}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

export async function setCancelled(
  tx: Tx,
  id: string,
  because: string,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.class set state = 'cancelled', cancelled_at = ${now}, cancelled_because = ${because}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Another teacher, who agreed, has an open class. */
export async function setTeacher(
  tx: Tx,
  id: string,
  teacherId: string,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.class set teacher_id = ${teacherId}, version = version + 1, changed_at = ${now} where id = ${id} returning version`;
  return version;
}

export async function setKept(tx: Tx, id: string, because: string, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.class set kept_because = ${because}, version = version + 1, changed_at = ${now} where id = ${id} returning version`;
  return version;
}

/** False when the class is not planned any more, or not theirs. */
export async function setTeacherSays(
  tx: Tx,
  { id, teacherId, says, now }: { id: string; teacherId: string; says: "yes" | "no"; now: Temporal.Instant },
): Promise<boolean> {
  return (
    (await tx.run`
      update courses.class set teacher_says = ${says}, version = version + 1, changed_at = ${now}
       where id = ${id} and teacher_id = ${teacherId} and state = 'planned'`) === 1
  );
}

/** Open classes of these organisations that are decided about until that day, and were not. */
export function classesToDecide(
  db: Db,
  paths: readonly string[],
  { until, now }: { until: string; now: Temporal.Instant },
): Promise<
  (Pick<Class, "id" | "courseId" | "term" | "minimum" | "decideOn" | "offerId"> & { title: string })[]
> {
  return db.many`
    select k.id, k.course_id, k.term, k.minimum, k.decide_on, k.offer_id, c.title
      from courses.class k join courses.course c on c.id = k.course_id
     where k.state = 'open' and k.kept_because is null and k.decide_on <= ${until} and k.first_at > ${now}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     order by k.decide_on, k.id limit 100`;
}

/** Open classes of these organisations whose last lesson was between two moments, the longest over first. */
export function classesOver(
  db: Db,
  paths: readonly string[],
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<
  (Pick<Class, "id" | "term" | "share"> & { offerId: string; lastAt: Temporal.Instant; title: string })[]
> {
  return db.many`
    select k.id, k.term, k.share, k.offer_id, k.last_at, c.title
      from courses.class k join courses.course c on c.id = k.course_id
     where k.state = 'open' and k.last_at > ${from} and k.last_at <= ${to}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     order by k.last_at, k.id limit ${limit}`;
}

/** A place now lies in another division: its classes that are not over are found there. */
export async function setDivision(
  tx: Tx,
  placeId: string,
  divisionCode: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.class set division_code = ${divisionCode}
     where place_id = ${placeId} and (last_at is null or last_at > ${now})`;
}
