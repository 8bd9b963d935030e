/** SQL of the holiday table. */
import type { Weekday } from "#libs/hours";
import { type Db, sql, type Tx } from "#platform/db";

export interface HolidayRow {
  day: string;
  kind: "rest" | "workday";
  name: string;
  names: Record<string, string>;
  /** The weekday whose hours hold on a make-up workday; null on a day of rest. */
  as: Weekday | null;
  source: string;
  status: "verified" | "unverified";
}

const columns = sql`day, kind, name, names, as_weekday as "as", source, status`;

/** Stands for everything that hours depend on (a trigger sees to it): the same key means the same days, in every process. */
export const holidayKeySql = sql`(select key::text from places.holiday_key)`;

/** The key of the table as it is now. */
export async function holidayKey(db: Db): Promise<string> {
  return (await db.one<{ key: string }>`select ${holidayKeySql} as key`).key;
}

/** The whole table with its key, as one statement sees them. */
export function wholeTable(db: Db): Promise<{ key: string; days: HolidayRow[]; years: number[] }> {
  return db.one`
    select ${holidayKeySql} as key,
           coalesce((select jsonb_agg(to_jsonb(d) order by d.day) from (select ${columns} from places.holiday) d), '[]') as days,
           array(select year from places.holiday_year order by year) as years`;
}

/** The days of one year, in order. */
export function holidaysOf(db: Db, year: number): Promise<HolidayRow[]> {
  return db.many<HolidayRow>`
    select ${columns} from places.holiday
     where day between make_date(${year}, 1, 1) and make_date(${year}, 12, 31) order by day`;
}

/** The days named, locked until the end of the transaction, in order. */
export function lockHolidays(tx: Tx, days: readonly string[]): Promise<HolidayRow[]> {
  return tx.many<HolidayRow>`
    select ${columns} from places.holiday where day = any(${days}::date[]) order by day for update`;
}

/** Writes days; one that is there already is changed. Answers those that were new and those that now say something else. */
export async function putHolidays(
  tx: Tx,
  rows: readonly HolidayRow[],
): Promise<{ added: string[]; changed: string[] }> {
  const of = <T>(pick: (row: HolidayRow) => T): T[] => rows.map(pick);
  const before = await lockHolidays(
    tx,
    of((row) => row.day),
  );
  const known = new Set(before.map(({ day }) => day));
  const written = await tx.many<{ day: string }>`
    insert into places.holiday as h (day, kind, name, names, as_weekday, source, status)
    select n.day, n.kind, n.name, n.names::jsonb, n.as_weekday, n.source, n.status
      from unnest(${of((row) => row.day)}::date[], ${of((row) => row.kind)}::text[], ${of((row) => row.name)}::text[],
                  ${of((row) => JSON.stringify(row.names))}::text[], ${of((row) => row.as)}::text[], ${of((row) => row.source)}::text[],
                  ${of((row) => row.status)}::text[]) as n(day, kind, name, names, as_weekday, source, status)
     order by n.day
    on conflict (day) do update
       set kind = excluded.kind, name = excluded.name, names = excluded.names, as_weekday = excluded.as_weekday,
           source = excluded.source, status = excluded.status
     where h is distinct from excluded
    returning day`;
  const days = written.map(({ day }) => day);
  return { added: days.filter((day) => !known.has(day)), changed: days.filter((day) => known.has(day)) };
}

/** Takes the days of a run out. Answers those that were there. */
export async function removeHolidays(tx: Tx, from: string, through: string): Promise<string[]> {
  const gone = await tx.many<{ day: string }>`
    delete from places.holiday where day between ${from} and ${through} returning day`;
  return gone.map(({ day }) => day).sort();
}

/** Marks the notices of years as in, or not. Answers the years for which that is news. */
export async function markYears(tx: Tx, years: readonly number[], announced: boolean): Promise<number[]> {
  const changed = announced
    ? await tx.many<{ year: number }>`
        insert into places.holiday_year (year) select distinct unnest(${years}::smallint[]) on conflict do nothing returning year`
    : await tx.many<{ year: number }>`
        delete from places.holiday_year where year = any(${years}::smallint[]) returning year`;
  return changed.map(({ year }) => year).sort((a, b) => a - b);
}
