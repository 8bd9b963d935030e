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
}

/** The way a copy is on, locked, or null. */
export function lockTransit(tx: Tx, itemId: number): Promise<OpenTransit | null> {
  return tx.prepared.maybeOne<OpenTransit>`
    select id, from_id, to_id, reason, hold_id, box_id from library.transit where item_id = ${itemId}::bigint and ended_on is null for update`;
}

/**
 * The way has ended. What is kept of it are days: its moments would lead from the copy to whoever was told at that moment that it is there.
 */
export async function endTransit(
  tx: Tx,
  id: string,
  { how, on, zone }: { how: TransitEnd; on: string; zone: string },
): Promise<void> {
  await tx.prepared.run`
    update library.transit
       set how = ${how}, ended_on = ${on}::date, hold_id = null, made_at = date_trunc('day', made_at, ${zone}::text),
           sent_at = date_trunc('day', sent_at, ${zone}::text)
     where id = ${id}::uuid`;
}
