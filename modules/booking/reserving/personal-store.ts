/** SQL of reservations as what is kept about a person: moved to their other account, forgotten. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

/** Everything of one key becomes the other's. Answers how many reservations. */
export async function moveReservations(tx: Tx, from: string, into: string): Promise<number> {
  // Who was two had two seats at one time: both stand.
  await tx.run`
    update booking.reservation f set seat = false
     where f.subject = ${from} and f.seat and exists (
       select from booking.reservation i where i.subject = ${into} and i.seat and i.living and i.during && f.during)`;
  // Who answered themself, as somebody else then, is not told as having answered.
  await tx.run`
    update booking.move_request
       set made_by = case when made_by = ${from} then ${into} else made_by end,
           answered_by = case when answered_by in (${from}, ${into}) and made_by in (${from}, ${into}) then null when answered_by = ${from} then ${into} else answered_by end
     where made_by = ${from} or answered_by = ${from}`;
  return tx.run`
    update booking.reservation
       set subject = case when subject = ${from} then ${into} else subject end,
           made_by = case when made_by = ${from} then ${into} else made_by end
     where subject = ${from} or made_by = ${from}`;
}

/** A person's time belongs to the key that stays. Where both could be reserved, whoever takes the one from now on takes the other too. */
export async function movePersonResource(
  tx: Tx,
  { from, into }: { from: string; into: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.resource_cell (resource_id, cell)
    select stays.id, part.cell
      from booking.resource stays, booking.resource goes join booking.resource_cell part on part.resource_id = goes.id
     where stays.kind = 'person' and stays.ref = ${into} and goes.kind = 'person' and goes.ref = ${from}
        on conflict do nothing`;
  await tx.run`
    with twice as (select from booking.resource where kind = 'person' and ref = ${into})
    update booking.resource r
       set ref = case when exists (select from twice) then r.id else ${into} end,
           retired_at = case when exists (select from twice) then ${now} else r.retired_at end
     where r.kind = 'person' and r.ref = ${from}`;
}

/** What a person has that is still to come. */
export function currentOf(tx: Tx, subject: string): Promise<{ id: string }[]> {
  return tx.many`
    select id from booking.reservation
     where subject = ${subject} and state in ('requested', 'confirmed', 'checked-in') order by id`;
}

/** What is past stays counted: without the person, and without their words. Their time can no more be reserved. */
export async function forgetReservations(tx: Tx, subject: string, now: Temporal.Instant): Promise<number> {
  await tx.run`
    update booking.resource set ref = id, retired_at = coalesce(retired_at, ${now}) where kind = 'person' and ref = ${subject}`;
  await tx.run`update booking.move_request set answered_by = null where answered_by = ${subject}`;
  return tx.run`
    update booking.reservation
       set subject = case when subject = ${subject} then null else subject end,
           made_by = case when made_by = ${subject} then null else made_by end,
           purpose = case when subject = ${subject} then '-' else purpose end,
           because = case when subject = ${subject} then null else because end
     where subject = ${subject} or made_by = ${subject}`;
}
