/** SQL of the list of places. Open or not is decided outside, from the hours; everything else here, in one statement. */
import { roundedDegrees } from "#libs/coordinates";
import { type Db, sql } from "#platform/db";
import type { FacilityLevel } from "../words.ts";

export interface Wanted {
  kind: string | null;
  level: FacilityLevel | null;
  /** Beginning of the division codes wanted. */
  divisionPrefix: string | null;
  organisationPaths: readonly string[] | null;
  /** As `#platform/search` writes it. */
  search: string | null;
  near: { lon: number; lat: number } | null;
  /** Metres of straight line from `near`. */
  within: number | null;
  by: "name" | "distance";
  after: { key: string; id: string } | null;
  /** Ended and not public ones too: for the desk. */
  all: boolean;
  /** The language whose order is wanted. */
  locale: string;
}

export interface Candidate {
  id: string;
  hoursKey: string | null;
  endedOn: string | null;
  /** What the list is sorted by; with the id it is the cursor. */
  key: string;
  metres: number | null;
}

/** Published places that are not ended, for who looks for what there is. */
export const publicPlaces = (day: string) => sql`
  select f.id, f.changed_at from places.facility f where f.state = 'published' and (f.ended_on is null or f.ended_on > ${day}::date)`;

const earthRadius = 6_371_008.8;

/** Places in their order, at most `limit` of them, all when null. */
export function candidates(db: Db, wanted: Wanted, limit: number | null): Promise<Candidate[]> {
  const { within, after } = wanted;
  const near = wanted.near && { lon: roundedDegrees(wanted.near.lon), lat: roundedDegrees(wanted.near.lat) };
  // A box first, so that the sines are taken for few.
  const box = near && within !== null ? boxWithin(near, within) : null;
  return db.many<Candidate>`
    with found as (
      select id, hours_key, ended_on, sort_keys->>${wanted.locale} as sort_key,
             case when ${near?.lon ?? null}::float8 is not null then
               round(2 * ${earthRadius}::float8 * asin(least(1, sqrt(
                 power(sin(radians(wgs_lat - ${near?.lat ?? null}::float8) / 2), 2)
                 + cos(radians(${near?.lat ?? null}::float8)) * cos(radians(wgs_lat))
                   * power(sin(radians(wgs_lon - ${near?.lon ?? null}::float8) / 2), 2)))))::int end as metres
        from places.facility
       where (${wanted.all}::boolean or (ended_on is null and state = 'published'))
         and (${wanted.kind}::text is null or kind = ${wanted.kind})
         and (${wanted.level}::text is null or level = ${wanted.level})
         and (${wanted.divisionPrefix}::text is null or starts_with(division_code, ${wanted.divisionPrefix}))
         and (${wanted.search}::text is null or search @@ ${wanted.search}::tsquery)
         and (${wanted.organisationPaths}::text[] is null or organisation_id in (
               select o.id from places.organisation o where exists (
                 select from unnest(${wanted.organisationPaths}::text[]) p(path) where starts_with(o.path, p.path))))
         and (${box?.lat ?? null}::float8 is null or (
               abs(wgs_lat - ${near?.lat ?? null}::float8) <= ${box?.lat ?? null}::float8
               and abs(wgs_lon - ${near?.lon ?? null}::float8) <= ${box?.lon ?? null}::float8))),
    keyed as (
      select id, hours_key, ended_on, metres,
             case when ${wanted.by} = 'distance' then lpad(coalesce(metres, 99999999)::text, 8, '0') else sort_key end collate "C" as key
        from found
       where ${within}::float8 is null or metres <= ${within}::float8)
    select id, hours_key, ended_on, metres, key from keyed
     where ${after?.id ?? null}::uuid is null or (key, id) > (${after?.key ?? null}::text collate "C", ${after?.id ?? null}::uuid)
     order by key, id
     limit ${limit}`;
}

/** How many places lie in each district (first six digits of the code). */
export function countsByDistrict(db: Db): Promise<{ code: string; count: number }[]> {
  return db.many`
    select left(division_code, 6) as code, count(*)::int as count from places.facility where ended_on is null and state = 'published' group by 1 order by 1`;
}

/** The median position in the district with the most places, or null where no place has one. */
export async function middleOfPlaces(db: Db): Promise<{ lon: number; lat: number } | null> {
  const row = await db.one<{ lon: number | null; lat: number | null }>`
    with placed as (
      select left(division_code, 6) as district, wgs_lon, wgs_lat from places.facility where ended_on is null and state = 'published' and wgs_lon is not null)
    select percentile_disc(0.5) within group (order by wgs_lon) as lon, percentile_disc(0.5) within group (order by wgs_lat) as lat
      from placed where district = (select district from placed group by 1 order by count(*) desc, 1 limit 1)`;
  return row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat };
}

/** The place of the city or a district nearest to a spot, among those within some metres and a little more; null when there is none. */
export function nearestKnown(
  db: Db,
  { lon, lat, except, within }: { lon: number; lat: number; except: string; within: number },
): Promise<{ id: string; name: string; names: Record<string, string>; lon: number; lat: number } | null> {
  const box = boxWithin({ lat }, within);
  return db.maybeOne`
    select id, name, names, wgs_lon as lon, wgs_lat as lat from places.facility
     where ended_on is null and state = 'published' and level in ('city', 'district') and id <> ${except}
       and abs(wgs_lat - ${lat}::float8) <= ${box.lat}::float8 and abs(wgs_lon - ${lon}::float8) <= ${box.lon}::float8
     order by power((wgs_lat - ${lat}::float8) / ${box.lat}::float8, 2) + power((wgs_lon - ${lon}::float8) / ${box.lon}::float8, 2), id
     limit 1`;
}

/** Half the size in degrees of a box that holds everything within some metres. One degree of latitude is at least 110.5 km. */
function boxWithin({ lat }: { lat: number }, metres: number): { lon: number; lat: number } {
  const degrees = metres / 110_500;
  return { lat: degrees, lon: degrees / Math.cos((lat * Math.PI) / 180) };
}

/** How many places there are of each kind. */
export function countsByKind(db: Db): Promise<{ kind: string; count: number }[]> {
  return db.many`select kind, count(*)::int as count from places.facility where ended_on is null and state = 'published' group by kind`;
}
