/** SQL of the figures of renovations. */
import { type Db, sql } from "#platform/db";
import { facilitiesThen } from "../facility/facility-store.ts";
import type { FacilityLevel } from "../words.ts";
import type { MoneySource } from "./words.ts";

export interface Counted {
  /** Days; `until` is the first day after. */
  from: string;
  until: string;
  /** Only what these organisations and those below them ran then; null: the whole city. */
  orgPaths: readonly string[] | null;
  /** `650203` or `6502030`: where the place lay begins with it; empty for everywhere. */
  divisionPrefix: string;
  levels: readonly FacilityLevel[];
}

/** The last day of the time, by which it is decided whose a place is and what it is. */
export interface LastDay {
  day: string;
  zone: string;
}

/** Places that were of these levels on a day, by who ran them and where they lay then. */
const placesOn = ({ orgPaths, divisionPrefix, levels }: Counted, { day, zone }: LastDay) => sql`
  select f.id from (${facilitiesThen(day, zone)}) f
    join places.organisation o on o.id = f.organisation_id
   where f.level = any(${levels}::text[]) and starts_with(f.division_code, ${divisionPrefix})
     and (${orgPaths}::text[] is null or exists (select from unnest(${orgPaths}::text[]) p(path) where starts_with(o.path, p.path)))`;

/** How many places there are on the last day, and how many of them had a renovation finished in the time. */
export function renovatedPlaces(
  db: Db,
  counted: Counted,
  lastDay: LastDay,
): Promise<{ places: number; renovated: number; finished: number }> {
  return db.one`
    with places as (${placesOn(counted, lastDay)}),
    done as (
      select r.facility_id from places.renovation r join places p on p.id = r.facility_id
       where r.state = 'finished' and r.ended_on >= ${counted.from}::date and r.ended_on < ${counted.until}::date)
    select (select count(*)::int from places) as places, (select count(distinct facility_id)::int from done) as renovated,
           (select count(*)::int from done) as finished`;
}

/** Money of projects that were to begin in the time, by where it comes from. */
export function plannedMoney(
  db: Db,
  counted: Counted,
  lastDay: LastDay,
): Promise<{ source: MoneySource; planned: number }[]> {
  return db.many`
    select m.source, sum(m.planned) as planned
      from places.renovation r join (${placesOn(counted, lastDay)}) p on p.id = r.facility_id
      join places.renovation_money m on m.renovation_id = r.id
     where lower(r.planned) >= ${counted.from}::date and lower(r.planned) < ${counted.until}::date
     group by m.source order by planned desc, m.source`;
}

/** Yuan spent in the time: what had been spent by its end, less what had been spent before. */
export async function spentMoney(db: Db, counted: Counted, lastDay: LastDay): Promise<number> {
  const { spent } = await db.one<{ spent: number }>`
    with mine as (
      select r.id from places.renovation r join (${placesOn(counted, lastDay)}) p on p.id = r.facility_id)
    select coalesce(sum(coalesce(upto.spent, 0) - coalesce(before.spent, 0)), 0) as spent from mine
      left join lateral (select p.spent from places.renovation_progress p where p.renovation_id = mine.id and p.on_day < ${counted.until}::date
                          order by p.on_day desc, p.recorded_at desc limit 1) upto on true
      left join lateral (select p.spent from places.renovation_progress p where p.renovation_id = mine.id and p.on_day < ${counted.from}::date
                          order by p.on_day desc, p.recorded_at desc limit 1) before on true`;
  return spent;
}
