/** SQL of records asked for by what their items are called. */
import type { Db } from "#platform/db";

/** Standing records of items with one of these barcodes, whoever owns them. */
export function recordsBarcoded(
  db: Db,
  barcodes: readonly string[],
  limit: number,
): Promise<{ id: number }[]> {
  return db.prepared.many<{ id: number }>`
    select distinct r.id from library.item i join library.record r on r.id = i.record_id and r.state = 'standing'
     where i.barcode = any(${[...barcodes]}::text[]) and i.status <> 'withdrawn' order by r.id desc limit ${limit}::int`;
}
