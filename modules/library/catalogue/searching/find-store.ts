/** SQL of finding: the newest first, and no further than asked. */
import { type Db, sql } from "#platform/db";

/** Prepared statements of this work are planned once, whatever is asked for: to plan one anew for every segment takes longer than to answer it. */
export const plannedOnce = <R>(db: Db, work: (db: Db) => Promise<R>): Promise<R> =>
  db.tx(async (tx) => {
    await tx.run`set local plan_cache_mode = force_generic_plan`;
    return work(tx);
  });

/** What can be taken from a shelf now: of any place, or of this one. */
export interface OnShelf {
  placeId: string | null;
}

/** Where the words are looked for: in titles, or anywhere. */
export type Where = "title" | "words";

/** What is forbidden may not stand elsewhere either. */
export const nowhere = (where: Where, query: string) =>
  where === "title" && query.includes("!") ? sql`and s.words @@ ${query}::tsquery` : sql``;

/** The condition that some of a row `s` stands on a shelf; nothing where that is not asked. */
export function standing(onShelf: OnShelf | null) {
  if (onShelf === null) return sql``;
  const there = onShelf.placeId === null ? sql`` : sql`and h.place_id = ${onShelf.placeId}::uuid`;
  // A limit, or all that stands on shelves would be read for a few.
  return sql`and exists (select from library.holding h where h.record_id = s.record_id and h.available > 0 ${there} limit 1)`;
}

/** The row `s` of a record `r`, by its key and by nothing else: the index of words would give all that hits for one record. */
export const rowOfRecord = sql`
  cross join lateral (
    select record_id, title, words from library.search_row where segment = r.id >> 16 and record_id = r.id offset 0) s`;

export interface Called {
  /** `tsquery` over the rows, with the marks that are kept to. */
  query: string;
  /** The question as a title; null: none is asked for. */
  titleKey: string | null;
  onShelf: OnShelf | null;
}

/** More editions of one title than this are told among those that have the words in their title. */
const mostCalledSo = 100;

/** The newest records called so that have the query's marks too: they are told first. */
export const calledSo = ({ query, titleKey, onShelf }: Called) => sql`
  select r.id from library.record r ${rowOfRecord}
   where r.title_key = ${titleKey}::text and s.title @@ ${query}::tsquery ${nowhere("title", query)} ${standing(onShelf)}
   order by r.id desc limit ${mostCalledSo}::int`;

/** Segments with the last record in each that is wanted, the newest first. */
const segments = (before: number) => sql`
  newest
  cross join lateral generate_series((least(newest.id, ${before}::bigint - 1) >> 16)::int, 0, -1) as n(segment)
  cross join lateral (select least(newest.id, ${before}::bigint - 1, ((n.segment + 1::bigint) << 16) - 1) as id) last`;

/**
 * A segment for a few hits: the last thousand or two, which the index finds by their marks (`search-row.ts`), and then what is before them. Words
 * that many have are met in the first; of words that few have there is little to read in the second.
 */
const endFirst = (query: string) => sql`
  (select greatest(((last.id >> 10) - 1) << 10, n.segment::bigint << 16) as id) first
  cross join lateral (values
    (${query}::tsquery && format('n=%s | n=%s', first.id >> 10 & 63, last.id >> 10 & 63)::tsquery, first.id, last.id),
    (${query}::tsquery, n.segment::bigint << 16, first.id - 1)) as part(query, first_id, last_id)`;

/** And for more than so many: all of it. */
const fewHits = 200;
const atOnce = (query: string) => sql`
  (values (${query}::tsquery, n.segment::bigint << 16, last.id)) as part(query, first_id, last_id)`;

interface Newest {
  where: Where;
  query: string;
  onShelf: OnShelf | null;
  /** Only records before this one. */
  before: number;
  /** What has been told already: titles with these words. */
  but: string | null;
  limit: number;
}

/** The newest hits that are not among those called so. */
const newestHits = ({ where, query, onShelf, before, but, limit }: Newest) => sql`
  select h.record_id
    from ${segments(before)} cross join lateral ${limit > fewHits ? atOnce(query) : endFirst(query)} cross join lateral (
    select s.record_id from library.search_row s
     -- Neither narrowed nor sorted by the key itself: that would be a walk through the segment.
     where s.segment = n.segment and s.${sql.ref(where)} @@ part.query and s.record_id + 0 between part.first_id and part.last_id
       and s.record_id not in (select id from called)
       ${but === null ? sql`` : sql`and not s.title @@ ${but}::tsquery`} ${nowhere(where, query)} ${standing(onShelf)}
     order by s.record_id + 0 desc limit ${limit}::int) h`;

export interface HitRow {
  recordId: number;
  tier: 0 | 1 | 2;
  /** Its work; below 0: a work of its own; null: out of sight. */
  work: number | null;
}

export interface HitsAsked {
  /** Of what is called so, of titles with the words and of the words anywhere only records before this one. */
  before: readonly [number, number, number];
  limit: number;
}

/** The next hits: what is called so, then titles with the words, then the words anywhere. */
export function hitsFrom(
  db: Db,
  { inTitles, ...called }: Called & { inTitles: boolean },
  { before, limit }: HitsAsked,
): Promise<HitRow[]> {
  const { query, onShelf } = called;
  const [asCalled, inTitle, anywhere] = before;
  const some = { query, onShelf, limit };
  const titles = newestHits({ ...some, where: "title", before: inTitle, but: null });
  const words = newestHits({ ...some, where: "words", before: anywhere, but: inTitles ? query : null });
  return db.prepared.many<HitRow>`
    with newest as materialized (select coalesce(max(id), 0) as id from library.record),
         called as materialized (${calledSo(called)})
    select hit.record_id, hit.tier, case when r.state = 'standing' then coalesce(r.work_id, -r.id) end as work
      from (
        select 0 as tier, id as record_id from called where id < ${asCalled}::bigint
        ${inTitles ? sql`union all select 1, record_id from (${titles}) titles` : sql``}
        union all select 2, record_id from (${words}) words
        limit ${limit}::int) hit
      join library.record r on r.id = hit.record_id
     order by hit.tier, hit.record_id desc`;
}
