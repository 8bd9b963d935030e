/** SQL of brand series, their editions and themes. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { CoverFamily } from "../contract.ts";

export type SeriesLevel = "series" | "edition" | "theme";

export interface Series {
  id: string;
  level: SeriesLevel;
  parentId: string | null;
  organisationId: string;
  orgPath: string;
  name: string;
  summary: string;
  translations: Record<string, { name: string; summary: string }>;
  family: CoverFamily;
  startsOn: string | null;
  endsOn: string | null;
  position: number;
  version: number;
}

const columns = sql.raw(
  "id, level, parent_id, organisation_id, org_path, name, summary, translations, family, starts_on, ends_on, position, version",
);

/** All of them: each is public from when it is made. */
export const publicSeries = () => sql`select s.id, s.changed_at from programme.series s`;

export function series(db: Db, id: string): Promise<Series | null> {
  return db.maybeOne<Series>`select ${columns} from programme.series where id = ${id}`;
}

export async function seriesExists(db: Db, id: string): Promise<boolean> {
  return (await db.maybeOne`select id from programme.series where id = ${id}`) !== null;
}

export function lockSeries(tx: Tx, id: string): Promise<Series | null> {
  return tx.maybeOne<Series>`select ${columns} from programme.series where id = ${id} for no key update`;
}

/** For each of these ids the chain from the whole down to it. */
export async function chainsOf(db: Db, ids: readonly string[]): Promise<Map<string, Series[]>> {
  const rows = await db.many<Series & { leaf: string; depth: number }>`
    with recursive chain as (
      select id as leaf, 0 as depth, ${columns} from programme.series where id = any(${ids}::uuid[])
      union all
      select c.leaf, c.depth + 1, s.id, s.level, s.parent_id, s.organisation_id, s.org_path, s.name, s.summary, s.translations,
             s.family, s.starts_on, s.ends_on, s.position, s.version
        from chain c join programme.series s on s.id = c.parent_id)
    select * from chain order by leaf, depth desc`;
  return Map.groupBy(rows, ({ leaf }) => leaf);
}

/** Ids of a series and everything below it. */
export async function idsBelow(db: Db, id: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    with recursive part as (
      select id from programme.series where id = ${id}
      union all
      select s.id from part p join programme.series s on s.parent_id = p.id)
    select id from part`;
  return rows.map((row) => row.id);
}

/** The next level below: in the order its editors gave it, else the newest first. */
export function childrenOf(db: Db, id: string): Promise<Series[]> {
  return db.many<Series>`
    select ${columns} from programme.series where parent_id = ${id} order by position, starts_on desc nulls last, id limit 200`;
}

/** The same of several at once. */
export function childrenOfAll(db: Db, ids: readonly string[]): Promise<(Series & { parentId: string })[]> {
  return db.many<Series & { parentId: string }>`
    select ${columns} from programme.series where parent_id = any(${ids}::uuid[])
     order by position, starts_on desc nulls last, id limit 1000`;
}

/** What there is of these series in public: events and their sessions, timed entry once a day of the zone; where, and who organises them. */
export function figuresOf(
  db: Db,
  ids: readonly string[],
  zone: string,
): Promise<{ events: number; sessions: number; places: number; organisers: number; offers: string[] }> {
  return db.one`
    select count(distinct e.id)::int as events, count(distinct s.place_id)::int as places, count(distinct e.organisation_id)::int as organisers,
           count(distinct case when s.entry is null then s.id::text else e.id || ' ' || (s.starts_at at time zone ${zone})::date end)::int as sessions,
           coalesce(array_agg(s.offer_id) filter (where s.offer_id is not null), '{}') as offers
      from programme.event e
      left join programme.session s on s.event_id = e.id and (s.cancelled_at is null or s.cut_short)
     where e.series_id = any(${ids}::uuid[]) and e.state = 'published'`;
}

/** Published events of each series, those of everything below it included. */
export async function publishedCounts(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ top: string; events: number }>`
    with recursive part as (
      select id as top, id from programme.series where id = any(${ids}::uuid[])
      union all
      select p.top, s.id from part p join programme.series s on s.parent_id = p.id)
    select p.top, count(e.id)::int as events
      from part p left join programme.event e on e.series_id = p.id and e.state = 'published'
     group by p.top`;
  return new Map(rows.map(({ top, events }) => [top, events]));
}

/** Whole series for the public: those with a running edition or days of their own first, newest on top. */
export function wholeSeries(db: Db, on: string, runningOnly: boolean): Promise<Series[]> {
  return db.many<Series>`
    select ${columns} from programme.series w
     where level = 'series'
       and (not ${runningOnly} or ${on}::date between coalesce(starts_on, 'infinity') and coalesce(ends_on, 'infinity')
            or exists (select from programme.series e
                        where e.parent_id = w.id and ${on}::date between e.starts_on and coalesce(e.ends_on, 'infinity')))
     order by coalesce((select max(e.starts_on) from programme.series e where e.parent_id = w.id), starts_on) desc nulls last, id
     limit 100`;
}

/** Everything, for choosing on a form: whole series with their parts below them. */
export function allSeries(db: Db): Promise<Series[]> {
  return db.many<Series>`
    select ${columns} from programme.series
     order by case level when 'series' then 0 when 'edition' then 1 else 2 end, starts_on desc nulls last, id limit 2000`;
}

export async function insertSeries(
  tx: Tx,
  one: Omit<Series, "version"> & { parentLevel: SeriesLevel | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into programme.series (id, level, parent_id, parent_level, organisation_id, org_path, name, summary, translations, family,
           starts_on, ends_on, position, changed_at)
    values (${one.id}, ${one.level}, ${one.parentId}, ${one.parentLevel}, ${one.organisationId}, ${one.orgPath}, ${one.name},
            ${one.summary}, ${JSON.stringify(one.translations)}, ${one.family}, ${one.startsOn}, ${one.endsOn}, ${one.position}, ${one.now})`;
}

export type SeriesWords = Pick<
  Series,
  "name" | "summary" | "translations" | "family" | "startsOn" | "endsOn" | "position"
>;

export async function updateSeries(
  tx: Tx,
  id: string,
  one: SeriesWords,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.series
       set name = ${one.name}, summary = ${one.summary}, translations = ${JSON.stringify(one.translations)}, family = ${one.family},
           starts_on = ${one.startsOn}, ends_on = ${one.endsOn}, position = ${one.position}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}
