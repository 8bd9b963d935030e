/** SQL of finding: the newest segments first, and no further than asked. */
import { type Db, sql } from "#platform/db";

/** Where the words are looked for: in titles, or anywhere. */
export type Where = "title" | "words";

/** How many rows there are, and about how many of them will hit: what the planner's own statistics say, in a third of a millisecond. */
export async function estimate(db: Db, where: Where, query: string): Promise<{ rows: number; hits: number }> {
  const [row] = await db.many<Record<"QUERY PLAN", [{ Plan: { "Plan Rows": number } }]>>`
    explain (format json) select from library.search_row where ${sql.ref(where)} @@ ${query}::tsquery`;
  const { rows } = await db.prepared.one<{
    rows: number;
  }>`select coalesce(max(id), 0) as rows from library.record`;
  return { rows, hits: row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0 };
}

/** What can be taken from a shelf now: of any place, or of this one. */
export interface OnShelf {
  placeId: string | null;
}

/** What is forbidden may not stand elsewhere either. */
export function nowhere(where: Where, query: string) {
  return where === "title" && query.includes("!") ? sql`and s.words @@ ${query}::tsquery` : sql``;
}

interface Some {
  where: Where;
  query: string;
  onShelf: OnShelf | null;
  /** Only records before this one. */
  before: number;
  /** What has been told already: titles with these words. */
  but: string | null;
  limit: number;
}

/** The newest first. */
export const segments = sql`
  generate_series((select max(segment) from library.search_row), 0, -1) as n(segment)`;

/** The condition that some of a row `s` stands on a shelf; nothing where that is not asked. */
export function standing(onShelf: OnShelf | null) {
  if (onShelf === null) return sql``;
  const there = onShelf.placeId === null ? sql`` : sql`and h.place_id = ${onShelf.placeId}::uuid`;
  return sql`and exists (select from library.holding h where h.record_id = s.record_id and h.available > 0 ${there})`;
}

/** The newest hits by the index of each segment: for words that few records have. */
export function hitsByIndex(db: Db, { where, query, onShelf, before, but, limit }: Some): Promise<number[]> {
  return ids(db.prepared.many<{ recordId: number }>`
    select h.record_id from ${segments} cross join lateral (
      select record_id from library.search_row s
       where s.segment = n.segment and ${sql.ref(where)} @@ ${query}::tsquery and record_id < ${before}::bigint
         and (${but}::tsquery is null or not title @@ ${but}::tsquery)
         ${nowhere(where, query)} ${standing(onShelf)}
       -- Not by the order of the key: that would be a walk through the segment.
       order by record_id + 0 desc limit ${limit}::int) h
     where n.segment <= ${before}::bigint >> 16
     limit ${limit}::int`);
}

/** The newest hits by looking at the newest rows, so many at most: for words that many records have. */
export function hitsByWalk(
  db: Db,
  { where, query, onShelf, before, but, limit }: Some,
  rows: number,
): Promise<number[]> {
  return ids(db.prepared.many<{ recordId: number }>`
    select record_id from (
      select h.* from ${segments} cross join lateral (
        select record_id, title, words from library.search_row s
         where s.segment = n.segment and record_id < ${before}::bigint order by record_id desc limit ${rows}::int) h
       limit ${rows}::int) s
     where ${sql.ref(where)} @@ ${query}::tsquery and (${but}::tsquery is null or not title @@ ${but}::tsquery)
       ${nowhere(where, query)} ${standing(onShelf)}
     limit ${limit}::int`);
}

async function ids(rows: Promise<{ recordId: number }[]>): Promise<number[]> {
  return (await rows).map(({ recordId }) => recordId);
}

/** Records called so that have the query's marks too, the newest first. */
export function withTitle(
  db: Db,
  { titleKey, query, onShelf, limit }: Pick<Some, "query" | "onShelf" | "limit"> & { titleKey: string },
): Promise<number[]> {
  return ids(db.prepared.many<{ recordId: number }>`
    select r.id as record_id from library.record r join library.search_row s on s.segment = r.id >> 16 and s.record_id = r.id
     where r.title_key = ${titleKey} and s.title @@ ${query}::tsquery ${nowhere("title", query)} ${standing(onShelf)}
     order by r.id desc limit ${limit}::int`);
}
