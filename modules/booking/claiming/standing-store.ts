/** SQL of what a crowd asks of an offer before any pool is locked: one statement, where nothing stands against anybody. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { HouseRule } from "../rules/rule.ts";
import { inForceOver, type OfferOf, type OfferOfRow, offerOfColumns, withOwnRules } from "../rules/store.ts";

interface StandingNow {
  offer: OfferOf;
  /** The rules of its houses that are in force. */
  rules: HouseRule[];
  /** One of these people has a mark, or gave places of this offer back. */
  marked: boolean;
}

/** What an offer is of, the rules in force above it, and whether anything is kept against one of these people. */
export async function standingNow(
  db: Db,
  offerId: string,
  { subjects, now }: { subjects: readonly string[]; now: Temporal.Instant },
): Promise<StandingNow | null> {
  const row = await db.prepared.maybeOne<OfferOfRow & Omit<StandingNow, "offer">>`
    select ${offerOfColumns},
           coalesce((select json_agg(json_build_object('id', r.id, 'orgPath', r.org_path, 'kind', r.kind, 'onlyFor', r.only_for,
                                                       'channel', r.channel, 'effect', r.effect, 'terms', r.terms, 'basis', r.basis))
                       from (${inForceOver}) r), '[]') as rules,
           exists (select from booking.penalty_mark m where m.subject = any(${[...subjects]}::uuid[]))
           or exists (select from booking.given_back b join booking.claim c on c.id = b.claim_id
                       where b.subject = any(${[...subjects]}::uuid[]) and c.offer_id = o.id) as marked
      from booking.offer o cross join (select ${now}::timestamptz as at) asked where o.id = ${offerId}`;
  if (!row) return null;
  const { rules, marked, ...offer } = row;
  return { offer: withOwnRules(offer), rules, marked };
}
