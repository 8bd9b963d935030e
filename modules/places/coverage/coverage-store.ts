/** SQL of standards, and of what there was on a day. */
import { type Db, locks, newId, sql, type Tx } from "#platform/db";
import { facilitiesThen } from "../facility/facility-store.ts";
import type { PlaceThen, Standard } from "./coverage.ts";

export interface StandardRow extends Standard {
  id: string;
  name: string;
  names: Record<string, string>;
  divisionKinds: string[];
  kinds: string[];
  from: string;
  /** First day on which it holds no more; null while nobody has said. */
  to: string | null;
  source: string;
  status: "verified" | "unverified";
}

const columns = sql`
  s.id, s.code, s.name, s.names, s.level, s.division_kinds, s.at_least, lower(s.valid) as "from", upper(s.valid) as "to", s.source, s.status,
  array(select k.kind from places.standard_kind k where k.standard_id = s.id order by k.kind) as kinds`;

/** Standards that hold on a day, the city's first. */
export function standardsOn(db: Db, day: string): Promise<StandardRow[]> {
  return db.many<StandardRow>`
    select ${columns} from places.standard s where s.valid @> ${day}::date
     order by array_position(array['city', 'district', 'street', 'community'], s.level), s.code`;
}

/** All standards with all they asked for, the city's first, each the newest first. */
export function allStandards(db: Db): Promise<StandardRow[]> {
  return db.many<StandardRow>`
    select ${columns} from places.standard s
     order by array_position(array['city', 'district', 'street', 'community'], s.level), s.code, s.valid desc limit 2000`;
}

/** The words by which the list calls its divisions on a day. */
export async function divisionKindsOn(db: Db, day: string): Promise<string[]> {
  const rows = await db.many<{ kind: string }>`
    select kind from places.division where valid @> ${day}::date group by kind order by count(*) desc, kind limit 40`;
  return rows.map(({ kind }) => kind);
}

/** Everything a standard has ever asked for, the newest first. */
export function standardHistory(db: Db, code: string): Promise<StandardRow[]> {
  return db.many<StandardRow>`select ${columns} from places.standard s where s.code = ${code} order by s.valid desc`;
}

/** Takes the lock of one standard's history, so that two people who change it come one after the other. */
export async function lockStandard(tx: Tx, code: string): Promise<void> {
  await tx.run`select pg_advisory_xact_lock(${locks.coverageStandard}, hashtext(${code}))`;
}

/** Ends what holds on that day and everything after it begins later; what began on that very day is gone. */
export async function cutFrom(tx: Tx, code: string, day: string): Promise<void> {
  await tx.run`delete from places.standard where code = ${code} and lower(valid) >= ${day}::date`;
  await tx.run`
    update places.standard set valid = daterange(lower(valid), ${day}::date) where code = ${code} and valid @> ${day}::date`;
}

export async function insertStandard(tx: Tx, one: Omit<StandardRow, "id" | "to">): Promise<void> {
  const id = newId();
  await tx.run`
    insert into places.standard (id, code, name, names, level, division_kinds, at_least, valid, source, status)
    values (${id}, ${one.code}, ${one.name}, ${JSON.stringify(one.names)}, ${one.level}, ${one.divisionKinds}::text[], ${one.atLeast},
            daterange(${one.from}::date, null), ${one.source}, ${one.status})`;
  await tx.run`
    insert into places.standard_kind (standard_id, kind) select ${id}::uuid, kind from unnest(${one.kinds}::text[]) kind`;
}

/** Places that existed on a day, with the kind and level they had and the division they lay in then. */
export function placesOn(db: Db, day: string, zone: string): Promise<PlaceThen[]> {
  return db.many<PlaceThen>`select f.id, f.division_code, f.kind, f.level from (${facilitiesThen(day, zone)}) f`;
}

/** Kinds among these that there are not. */
export async function unknownKinds(db: Db, kinds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ kind: string }>`
    select kind from unnest(${kinds}::text[]) kind where not exists (select from places.kind k where k.code = kind)`;
  return rows.map(({ kind }) => kind);
}
