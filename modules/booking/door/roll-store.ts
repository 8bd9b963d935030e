/** SQL of who has a place on offers, for modules that keep the roll themselves. */
import type { Db } from "#platform/db";
import { type ClaimState, listed } from "../claiming/claim-state.ts";

export interface OnRoll {
  claimId: string;
  offerId: string;
  /** Null: nobody's any more, or nobody was named. */
  subject: string | null;
  state: ClaimState;
}

/** Who has a place on these offers, or had one until they were over, in order of booking. */
export function rollOf(db: Db, offerIds: readonly string[]): Promise<OnRoll[]> {
  return db.many<OnRoll>`
    select id as claim_id, offer_id, subject, state from booking.claim
     where offer_id = any(${[...offerIds]}::uuid[]) and state = any(${listed}::text[]) order by offer_id, made_at, id`;
}

/** What a person has or had on offers of a kind, those given back too, by the ref of the offer. */
export function claimsOfKind(
  db: Db,
  subject: string,
  kind: string,
): Promise<(Omit<OnRoll, "subject"> & { ref: string })[]> {
  return db.many`
    select c.id as claim_id, c.offer_id, c.state, o.ref from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.subject = ${subject} and o.kind = ${kind} order by o.starts_at desc, c.made_at, c.id`;
}
