/** SQL of placing a hold: what stands in the catalogue, what a reader has of it already, and the hold itself. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { CopyOfKind } from "../kept-days.ts";

export async function hasItems(db: Db, placeId: string): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>`
    select exists (select from library.holding where place_id = ${placeId} and items > 0) as has`;
  return has;
}

export interface Title {
  id: number;
  title: string;
  state: "standing" | "hidden" | "merged" | "withdrawn";
  mergedInto: number | null;
}

/** In order of their ids, and nobody merges them meanwhile. */
export function keepTitles(tx: Tx, ids: readonly number[]): Promise<Title[]> {
  return tx.many<Title>`
    select id, title, state, merged_into from library.record where id = any(${[...ids]}::bigint[]) order by id for share`;
}

export function titleOf(db: Db, id: number): Promise<Title | null> {
  return db.maybeOne<Title>`select id, title, state, merged_into from library.record where id = ${id}`;
}

/** What somebody has of these titles: lent, or waited for. */
export function hasOf(
  db: Db,
  subject: string,
  recordIds: readonly number[],
): Promise<{ recordId: number; how: "lent" | "held" }[]> {
  return db.many`
    select record_id, 'lent' as how from library.loan where subject = ${subject} and record_id = any(${[...recordIds]}::bigint[])
    union all
    select record_id, 'held' from library.hold where subject = ${subject} and record_id = any(${[...recordIds]}::bigint[])`;
}

/** Holds somebody has: several of a group are one. */
export async function countHolds(db: Db, subject: string): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(distinct coalesce(group_id, id))::int as count from library.hold where subject = ${subject}`;
  return count;
}

/** Copies of these titles that can be lent or will be, one of each kind; or this one copy. */
export function kindsOf(
  db: Db,
  recordIds: readonly number[],
  itemId: number | null,
): Promise<(CopyOfKind & { recordId: number })[]> {
  return db.many`
    select distinct record_id, org_path as owner_path, type, place_id, shelf, price_fen from library.item
     where record_id = any(${[...recordIds]}::bigint[]) and status in ('available', 'in-process')
       and (${itemId}::bigint is null or id = ${itemId}::bigint)`;
}

export interface NewHold {
  id: string;
  subject: string;
  recordId: number;
  wantedItemId: number | null;
  pickupId: string;
  pickupPath: string;
  category: string;
  homePath: string;
  frozenUntil: string | null;
  neededBy: string | null;
  groupId: string | null;
  toDoor: boolean;
  demo: boolean;
}

/** False where they have it already: `hold_once`. */
export async function insertHold(tx: Tx, hold: NewHold, now: Temporal.Instant): Promise<boolean> {
  const made = await tx.run`
    insert into library.hold (id, subject, record_id, wanted_item_id, pickup_id, pickup_path, category, home_path, asked_at, frozen_until, needed_by,
                              group_id, to_door, demo)
    values (${hold.id}, ${hold.subject}, ${hold.recordId}, ${hold.wantedItemId}, ${hold.pickupId}, ${hold.pickupPath}, ${hold.category},
            ${hold.homePath}, ${now}, ${hold.frozenUntil}::date, ${hold.neededBy}::date, ${hold.groupId}, ${hold.toDoor}, ${hold.demo})
    on conflict (subject, record_id, coalesce(wanted_item_id, 0)) do nothing`;
  return made === 1;
}

/** How many wait for a title, and how many copies there are to lend. */
export function queueOf(db: Db, recordId: number): Promise<{ waiting: number; copies: number }> {
  return db.one<{ waiting: number; copies: number }>`
    select (select count(*)::int from library.hold where record_id = ${recordId} and state = 'waiting') as waiting,
           (select count(*)::int from library.item where record_id = ${recordId} and status in ('available', 'in-process')) as copies`;
}

/** How many copies stand on the shelf at each place now. */
export function onShelfAt(db: Db, recordId: number): Promise<{ placeId: string; available: number }[]> {
  return db.many`
    select place_id, available from library.holding where record_id = ${recordId} and available > 0`;
}

/** Copies of a title that are told apart by their volume, at most so many. */
export function volumesOf(
  db: Db,
  recordId: number,
  limit: number,
): Promise<{ id: number; volume: string; callNumber: string; placeId: string | null }[]> {
  return db.many`
    select id, volume, call_number, place_id from library.item
     where record_id = ${recordId} and status in ('available', 'in-process') and volume <> '' order by volume, id limit ${limit}`;
}

/** A reader's library, or null for who is no reader. */
export function homeOf(db: Db, subject: string): Promise<{ homeId: string; homePath: string } | null> {
  return db.maybeOne`select home_id, home_path from library.reader where subject = ${subject}`;
}

/** Other editions of its work of which there are copies, the newest first. */
export function editionsToo(
  db: Db,
  recordId: number,
  limit: number,
): Promise<{ id: number; title: string; publisher: string; year: number | null }[]> {
  return db.many`
    select r.id, r.title, r.publisher, r.year from library.record own join library.record r on r.work_id = own.work_id and r.id <> own.id
     where own.id = ${recordId} and r.state = 'standing'
       and exists (select from library.item i where i.record_id = r.id and i.status in ('available', 'in-process'))
     order by r.year desc nulls last, r.id limit ${limit}`;
}
