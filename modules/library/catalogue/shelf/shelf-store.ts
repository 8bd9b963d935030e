/** SQL of shelves: how many stand there. */
import type { Db } from "#platform/db";
import { isAvailable } from "../items/status-sql.ts";

/** The shelves of a place and how many stand there, by status. */
export function shelvesAt(
  db: Db,
  placeId: string,
): Promise<{ shelf: string; items: number; available: number }[]> {
  return db.many<{ shelf: string; items: number; available: number }>`
    select i.shelf, count(*)::int as items, (count(*) filter (where ${isAvailable}))::int as available
      from library.item i where i.place_id = ${placeId} and library.counts(i.status) group by i.shelf order by i.shelf limit 500`;
}

/** Places where readers may fetch something: with items that count. From place to place over their index, which has a row for each record. */
export async function placesWithItems(db: Db): Promise<string[]> {
  const rows = await db.many<{ placeId: string }>`
    with recursive held as (
      (select place_id from library.holding where items > 0 order by place_id limit 1)
      union all
      select (select h.place_id from library.holding h where h.place_id > held.place_id and h.items > 0 order by h.place_id limit 1)
        from held where held.place_id is not null)
    select place_id from held where place_id is not null`;
  return rows.map(({ placeId }) => placeId);
}
