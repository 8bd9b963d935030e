/** SQL of what is watched from above: how many came of those expected, and doors at which nobody has been checked in. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import { arrived, listed } from "../claiming/claim-state.ts";

/** Persons expected at occasions that ended in a span and are settled, and those of them who did not come. Walk-ins were expected by nobody. */
export function turnout(
  db: Db,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<{ expected: number; missed: number }> {
  return db.one<{ expected: number; missed: number }>`
    select coalesce(sum(c.size), 0)::int as expected, coalesce(sum(case when c.state = 'no-show' then c.size else c.size - coalesce(c.arrived, c.size) end), 0)::int as missed
      from booking.offer o join booking.claim c on c.offer_id = o.id and c.state in ('attended', 'no-show')
      join booking.pool p on p.id = c.pool_id and p.channel <> 'walk-in'
     where o.settled_at is not null and o.ends_at >= ${from} and o.ends_at < ${to}`;
}

export interface QuietDoor {
  offerId: string;
  kind: string;
  ref: string;
  orgPath: string;
  startsAt: Temporal.Instant;
  expected: number;
}

/**
 * Occasions below these paths that began in a span, that people are expected at and where nobody has been checked in. Most expected first.
 * What began in a span ends after its beginning: said for the index, so that not every occasion of all years is read.
 */
export function quietDoors(
  db: Db,
  paths: readonly string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<QuietDoor[]> {
  return db.many<QuietDoor>`
    select o.id as offer_id, o.kind, o.ref, o.org_path, o.starts_at, sum(c.size)::int as expected
      from booking.offer o join booking.claim c on c.offer_id = o.id
     where o.state = 'open' and o.ends_at >= ${from} and o.starts_at >= ${from} and o.starts_at < ${to}
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(o.org_path, p.path))
       and c.state = any(${listed}::text[])
     group by o.id having bool_and(c.state <> all(${arrived}::text[]))
     order by expected desc, o.id limit 50`;
}
