/** SQL of items as the desk works with them: read, changed, taken away. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { itemAsItWas } from "./landing-store.ts";
import type { Away, ItemStatus, standings } from "./status.ts";
import { isInLending, standing } from "./status-sql.ts";

export interface Item {
  id: number;
  recordId: number;
  title: string;
  names: string;
  ownerId: string;
  orgPath: string;
  barcode: string;
  placeId: string | null;
  shelf: string;
  callNumber: string;
  volume: string;
  status: ItemStatus;
  /** Lending alone writes it: without a version, which would be a trace of the loan. */
  away: Away | null;
  priceFen: number | null;
  source: string;
  acquiredOn: string | null;
  note: string;
  version: number;
}

const columns = sql`
  i.id, i.record_id, r.title, r.names, i.owner_id, i.org_path, i.barcode, i.place_id, i.shelf, i.call_number, i.volume, i.status, i.away, i.price_fen,
  i.source, i.acquired_on::text as acquired_on, i.note, i.version`;

export interface ItemsAsked {
  placeId: string;
  /** Shelves whose name begins so. */
  shelf: string;
  standing: (typeof standings)[number] | null;
  /** Acquired, or come into the catalogue, since this day. */
  since?: string | null;
  after: number;
  limit: number;
}

/** Items at home at a place, as they stand there, behind the one with this id. */
export function itemsAt(
  db: Db,
  { placeId, shelf, standing: standingAsked, since = null, after, limit }: ItemsAsked,
): Promise<Item[]> {
  return db.many<Item>`
    select ${columns} from library.item i join library.record r on r.id = i.record_id
     where i.place_id = ${placeId} and starts_with(i.shelf, ${shelf}) and (${standingAsked}::text is null or ${standing} = ${standingAsked})
       and (${since}::date is null or coalesce(i.acquired_on, i.made_at::date) >= ${since}::date)
       and (${after}::bigint = 0 or (i.shelf, i.call_number, i.id)
            > (select a.shelf, a.call_number, a.id from library.item a where a.id = ${after}::bigint))
     order by i.shelf, i.call_number, i.id limit ${limit}`;
}

export function itemsOfRecord(db: Db, recordId: number): Promise<Item[]> {
  return db.many<Item>`
    select ${columns} from library.item i join library.record r on r.id = i.record_id
     where i.record_id = ${recordId} order by i.place_id, i.shelf, i.call_number, i.id limit 500`;
}

export function itemBy(db: Db, id: number): Promise<Item | null> {
  return db.maybeOne<Item>`
    select ${columns} from library.item i join library.record r on r.id = i.record_id where i.id = ${id}`;
}

export function itemsBy(db: Db, ids: readonly number[]): Promise<Item[]> {
  return db.many<Item>`
    select ${columns} from library.item i join library.record r on r.id = i.record_id
     where i.id = any(${[...ids]}::bigint[]) order by i.shelf, i.call_number, i.id`;
}

export function recordTitle(
  db: Db,
  id: number,
): Promise<{ title: string; kind: string; state: string; mergedInto: number | null } | null> {
  return db.maybeOne`select title, kind, state, merged_into from library.record where id = ${id}`;
}

/** What an item was before, newest first. */
export function versionsOf(
  db: Db,
  id: number,
): Promise<
  {
    version: number;
    was: Record<string, unknown>;
    why: string;
    file: string | null;
    endedAt: Temporal.Instant;
  }[]
> {
  return db.many`
    select v.version, v.was, v.why, b.file, v.ended_at from library.item_version v left join library.batch b on b.id = v.batch_id
     where v.item_id = ${id} order by v.version desc limit 100`;
}

/** Keeps what these items were, before somebody changes them. */
export async function keepVersions(
  tx: Tx,
  ids: readonly number[],
  { why, now }: { why: "edited" | "stocktake" | "weeding"; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into library.item_version (item_id, version, was, why, ended_at)
    select i.id, i.version, ${itemAsItWas}, ${why}, ${now}::timestamptz from library.item i where i.id = any(${[...ids]}::bigint[])`;
}

export type ItemText = Pick<
  Item,
  "placeId" | "shelf" | "callNumber" | "volume" | "status" | "priceFen" | "source" | "acquiredOn" | "note"
>;

/** False when it is no longer at this version. */
export async function updateItem(
  tx: Tx,
  { id, version, ...item }: ItemText & { id: number; version: number },
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = await tx.run`
    update library.item
       set place_id = ${item.placeId}, shelf = ${item.shelf}, call_number = ${item.callNumber}, volume = ${item.volume}, status = ${item.status},
           price_fen = ${item.priceFen}, source = ${item.source}, acquired_on = ${item.acquiredOn}::date, note = ${item.note}, version = version + 1, changed_at = ${now}
     where id = ${id} and version = ${version}`;
  return changed === 1;
}

/** Nobody lends, binds or weeds it meanwhile. */
export async function lockItem(tx: Tx, id: number): Promise<Item | null> {
  await tx.run`select from library.item where id = ${id} for update`;
  return itemBy(tx, id);
}

/** Why an item cannot be taken away: lending has to do with it, a file brought it, issues are bound in it, or a weeding list has it. */
export async function whyItStays(db: Db, id: number): Promise<"lent" | "file" | "bound" | "weeding" | null> {
  const row = await db.maybeOne<{ why: "lent" | "file" | "bound" | "weeding" | null }>`
    select case when ${isInLending} then 'lent'
                when i.batch_id is not null then 'file'
                when exists (select from library.serial_issue s where s.item_id = i.id) then 'bound'
                when exists (select from library.weeding_item w where w.item_id = i.id) then 'weeding' end as why
      from library.item i where i.id = ${id}`;
  return row?.why ?? null;
}

export async function deleteItem(tx: Tx, id: number): Promise<void> {
  await tx.run`delete from library.item where id = ${id}`;
}

/** What has turned up is what it was before it was missing (or `lost`), as far as that is a way to stand on a shelf. Answers those that changed, and their records. */
export function setFound(
  tx: Tx,
  ids: readonly number[],
  now: Temporal.Instant,
  was: readonly ("missing" | "lost")[] = ["missing"],
): Promise<{ id: number; recordId: number }[]> {
  return tx.many<{ id: number; recordId: number }>`
    update library.item i
       set status = coalesce((select case when b.status in ('reference', 'damaged', 'in-process') then b.status end
                                from (select v.was->>'status' as status from library.item_version v
                                       where v.item_id = i.id and v.was->>'status' not in ('missing', 'lost') order by v.version desc limit 1) b),
                             'available'),
           version = version + 1, changed_at = ${now}
     where id = any(${[...ids]}::bigint[]) and status = any(${[...was]}::text[]) returning id, record_id`;
}

/** Items get another status; those that lending has sent away meanwhile stay as they are. Answers those that did, and their records. */
export function setStatus(
  tx: Tx,
  ids: readonly number[],
  status: "missing" | "withdrawn",
  now: Temporal.Instant,
): Promise<{ id: number; recordId: number }[]> {
  return tx.many<{ id: number; recordId: number }>`
    update library.item set status = ${status}, version = version + 1, changed_at = ${now}
     where id = any(${[...ids]}::bigint[]) and away is null returning id, record_id`;
}

/** How often a copy was used in the house since a day. */
export async function usedSince(db: Db, itemId: number, since: string): Promise<number> {
  const { times } = await db.one<{ times: number }>`
    select coalesce(sum(times), 0)::int as times from library.used_in_house where item_id = ${itemId} and on_day >= ${since}::date`;
  return times;
}
