/** SQL of marks that fall away with what the organiser or the place does later. */
import type { Temporal } from "temporal-polyfill";
import { sql, type Tx } from "#platform/db";
import { heldBeforeMove } from "../claiming/claim-store.ts";
import { excusedBy, marksWithTheirs } from "./mark-store.ts";

/** Which marks: all of offers that do not take place, of those that moved who had booked before, or what touches a closure of a place. */
export type Lifting =
  | { why: "cancelled" | "moved"; offerIds: readonly string[] }
  | { why: "closed"; placeId: string; from: Temporal.Instant; to: Temporal.Instant | null };

export interface Lifted {
  id: string;
  subject: string;
  offerId: string | null;
  reservationId: string | null;
}

/** Takes the weight from them, and accepts the appeals that wait; those that somebody waived, or whose day is excused, stay as they are. Answers what it took. */
export function liftMarks(
  tx: Tx,
  which: Lifting,
  { because, now }: { because: string; now: Temporal.Instant },
): Promise<Lifted[]> {
  const those =
    which.why === "closed"
      ? sql`m.place_id = ${which.placeId} and coalesce(o.ends_at, upper(v.during)) > ${which.from}
            and coalesce(o.starts_at, lower(v.during)) < coalesce(${which.to}::timestamptz, 'infinity')`
      : sql`o.id = any(${[...which.offerIds]}::uuid[]) and (${which.why === "cancelled"} or ${heldBeforeMove})`;
  return tx.many<Lifted>`
    with those as (
      select m.id from ${marksWithTheirs} left join booking.offer o on o.id = m.offer_id
       where ${those} and not exists (select from booking.penalty_amnesty a where ${excusedBy})),
    lifted as (
      update booking.penalty_mark m set waived_at = ${now}, waived_because = ${because}
        from those where m.id = those.id and m.waived_at is null
      returning m.id, m.subject, m.offer_id, m.reservation_id),
    answered as (
      update booking.penalty_appeal a set outcome = 'accepted', answer = ${because}, answered_at = ${now}
        from lifted where a.mark_id = lifted.id and a.outcome is null)
    select id, subject, offer_id, reservation_id from lifted order by id`;
}
