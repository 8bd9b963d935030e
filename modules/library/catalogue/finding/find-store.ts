/** SQL of finding: the newest segments first, and no further than asked. */
import type { Db } from "#platform/db";

export interface Found {
  recordId: number;
  /** 0: this is its title; 1: its title has the words; 2: they stand elsewhere too. */
  tier: 0 | 1 | 2;
}

export interface Wanted {
  /** `tsquery` over the rows, with the marks that are kept to. */
  query: string;
  /** Folded title as a whole; null: no title is asked for. */
  titleKey: string | null;
  after: Found | null;
  limit: number;
}

/**
 * The next hits: what is called so, then what has the words in its title, then what has them anywhere; of each what came last first. Goes
 * through the segments from the newest and stops when it has enough.
 */
export function nextHits(db: Db, { query, titleKey, after, limit }: Wanted): Promise<Found[]> {
  const before = (tier: number) =>
    after === null || after.tier < tier ? null : after.tier > tier ? 0 : after.recordId;
  return db.prepared.many<Found>`
    select record_id, tier from (
      (select r.id as record_id, 0 as tier from library.record r join library.search_row s on s.record_id = r.id
        where r.title_key = ${titleKey}::text and s.title @@ ${query}::tsquery and r.id < coalesce(${before(0)}::bigint, 9223372036854775807)
        order by r.id desc limit ${limit}::int)
      union all
      (select record_id, 1 from library.search_row s
        where title @@ ${query}::tsquery and record_id < coalesce(${before(1)}::bigint, 9223372036854775807)
          and (${titleKey}::text is null or not exists (select from library.record r where r.id = s.record_id and r.title_key = ${titleKey}::text))
        order by record_id desc limit ${limit}::int)
      union all
      (select record_id, 2 from library.search_row
        where words @@ ${query}::tsquery and not title @@ ${query}::tsquery and record_id < coalesce(${before(2)}::bigint, 9223372036854775807)
        order by record_id desc limit ${limit}::int)) hit
     limit ${limit}::int`;
}
