/** The shape of what booking announces about a claim. */
import type { ClaimNews } from "./events.ts";
import type { Offer, PoolChannel } from "./offer.ts";

export function newsOf(offer: Offer, claim: { id: string; size: number; channel: PoolChannel }): ClaimNews {
  return {
    claimId: claim.id,
    offerId: offer.id,
    kind: offer.kind,
    ref: offer.ref,
    orgPath: offer.orgPath,
    size: claim.size,
    pool: claim.channel,
    startsAt: offer.startsAt.toString(),
  };
}
