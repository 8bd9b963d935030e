/** SQL of the copies of a barcode that have to do with a box. */
import type { Db } from "#platform/db";
import type { Box } from "./box-store.ts";

export interface CopyOfBox {
  id: number;
  ownerId: string;
  barcode: string;
  title: string;
}

/** The nearest to the box: in it; waiting to go its way, while it is packed; in it before; found in it. */
export function copiesOfBox(
  db: Db,
  { id, fromId, toId, state }: Pick<Box, "id" | "fromId" | "toId" | "state">,
  names: readonly string[],
): Promise<CopyOfBox[]> {
  return db.many<CopyOfBox>`
    with named as (
      select i.id, i.owner_id, i.barcode, i.record_id from library.item i where i.barcode = any(${[...names]}::text[])),
    near as (
      select n.id, case when t.box_id = ${id}::uuid then case when t.ended_on is null then 0 else 2 end else 1 end as nth
        from named n join library.transit t on t.item_id = n.id
       where t.box_id = ${id}::uuid
          or ${state} = 'packing' and t.ended_on is null and t.sent_at is null and t.from_id = ${fromId}::uuid and t.to_id = ${toId}::uuid
      union all
      select n.id, 3 from named n join library.box_finding f on f.item_id = n.id and f.box_id = ${id}::uuid)
    select distinct n.id, n.owner_id, n.barcode, r.title
      from near join named n on n.id = near.id join library.record r on r.id = n.record_id
     where near.nth = (select min(nth) from near) order by n.id limit 20`;
}
