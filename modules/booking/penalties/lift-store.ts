/** SQL of marks that fall away with what the organiser or the place does later. */
import type { Temporal } from "temporal-polyfill";
import { sql, type Tx } from "#platform/db";
import { heldBeforeMove } from "../claim-store.ts";
import { excusedBy } from "./mark-store.ts";

/** Which marks: all of offers that do not take place, of those that moved who had booked before, or what touches a closure of a place. */
export type Lifting =
  | { why: "cancelled" | "moved"; offerIds: readonly string[] }
  | { why: "closed"; placeId: string; from: Temporal.Instant; to: Temporal.Instant | null };

export interface Lifted {
  id: string;
  subject: string;
  offerId: string;
}

/** Takes the weight from them, and accepts the appeals that wait; those that somebody waived, or whose day is excused, stay as they are. Answers what it took. */
export function liftMarks(
  tx: Tx,
  which: Lifting,
  { because, now }: { because: string; now: Temporal.Instant },
): Promise<Lifted[]> {
  const those =
    which.why === "closed"
      ? sql`m.place_id = ${which.placeId} and o.ends_at > ${which.from}
            and o.starts_at < coalesce(${which.to}::timestamptz, 'infinity')`
      : sql`o.id = any(${[...which.offerIds]}::uuid[]) and (${which.why === "cancelled"} or ${heldBeforeMove})`;
  return tx.many<Lifted>`
    with lifted as (
      update booking.penalty_mark m set waived_at = ${now}, waived_because = ${because}
        from booking.offer o, booking.claim c
       where o.id = m.offer_id and c.id = m.claim_id and m.waived_at is null and ${those}
         and not exists (select from booking.penalty_amnesty a where ${excusedBy})
      returning m.id, m.subject, m.offer_id),
    answered as (
      update booking.penalty_appeal a set outcome = 'accepted', answer = ${because}, answered_at = ${now}
        from lifted where a.mark_id = lifted.id and a.outcome is null)
    select id, subject, offer_id from lifted order by id`;
}
