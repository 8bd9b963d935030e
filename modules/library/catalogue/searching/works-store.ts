/** SQL of works over editions: what a work is, and whether a hit is its first. */
import { type Db, sql } from "#platform/db";
import type { Hit, Wanted } from "./find.ts";
import { calledSo, nowhere, type OnShelf, rowOfRecord, standing, type Where } from "./find-store.ts";

/** Those of the works of which a hit comes at this one or before it. Editions older than the hit are looked at only where titles come before it. */
export async function worksToldBy(
  db: Db,
  { inTitles, ...called }: Wanted,
  { hit, works }: { hit: Hit; works: readonly number[] },
): Promise<Set<number>> {
  const { query, onShelf } = called;
  const edition = (where: Where) => sql`
    select from library.record r ${rowOfRecord}
     where r.work_id = w.id and r.state = 'standing' and s.${sql.ref(where)} @@ ${query}::tsquery ${nowhere(where, query)} ${standing(onShelf)}`;
  const before = [
    sql`exists (select from called join library.record r using (id) where r.work_id = w.id and (${hit.tier}::int > 0 or id >= ${hit.recordId}::bigint))`,
    ...(hit.tier === 1 ? [sql`exists (${edition("title")} and r.id >= ${hit.recordId}::bigint)`] : []),
    ...(hit.tier === 2 ? [sql`exists (${edition("words")} and r.id >= ${hit.recordId}::bigint)`] : []),
    ...(hit.tier === 2 && inTitles ? [sql`exists (${edition("title")})`] : []),
  ];
  const rows = await db.prepared.many<{ id: number }>`
    with called as materialized (${calledSo(called)})
    select w.id from unnest(${[...works]}::bigint[]) as w(id) where ${sql.join(before, sql` or `)}`;
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
      select s.record_id from library.search_row s where s.words @@ ${query}::tsquery ${standing(onShelf)}),
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
  /** Of its editions, as far as they are looked at. */
  workAvailable: number;
}

/** More editions of a work are not counted for a list; and these, the newest, are asked what stands on shelves, and which to show. */
const [mostEditions, mostAsked] = [1000, 30];

/** By which of its editions that hit a work is shown. */
export interface ShownAs {
  query: string;
  /** Stands in the title as it is written here. */
  word: string;
  language: string | null;
}

/** In the place of a hit the newest edition of its work that hits and has the word in its title, or else is in the language that the hit is not in. */
const shown = (ids: readonly number[], { query, word, language }: ShownAs) => sql`
  (select coalesce(other.id, hit.id) as id, hit.at
     from unnest(${[...ids]}::bigint[]) with ordinality as hit(id, at) join library.record h using (id)
     left join lateral (
       select one.id
         from (select id, title, language from library.record one
                where one.work_id = h.work_id and one.state = 'standing' order by id desc limit ${mostAsked}) one
        cross join lateral (select words from library.search_row where segment = one.id >> 16 and record_id = one.id offset 0) s
        where (strpos(lower(one.title), lower(${word}::text)) > 0 or (one.language = ${language}::text and h.language <> ${language}::text))
          and s.words @@ ${query}::tsquery
        order by strpos(lower(one.title), lower(${word}::text)) > 0 desc, one.id desc limit 1) other
       on strpos(lower(h.title), lower(${word}::text)) = 0)`;

/** What a list says of records, in the order given; each by itself, or its work by the edition that fits. */
export function foundRows(db: Db, ids: readonly number[], shownAs: ShownAs | null): Promise<FoundRow[]> {
  return db.prepared.many<FoundRow>`
    select r.id, r.title, r.names, r.publisher, r.year, r.language, r.form, r.audience, r.class_number,
           greatest(e.editions, 1) as editions, e.first_year, e.last_year, coalesce(h.items, 0) as items, coalesce(h.available, 0) as available,
           greatest(o.available, h.available, 0) as work_available
      from ${shownAs ? shown(ids, shownAs) : sql`unnest(${[...ids]}::bigint[]) with ordinality`} as n(id, at) join library.record r using (id)
      left join lateral (select sum(items)::int as items, sum(available)::int as available from library.holding where record_id = r.id) h on true
      -- Both from the index alone.
      left join lateral (
        select count(*)::int as editions, min(year) as first_year, max(year) as last_year
          from (select year from library.record one where one.work_id = r.work_id and one.state = 'standing' limit ${mostEditions}) edition) e on true
      left join lateral (
        select sum(h.available)::int as available
          from (select id from library.record one where one.work_id = r.work_id and one.state = 'standing' order by id desc limit ${mostAsked}) one
          join library.holding h on h.record_id = one.id) o on true
     order by n.at`;
}
