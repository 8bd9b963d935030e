/** SQL of items that are added at the desk. */
import { type Db, locks, type Tx } from "#platform/db";
import type { Kept } from "../keeping/read-kept.ts";

/** Nobody merges or withdraws the record meanwhile. */
export function lockRecord(
  tx: Tx,
  id: number,
): Promise<{ kind: "bibliographic" | "authority"; state: string } | null> {
  return tx.maybeOne`select kind, state from library.record where id = ${id} for share`;
}

/** Who gives the next barcodes of this house waits for whoever does. */
export async function lockBarcodes(tx: Tx, ownerId: string): Promise<void> {
  await tx.run`select pg_advisory_xact_lock(${locks.itemBarcodes}, hashtext(${ownerId}))`;
}

/** The barcode a house gave last, at a desk or for an order: what files brought has numbers of its own. */
export async function lastBarcode(db: Db, ownerId: string): Promise<string | null> {
  const row = await db.maybeOne<{ barcode: string }>`
    select barcode from library.item where owner_id = ${ownerId} and batch_id is null order by id desc limit 1`;
  return row?.barcode ?? null;
}

/** Items of an owner with one of these barcodes. */
export async function itemsAmong(
  db: Db,
  ownerId: string,
  barcodes: readonly string[],
): Promise<{ id: number; barcode: string; title: string }[]> {
  if (barcodes.length === 0) return [];
  return db.many<{ id: number; barcode: string; title: string }>`
    select i.id, i.barcode, r.title from library.item i join library.record r on r.id = i.record_id
     where i.owner_id = ${ownerId} and i.barcode = any(${[...barcodes]}::text[]) order by i.barcode`;
}

export async function noteOn(tx: Tx, ids: readonly number[], note: string): Promise<void> {
  await tx.run`update library.item set note = ${note} where id = any(${[...ids]}::bigint[])`;
}

export function keptRecord(db: Db, id: number): Promise<(Kept & { classNumber: string }) | null> {
  return db.maybeOne`
    select original, original_charset, flavour, content, class_number from library.record where id = ${id}`;
}

/** How a house numbers books of a class: of the two thousand newest records of it. */
export async function callNumbersIn(
  db: Db,
  { ownerId, classNumber }: { ownerId: string; classNumber: string },
): Promise<string[]> {
  if (classNumber === "") return [];
  const rows = await db.many<{ callNumber: string }>`
    select distinct i.call_number
      from (select id from library.record where class_number = ${classNumber} order by id desc limit 2000) r
      join library.item i on i.record_id = r.id
     where i.owner_id = ${ownerId} and starts_with(i.call_number, ${`${classNumber}/`})`;
  return rows.map(({ callNumber }) => callNumber);
}
