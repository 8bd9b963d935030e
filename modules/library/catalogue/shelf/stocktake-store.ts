/** SQL of counting a shelf: what should stand there against what was scanned. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
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

/** Those that had not been scanned yet. */
export async function insertScans(
  tx: Tx,
  id: string,
  barcodes: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.many<{ barcode: string }>`
    insert into library.stocktake_scan (stocktake_id, barcode, scanned_at)
    select ${id}::uuid, barcode, ${now}::timestamptz from unnest(${[...barcodes]}::text[]) barcode order by barcode
    on conflict do nothing returning barcode`;
  return rows.map(({ barcode }) => barcode);
}

export async function deleteScan(tx: Tx, id: string, barcode: string): Promise<boolean> {
  return (
    (await tx.run`delete from library.stocktake_scan where stocktake_id = ${id} and barcode = ${barcode}`) ===
    1
  );
}

/** Those that no item has as they were said, and one in capitals. */
export async function inCapitals(db: Db, barcodes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.many<{ said: string; kept: string }>`
    select n.barcode as said, upper(n.barcode) as kept from unnest(${[...barcodes]}::text[]) as n(barcode)
     where n.barcode <> upper(n.barcode) and not exists (select from library.item i where i.barcode = n.barcode)
       and exists (select from library.item i where i.barcode = upper(n.barcode))`;
  return new Map(rows.map(({ said, kept }) => [said, kept]));
}

/** Those that no item has, whoever owns it. */
export async function unknownOf(db: Db, barcodes: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ barcode: string }>`
    select n.barcode from unnest(${[...barcodes]}::text[]) as n(barcode)
     where not exists (select from library.item i where i.barcode = n.barcode)`;
  return rows.map(({ barcode }) => barcode);
}

export type Outcome = keyof Counts;

export interface Counted {
  outcome: Outcome;
  barcode: string;
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

/**
 * Everything that should stand here or was scanned. A barcode may be of several owners: the one at home on this shelf is meant, then one at
 * this place, then any. What is lent, on its way, lost or withdrawn is not expected.
 */
const counted = ({ id, placeId, shelf }: Pick<Stocktake, "id" | "placeId" | "shelf">) => sql`
  (with here as (
     select i.* from library.item i where i.place_id = ${placeId} and starts_with(i.shelf, ${shelf})),
   scanned as (
     select s.barcode, s.scanned_at, i.id as item_id
       from library.stocktake_scan s left join lateral (
            select i.id from library.item i where i.barcode = s.barcode
             order by (i.place_id = ${placeId} and starts_with(i.shelf, ${shelf})) desc nulls last, (i.place_id = ${placeId}) desc nulls last, i.id
             limit 1) i on true
      where s.stocktake_id = ${id})
   select case when i.id is null then 'unknown'
               when i.place_id = ${placeId} and starts_with(i.shelf, ${shelf}) then 'there' else 'elsewhere' end as outcome,
          s.barcode, i.id as item_id, i.record_id, i.call_number, i.place_id, i.shelf, i.status, i.away, s.scanned_at
     from scanned s left join library.item i on i.id = s.item_id
   union all
   select 'missing', i.barcode, i.id, i.record_id, i.call_number, i.place_id, i.shelf, i.status, i.away, null
     from here i
    where ${isExpected} and not exists (select from scanned s where s.item_id = i.id))`;

export async function countsOf(db: Db, of: Pick<Stocktake, "id" | "placeId" | "shelf">): Promise<Counts> {
  return db.one<Counts>`
    select (count(*) filter (where outcome = 'there'))::int as there, (count(*) filter (where outcome = 'missing'))::int as missing,
           (count(*) filter (where outcome = 'elsewhere'))::int as elsewhere, (count(*) filter (where outcome = 'unknown'))::int as unknown
      from ${counted(of)} c`;
}

/** One kind of them, as they stand on the shelf; or these barcodes of any kind. */
export function countedOf(
  db: Db,
  of: Pick<Stocktake, "id" | "placeId" | "shelf">,
  {
    outcome = null,
    barcodes = null,
    limit,
  }: { outcome?: Outcome | null; barcodes?: readonly string[] | null; limit: number },
): Promise<Counted[]> {
  return db.many<Counted>`
    select c.outcome, c.barcode, c.item_id, r.title, c.call_number, c.place_id, c.shelf, c.status, c.away, c.scanned_at
      from ${counted(of)} c left join library.record r on r.id = c.record_id
     where (${outcome}::text is null or c.outcome = ${outcome})
       and (${barcodes === null}::boolean or c.barcode = any(${[...(barcodes ?? [])]}::text[]) and c.outcome <> 'missing')
     order by c.shelf, c.call_number, c.barcode limit ${limit}`;
}

/** Items that are marked when it is closed, locked: missing ones that nobody marked yet, and those that have turned up. */
export function toMark(
  tx: Tx,
  of: Pick<Stocktake, "id" | "placeId" | "shelf">,
): Promise<{ id: number; outcome: "missing" | "there" }[]> {
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
