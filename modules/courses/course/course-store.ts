/** SQL of courses. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { LastRead, PublicationState } from "#platform/publishing";
import type { CourseText } from "./contract.ts";

export interface Course extends CourseText {
  id: string;
  organisationId: string;
  orgPath: string;
  state: PublicationState;
  version: number;
  changedAt: Temporal.Instant;
}

const columns = sql.raw(
  "id, organisation_id, org_path, kind, level, title, summary, description, audience, materials, age_from, age_to, minimum, translations, " +
    "state, version, changed_at",
);

export function course(db: Db, id: string): Promise<Course | null> {
  return db.maybeOne<Course>`select ${columns} from courses.course where id = ${id}`;
}

export function coursesOf(db: Db, ids: readonly string[]): Promise<Course[]> {
  return db.many<Course>`select ${columns} from courses.course where id = any(${[...ids]}::uuid[])`;
}

export function lockCourse(tx: Tx, id: string): Promise<Course | null> {
  return tx.maybeOne<Course>`select ${columns} from courses.course where id = ${id} for no key update`;
}

export async function insertCourse(
  tx: Tx,
  c: CourseText & Pick<Course, "id" | "organisationId" | "orgPath"> & { search: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into courses.course (id, organisation_id, org_path, kind, level, title, summary, description, audience, materials, age_from, age_to,
                                minimum, translations, search, made_at, changed_at)
    values (${c.id}, ${c.organisationId}, ${c.orgPath}, ${c.kind}, ${c.level}, ${c.title}, ${c.summary}, ${c.description}, ${c.audience},
            ${c.materials}, ${c.ageFrom}, ${c.ageTo}, ${c.minimum}, ${JSON.stringify(c.translations)}, ${c.search}::tsvector, ${now}, ${now})`;
}

export async function updateCourse(
  tx: Tx,
  id: string,
  c: CourseText & { search: string },
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.course
       set kind = ${c.kind}, level = ${c.level}, title = ${c.title}, summary = ${c.summary}, description = ${c.description},
           audience = ${c.audience}, materials = ${c.materials}, age_from = ${c.ageFrom}, age_to = ${c.ageTo}, minimum = ${c.minimum},
           translations = ${JSON.stringify(c.translations)}, search = ${c.search}::tsvector, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

export async function setState(
  tx: Tx,
  id: string,
  state: PublicationState,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update courses.course
       set state = ${state}, version = version + 1, changed_at = ${now},
           published_at = case when ${state} = 'published' then ${now}::timestamptz else published_at end
     where id = ${id} returning version`;
  return version;
}

/** Courses that were written before they could be searched, locked. */
export function coursesUnindexed(tx: Tx, limit: number): Promise<Course[]> {
  return tx.many<Course>`
    select ${columns} from courses.course where search is null order by id limit ${limit} for no key update skip locked`;
}

export async function setSearch(tx: Tx, id: string, search: string): Promise<void> {
  await tx.run`update courses.course set search = ${search}::tsvector where id = ${id}`;
}

export interface DeskCourse
  extends Pick<
    Course,
    "id" | "title" | "kind" | "organisationId" | "orgPath" | "state" | "version" | "changedAt"
  > {
  classes: number;
}

/** Courses of these organisations and those below them in these states, null for all, last changed first. */
export function deskCourses(
  db: Db,
  { paths, states }: { paths: readonly string[]; states: readonly PublicationState[] | null },
  after: LastRead | null,
  limit: number,
): Promise<DeskCourse[]> {
  return db.many<DeskCourse>`
    select c.id, c.title, c.kind, c.organisation_id, c.org_path, c.state, c.version, c.changed_at,
           (select count(*) from courses.class k where k.course_id = c.id)::int as classes
      from courses.course c
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(c.org_path, p.path))
       and (${states}::text[] is null or c.state = any(${states}::text[]))
       and (${after?.id ?? null}::uuid is null or (c.changed_at, c.id) < (${after?.changedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by c.changed_at desc, c.id desc limit ${limit}`;
}
