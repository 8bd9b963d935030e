/** The shape of what booking announces about a claim. */
import type { Events } from "#platform/events";
import type { Gone, Hold } from "./claiming/claim-store.ts";
import type { ClaimNews } from "./events.ts";
import type { Offer, PoolChannel } from "./offers/offer.ts";

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

/** What is told of places that were taken, or are held until then. */
export function newsOfTaken(offer: Offer, claim: Parameters<typeof newsOf>[1], held: Hold | null) {
  const news = newsOf(offer, claim);
  return held
    ? { type: "claim.held" as const, payload: { ...news, for: held.for, until: held.until.toString() } }
    : { type: "claim.confirmed" as const, payload: news };
}

/** What is told of a claim that was given back: what was only held has never counted. */
export function newsOfGone(offer: Offer, gone: Gone, by: Events["claim.cancelled"]["by"]) {
  const news = newsOf(offer, gone);
  return gone.was === "held"
    ? { type: "claim.let-go" as const, payload: { ...news, by } }
    : { type: "claim.cancelled" as const, payload: { ...news, by } };
}
