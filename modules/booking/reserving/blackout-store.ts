/** SQL of blackouts: times in which staff let nobody have it. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Times } from "./rules.ts";

export interface Blackout extends Times {
  id: string;
  resourceId: string;
  reason: string;
}

/** Writes it and takes the cells, sorted. The constraint refuses what is taken. */
export async function insertBlackout(
  tx: Tx,
  one: Blackout & { by: string | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    with made as (
      insert into booking.blackout (id, resource_id, span, reason, made_by, made_at)
      values (${one.id}, ${one.resourceId}, tstzrange(${one.startsAt}, ${one.endsAt}), ${one.reason}, ${one.by}, ${one.now})
      returning id, resource_id, span, living)
    insert into booking.occupation (cell, span, blackout_id, living)
    select c.cell, made.span, made.id, made.living
      from made join booking.resource_cell c on c.resource_id = made.resource_id order by c.cell`;
}

/** Of the cells of a resource, whichever part they were made for; those that end after a moment, soonest first. */
export function blackoutsOf(db: Db, resourceId: string, from: Temporal.Instant): Promise<Blackout[]> {
  return db.many<Blackout>`
    select b.id, b.resource_id, lower(b.span) as starts_at, upper(b.span) as ends_at, b.reason from booking.blackout b
     where b.lifted_at is null and upper(b.span) > ${from}
       and b.id in (select o.blackout_id from booking.occupation o join booking.resource_cell c on c.cell = o.cell
                     where c.resource_id = ${resourceId} and o.blackout_id is not null and o.living)
     order by lower(b.span), b.id`;
}

export function blackoutOf(db: Db, id: string): Promise<(Blackout & { lifted: boolean }) | null> {
  return db.maybeOne`
    select id, resource_id, lower(span) as starts_at, upper(span) as ends_at, reason, lifted_at is not null as lifted
      from booking.blackout where id = ${id}`;
}

/** What cannot be had while it is closed: the resource, its parts and seats, and halls it is a part of. */
export async function closedBy(db: Db, blackoutId: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select distinct c.resource_id as id from booking.occupation o join booking.resource_cell c on c.cell = o.cell where o.blackout_id = ${blackoutId}`;
  return rows.map(({ id }) => id);
}

export function liftBlackout(tx: Tx, id: string, now: Temporal.Instant): Promise<number> {
  return tx.run`update booking.blackout set lifted_at = ${now} where id = ${id} and lifted_at is null`;
}
