/** SQL of holds: who waits for a title, and which copy is kept for whom. */
import type { Temporal } from "temporal-polyfill";
import { sql, type Tx } from "#platform/db";
import type { Guarantee } from "../rules/terms.ts";

export type HoldState = "waiting" | "wanted" | "travelling" | "ready";

/** One who waits, as far as it decides whether this copy is for them. */
export interface Waiting {
  id: string;
  subject: string;
  rank: number;
  /** As the database writes it: it only leads to who stands behind. */
  askedAt: string;
  pickupId: string;
  pickupPath: string;
  category: string;
  homePath: string;
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: string;
  endedOn: string | null;
  guarantees: Exclude<Guarantee, "none">[];
}

/** Who waits with no copy in sight; or they and those for whom a copy is being looked for on a shelf. */
export type InLine = "unserved" | "everybody";

/**
 * Who would take this copy of a title, in the order of the queue, behind the last that was looked at. Who stands as `againstReader` refuses is passed over
 * here already, so that a long line of them costs one look.
 */
export function waitingFor(
  tx: Tx,
  { recordId, itemId }: { recordId: number; itemId: number },
  {
    on,
    now,
    after,
    limit,
    line,
  }: { on: string; now: Temporal.Instant; after: Waiting | null; limit: number; line: InLine },
): Promise<Waiting[]> {
  return tx.prepared.many<Waiting>`
    select h.id, h.subject, h.rank, h.asked_at::text, h.pickup_id, h.pickup_path, r.category, r.home_path, r.valid_until::text, r.suspended_until::text,
           r.blocked, r.ended_on::text,
           array(select g.way from library.guarantee g
                  where g.subject = r.subject and g.ended_at is null and g.since <= ${now}::timestamptz
                    and (g.until is null or g.until > ${now}::timestamptz)) as guarantees
      from library.hold h join library.reader r on r.subject = h.subject
     where h.record_id = ${recordId}::bigint and h.state in ('waiting', 'wanted') and (h.state = 'waiting' or ${line}::text = 'everybody')
       and (h.wanted_item_id is null or h.wanted_item_id = ${itemId}::bigint)
       and (h.frozen_until is null or h.frozen_until <= ${on}::date) and (h.needed_by is null or h.needed_by >= ${on}::date)
       and r.ended_on is null and r.blocked = '' and (r.valid_until is null or r.valid_until >= ${on}::date)
       and (r.suspended_until is null or r.suspended_until < ${on}::date)
       and (${after?.id ?? null}::uuid is null
            or (h.rank, h.asked_at, h.id) > (${after?.rank ?? 0}::smallint, ${after?.askedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by h.rank, h.asked_at, h.id limit ${limit}::int`;
}

/**
 * The copy is kept for who waits; false when somebody else has meanwhile ended that hold or brought it a copy. `hold_of_item` keeps it for one only.
 * What was looked for on a shelf is looked for no longer. On the hold shelf it has the first number that is free there.
 */
export async function keepFor(
  tx: Tx,
  hold: { id: string; itemId: number },
  as: { state: "travelling"; days: number } | { state: "ready"; days: number; on: Temporal.PlainDate },
): Promise<boolean> {
  const on = as.state === "ready" ? as.on : null;
  const kept = await tx.prepared.run`
    update library.hold k set state = ${as.state}, item_id = ${hold.itemId}::bigint, wanted_at = null, wanted_place_id = null, wanted_until = null,
           ready_days = ${as.days}::smallint, ready_on = ${on?.toString() ?? null}::date, hopeless_since = null,
           ready_until = ${on?.add({ days: as.days }).toString() ?? null}::date,
           slot = case when ${as.state} <> 'ready' then '' else coalesce((
             select s.n::text from generate_series(1, ${mostSlots}::int) as s(n)
              where not exists (select from library.hold h where h.pickup_id = k.pickup_id and h.state = 'ready' and h.slot = s.n::text)
                and not exists (select from library.left_on_shelf l where l.place_id = k.pickup_id and l.slot = s.n::text)
              order by s.n limit 1), '') end
     where k.id = ${hold.id}::uuid and (k.state in ('waiting', 'wanted') or k.item_id = ${hold.itemId}::bigint)`;
  return kept === 1;
}

/** Beyond so many a hold shelf has no numbers. */
const mostSlots = 999;

/** The number under which a copy stands on the hold shelf. */
export async function slotOf(tx: Tx, holdId: string): Promise<string> {
  const row = await tx.prepared.maybeOne<{
    slot: string;
  }>`select slot from library.hold where id = ${holdId}::uuid`;
  return row?.slot ?? "";
}

/** The copy stands where it stood before. */
export async function moveToSlot(tx: Tx, holdId: string, slot: string): Promise<void> {
  await tx.prepared.run`update library.hold set slot = ${slot} where id = ${holdId}::uuid`;
}

