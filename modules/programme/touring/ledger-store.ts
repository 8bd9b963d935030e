/** SQL of the ledger: legs that were lent, and who came to what they became. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { Days } from "./leg.ts";

export interface Loan {
  legId: string;
  eventId: string | null;
  title: string;
  lenderId: string;
  borrowerId: string;
  arrivedOn: string;
  leftOn: string | null;
}

/** Legs that a house at or below the path lent to another, or had from one, on some day between two; the first to arrive first. */
export function loansOf(db: Db, { path, from, through }: { path: string } & Days): Promise<Loan[]> {
  return db.many<Loan>`
    select l.id as leg_id, l.event_id, t.title, l.lender_id, l.organisation_id as borrower_id, l.arrived_on, l.left_on
      from programme.touring_leg l join programme.touring t on t.id = l.touring_id
     where l.arrived_on <= ${through}::date and (l.left_on is null or l.left_on >= ${from}::date)
       and l.lender_id is not null and (starts_with(l.org_path, ${path}) or starts_with(t.org_path, ${path}))
     order by l.arrived_on, l.id limit 2000`;
}

/** Sessions of these events that begin between two moments: their offers, and how many staff last reported of each. */
export function sessionsCounted(
  db: Db,
  eventIds: readonly string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<{ eventId: string; offerId: string | null; reported: number }[]> {
  return db.many`
    select s.event_id, s.offer_id,
           coalesce((select r.took_part from programme.session_report r where r.session_id = s.id order by r.version desc limit 1), 0) as reported
      from programme.session s
     where s.event_id = any(${[...eventIds]}::uuid[]) and s.starts_at >= ${from} and s.starts_at < ${to}`;
}
