/** SQL of copies on their way between two places. */
import type { Temporal } from "temporal-polyfill";
import { newId, type Tx } from "#platform/db";

export type TransitReason = "home" | "hold" | "rotation";
export type TransitEnd = "received" | "cancelled" | "turned-up" | "lost";

export interface NewTransit {
  itemId: number;
  fromId: string;
  toId: string;
  reason: TransitReason;
  holdId: string | null;
}

/** The copy leaves, and stands on no shelf. `transit_of_item` refuses a second way at once. */
export async function beginTransit(tx: Tx, way: NewTransit, now: Temporal.Instant): Promise<void> {
  await tx.prepared.run`
    with gone as (update library.item set away = 'in-transit' where id = ${way.itemId}::bigint)
    insert into library.transit (id, item_id, from_id, to_id, reason, hold_id, made_at)
    values (${newId()}::uuid, ${way.itemId}::bigint, ${way.fromId}::uuid, ${way.toId}::uuid, ${way.reason}, ${way.holdId}::uuid, ${now}::timestamptz)`;
}

export interface OpenTransit {
  id: string;
  fromId: string;
  toId: string;
  reason: TransitReason;
  holdId: string | null;
  boxId: string | null;
  /** Its box has left. */
  sent: boolean;
}

/** The way a copy is on, locked, or null. */
export function lockTransit(tx: Tx, itemId: number): Promise<OpenTransit | null> {
  return tx.prepared.maybeOne<OpenTransit>`
    select id, from_id, to_id, reason, hold_id, box_id, sent_at is not null as sent from library.transit where item_id = ${itemId}::bigint and ended_on is null for update`;
}

export interface EndedWay {
  how: TransitEnd;
  /** A day of the city. */
  on: string;
  zone: string;
  /** Where it was scanned. */
  atId: string | null;
}

/**
 * The way has ended. What is kept of it are days: its moments would lead from the copy to whoever was told at that moment that it is there; a box that
 * is closed forgets what was in it for readers. A copy that was missing has turned up, and one that was to stand elsewhere stands there or waits again.
 */
export async function endTransit(tx: Tx, id: string, { how, on, zone, atId }: EndedWay): Promise<void> {
  await tx.prepared.run`
    with ended as (
      update library.transit t
         set how = ${how}, ended_on = ${on}::date, hold_id = null, made_at = date_trunc('day', t.made_at, ${zone}::text),
             sent_at = date_trunc('day', t.sent_at, ${zone}::text),
             box_id = case when t.reason = 'hold' and exists (select from library.box b where b.id = t.box_id and b.state = 'received')
                           then null else t.box_id end
       where t.id = ${id}::uuid returning t.item_id, t.reason),
    found as (
      update library.box_finding f
         set settled_on = ${on}::date, how = 'turned-up', turned_up_id = ${atId}::uuid
        from ended e
       where f.item_id = e.item_id and f.settled_on is null
         and (f.kind = 'missing' and ${how}::text in ('received', 'turned-up') or f.kind = 'elsewhere' and ${how}::text = 'received'))
    update library.rotation_item ri
       set state = case when ${how}::text = 'received' then 'there' else 'proposed' end, live = ${how}::text <> 'received' and r.state <> 'ended'
      from ended e, library.rotation r
     where e.reason = 'rotation' and ri.item_id = e.item_id and ri.live and ri.state = 'going' and r.id = ri.rotation_id`;
}

/** It has not left: it is in no box any more. */
export async function leaveBox(tx: Tx, id: string): Promise<void> {
  await tx.prepared.run`
    update library.transit set box_id = null where id = ${id}::uuid and sent_at is null`;
}
