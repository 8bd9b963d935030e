/** SQL of teachers' seats. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Teacher {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  code: string | null;
  subject: string | null;
  ended: boolean;
  /** Their house offers them to others. */
  shared: boolean;
}

const columns = sql.raw(
  "id, organisation_id, org_path, name, code, subject, ended_at is not null as ended, shared",
);

export function teacherById(db: Db, id: string): Promise<Teacher | null> {
  return db.maybeOne<Teacher>`select ${columns} from courses.teacher where id = ${id}`;
}

/** The seat of somebody who may teach for this organisation now: taken, not ended, there or above, or offered to other houses. */
export function seatThatTeaches(
  db: Db,
  id: string,
  orgPath: string,
): Promise<(Teacher & { subject: string }) | null> {
  return db.maybeOne<Teacher & { subject: string }>`
    select ${columns} from courses.teacher
     where id = ${id} and subject is not null and ended_at is null and (shared or starts_with(${orgPath}, org_path))`;
}

export function teachersByIds(db: Db, ids: readonly string[]): Promise<Teacher[]> {
  return db.many<Teacher>`select ${columns} from courses.teacher where id = any(${[...ids]}::uuid[])`;
}

/** Who sits on these seats, each person once; seats that nobody took and those that ended are left out. */
export async function subjectsOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select distinct subject from courses.teacher where id = any(${[...ids]}::uuid[]) and subject is not null and ended_at is null`;
  return rows.map(({ subject }) => subject);
}

/** Seats that stand at organisations above or at this one, then those that other houses offer: who may teach for it. */
export function teachersFor(db: Db, orgPath: string): Promise<Teacher[]> {
  return db.many<Teacher>`
    select ${columns} from courses.teacher where ended_at is null and (shared or starts_with(${orgPath}, org_path))
     order by starts_with(${orgPath}, org_path) desc, name, id limit 500`;
}

/** Seats that stand at these organisations and those below them, with how many of their classes are not over. */
export function teachersBelow(
  db: Db,
  paths: readonly string[],
  now: Temporal.Instant,
): Promise<(Teacher & { classes: number })[]> {
  return db.many<Teacher & { classes: number }>`
    select t.id, t.organisation_id, t.org_path, t.name, t.code, t.subject, false as ended, t.shared,
           (select count(*) from courses.class k where k.teacher_id = t.id and k.state <> 'cancelled' and (k.last_at is null or k.last_at > ${now}))::int as classes
      from courses.teacher t
     where t.ended_at is null and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(t.org_path, p.path))
     order by t.name, t.id limit 500`;
}

/** Seats that other houses than these and those below them offer, once they are taken. */
export function teachersOffered(db: Db, paths: readonly string[]): Promise<Teacher[]> {
  return db.many<Teacher>`
    select ${columns} from courses.teacher t
     where shared and ended_at is null and subject is not null
       and not exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(t.org_path, p.path))
     order by name, id limit 500`;
}

export async function insertTeacher(
  tx: Tx,
  t: Pick<Teacher, "id" | "organisationId" | "orgPath" | "name"> & { code: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into courses.teacher (id, organisation_id, org_path, name, code, appointed_at)
    values (${t.id}, ${t.organisationId}, ${t.orgPath}, ${t.name}, ${t.code}, ${now})`;
}

/** Takes the seat of a code. Null: there is none; "again": they have a seat there already. */
export async function seatOfCode(
  tx: Tx,
  { code, subject }: { code: string; subject: string },
): Promise<{ id: string } | "again" | null> {
  const seat = await tx.maybeOne<{ id: string; organisationId: string }>`
    select id, organisation_id from courses.teacher where code = ${code} and ended_at is null for update`;
  if (!seat) return null;
  const taken = await tx.run`
    update courses.teacher t set code = null, subject = ${subject}
     where t.id = ${seat.id} and not exists (
       select from courses.teacher o where o.organisation_id = ${seat.organisationId} and o.subject = ${subject} and o.ended_at is null)`;
  return taken === 1 ? { id: seat.id } : "again";
}

/** Ends every seat of somebody who left. Answers which. */
export async function endSeatsOf(tx: Tx, subject: string, now: Temporal.Instant): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`
    update courses.teacher set ended_at = ${now} where subject = ${subject} and ended_at is null returning id`;
  return rows.map(({ id }) => id);
}

/** Offers whoever sits there to other houses, or no longer. */
export async function setShared(tx: Tx, id: string, shared: boolean): Promise<void> {
  await tx.run`update courses.teacher set shared = ${shared} where id = ${id}`;
}

export async function endSeat(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update courses.teacher set ended_at = ${now}, code = null where id = ${id} and ended_at is null`;
}

/** Seats of a person, ended ones too. */
export function seatsOf(db: Db, subject: string): Promise<(Teacher & { appointedAt: Temporal.Instant })[]> {
  return db.many`select ${columns}, appointed_at from courses.teacher where subject = ${subject} order by appointed_at, id`;
}

/** Lessons of a seat that have not begun, in classes that are not cancelled. */
export async function lessonsAhead(db: Db, teacherId: string, now: Temporal.Instant): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from courses.lesson where teacher_id = ${teacherId} and cancelled_at is null and ends_at > ${now}`;
  return count;
}
