/** SQL of counting a shelf: what should stand there against what was scanned. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { nearness } from "../items/meant-store.ts";
import type { Away, ItemStatus } from "../items/status.ts";
import { isExpected } from "../items/status-sql.ts";

export interface Counts {
  there: number;
  missing: number;
  elsewhere: number;
  unknown: number;
}

export interface Stocktake extends Counts {
  id: string;
  placeId: string;
  orgPath: string;
  shelf: string;
  state: "open" | "closed";
  beganAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
}

const columns = sql.raw(
  "id, place_id, org_path, shelf, state, there, missing, elsewhere, unknown, began_at, closed_at",
);

export function stocktakeOf(db: Db, id: string): Promise<Stocktake | null> {
  return db.maybeOne<Stocktake>`select ${columns} from library.stocktake where id = ${id}`;
}

/** Nobody scans or closes it meanwhile. */
export function lockStocktake(tx: Tx, id: string): Promise<Stocktake | null> {
  return tx.maybeOne<Stocktake>`select ${columns} from library.stocktake where id = ${id} for update`;
}

export function stocktakesOf(db: Db, paths: readonly string[], limit: number): Promise<Stocktake[]> {
  return db.many<Stocktake>`
    select ${columns} from library.stocktake s
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(s.org_path, p.path))
     order by began_at desc, id limit ${limit}`;
}

/** False when some of these shelves are being counted already: the schema lets no two open ones meet. */
export async function insertStocktake(
  tx: Tx,
  s: Pick<Stocktake, "id" | "placeId" | "orgPath" | "shelf">,
  now: Temporal.Instant,
): Promise<boolean> {
  const made = await tx.run`
    insert into library.stocktake (id, place_id, org_path, shelf, began_at)
    values (${s.id}, ${s.placeId}, ${s.orgPath}, ${s.shelf}, ${now}) on conflict do nothing`;
  return made === 1;
}

/** The open ones that count some of these shelves, or that these are some of. */
export function meeting(
  db: Db,
  { placeId, shelf }: Pick<Stocktake, "placeId" | "shelf">,
): Promise<{ id: string; shelf: string }[]> {
  return db.many<{ id: string; shelf: string }>`
    select id, shelf from library.stocktake
     where state = 'open' and place_id = ${placeId} and (starts_with(shelf, ${shelf}) or starts_with(${shelf}, shelf))
     order by began_at, id limit 10`;
}

export interface ScanRow {
  barcode: string;
  /** Of the house that the tag names, where that makes it another copy than the barcode alone; else empty. */
  ownerPath: string;
}

/** Those that had not been scanned yet. */
export function insertScans(
  tx: Tx,
  id: string,
  scans: readonly ScanRow[],
  now: Temporal.Instant,
): Promise<ScanRow[]> {
  return tx.many<ScanRow>`
    insert into library.stocktake_scan (stocktake_id, barcode, owner_path, scanned_at)
    select ${id}::uuid, n.barcode, n.owner_path, ${now}::timestamptz
      from unnest(${scans.map(({ barcode }) => barcode)}::text[], ${scans.map(({ ownerPath }) => ownerPath)}::text[]) as n(barcode, owner_path)
     order by n.barcode, n.owner_path
    on conflict do nothing returning barcode, owner_path`;
}

/** Whosever copies it means. */
export async function deleteScan(tx: Tx, id: string, barcode: string): Promise<boolean> {
  return (
    (await tx.run`delete from library.stocktake_scan where stocktake_id = ${id} and barcode = ${barcode}`) > 0
  );
}

export type Outcome = keyof Counts;

export interface Counted {
  outcome: Outcome;
  barcode: string;
  /** As it was scanned; null: it was not. */
  ownerPath: string | null;
  itemId: number | null;
  title: string | null;
  callNumber: string | null;
  /** Where it is at home. */
  placeId: string | null;
  shelf: string | null;
  status: ItemStatus | null;
  away: Away | null;
  scannedAt: Temporal.Instant | null;
}

