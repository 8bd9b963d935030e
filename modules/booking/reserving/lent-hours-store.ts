/** SQL of what houses had of one another. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";

export interface Lent {
  resourceId: string;
  kind: "space" | "thing" | "booth";
  lenderPath: string;
  /** Whoever reserved it; null: a module did, for `useOrgPath`. */
  organisationId: string | null;
  useOrgPath: string | null;
  times: number;
  minutes: number;
}

/** Rooms and things that organisations had, by whom, of what began between two moments and is over; nobody's own are left out where it is known. */
export function lentIn(
  db: Db,
  { from, to, now }: { from: Temporal.Instant; to: Temporal.Instant; now: Temporal.Instant },
): Promise<Lent[]> {
  return db.many<Lent>`
    select r.id as resource_id, r.kind, r.org_path as lender_path, v.organisation_id, v.use_org_path, count(*)::int as times,
           round(sum(extract(epoch from upper(v.during) - lower(v.during))) / 60)::int as minutes
      from booking.reservation v join booking.resource r on r.id = v.resource_id
     where (v.organisation_id is not null or v.use_org_path is not null) and v.use_org_path is distinct from r.org_path
       and lower(v.during) >= ${from} and lower(v.during) < ${to} and upper(v.during) <= ${now}
       and v.state in ('confirmed', 'checked-in', 'over') and r.kind in ('space', 'thing', 'booth')
     group by 1, 2, 3, 4, 5 order by 1, 4, 5 limit 20000`;
}
