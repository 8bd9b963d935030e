/** SQL of what one reader waits for. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { type EndedHold, endedColumns, type HoldState } from "../hold-store.ts";

export interface OwnHold {
  id: string;
  recordId: number;
  title: string;
  /** Of the one copy they wait for; empty: any. */
  volume: string;
  wantedItemId: number | null;
  itemId: number | null;
  pickupId: string;
  toDoor: boolean;
  /** The day for which it is packed, if it is. */
  bringOn: string | null;
  state: HoldState;
  askedAt: Temporal.Instant;
  frozenUntil: string | null;
  neededBy: string | null;
  groupId: string | null;
  readyUntil: string | null;
  slot: string;
  hopelessSince: string | null;
  /** Who waits for the same title and is before them. */
  before: number;
  copies: number;
}

/** What somebody waits for, what is ready first. Their places in the queues are counted in its index alone. */
export function holdsOf(db: Db, subject: string): Promise<OwnHold[]> {
  return db.prepared.many<OwnHold>`
    select h.id, h.record_id, r.title, coalesce(i.volume, '') as volume, h.wanted_item_id, h.item_id, h.pickup_id, h.to_door, h.state, h.asked_at,
           (select b.day::text from library.bag_line n join library.bag b on b.id = n.bag_id where n.hold_id = h.id) as bring_on,
           h.frozen_until::text, h.needed_by::text, h.group_id, h.ready_until::text, h.slot, h.hopeless_since::text, q.before, c.copies
      from library.hold h
      join library.record r on r.id = h.record_id
      left join library.item i on i.id = h.wanted_item_id
      cross join lateral (
        select case when h.state <> 'waiting' then 0 else (
                 select count(*)::int from library.hold q
                  where q.record_id = h.record_id and q.state = 'waiting' and (q.rank, q.asked_at, q.id) < (h.rank, h.asked_at, h.id))
               end as before) q
      cross join lateral (
        select count(*)::int as copies from library.item c where c.record_id = h.record_id and c.status in ('available', 'in-process')) c
     where h.subject = ${subject}::uuid
     order by array_position(array['ready', 'travelling', 'wanted', 'waiting'], h.state), h.asked_at, h.id limit 300`;
}

export interface KeptHold {
  id: string;
  subject: string;
  recordId: number;
  wantedItemId: number | null;
  itemId: number | null;
  state: HoldState;
  pickupId: string;
  pickupPath: string;
  rank: number;
  groupId: string | null;
  frozenUntil: string | null;
  neededBy: string | null;
}

const columns = sql.raw(
  "id, subject, record_id, wanted_item_id, item_id, state, pickup_id, pickup_path, rank, group_id, frozen_until::text, needed_by::text",
);

export function holdOf(db: Db, id: string): Promise<KeptHold | null> {
  return db.maybeOne<KeptHold>`select ${columns} from library.hold where id = ${id}`;
}

export function lockHold(tx: Tx, id: string): Promise<KeptHold | null> {
  return tx.maybeOne<KeptHold>`select ${columns} from library.hold where id = ${id} for update`;
}

/** Where, from when and until when it is wanted. */
export async function changeHold(
  tx: Tx,
  hold: {
    id: string;
    pickupId: string;
    pickupPath: string;
    toDoor: boolean;
    frozenUntil: string | null;
    neededBy: string | null;
  },
): Promise<void> {
  await tx.run`
    update library.hold set pickup_id = ${hold.pickupId}, pickup_path = ${hold.pickupPath}, to_door = ${hold.toDoor}, frozen_until = ${hold.frozenUntil}::date,
           needed_by = ${hold.neededBy}::date, checked_on = null
     where id = ${hold.id}`;
}

/** Before all others that wait for the title. */
export async function putFirst(tx: Tx, { id, recordId }: { id: string; recordId: number }): Promise<void> {
  await tx.run`
    update library.hold set rank = (select least(0, min(rank)) - 1 from library.hold where record_id = ${recordId} and state in ('waiting', 'wanted'))
     where id = ${id}`;
}

/** All that somebody waits for, gone. */
export function endAllOf(tx: Tx, subject: string): Promise<EndedHold[]> {
  return tx.many<EndedHold>`delete from library.hold h where h.subject = ${subject} returning ${endedColumns}`;
}
