/** SQL of a place with all that other modules ask about it, in one statement for any number. */
import { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { Closure } from "./closures/closure-store.ts";
import { holidayKeySql } from "./hours/holiday-store.ts";
import type { Place } from "./place.ts";

export interface PlaceRow extends Omit<Place, "holidays" | "public"> {
  state: PublicationState;
  /** Of the holiday table, as the same statement sees it. */
  holidayKey: string;
}

interface ClosureText extends Omit<Closure, "startsAt" | "endsAt" | "announcedAt"> {
  startsAt: string;
  endsAt: string | null;
  announcedAt: string;
}

/** Places by id, in no order, with their spaces in use, biggest first, and all closures there ever were, oldest first. */
export async function placeRows(db: Db, ids: readonly string[]): Promise<PlaceRow[]> {
  const rows = await db.prepared.many<Omit<PlaceRow, "closures"> & { closures: ClosureText[] }>`
    select f.id, f.number, f.name, f.names, f.kind, k.icon, f.level, f.division_code, f.organisation_id, o.path as org_path, f.address,
           case when f.lon is not null then jsonb_build_object('system', f.coordinate_system, 'lon', f.lon, 'lat', f.lat) end as position,
           case when f.lon is not null then jsonb_build_object('lon', f.wgs_lon, 'lat', f.wgs_lat) end as wgs,
           f.hours, f.demo, f.state, f.ended_on, ${holidayKeySql} as holiday_key,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', s.id, 'placeId', s.facility_id, 'name', s.name, 'names', s.names, 'capacity', s.capacity, 'areaM2', s.area_m2,
                      'equipment', s.equipment, 'access', s.access, 'retired', s.retired, 'version', s.version) order by s.capacity desc, s.id)
               from places.space s where s.facility_id = f.id and not s.retired), '[]') as spaces,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', c.id, 'placeId', c.facility_id, 'startsAt', lower(c.during), 'endsAt', least(upper(c.during), c.lifted_at),
                      'reason', c.reason, 'words', c.words, 'announcedAt', c.announced_at, 'lifted', c.lifted_at is not null)
                      order by lower(c.during))
               from places.closure c where c.facility_id = f.id and (c.lifted_at is null or c.lifted_at > lower(c.during))), '[]') as closures
      from places.facility f join places.kind k on k.code = f.kind join places.organisation o on o.id = f.organisation_id
     where f.id = any(${[...ids]}::uuid[])`;
  return rows.map((row) => ({ ...row, closures: row.closures.map(closureFrom) }));
}

/** Ids of the places of these kinds that everybody may see, whatever their opening hours. */
export async function publicPlaceIds(db: Db, kinds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from places.facility where kind = any(${[...kinds]}::text[]) and state = 'published' and ended_on is null`;
  return rows.map(({ id }) => id);
}

function closureFrom({ startsAt, endsAt, announcedAt, ...closure }: ClosureText): Closure {
  const instant = (text: string) => Temporal.Instant.from(text);
  return {
    ...closure,
    startsAt: instant(startsAt),
    endsAt: endsAt === null ? null : instant(endsAt),
    announcedAt: instant(announcedAt),
  };
}
