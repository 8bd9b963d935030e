/** SQL of many facilities at once: what an import writes and an export reads. */
import type { Temporal } from "temporal-polyfill";
import type { Position } from "#libs/coordinates";
import type { Db, Tx } from "#platform/db";
import type { FacilityRow, FoundBy } from "./facility-store.ts";
import { facilities, factsOf } from "./facility-store.ts";
import type { Facts } from "./facts.ts";

/** Facilities by the city's numbers, locked in one order so that two imports never wait for each other in a ring. */
export async function lockByNumbers(tx: Tx, numbers: readonly string[]): Promise<Map<string, FacilityRow>> {
  const rows = await tx.many<{ id: string }>`
    select id from places.facility where number = any(${numbers}::text[]) order by id for no key update`;
  const found = await facilities(
    tx,
    rows.map(({ id }) => id),
  );
  return new Map(found.map((row) => [row.number ?? "", row]));
}

/** Ids of places by the city's numbers. */
export async function placeIdsByNumbers(db: Db, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.many<{ id: string; number: string }>`
    select id, number from places.facility where number = any(${numbers}::text[])`;
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** A place as files call it. */
export interface CalledPlace {
  id: string;
  number: string | null;
  name: string;
  organisationId: string;
  orgPath: string;
}

/** Living places with one of these numbers or names, or ids. */
export function placesCalled(
  db: Db,
  { called, ids }: { called: readonly string[]; ids: readonly string[] },
): Promise<CalledPlace[]> {
  return db.many<CalledPlace>`
    select f.id, f.number, f.name, f.organisation_id, o.path as org_path
      from places.facility f join places.organisation o on o.id = f.organisation_id
     where f.ended_on is null and (f.number = any(${[...called]}::text[]) or f.name = any(${[...called]}::text[]) or f.id = any(${[...ids]}::uuid[]))
     order by f.id`;
}

export interface NextFacts extends Facts, FoundBy {
  id: string;
  /** The one it is at now. */
  version: number;
  wgs: Position | null;
  at: Temporal.Instant;
}

/** Writes the facts as the next version of each, and answers how many were still at the version named. */
export async function updateManyFacts(tx: Tx, rows: readonly NextFacts[]): Promise<number> {
  const of = <T>(pick: (row: NextFacts) => T): T[] => rows.map(pick);
  const changed = await tx.run`
    update places.facility f
       set number = n.number, name = n.name, names = n.names::jsonb, kind = n.kind, level = n.level, address = n.address,
           coordinate_system = n.system, lon = n.lon, lat = n.lat, wgs_lon = n.wgs_lon, wgs_lat = n.wgs_lat, phone = n.phone,
           access = array(select jsonb_array_elements_text(n.access::jsonb)),
           equipment = array(select jsonb_array_elements_text(n.equipment::jsonb)), hours = n.hours::jsonb,
           search = n.search::tsvector, sort_keys = n.sort_keys::jsonb, version = f.version + 1, changed_at = n.at
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.version)}::int[], ${of((r) => r.number)}::text[], ${of((r) => r.name)}::text[],
                  ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.kind)}::text[], ${of((r) => r.level)}::text[],
                  ${of((r) => r.address)}::text[], ${of((r) => r.position?.system ?? null)}::text[],
                  ${of((r) => r.position?.lon ?? null)}::float8[], ${of((r) => r.position?.lat ?? null)}::float8[],
                  ${of((r) => r.wgs?.lon ?? null)}::float8[], ${of((r) => r.wgs?.lat ?? null)}::float8[], ${of((r) => r.phone)}::text[],
                  ${of((r) => JSON.stringify(r.access))}::text[], ${of((r) => JSON.stringify(r.equipment))}::text[],
                  ${of((r) => r.hours && JSON.stringify(r.hours))}::text[], ${of((r) => r.search)}::text[],
                  ${of((r) => JSON.stringify(r.sortKeys))}::text[], ${of((r) => r.at.toString())}::timestamptz[])
           as n(id, version, number, name, names, kind, level, address, system, lon, lat, wgs_lon, wgs_lat, phone, access, equipment,
                hours, search, sort_keys, at)
     where f.id = n.id and f.version = n.version`;
  await tx.run`
    insert into places.facility_version (facility_id, version, at, facts)
    select n.id, n.version, n.at, n.facts::jsonb
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.version + 1)}::int[], ${of((r) => r.at.toString())}::timestamptz[],
                  ${of((r) => JSON.stringify(factsOf(r)))}::text[]) as n(id, version, at, facts)`;
  return changed;
}

/** These are no more, each from its day on; those that had ended stay as they are. */
export async function endMany(tx: Tx, ends: readonly { id: string; on: string }[]): Promise<void> {
  await tx.run`
    update places.facility f set ended_on = n.on_day
      from unnest(${ends.map(({ id }) => id)}::uuid[], ${ends.map(({ on }) => on)}::date[]) as n(id, on_day)
     where f.id = n.id and f.ended_on is null`;
}

export interface Wanted {
  /** Paths of organisations; null: all. */
  paths: readonly string[] | null;
  divisionPrefix: string | null;
  kind: string | null;
  level: string | null;
}

/** The next facilities after one, by number, then id; ended ones too. */
export async function facilityPage(
  db: Db,
  wanted: Wanted,
  after: { number: string; id: string } | null,
): Promise<FacilityRow[]> {
  const page = await db.many<{ id: string }>`
    select f.id from places.facility f join places.organisation o on o.id = f.organisation_id
     where (${wanted.paths}::text[] is null or exists (
             select from unnest(${wanted.paths}::text[]) p(path) where starts_with(o.path, p.path)))
       and (${wanted.divisionPrefix}::text is null or starts_with(f.division_code, ${wanted.divisionPrefix}))
       and (${wanted.kind}::text is null or f.kind = ${wanted.kind}) and (${wanted.level}::text is null or f.level = ${wanted.level})
       and (${after?.id ?? null}::uuid is null
            or (coalesce(f.number, '') collate "C", f.id) > (${after?.number ?? null}::text collate "C", ${after?.id ?? null}::uuid))
     order by coalesce(f.number, '') collate "C", f.id limit 1000`;
  const ids = page.map(({ id }) => id);
  const rows = new Map((await facilities(db, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}