type Counting = Pick<Stocktake, "id" | "placeId" | "orgPath" | "shelf">;

/**
 * Everything that should stand here or was scanned; what a scan means is what it means to everybody (`items/meant-store.ts`), of several the first.
 * What is lent, on its way, lost or withdrawn is not expected.
 */
const counted = ({ id, placeId, orgPath, shelf }: Counting) => sql`
  (with here as (
     select i.* from library.item i where i.place_id = ${placeId} and starts_with(i.shelf, ${shelf})),
   scanned as (
     select s.barcode, s.owner_path, s.scanned_at, i.id as item_id
       from library.stocktake_scan s left join lateral (
            select i.id from library.item i where i.barcode = s.barcode and starts_with(i.org_path, s.owner_path)
             order by ${nearness({ placeId, orgPath, shelf })}, i.id limit 1) i on true
      where s.stocktake_id = ${id})
   select case when i.id is null then 'unknown'
               when i.place_id = ${placeId} and starts_with(i.shelf, ${shelf}) then 'there' else 'elsewhere' end as outcome,
          s.barcode, s.owner_path, i.id as item_id, i.record_id, i.call_number, i.place_id, i.shelf, i.status, i.away, s.scanned_at
     from scanned s left join library.item i on i.id = s.item_id
   union all
   select 'missing', i.barcode, null, i.id, i.record_id, i.call_number, i.place_id, i.shelf, i.status, i.away, null
     from here i
    where ${isExpected} and not exists (select from scanned s where s.item_id = i.id))`;

export async function countsOf(db: Db, of: Counting): Promise<Counts> {
  return db.one<Counts>`
    select (count(*) filter (where outcome = 'there'))::int as there, (count(*) filter (where outcome = 'missing'))::int as missing,
           (count(*) filter (where outcome = 'elsewhere'))::int as elsewhere, (count(*) filter (where outcome = 'unknown'))::int as unknown
      from ${counted(of)} c`;
}

/** One kind of them, as they stand on the shelf; or these barcodes of any kind. */
export function countedOf(
  db: Db,
  of: Counting,
  {
    outcome = null,
    barcodes = null,
    limit,
  }: { outcome?: Outcome | null; barcodes?: readonly string[] | null; limit: number },
): Promise<Counted[]> {
  return db.many<Counted>`
    select c.outcome, c.barcode, c.owner_path, c.item_id, r.title, c.call_number, c.place_id, c.shelf, c.status, c.away, c.scanned_at
      from ${counted(of)} c left join library.record r on r.id = c.record_id
     where (${outcome}::text is null or c.outcome = ${outcome})
       and (${barcodes === null}::boolean or c.barcode = any(${[...(barcodes ?? [])]}::text[]) and c.outcome <> 'missing')
     order by c.shelf, c.call_number, c.barcode limit ${limit}`;
}

/** Items that are marked when it is closed, locked: missing ones that nobody marked yet, and those that have turned up. */
export function toMark(tx: Tx, of: Counting): Promise<{ id: number; outcome: "missing" | "there" }[]> {
  return tx.many<{ id: number; outcome: "missing" | "there" }>`
    select i.id, c.outcome from ${counted(of)} c join library.item i on i.id = c.item_id
     where (c.outcome = 'missing' and i.status <> 'missing' and ${isExpected}) or (c.outcome = 'there' and i.status = 'missing')
     order by i.id for update of i`;
}

export async function close(tx: Tx, id: string, c: Counts, now: Temporal.Instant): Promise<void> {
  await tx.run`
    update library.stocktake
       set state = 'closed', closed_at = ${now}, there = ${c.there}, missing = ${c.missing}, elsewhere = ${c.elsewhere}, unknown = ${c.unknown}
     where id = ${id} and state = 'open'`;
}
