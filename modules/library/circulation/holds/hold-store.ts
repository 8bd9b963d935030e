/** SQL of holds: who waits for a title, and which copy is kept for whom. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
import type { Guarantee } from "../rules/terms.ts";

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

/** Who waits for a title and would take this copy, in the order of the queue, behind the last that was looked at. */
export function waitingFor(
  tx: Tx,
  { recordId, itemId }: { recordId: number; itemId: number },
  { on, now, after, limit }: { on: string; now: Temporal.Instant; after: Waiting | null; limit: number },
): Promise<Waiting[]> {
  return tx.prepared.many<Waiting>`
    select h.id, h.subject, h.rank, h.asked_at::text, h.pickup_id, h.pickup_path, r.category, r.home_path, r.valid_until::text, r.suspended_until::text,
           r.blocked, r.ended_on::text,
           array(select g.way from library.guarantee g
                  where g.subject = r.subject and g.ended_at is null and g.since <= ${now}::timestamptz
                    and (g.until is null or g.until > ${now}::timestamptz)) as guarantees
      from library.hold h join library.reader r on r.subject = h.subject
     where h.record_id = ${recordId}::bigint and h.state = 'waiting'
       and (h.wanted_item_id is null or h.wanted_item_id = ${itemId}::bigint)
       and (h.frozen_until is null or h.frozen_until <= ${on}::date) and (h.needed_by is null or h.needed_by >= ${on}::date)
       and (${after?.id ?? null}::uuid is null
            or (h.rank, h.asked_at, h.id) > (${after?.rank ?? 0}::smallint, ${after?.askedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by h.rank, h.asked_at, h.id limit ${limit}::int`;
}

/** The copy is kept for who waits; false when somebody else has meanwhile ended or caught that hold. `hold_of_item` keeps it for one only. */
export async function keepFor(
  tx: Tx,
  hold: { id: string; itemId: number },
  as: { state: "travelling"; days: number } | { state: "ready"; days: number; on: Temporal.PlainDate },
): Promise<boolean> {
  const on = as.state === "ready" ? as.on : null;
  const kept = await tx.prepared.run`
    update library.hold set state = ${as.state}, item_id = ${hold.itemId}::bigint, wanted_at = null, wanted_place_id = null,
           ready_days = ${as.days}::smallint, ready_on = ${on?.toString() ?? null}::date,
           ready_until = ${on?.add({ days: as.days }).toString() ?? null}::date
     where id = ${hold.id}::uuid and (state = 'waiting' or item_id = ${hold.itemId}::bigint)`;
  return kept === 1;
}

/** The hold of this copy waits again for any. */
export async function waitAgain(tx: Tx, holdId: string): Promise<void> {
  await tx.prepared.run`
    update library.hold set state = 'waiting', item_id = null, wanted_at = null, wanted_place_id = null, ready_on = null, ready_until = null, slot = ''
     where id = ${holdId}::uuid`;
}

export interface EndedHold {
  id: string;
  itemId: number | null;
  state: "waiting" | "wanted" | "travelling" | "ready";
  pickupId: string;
  demo: boolean;
}

/** A reader has what they waited for: their hold of the title, and those that end with it, are gone. */
export function collect(
  tx: Tx,
  { subject, recordId, itemId }: { subject: string; recordId: number; itemId: number },
): Promise<EndedHold[]> {
  return tx.prepared.many<EndedHold>`
    with own as (
      select id, group_id from library.hold
       where subject = ${subject}::uuid and record_id = ${recordId}::bigint
         and (wanted_item_id is null or wanted_item_id = ${itemId}::bigint)
       order by (item_id = ${itemId}::bigint) desc nulls last, asked_at limit 1)
    delete from library.hold h using own
     where h.id = own.id or (h.subject = ${subject}::uuid and h.group_id = own.group_id)
    returning h.id, h.item_id, h.state, h.pickup_id, h.demo`;
}
