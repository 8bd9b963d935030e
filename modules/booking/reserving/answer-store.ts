/** SQL of approvals, check-ins and what becomes due by the clock. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

/** Notes the answer of a step. The constraint `reservation_answer_each_another` refuses who answered a step before. */
export async function insertAnswer(
  tx: Tx,
  one: { reservationId: string; step: number; by: string; approved: boolean; at: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into booking.reservation_answer (reservation_id, step, answered_by, approved, at)
    values (${one.reservationId}, ${one.step}, ${one.by}, ${one.approved}, ${one.at})`;
}

/** One step more is approved; after the last it is confirmed. None where somebody was faster. */
export function approveStep(
  tx: Tx,
  { id, step }: { id: string; step: number },
  now: Temporal.Instant,
): Promise<{ state: "requested" | "confirmed" } | null> {
  return tx.maybeOne`
    update booking.reservation
       set approved = approved + 1, state = case when approved + 1 = cardinality(approval) then 'confirmed' else state end, changed_at = ${now}
     where id = ${id} and state = 'requested' and approved = ${step} returning state`;
}

/** Somebody is there. None where it does not stand any more. */
export function checkIn(tx: Tx, id: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    update booking.reservation set state = 'checked-in', checked_in_at = ${now}, changed_at = ${now} where id = ${id} and state = 'confirmed'`;
}

export interface Due {
  id: string;
  resourceId: string;
  as: "lapsed" | "released" | "no-show" | "over" | "not-back";
}

/**
 * What the clock ends: what nobody approved before it began, what nobody came to, what is over. Other modules' uses and rooms without
 * a check-in are over by themselves.
 */
export function dueReservations(db: Db, now: Temporal.Instant, limit: number): Promise<Due[]> {
  return db.many<Due>`
    select id, resource_id, "as" from (
      select v.id, v.resource_id,
             case when v.state = 'requested' then 'lapsed'
                  when v.state = 'confirmed' and v.use_ref is null and jsonb_typeof(r.rules -> 'checkIn') = 'object' then
                    case when (r.rules -> 'checkIn' ->> 'release')::boolean
                           and lower(v.during) + (r.rules -> 'checkIn' ->> 'untilMinutes')::int * interval '1 minute' <= ${now} then 'released'
                         when upper(v.during) <= ${now} then 'no-show' end
                  when upper(v.during) <= ${now} then 'over'
                  when v.away_until <= ${now} then 'not-back' end as "as"
        from booking.reservation v join booking.resource r on r.id = v.resource_id
       where v.state in ('requested', 'confirmed', 'checked-in') and lower(v.during) <= ${now}) due
     where "as" is not null order by resource_id, id limit ${limit}`;
}

export interface Awaiting {
  id: string;
  step: "house" | "above";
  orgPath: string;
}

/** What waits for an answer of one of these organisations, as the house or as the one above it. Soonest first. */
export function awaitingBelow(db: Db, paths: readonly string[], limit: number): Promise<Awaiting[]> {
  return db.many<Awaiting>`
    select v.id, v.approval[v.approved + 1] as step, r.org_path
      from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.state = 'requested' and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(r.org_path, p.path))
     order by lower(v.during), v.id limit ${limit}`;
}
