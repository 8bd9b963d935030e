/** SQL of facilities, their versions and their history. */

import type { Temporal } from "temporal-polyfill";
import { type Position, roundedDegrees } from "#libs/coordinates";
import type { Hours } from "#libs/hours";
import { type Db, sql, type Tx } from "#platform/db";
import { type PublicationState, wasPublic } from "#platform/publishing";
import { placeThing } from "../publishing/place-thing.ts";
import type { Facts } from "./facts.ts";

export interface FacilityRow extends Facts {
  id: string;
  kindName: string;
  kindNames: Record<string, string>;
  icon: string;
  organisationId: string;
  organisationName: string;
  organisationNames: Record<string, string>;
  orgPath: string;
  divisionCode: string;
  /** From when this organisation runs it there. */
  since: string;
  /** From when there is anything on record. */
  firstDay: string;
  /** The position in WGS-84. */
  wgs: { lon: number; lat: number } | null;
  hoursKey: string | null;
  demo: boolean;
  /** Where it is on its way to the public. */
  state: PublicationState;
  publishedAt: Temporal.Instant | null;
  endedOn: string | null;
  version: number;
  changedAt: Temporal.Instant;
}

const columns = sql`
  f.id, f.number, f.name, f.names, f.kind, k.name as kind_name, k.names as kind_names, k.icon, f.level,
  f.organisation_id, o.name as organisation_name, o.names as organisation_names, o.path as org_path, f.division_code, f.since,
  (select min(a.since) from places.affiliation a where a.facility_id = f.id) as first_day, f.address,
  case when f.lon is not null then jsonb_build_object('system', f.coordinate_system, 'lon', f.lon, 'lat', f.lat) end as position,
  case when f.lon is not null then jsonb_build_object('lon', f.wgs_lon, 'lat', f.wgs_lat) end as wgs,
  f.phone, f.access, f.equipment, f.hours, f.hours_key, f.demo, f.state, f.published_at, f.ended_on, f.version, f.changed_at`;

/** Facilities by id, in no order. */
export function facilities(db: Db, ids: readonly string[]): Promise<FacilityRow[]> {
  return db.many<FacilityRow>`
    select ${columns} from places.facility f join places.kind k on k.code = f.kind join places.organisation o on o.id = f.organisation_id
     where f.id = any(${ids}::uuid[])`;
}

/** The facility, locked until the transaction ends, or null. */
export function lockFacility(tx: Tx, id: string): Promise<FacilityRow | null> {
  return tx.maybeOne<FacilityRow>`
    select ${columns} from places.facility f join places.kind k on k.code = f.kind join places.organisation o on o.id = f.organisation_id
     where f.id = ${id} for no key update of f`;
}

export interface FoundBy {
  /** Tokens of everything it is found by, as `#platform/search` writes them. */
  search: string;
  /** By language. */
  sortKeys: Record<string, string>;
}

export interface NewFacility extends Facts, FoundBy {
  id: string;
  organisationId: string;
  divisionCode: string;
  since: string;
  wgs: Position | null;
  demo: boolean;
  state: "draft" | "published";
  at: Temporal.Instant;
}

/** Inserts facilities with the first row of their history and their first version, in three statements for any number. */
export async function insertFacilities(tx: Tx, given: readonly NewFacility[]): Promise<void> {
  const rows = given.map(numbered);
  const of = <T>(pick: (row: NewFacility) => T): T[] => rows.map(pick);
  await tx.run`
    insert into places.facility (id, number, name, names, kind, level, organisation_id, division_code, since, address,
                                 coordinate_system, lon, lat, wgs_lon, wgs_lat, phone, access, equipment, hours, search, sort_keys, demo, state, published_at, changed_at)
    select n.id, n.number, n.name, n.names::jsonb, n.kind, n.level, n.organisation_id, n.division_code, n.since, n.address,
           n.system, n.lon, n.lat, n.wgs_lon, n.wgs_lat, n.phone, array(select jsonb_array_elements_text(n.access::jsonb)),
           array(select jsonb_array_elements_text(n.equipment::jsonb)), n.hours::jsonb, n.search::tsvector, n.sort_keys::jsonb, n.demo,
           n.state, case when n.state = 'published' then n.at end, n.at
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.number)}::text[], ${of((r) => r.name)}::text[],
                  ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.kind)}::text[], ${of((r) => r.level)}::text[],
                  ${of((r) => r.organisationId)}::uuid[], ${of((r) => r.divisionCode)}::text[], ${of((r) => r.since)}::date[],
                  ${of((r) => r.address)}::text[], ${of((r) => r.position?.system ?? null)}::text[], ${of((r) => r.position?.lon ?? null)}::float8[],
                  ${of((r) => r.position?.lat ?? null)}::float8[], ${of((r) => wgsOf(r).lon)}::float8[], ${of((r) => wgsOf(r).lat)}::float8[],
                  ${of((r) => r.phone)}::text[], ${of((r) => JSON.stringify(r.access))}::text[], ${of((r) => JSON.stringify(r.equipment))}::text[],
                  ${of((r) => r.hours && JSON.stringify(r.hours))}::text[], ${of((r) => r.search)}::text[], ${of((r) => JSON.stringify(r.sortKeys))}::text[],
                  ${of((r) => r.demo)}::boolean[], ${of((r) => r.state)}::text[], ${of((r) => r.at.toString())}::timestamptz[])
           as n(id, number, name, names, kind, level, organisation_id, division_code, since, address, system, lon, lat, wgs_lon, wgs_lat,
                phone, access, equipment, hours, search, sort_keys, demo, state, at)`;
  await tx.run`
    insert into places.affiliation (facility_id, organisation_id, division_code, valid)
    select n.id, n.organisation_id, n.division_code, daterange(n.since, null)
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.organisationId)}::uuid[], ${of((r) => r.divisionCode)}::text[],
                  ${of((r) => r.since)}::date[]) as n(id, organisation_id, division_code, since)`;
  await tx.run`
    insert into places.facility_version (facility_id, version, at, facts)
    select n.id, 1, n.at, n.facts::jsonb
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.at.toString())}::timestamptz[],
                  ${of((r) => JSON.stringify(factsOf(r)))}::text[]) as n(id, at, facts)`;
}

