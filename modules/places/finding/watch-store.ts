/** SQL of what is watched from above: every place at once, and places of which nobody has said the hours. */
import type { Db } from "#platform/db";

export interface EveryPlace {
  id: string;
  name: string;
  names: Record<string, string>;
  /** WGS-84. */
  lon: number | null;
  lat: number | null;
  hoursKey: string | null;
  endedOn: string | null;
}

/** All places that are in the register, those for the whole city first: they have their names on a map before others. */
export function everyPlace(db: Db): Promise<EveryPlace[]> {
  return db.many<EveryPlace>`
    select id, name, names, wgs_lon as lon, wgs_lat as lat, hours_key, ended_on from places.facility where ended_on is null and state = 'published'
     order by array_position(array['city', 'district', 'street', 'community'], level), id`;
}

export interface UnstatedHours {
  organisationId: string;
  orgPath: string;
  places: number;
}

/** Places below these paths whose hours nobody has said. */
export async function countUnstated(db: Db, paths: readonly string[]): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count
      from places.facility f join places.organisation o on o.id = f.organisation_id
     where f.hours is null and f.ended_on is null and f.state = 'published'
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(o.path, p.path))`;
  return count;
}

/** Organisations below these paths with places whose hours nobody has said, the most first. */
export function unstatedHours(db: Db, paths: readonly string[]): Promise<UnstatedHours[]> {
  return db.many<UnstatedHours>`
    select o.id as organisation_id, o.path as org_path, count(*)::int as places
      from places.facility f join places.organisation o on o.id = f.organisation_id
     where f.hours is null and f.ended_on is null and f.state = 'published'
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(o.path, p.path))
     group by o.id order by places desc, o.path limit 50`;
}
