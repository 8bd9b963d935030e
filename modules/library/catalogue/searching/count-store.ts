/** SQL of how many hits there are, and of what kinds: of all, or of an even share of them. */
import { type Db, sql } from "#platform/db";
import type { Wanted } from "./find.ts";
import { standing } from "./find-store.ts";

export const facets = ["language", "form", "year", "class", "audience", "place"] as const;
export type Facet = (typeof facets)[number];

export interface Counted {
  /** Null: of all. `shelf`: of those of which something stands on a shelf now. */
  facet: Facet | "shelf" | null;
  value: string;
  count: number;
}

/** Into so many even shares records are marked (`search-row.ts`). */
export const shares = 64;

type Asked = Pick<Wanted, "query" | "onShelf">;

/** The hits among so many of the shares. */
function hits({ query, onShelf }: Asked, share: number) {
  const marks = Array.from({ length: share }, (_, n) => `'m=${Math.floor((n * shares) / share)}'`);
  const asked = share === shares ? query : `(${query}) & (${marks.join(" | ")})`;
  return sql`library.search_row s where s.words @@ ${asked}::tsquery ${standing(onShelf)}`;
}

/** How many of one share hit. */
export async function hitsOfOneShare(db: Db, asked: Asked): Promise<number> {
  const { count } = await db.prepared.one<{ count: number }>`
    select count(*)::int as count from ${hits(asked, 1)}`;
  return count;
}

/** Are there no more hits than this? */
export async function areAtMost(db: Db, asked: Asked, most: number): Promise<boolean> {
  const { count } = await db.prepared.one<{ count: number }>`
    select count(*)::int as count from (select from ${hits(asked, shares)} limit ${most + 1}::int) hit`;
  return count <= most;
}

/**
 * The hits of so many shares by kind: languages and nodes of the class tree as rows have them, several with blanks between; forms, tens of years,
 * audiences, places. `most`: where there are more, one more than these is all that is told.
 */
export async function countHits(
  db: Db,
  asked: Asked,
  { share, most }: { share: number; most: number | null },
): Promise<Counted[]> {
  const rows = await db.prepared.many<Omit<Counted, "facet"> & { facet: string }>`
    with hit as materialized (
      select s.record_id, s.language, s.form, s.year / 10 * 10 as year, s.audience, s.class from ${hits(asked, share)} limit ${most}::int + 1),
    -- Much fewer than hits.
    kind as materialized (
      select language, form, year, class, audience, count(*) as count from hit group by language, form, year, class, audience),
    held as materialized (
      select h.place_id, h.record_id, h.available from library.holding h
       where h.record_id = any (array(select record_id from hit where ${most}::int is null or (select sum(count) from kind) <= ${most}::int))
         and h.items > 0)
    select facet, coalesce(value, '') as value, count::int from (
      select case grouping(language, form, year, class, audience)
               when 15 then 'language' when 23 then 'form' when 27 then 'year' when 29 then 'class' when 30 then 'audience' else 'all' end as facet,
             coalesce(language, form, year::text, class, audience) as value, coalesce(sum(count), 0) as count
        from kind group by grouping sets ((), (language), (form), (year), (class), (audience))
      union all
      select 'place', place_id::text, count(*) from held group by place_id
      union all
      select 'shelf', null, count(distinct record_id) from held where available > 0) counted
     order by count desc, value`;
  return rows.map(({ facet, value, count }) => ({
    // Named in the statement.
    facet: facet === "all" ? null : (facet as Facet | "shelf"),
    value,
    count,
  }));
}
