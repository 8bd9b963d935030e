/** SQL for whoever fills a city. */

import type { Temporal } from "temporal-polyfill";
import { type Db, newId, type Tx } from "#platform/db";

/** Copies on the shelf at home at a place that are lent, in order of their barcodes. */
export async function copiesAtHome(db: Db, placeId: string, limit: number): Promise<number[]> {
  const rows = await db.many<{ id: number }>`
    select id from library.item where place_id = ${placeId} and status = 'available' and away is null order by barcode limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Credit stands for a reader's books from that moment on. */
export async function standByCredit(tx: Tx, subject: string, since: Temporal.Instant): Promise<void> {
  await tx.run`
    insert into library.guarantee (id, subject, way, since) values (${newId()}, ${subject}, 'credit', ${since}) on conflict do nothing`;
}
