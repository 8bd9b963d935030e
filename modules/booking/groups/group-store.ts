/** SQL of what organisations hold. */
import type { Db } from "#platform/db";
import { current, living } from "../claiming/claim-state.ts";

/** Whether an organisation has places at an offer. The pools must be locked for the answer to stay true. */
export async function hasPlaces(db: Db, offerId: string, organisationId: string): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>`
    select exists (select from booking.claim where offer_id = ${offerId} and organisation_id = ${organisationId}
                      and state = any(${living}::text[])) as has`;
  return has;
}

interface GroupClaim {
  id: string;
  organisationId: string;
  size: number;
  state: (typeof current)[number];
}

/** What organisations hold at an offer and is expected or in, in order of booking. */
export function groupClaims(db: Db, offerId: string): Promise<GroupClaim[]> {
  return db.many<GroupClaim>`
    select id, organisation_id, size, state from booking.claim
     where offer_id = ${offerId} and organisation_id is not null and state = any(${current}::text[]) order by made_at, id`;
}

/** For which organisations these claims are, or all that are expected at offers, and who made each. */
export function madeForGroups(
  db: Db,
  of: { claimIds: readonly string[] } | { offerIds: readonly string[] },
): Promise<{ offerId: string; organisationId: string; madeBy: string | null }[]> {
  const [ids, offerIds] = "claimIds" in of ? [[...of.claimIds], null] : [null, [...of.offerIds]];
  return db.many`
    select distinct offer_id, organisation_id, made_by from booking.claim
     where organisation_id is not null
       and (id = any(${ids}::uuid[]) or offer_id = any(${offerIds}::uuid[]) and state = any(${current}::text[]))`;
}
