/** SQL of copies as a file brings them: many at a time. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { itemAsItWas } from "../../../catalogue/items/landing-store.ts";
import type { ItemStatus } from "../../../catalogue/items/status.ts";

export interface ItemFacts {
  placeId: string | null;
  shelf: string;
  callNumber: string;
  volume: string;
  type: string;
  priceFen: number | null;
  acquiredOn: string | null;
}

export interface KnownItem extends ItemFacts {
  id: number;
  ownerId: string;
  barcode: string;
  recordId: number;
}

/** Copies of these owners with these barcodes, locked in one order. */
export function lockItemsWith(
  tx: Tx,
  asked: readonly { ownerId: string; barcode: string }[],
): Promise<KnownItem[]> {
  return tx.many<KnownItem>`
    select id, owner_id, barcode, record_id, place_id, shelf, call_number, volume, type, price_fen, acquired_on::text
      from library.item
     where (owner_id, barcode) in (select * from unnest(${asked.map(({ ownerId }) => ownerId)}::uuid[], ${asked.map(({ barcode }) => barcode)}::text[]))
     order by id for no key update`;
}

/** Records by control key and by ISBN; what became part of another is that other. */
export function recordsCalled(
  db: Db,
  { keys, isbns }: { keys: readonly string[]; isbns: readonly string[] },
): Promise<{ called: string; id: number }[]> {
  return db.many<{ called: string; id: number }>`
    select k.key as called, coalesce(r.merged_into, r.id) as id
      from unnest(${[...keys]}::text[]) as k(key)
     cross join lateral (select id, merged_into, state, kind from library.record where control_key = k.key offset 0) r
     where r.state in ('standing', 'hidden', 'merged') and r.kind = 'bibliographic'
    union
    select n.number, r.id
      from library.record_number n join library.record r on r.id = n.record_id
     where n.kind = 'isbn' and n.number = any(${[...isbns]}::text[]) and r.state in ('standing', 'hidden')`;
}

export interface NewItem extends ItemFacts {
  recordId: number;
  ownerId: string;
  orgPath: string;
  barcode: string;
  status: ItemStatus;
}

const columnsOf = (rows: readonly ItemFacts[]) => {
  const of = <K extends keyof ItemFacts>(key: K) => rows.map((row) => row[key]);
  return sql`
    ${of("placeId")}::uuid[], ${of("shelf")}::text[], ${of("callNumber")}::text[], ${of("volume")}::text[], ${of("type")}::text[],
    ${of("priceFen")}::int[], ${of("acquiredOn")}::date[]`;
};
const factNames = sql.raw("place_id, shelf, call_number, volume, type, price_fen, acquired_on");

/** `item_once` refuses a barcode that the owner has given. */
export function insertNewItems(
  tx: Tx,
  rows: readonly NewItem[],
  now: Temporal.Instant,
): Promise<{ id: number; ownerId: string; barcode: string }[]> {
  const of = <K extends keyof NewItem>(key: K) => rows.map((row) => row[key]);
  return tx.many<{ id: number; ownerId: string; barcode: string }>`
    insert into library.item (record_id, owner_id, org_path, barcode, status, ${factNames}, made_at, changed_at)
    select n.*, ${now}::timestamptz, ${now}::timestamptz
      from unnest(${of("recordId")}::bigint[], ${of("ownerId")}::uuid[], ${of("orgPath")}::text[], ${of("barcode")}::text[], ${of("status")}::text[],
                  ${columnsOf(rows)}) as n(record_id, owner_id, org_path, barcode, status, ${factNames})
     order by n.owner_id, n.barcode
    returning id, owner_id, barcode`;
}

/** What they were before is kept. */
export async function changeItems(
  tx: Tx,
  rows: readonly (ItemFacts & { id: number })[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await tx.run`
    insert into library.item_version (item_id, version, was, batch_id, ended_at)
    select i.id, i.version, ${itemAsItWas}, null, ${now}::timestamptz from library.item i where i.id = any(${ids}::bigint[])`;
  await tx.run`
    update library.item i
       set place_id = n.place_id, shelf = n.shelf, call_number = n.call_number, volume = n.volume, type = n.type, price_fen = n.price_fen,
           acquired_on = n.acquired_on, version = i.version + 1, changed_at = ${now}::timestamptz
      from unnest(${ids}::bigint[], ${columnsOf(rows)}) as n(id, ${factNames})
     where i.id = n.id`;
}

/** A file says that these are lent, and that those are not. */
export async function noteSaidLent(
  tx: Tx,
  { lent, not }: { lent: readonly number[]; not: readonly number[] },
  on: string,
): Promise<void> {
  await tx.run`
    insert into library.said_lent (item_id, said_on)
    select id, ${on}::date from unnest(${[...lent]}::bigint[]) as n(id) order by id
    on conflict (item_id) do update set said_on = excluded.said_on`;
  await tx.run`delete from library.said_lent where item_id = any(${[...not]}::bigint[])`;
}

/** Copies of which a file said that they are lent, of which no loan has come and which were not lent here since: how many, and the first. */
export function saidLentStill(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<{ count: number; barcodes: string[] }> {
  return db.one<{ count: number; barcodes: string[] }>`
    with open as materialized (
      select i.barcode from library.said_lent s join library.item i on i.id = s.item_id
       where exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(i.org_path, p.path))
         and not exists (select from library.loan l where l.item_id = i.id)
         and not exists (select from library.past_loan l where l.item_id = i.id and l.returned_on >= s.said_on))
    select (select count(*)::int from open) as count,
           array(select barcode from open order by barcode limit ${limit}::int) as barcodes`;
}

export interface TakenItem extends KnownItem {
  status: string;
  controlKey: string | null;
}

/** Copies of these houses, the next after one. */
export function itemPage(db: Db, paths: readonly string[], after: number): Promise<TakenItem[]> {
  return db.many<TakenItem>`
    select i.id, i.owner_id, i.barcode, i.record_id, i.place_id, i.shelf, i.call_number, i.volume, i.type, i.price_fen, i.acquired_on::text,
           coalesce(case when i.away = 'on-loan' then i.away end, i.status) as status, r.control_key
      from library.item i join library.record r on r.id = i.record_id
     where i.id > ${after}::bigint and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(i.org_path, p.path))
     order by i.id limit 1000`;
}
