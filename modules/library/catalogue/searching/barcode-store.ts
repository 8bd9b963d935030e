/** SQL of records asked for by what their items are called. */
import type { Db } from "#platform/db";

/** Those of these records that stand, newest first. */
export function standingAmong(db: Db, ids: readonly number[], limit: number): Promise<{ id: number }[]> {
  return db.prepared.many<{ id: number }>`
    select id from library.record where id = any(${[...new Set(ids)]}::bigint[]) and state = 'standing' order by id desc limit ${limit}::int`;
}
