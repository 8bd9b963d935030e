/** SQL of works over editions: what a work is, and whether a hit is its first. */
import { type Db, sql } from "#platform/db";
import type { Hit, Wanted } from "./find.ts";
import { type OnShelf, segments, standing } from "./find-store.ts";

/** Which of these records stand, and their works. */
export async function worksOf(db: Db, ids: readonly number[]): Promise<Map<number, number | null>> {
  const rows = await db.prepared.many<{ id: number; workId: number | null }>`
    select id, work_id from library.record where id = any(${[...ids]}::bigint[]) and state = 'standing'`;
  return new Map(rows.map(({ id, workId }) => [id, workId]));
}

/**
 * Those of the hits before which no other of their work comes: what is told once is told there. The order of two hits depends on nothing
 * but themselves, so that every page finds the same.
 */
export async function firstOfWork(
  db: Db,
  { query, titleKey, inTitles, onShelf }: Wanted,
  hits: readonly Hit[],
): Promise<Set<number>> {
  const tier = (record: "r" | "o", row: "s" | "t") => {
    const [title, key] = [sql.ref(`${row}.title`), sql.ref(`${record}.title_key`)];
    return sql`case when not ${inTitles} or not ${title} @@ ${query}::tsquery then 2 when ${key} = ${titleKey}::text then 0 else 1 end`;
  };
  const rows = await db.prepared.many<{ id: number }>`
    select o.id from unnest(${hits.map(({ recordId }) => recordId)}::bigint[]) as n(id)
      join library.record o using (id) join library.search_row t on t.segment = o.id >> 16 and t.record_id = o.id
     where not exists (
       select from library.record r join library.search_row s on s.segment = r.id >> 16 and s.record_id = r.id
        where r.work_id = o.work_id and r.id <> o.id and r.state = 'standing' and s.words @@ ${query}::tsquery ${standing(onShelf)}
          and (${tier("r", "s")}, -r.id) < (${tier("o", "t")}, -o.id))`;
  return new Set(rows.map(({ id }) => id));
}

/** How hits can be told other than by how well they fit, where they are not too many. */
export type OtherOrder = "year" | "title";

export interface Placed {
  recordId: number;
  /** What it is sorted by: a year, -1 where none is known, or the title's key. */
  by: string;
}

/** Works in another order, each at its first hit. Only for so many hits as one statement may look at. */
export function worksInOrder(
  db: Db,
  { query, onShelf }: Pick<Wanted, "query"> & { onShelf: OnShelf | null },
  { order, after, limit }: { order: OtherOrder; after: Placed | null; limit: number },
): Promise<Placed[]> {
  const [key, direction, beyond, type] =
    order === "year"
      ? [sql`coalesce(r.year, -1)`, sql`desc`, sql`<`, sql`integer`]
      : [sql`r.title_key collate "zh-x-icu"`, sql``, sql`>`, sql`text`];
  return db.many<Placed>`
    with hit as materialized (
      select h.record_id from ${segments} cross join lateral (
        select record_id from library.search_row s where s.segment = n.segment and s.words @@ ${query}::tsquery ${standing(onShelf)}) h),
    first as (
      select distinct on (coalesce(r.work_id, -r.id)) r.id, ${key} as key
        from hit join library.record r on r.id = hit.record_id and r.state = 'standing'
       order by coalesce(r.work_id, -r.id), key ${direction}, r.id desc)
    select id as record_id, key::text as by from first
     where ${after === null} or key ${beyond} ${after?.by ?? null}::${type} or (key = ${after?.by ?? null}::${type} and id < ${after?.recordId ?? null}::bigint)
     order by key ${direction}, id desc limit ${limit}::int`;
}

export interface FoundRow {
  id: number;
  title: string;
  names: string;
  publisher: string;
  year: number | null;
  language: string;
  form: string;
  audience: string;
  classNumber: string;
  /** Of its work, with it. */
  editions: number;
  firstYear: number | null;
  lastYear: number | null;
  items: number;
  available: number;
  /** Of any edition. */
  workAvailable: number;
}

/** More editions of a work are not looked at for a list. */
const mostEditions = 200;

/** What a list says of records, in the order given. */
export function foundRows(db: Db, ids: readonly number[]): Promise<FoundRow[]> {
  return db.prepared.many<FoundRow>`
    select r.id, r.title, r.names, r.publisher, r.year, r.language, r.form, r.audience, r.class_number,
           greatest(e.editions, 1) as editions, e.first_year, e.last_year, coalesce(h.items, 0) as items, coalesce(h.available, 0) as available,
           greatest(e.available, h.available, 0) as work_available
      from unnest(${[...ids]}::bigint[]) with ordinality as n(id, at) join library.record r using (id)
      left join lateral (select sum(items)::int as items, sum(available)::int as available from library.holding where record_id = r.id) h on true
      left join lateral (
        select count(*)::int as editions, min(year) as first_year, max(year) as last_year, sum(available)::int as available
          from (select one.year, (select sum(available) from library.holding where record_id = one.id) as available
                  from library.record one where one.work_id = r.work_id and one.state = 'standing' limit ${mostEditions}) edition) e on true
     order by n.at`;
}
