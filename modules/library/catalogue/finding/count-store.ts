/** SQL of how many hits there are, and of what kinds: exact as far as they are looked at, from a share of the segments beyond. */
import type { Db } from "#platform/db";
import type { Wanted } from "./find.ts";
import { segments, standing } from "./find-store.ts";

/** So many are counted; more are estimated. */
export const mostCounted = 10_000;

export const facets = ["language", "form", "year", "class", "audience", "place"] as const;
export type Facet = (typeof facets)[number];

export interface Counted {
  /** Null: of all. `shelf`: of those of which something stands on a shelf now. */
  facet: Facet | "shelf" | null;
  value: string;
  count: number;
}

export interface CountedHits {
  rows: Counted[];
  /** Which share of all records was looked at. */
  share: number;
}

/** The newest hits counted by kind: languages, forms, tens of years, letters of the class tree, audiences, places. */
export async function countHits(db: Db, { query, onShelf }: Wanted): Promise<CountedHits> {
  const rows = await db.many<Omit<Counted, "facet"> & { facet: string; share: number }>`
    with hit as materialized (
      select h.* from ${segments} cross join lateral (
        select segment, record_id, language, form, year / 10 * 10 as year, class, audience from library.search_row s
         where s.segment = n.segment and s.words @@ ${query}::tsquery ${standing(onShelf)}) h
       limit ${mostCounted + 1}::int),
    last as (select min(segment) as segment from hit),
    reached as (
      select case when (select count(*) from hit) <= ${mostCounted}::int then 1
        else least(1, (newest.id - ((last.segment + 1)::bigint << 16)
                       + (select max(record_id) from hit where segment = last.segment) - (last.segment::bigint << 16)) / newest.id::float) end as share
        from last, (select max(id) as id from library.record) newest),
    held as (
      select h.place_id, hit.record_id, h.available from hit join library.holding h using (record_id) where h.items > 0)
    select facet, coalesce(value, '') as value, count, share from (
      select case grouping(language, form, year, class, audience)
               when 15 then 'language' when 23 then 'form' when 27 then 'year' when 29 then 'class' when 30 then 'audience' else 'all' end as facet,
             coalesce(language, form, year::text, class, audience) as value, count(*)::int as count
        from hit group by grouping sets ((), (language), (form), (year), (class), (audience))
      union all
      select case when grouping(place_id) = 1 then 'shelf' else 'place' end, place_id::text,
             (case when grouping(place_id) = 1 then count(distinct record_id) filter (where available > 0) else count(*) end)::int
        from held group by grouping sets ((), (place_id))) counted, reached
     order by count desc, value`;
  return {
    rows: rows.map(({ facet, value, count }) => ({
      // Named in the statement.
      facet: facet === "all" ? null : (facet as Facet | "shelf"),
      value,
      count,
    })),
    share: rows[0]?.share ?? 1,
  };
}

/** Are there no more than are counted? */
export async function isCounted(db: Db, { query, onShelf }: Wanted): Promise<boolean> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from (
      select from ${segments} cross join lateral (
        select from library.search_row s where s.segment = n.segment and s.words @@ ${query}::tsquery ${standing(onShelf)}) h
       limit ${mostCounted + 1}::int) hit`;
  return count <= mostCounted;
}
