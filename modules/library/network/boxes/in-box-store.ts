/** SQL of what a box knew of a copy before it was scanned. */
import type { Tx } from "#platform/db";

export interface InBox {
  /** Its line of the manifest: still on its way in this box, or ended. */
  line: "open" | "ended" | null;
  /** It was scanned out of this box before. */
  hasFinding: boolean;
  status: string;
}

/** The copy is locked: another scan of it waits. */
export function copyInBox(tx: Tx, boxId: string, itemId: number): Promise<InBox | null> {
  return tx.maybeOne<InBox>`
    select (select case when t.ended_on is null then 'open' else 'ended' end from library.transit t
             where t.box_id = ${boxId}::uuid and t.item_id = i.id order by t.ended_on is not null limit 1) as line,
           exists (select from library.box_finding f where f.box_id = ${boxId}::uuid and f.item_id = i.id) as has_finding, i.status
      from library.item i where i.id = ${itemId}::bigint for no key update of i`;
}
