/** SQL of items as an import brings them: many at a time. */
import type { Temporal } from "temporal-polyfill";
import { sql, type Tx } from "#platform/db";
import type { ItemStatus } from "./status.ts";

export interface ItemRow {
  recordId: number;
  barcode: string;
  placeId: string | null;
  shelf: string;
  callNumber: string;
  volume: string;
  status: ItemStatus;
  priceFen: number | null;
  source: string;
  acquiredOn: string | null;
}

/** Whose items these are, and which file brought them; null: somebody at a desk. */
export interface ItemsOf {
  ownerId: string;
  orgPath: string;
  batchId: string | null;
}

/** Items with these barcodes of an owner, the records they belong to and where they stand; nobody changes them meanwhile. */
export async function itemsWith(
  tx: Tx,
  ownerId: string,
  barcodes: readonly string[],
): Promise<{ barcode: string; recordId: number; placeId: string | null }[]> {
  if (barcodes.length === 0) return [];
  return tx.many<{ barcode: string; recordId: number; placeId: string | null }>`
    select barcode, record_id, place_id from library.item where owner_id = ${ownerId} and barcode = any(${[...barcodes]}::text[])
     order by id for no key update`;
}

/** What is kept of an item before it changes. */
export const itemAsItWas = sql`
  jsonb_build_object('place_id', i.place_id, 'shelf', i.shelf, 'call_number', i.call_number, 'volume', i.volume, 'status', i.status,
                     'price_fen', i.price_fen, 'source', i.source, 'acquired_on', i.acquired_on, 'note', i.note)`;

const differing = sql`
  i.record_id = n.record_id
  and (i.place_id, i.shelf, i.call_number, i.volume, i.price_fen, i.source, i.acquired_on)
      is distinct from (coalesce(n.place_id, i.place_id), n.shelf, n.call_number, n.volume, n.price_fen, n.source, n.acquired_on)`;

/**
 * Adds items, and brings those of the same record up to date; their status here is kept, where they stand unless the
 * file says it, and what they were. Barcodes once each.
 */
export async function landItems(
  tx: Tx,
  { ownerId, orgPath, batchId }: ItemsOf,
  rows: readonly ItemRow[],
  now: Temporal.Instant,
): Promise<number> {
  if (rows.length === 0) return 0;
  const given = asTable(rows);
  await tx.run`
    insert into library.item_version (item_id, version, was, batch_id, ended_at)
    select i.id, i.version, ${itemAsItWas}, ${batchId}::uuid, ${now}::timestamptz
      from ${given} join library.item i on i.owner_id = ${ownerId} and i.barcode = n.barcode where ${differing}`;
  const changed = await tx.run`
    update library.item i
       set place_id = coalesce(n.place_id, i.place_id), shelf = n.shelf, call_number = n.call_number, volume = n.volume, price_fen = n.price_fen, source = n.source,
           acquired_on = n.acquired_on, version = i.version + 1, changed_at = ${now}::timestamptz
      from ${given} where i.owner_id = ${ownerId} and i.barcode = n.barcode and ${differing}`;
  const added = await insertItems(tx, { ownerId, orgPath, batchId }, rows, now);
  return changed + added.length;
}

/** Adds items and answers which: a barcode that an item of the owner has already stays that item's. */
export function insertItems(
  tx: Tx,
  { ownerId, orgPath, batchId }: ItemsOf,
  rows: readonly ItemRow[],
  now: Temporal.Instant,
): Promise<{ id: number; barcode: string }[]> {
  return tx.many<{ id: number; barcode: string }>`
    insert into library.item (record_id, owner_id, org_path, barcode, place_id, shelf, call_number, volume, status, price_fen, source,
                              acquired_on, batch_id, made_at, changed_at)
    select n.record_id, ${ownerId}::uuid, ${orgPath}, n.barcode, n.place_id, n.shelf, n.call_number, n.volume, n.status, n.price_fen, n.source,
           n.acquired_on, ${batchId}::uuid, ${now}::timestamptz, ${now}::timestamptz
      from ${asTable(rows)}
     order by n.barcode
    on conflict (owner_id, barcode) do nothing
    returning id, barcode`;
}

function asTable(rows: readonly ItemRow[]) {
  const all = <K extends keyof ItemRow>(key: K) => rows.map((row) => row[key]);
  return sql`
    unnest(${all("recordId")}::bigint[], ${all("barcode")}::text[], ${all("placeId")}::uuid[], ${all("shelf")}::text[],
           ${all("callNumber")}::text[], ${all("volume")}::text[], ${all("status")}::text[], ${all("priceFen")}::int[],
           ${all("source")}::text[], ${all("acquiredOn")}::date[])
      as n(record_id, barcode, place_id, shelf, call_number, volume, status, price_fen, source, acquired_on)`;
}