/** Who gave a place no number has it from us: the last digits of its id. */
const numbered = (row: NewFacility): NewFacility => ({
  ...row,
  number: row.number ?? `WM-${row.id.replaceAll("-", "").slice(-12)}`,
});

/** Writes the facts as the next version, if the facility is still at `version`. False when somebody was faster. */
export async function updateFacts(
  tx: Tx,
  one: Facts & FoundBy & { id: string; version: number; wgs: Position | null; at: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update places.facility
       set number = ${one.number}, name = ${one.name}, names = ${JSON.stringify(one.names)}, kind = ${one.kind}, level = ${one.level},
           address = ${one.address}, coordinate_system = ${one.position?.system ?? null}, lon = ${one.position?.lon ?? null},
           lat = ${one.position?.lat ?? null}, wgs_lon = ${wgsOf(one).lon}, wgs_lat = ${wgsOf(one).lat}, phone = ${one.phone},
           access = ${one.access}::text[], equipment = ${one.equipment}::text[], hours = ${one.hours && JSON.stringify(one.hours)}::jsonb,
           search = ${one.search}::tsvector, sort_keys = ${JSON.stringify(one.sortKeys)}::jsonb, version = version + 1, changed_at = ${one.at}
     where id = ${one.id} and version = ${one.version}`;
  if (changed === 0) return false;
  await tx.run`
    insert into places.facility_version (facility_id, version, at, facts)
    values (${one.id}, ${one.version + 1}, ${one.at}, ${JSON.stringify(factsOf(one))})`;
  return true;
}

/** What distances are calculated from. */
function wgsOf({ wgs }: { wgs: Position | null }): { lon: number | null; lat: number | null } {
  return wgs ? { lon: roundedDegrees(wgs.lon), lat: roundedDegrees(wgs.lat) } : { lon: null, lat: null };
}

/** What these facilities are found by, in one statement. No new version: nothing they say of themselves has changed. */
export async function updateFoundBy(tx: Tx, rows: readonly (FoundBy & { id: string })[]): Promise<void> {
  await tx.run`
    update places.facility f set search = n.search::tsvector, sort_keys = n.sort_keys::jsonb
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ search }) => search)}::text[],
                  ${rows.map(({ sortKeys }) => JSON.stringify(sortKeys))}::text[]) as n(id, search, sort_keys)
     where f.id = n.id`;
}

/** All facilities of a kind, ended ones too. */
export async function facilitiesOfKind(db: Db, kind: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>`select id from places.facility where kind = ${kind} order by id`;
  return rows.map(({ id }) => id);
}

/** The facts of one version, or null. */
export async function factsAt(db: Db, id: string, version: number): Promise<Facts | null> {
  const row = await db.maybeOne<{ facts: Facts }>`
    select facts from places.facility_version where facility_id = ${id} and version = ${version}`;
  return row?.facts ?? null;
}

/** The facts as they stood just before a moment, or null when the facility was not in the register yet. */
export async function versionOn(db: Db, id: string, before: Temporal.Instant): Promise<Facts | null> {
  const row = await db.maybeOne<{ facts: Facts }>`
    select facts from places.facility_version where facility_id = ${id} and at < ${before} order by version desc limit 1`;
  return row?.facts ?? null;
}

/** The facts alone. */
export function factsOf(row: Facts): Facts {
  const { number, name, names, kind, level, address, position, phone, access, equipment, hours } = row;
  return { number, name, names, kind, level, address, position, phone, access, equipment, hours };
}

export interface Affiliation {
  organisationId: string;
  divisionCode: string;
  from: string;
  to: string | null;
}

/** Who ran it and where it lay, oldest first. */
export function affiliationsOf(db: Db, id: string): Promise<Affiliation[]> {
  return db.many<Affiliation>`
    select organisation_id, division_code, since as "from", upper(valid) as "to" from places.affiliation
     where facility_id = ${id} order by since`;
}

/**
 * From a day on these facilities belong elsewhere; null keeps what is. The day before stays as it was; a facility that
 * begins on that day or later is corrected. Answers those that changed.
 */
export async function moveFacilities(
  tx: Tx,
  ids: readonly string[],
  to: { organisationId: string | null; divisionCode: string | null; on: string },
): Promise<string[]> {
  const moved = await tx.many<{ id: string; closed: boolean }>`
    with old as (
      select facility_id, organisation_id, division_code, since from places.affiliation
       where facility_id = any(${ids}::uuid[]) and upper_inf(valid)
         and (organisation_id, division_code) is distinct from
             (coalesce(${to.organisationId}::uuid, organisation_id), coalesce(${to.divisionCode}::text, division_code))
       for update),
    corrected as (
      update places.affiliation a
         set organisation_id = coalesce(${to.organisationId}::uuid, a.organisation_id), division_code = coalesce(${to.divisionCode}::text, a.division_code)
        from old where a.facility_id = old.facility_id and a.since = old.since and old.since >= ${to.on}::date
      returning a.facility_id, a.organisation_id, a.division_code, a.since),
    closed as (
      update places.affiliation a set valid = daterange(a.since, ${to.on}::date)
        from old where a.facility_id = old.facility_id and a.since = old.since and old.since < ${to.on}::date
      returning a.facility_id)
    select facility_id as id, false as closed from corrected union all select facility_id, true from closed`;
  const changed = moved.map(({ id }) => id);
  const closed = moved.filter((one) => one.closed).map(({ id }) => id);
  // The new rows come after: the constraint that there is one at a time looks at every statement.
  await tx.run`
    insert into places.affiliation (facility_id, organisation_id, division_code, valid)
    select a.facility_id, coalesce(${to.organisationId}::uuid, a.organisation_id), coalesce(${to.divisionCode}::text, a.division_code),
           daterange(${to.on}::date, null)
      from places.affiliation a where a.facility_id = any(${closed}::uuid[]) and upper(a.valid) = ${to.on}::date`;
  await tx.run`
    update places.facility f set organisation_id = a.organisation_id, division_code = a.division_code, since = a.since
      from places.affiliation a where a.facility_id = f.id and upper_inf(a.valid) and f.id = any(${changed}::uuid[])`;
  return changed;
}

/**
 * A fragment to select from: facilities that were public on a day by the history of their publication, with the kind and level they had, who ran
 * them and where they lay then. Facts entered later than that day say what is known of it when nothing earlier does.
 */
export const facilitiesThen = (day: string, zone: string) => sql`
  select f.id, a.organisation_id, a.division_code, coalesce(v.facts ->> 'kind', f.kind) as kind, coalesce(v.facts ->> 'level', f.level) as level
    from places.affiliation a
    join places.facility f on f.id = a.facility_id
    left join lateral (
      select facts from places.facility_version v
       where v.facility_id = f.id
       order by (v.at at time zone ${zone})::date <= ${day}::date desc,
                case when (v.at at time zone ${zone})::date <= ${day}::date then v.version else -v.version end desc
       limit 1) v on true
   where a.valid @> ${day}::date and (f.ended_on is null or f.ended_on > ${day}::date)
     and ${wasPublic(placeThing, sql`f.id`, { day, zone })}`;

/** A living facility of this name in the division, public or of the same organisation; one that is public first. */
export function placeCalled(
  db: Db,
  { name, divisionCode, organisationId }: { name: string; divisionCode: string; organisationId: string },
): Promise<{ id: string; name: string } | null> {
  return db.maybeOne`
    select id, name from places.facility
     where name = ${name} and division_code = ${divisionCode} and ended_on is null
       and (state = 'published' or organisation_id = ${organisationId})
     order by state <> 'published', id limit 1`;
}

/** Living facilities that lie in exactly this division. */
export async function facilitiesIn(db: Db, divisionCode: string): Promise<string[]> {
  const rows = await db.many<{
    id: string;
  }>`select id from places.facility where division_code = ${divisionCode} and ended_on is null order by id`;
  return rows.map(({ id }) => id);
}

/** Hours by their key: what a process compiles once. */
export function hoursByKey(db: Db, keys: readonly string[]): Promise<{ hoursKey: string; hours: Hours }[]> {
  return db.many`
    select distinct on (hours_key) hours_key, hours from places.facility where hours_key = any(${keys}::text[]) order by hours_key`;
}