/** The hold of this copy waits again for any. */
export async function waitAgain(tx: Tx, holdId: string): Promise<void> {
  await tx.prepared.run`
    update library.hold set state = 'waiting', item_id = null, wanted_at = null, wanted_place_id = null, wanted_until = null, ready_on = null,
           ready_until = null, slot = ''
     where id = ${holdId}::uuid`;
}

/** A copy stands on the hold shelf of a place for nobody, until it is scanned. */
export async function leaveOnShelf(
  tx: Tx,
  left: { itemId: number; placeId: string; slot: string; since: string },
): Promise<void> {
  await tx.prepared.run`
    insert into library.left_on_shelf (item_id, place_id, slot, since)
    values (${left.itemId}::bigint, ${left.placeId}::uuid, ${left.slot}, ${left.since}::date)
    on conflict (item_id) do update set place_id = excluded.place_id, slot = excluded.slot, since = excluded.since`;
}

/** It stands there for somebody again. */
export async function takeFromLeft(tx: Tx, itemId: number): Promise<void> {
  await tx.prepared.run`delete from library.left_on_shelf where item_id = ${itemId}::bigint`;
}

export interface EndedHold {
  id: string;
  itemId: number | null;
  state: HoldState;
  pickupId: string;
  slot: string;
  demo: boolean;
}

/** As it stood, to be given back with an undone loan; without the reader, who is the loan's. */
export interface CollectedHold extends EndedHold {
  was: Record<string, unknown>;
}

/** What is told of a hold that has ended. */
export const endedColumns = sql.raw("h.id, h.item_id, h.state, h.pickup_id, h.slot, h.demo");

/** A reader has what they waited for: their hold of the title, and those that end with it, are gone. */
export function collect(
  tx: Tx,
  { subject, recordId, itemId }: { subject: string; recordId: number; itemId: number },
): Promise<CollectedHold[]> {
  return tx.prepared.many<CollectedHold>`
    with own as (
      select id, group_id from library.hold
       where subject = ${subject}::uuid and record_id = ${recordId}::bigint
         and (wanted_item_id is null or wanted_item_id = ${itemId}::bigint)
       order by (item_id = ${itemId}::bigint) desc nulls last, asked_at limit 1)
    delete from library.hold h using own
     where h.id = own.id or (h.subject = ${subject}::uuid and h.group_id = own.group_id)
    returning ${endedColumns}, to_jsonb(h) - 'subject' as was`;
}

/** The loan keeps what it ended, as long as it lasts. */
export async function keepEnded(tx: Tx, loanId: string, ended: readonly CollectedHold[]): Promise<void> {
  const was = JSON.stringify(ended.map((one) => one.was));
  await tx.prepared.run`update library.loan set ended_holds = ${was}::jsonb where id = ${loanId}::uuid`;
}

/**
 * The reader waits again as they did, in the place in the queue that was theirs: the copy stands on the hold shelf for them if it did, and what else was
 * on its way is looked for anew. The loan is still there.
 */
export function giveBackHolds(tx: Tx, loanId: string): Promise<{ id: string; state: HoldState }[]> {
  return tx.many<{ id: string; state: HoldState }>`
    with was as (
      select w.*, l.subject as reader, w.state = 'ready' and w.item_id = l.item_id as stands
        from library.loan l, jsonb_populate_recordset(null::library.hold, l.ended_holds) w
       where l.id = ${loanId}::uuid and exists (select from library.record r where r.id = w.record_id))
    insert into library.hold (id, subject, record_id, wanted_item_id, pickup_id, pickup_path, category, home_path, rank, asked_at, frozen_until,
                              needed_by, group_id, ready_days, asked_places, to_door, demo, state, item_id, ready_on, ready_until, slot)
    select id, reader, record_id, wanted_item_id, pickup_id, pickup_path, category, home_path, rank, asked_at, frozen_until, needed_by, group_id,
           ready_days, asked_places, to_door, demo, case when stands then 'ready' else 'waiting' end, case when stands then item_id end,
           case when stands then ready_on end, case when stands then ready_until end, case when stands then slot else '' end
      from was
    on conflict do nothing
    returning id, state`;
}

/** Of a group the first that is ready ends the others. */
export function endOthers(tx: Tx, holdId: string): Promise<EndedHold[]> {
  return tx.prepared.many<EndedHold>`
    delete from library.hold h using library.hold first
     where first.id = ${holdId}::uuid and h.group_id = first.group_id and h.subject = first.subject and h.id <> first.id
    returning ${endedColumns}`;
}

/** These holds are gone. */
export function endHolds(tx: Tx, ids: readonly string[]): Promise<EndedHold[]> {
  return tx.many<EndedHold>`delete from library.hold h where h.id = any(${[...ids]}::uuid[]) returning ${endedColumns}`;
}

/** Whether it is brought, and not collected. */
export async function isToDoor(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.prepared.maybeOne<{
    toDoor: boolean;
  }>`select to_door from library.hold where id = ${id}::uuid`;
  return row?.toDoor ?? false;
}
