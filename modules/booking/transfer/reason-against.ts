/** When a claim may be handed on. Pure. */
import { Temporal } from "temporal-polyfill";
import type { ClaimState } from "../claiming/claim-state.ts";
import type { Against, Offer } from "../offers/offer.ts";

/** When the door opens, at which it is known who comes. */
export const doorsOpen = (offer: Offer) =>
  offer.startsAt.subtract({ minutes: offer.rules.doorsBeforeMinutes });

/** Why a claim cannot be handed on now, or null. */
export function reasonAgainstHandingOn(
  offer: Offer,
  claim: { state: ClaimState },
  now: Temporal.Instant,
): Against | null {
  if (!offer.rules.transferable) return { id: "transfer.not-allowed" };
  if (offer.state === "closed" || claim.state !== "confirmed") return { id: "transfer.not-confirmed" };
  if (Temporal.Instant.compare(now, doorsOpen(offer)) >= 0) return { id: "transfer.too-late" };
  return null;
}
