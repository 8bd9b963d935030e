/** SQL of lists of items to be withdrawn. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { type Away, type ItemStatus, weedable } from "../items/status.ts";

/** Which items are proposed: all that is asked must hold; null is not asked. */
export interface Rule {
  publishedBefore: number | null;
  acquiredBefore: string | null;
  /** So many of the same edition stay at the place. */
  keepCopies: number | null;
  /** Empty: whatever their status. */
  statuses: string[];
  /** Shelves whose name begins so. */
  shelf: string;
}

export interface Weeding {
  id: string;
  placeId: string;
  orgPath: string;
  rule: Rule;
  state: "proposed" | "approved" | "turned-down";
  reason: string;
  proposedAt: Temporal.Instant;
  decidedAt: Temporal.Instant | null;
}

/** More than anybody reads through in an afternoon. */
export const mostOfAList = 2000;

const columns = sql.raw("id, place_id, org_path, rule, state, reason, proposed_at, decided_at");

/** What is lent is not weeded, nor what is on a list already or another house's. Copies that stay are the newest. */
const fitting = ({ placeId, orgPath, rule }: Pick<Weeding, "placeId" | "orgPath" | "rule">) => sql`
  (select i.id, i.version
     from (select i.*, row_number() over (partition by i.record_id order by i.acquired_on desc nulls last, i.id desc) as copy
             from library.item i
            where i.place_id = ${placeId} and starts_with(i.org_path, ${orgPath}) and i.status = any(${[...weedable]}::text[]) and i.away is null) i
          join library.record r on r.id = i.record_id
    where starts_with(i.shelf, ${rule.shelf})
      and (${rule.publishedBefore}::int is null or r.year < ${rule.publishedBefore}::int)
      and (${rule.acquiredBefore}::date is null or i.acquired_on < ${rule.acquiredBefore}::date)
      and (${rule.keepCopies}::int is null or i.copy > ${rule.keepCopies}::int)
      and (cardinality(${rule.statuses}::text[]) = 0 or i.status = any(${rule.statuses}::text[]))
      and not exists (select from library.weeding_item w join library.weeding l on l.id = w.weeding_id
                       where w.item_id = i.id and l.state = 'proposed' and not w.kept)
    order by i.shelf, i.call_number, i.id limit ${mostOfAList})`;

/** Answers how many items are on the list. */
export async function insertWeeding(
  tx: Tx,
  w: Pick<Weeding, "id" | "placeId" | "orgPath" | "rule">,
  now: Temporal.Instant,
): Promise<number> {
  await tx.run`
    insert into library.weeding (id, place_id, org_path, rule, proposed_at)
    values (${w.id}, ${w.placeId}, ${w.orgPath}, ${JSON.stringify(w.rule)}, ${now})`;
  return tx.run`
    insert into library.weeding_item (weeding_id, item_id, version)
    select ${w.id}::uuid, f.id, f.version from ${fitting(w)} f`;
}

export function weedingOf(db: Db, id: string): Promise<Weeding | null> {
  return db.maybeOne<Weeding>`select ${columns} from library.weeding where id = ${id}`;
}

/** Nobody decides it meanwhile. */
export function lockWeeding(tx: Tx, id: string): Promise<Weeding | null> {
  return tx.maybeOne<Weeding>`select ${columns} from library.weeding where id = ${id} for update`;
}

export function weedingsOf(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<(Weeding & { items: number })[]> {
  return db.many<Weeding & { items: number }>`
    select ${columns}, (select count(*)::int from library.weeding_item i where i.weeding_id = w.id and not i.kept) as items
      from library.weeding w
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(w.org_path, p.path))
     order by (state = 'proposed') desc, proposed_at desc, id limit ${limit}`;
}

export interface WeedingItem {
  itemId: number;
  barcode: string;
  title: string;
  year: number | null;
  callNumber: string;
  shelf: string;
  status: ItemStatus;
  away: Away | null;
  acquiredOn: string | null;
  kept: boolean;
  done: boolean;
  /** Somebody has changed it since it was put on the list, or it is lent now. */
  isOther: boolean;
}

export function itemsOf(db: Db, id: string, limit: number): Promise<WeedingItem[]> {
  return db.many<WeedingItem>`
    select w.item_id, i.barcode, r.title, r.year, i.call_number, i.shelf, i.status, i.away, i.acquired_on::text as acquired_on, w.kept, w.done,
           not w.done and (i.version <> w.version or i.away is not null) as is_other
      from library.weeding_item w join library.item i on i.id = w.item_id join library.record r on r.id = i.record_id
     where w.weeding_id = ${id} order by i.shelf, i.call_number, i.id limit ${limit}`;
}

/** Takes an item off the list, or puts it back; false when it is not there. */
export async function keepItem(tx: Tx, id: string, itemId: number, kept: boolean): Promise<boolean> {
  return (
    (await tx.run`update library.weeding_item set kept = ${kept} where weeding_id = ${id} and item_id = ${itemId}`) ===
    1
  );
}

/** Items that go, locked: still as they were when they were put on the list, and here. */
export function toWithdraw(tx: Tx, id: string): Promise<{ id: number }[]> {
  return tx.many<{ id: number }>`
    select i.id from library.weeding_item w join library.item i on i.id = w.item_id
     where w.weeding_id = ${id} and not w.kept and i.version = w.version and i.away is null order by i.id for update of i`;
}

export async function noteDone(tx: Tx, id: string, items: readonly number[]): Promise<void> {
  await tx.run`
    update library.weeding_item set done = true where weeding_id = ${id} and item_id = any(${[...items]}::bigint[])`;
}

export async function decide(
  tx: Tx,
  id: string,
  { state, reason, now }: { state: "approved" | "turned-down"; reason: string; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update library.weeding set state = ${state}, reason = ${reason}, decided_at = ${now} where id = ${id} and state = 'proposed'`;
}
