/** SQL of holds that end by themselves: not collected, no longer needed, or such as nothing can fill. */
import type { Db, Tx } from "#platform/db";
import { type EndedHold, endedColumns } from "../hold-store.ts";
import type { WaitingReader } from "../kept-days.ts";

/** On a hold shelf longer than they were kept, the oldest first. */
export function overdueOnShelf(
  db: Db,
  { on, limit }: { on: string; limit: number },
): Promise<{ id: string; itemId: number }[]> {
  return db.many`
    select id, item_id from library.hold where state = 'ready' and ready_until < ${on}::date order by ready_until limit ${limit}`;
}

export type ToldHold = EndedHold & { subject: string };

/** Null when it was collected or ended meanwhile. Its copy is locked before. */
export function expire(tx: Tx, { id, on }: { id: string; on: string }): Promise<ToldHold | null> {
  return tx.maybeOne<ToldHold>`
    delete from library.hold h where h.id = ${id} and h.state = 'ready' and h.ready_until < ${on}::date
    returning ${endedColumns}, h.subject`;
}

/** Those that were needed by a day that is over. */
export function needNoLonger(tx: Tx, { on, limit }: { on: string; limit: number }): Promise<ToldHold[]> {
  return tx.many<ToldHold>`
    delete from library.hold h
     where h.id in (select id from library.hold where needed_by < ${on}::date and state in ('waiting', 'wanted')
                     order by needed_by limit ${limit} for update skip locked)
    returning ${endedColumns}, h.subject`;
}

export interface Unchecked extends WaitingReader {
  id: string;
  subject: string;
  recordId: number;
  wantedItemId: number | null;
  hopelessSince: string | null;
}

/** Who waits, those first of whom it was longest ago that anybody asked whether anything can fill it; none of today. */
export function unchecked(tx: Tx, { on, limit }: { on: string; limit: number }): Promise<Unchecked[]> {
  return tx.many<Unchecked>`
    select h.id, h.subject, h.record_id, h.wanted_item_id, h.hopeless_since::text, h.pickup_path, r.category, r.home_path,
           array(select g.way from library.guarantee g where g.subject = r.subject and g.ended_at is null) as guarantees
      from library.hold h join library.reader r on r.subject = h.subject
     where h.state = 'waiting' and (h.checked_on is null or h.checked_on < ${on}::date)
     order by h.checked_on nulls first limit ${limit} for update of h skip locked`;
}

export interface LivingCopy {
  recordId: number;
  /** Of one that somebody waits for by itself. */
  itemId: number | null;
  ownerPath: string;
  type: string;
  placeId: string | null;
  shelf: string;
  priceFen: number | null;
}

/** Copies that can be lent or will be, one of each kind. */
export function livingCopies(
  db: Db,
  recordIds: readonly number[],
  itemIds: readonly number[],
): Promise<LivingCopy[]> {
  return db.many<LivingCopy>`
    select distinct record_id, case when id = any(${[...itemIds]}::bigint[]) then id end as item_id, org_path as owner_path, type, place_id, shelf,
           price_fen
      from library.item where record_id = any(${[...recordIds]}::bigint[]) and status in ('available', 'in-process')`;
}

/** It was asked today whether anything can fill them. */
export async function checked(
  tx: Tx,
  holds: readonly { id: string; hopeless: boolean }[],
  on: string,
): Promise<void> {
  await tx.run`
    update library.hold h set checked_on = ${on}::date, hopeless_since = case when p.hopeless then coalesce(h.hopeless_since, ${on}::date) end
      from unnest(${holds.map(({ id }) => id)}::uuid[], ${holds.map(({ hopeless }) => hopeless)}::boolean[]) as p(id, hopeless)
     where h.id = p.id`;
}
