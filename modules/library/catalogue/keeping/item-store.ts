/** SQL of items as an import brings them: many at a time. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

export interface ItemRow {
  recordId: number;
  barcode: string;
  placeId: string | null;
  shelf: string;
  callNumber: string;
  volume: string;
  status: string;
  priceFen: number | null;
  source: string;
  acquiredOn: string | null;
}

/** Items with these barcodes of an owner, and the records they belong to. */
export function itemsWith(
  tx: Tx,
  ownerId: string,
  barcodes: readonly string[],
): Promise<{ barcode: string; recordId: number }[]> {
  return tx.many<{ barcode: string; recordId: number }>`
    select barcode, record_id from library.item where owner_id = ${ownerId} and barcode = any(${[...barcodes]}::text[])`;
}

/** Adds items, and brings those of the same record up to date; their status here is kept. Barcodes once each, in order. */
export async function landItems(
  tx: Tx,
  { ownerId, orgPath, batchId }: { ownerId: string; orgPath: string; batchId: string },
  rows: readonly ItemRow[],
  now: Temporal.Instant,
): Promise<number> {
  if (rows.length === 0) return 0;
  const all = <K extends keyof ItemRow>(key: K) => rows.map((row) => row[key]);
  return tx.run`
    insert into library.item as i (record_id, owner_id, org_path, barcode, place_id, shelf, call_number, volume, status, price_fen, source,
                                   acquired_on, batch_id, made_at, changed_at)
    select n.record_id, ${ownerId}::uuid, ${orgPath}, n.barcode, n.place_id, n.shelf, n.call_number, n.volume, n.status, n.price_fen, n.source,
           n.acquired_on, ${batchId}::uuid, ${now}::timestamptz, ${now}::timestamptz
      from unnest(${all("recordId")}::bigint[], ${all("barcode")}::text[], ${all("placeId")}::uuid[], ${all("shelf")}::text[],
                  ${all("callNumber")}::text[], ${all("volume")}::text[], ${all("status")}::text[], ${all("priceFen")}::int[],
                  ${all("source")}::text[], ${all("acquiredOn")}::date[])
           as n(record_id, barcode, place_id, shelf, call_number, volume, status, price_fen, source, acquired_on)
     order by n.barcode
    on conflict (owner_id, barcode) do update
       set place_id = excluded.place_id, shelf = excluded.shelf, call_number = excluded.call_number, volume = excluded.volume,
           price_fen = excluded.price_fen, source = excluded.source, acquired_on = excluded.acquired_on,
           version = i.version + 1, changed_at = excluded.changed_at
     where i.record_id = excluded.record_id
       and (i.place_id, i.shelf, i.call_number, i.volume, i.price_fen, i.source, i.acquired_on)
           is distinct from (excluded.place_id, excluded.shelf, excluded.call_number, excluded.volume, excluded.price_fen, excluded.source,
                             excluded.acquired_on)`;
}
