/** How one gets into a session, in one word for lists and buttons. Pure; the numbers are booking's. */
import { Temporal } from "temporal-polyfill";
import { leftAtTheDoor, poolsFor, poolToDrawFrom, standingOf } from "#booking";
import type { Actor } from "#platform/auth";
import type { Admission } from "../contract.ts";

export interface Occasion {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  cancelledAt: Temporal.Instant | null;
  /** It was cancelled after it had begun: it is over. */
  cutShort?: boolean;
  needsBooking: boolean;
}

/** As booking's door gives it: instants as ISO strings, `releasesAt` never before the opening. */
export interface OfferNumbers {
  state: "open" | "closed";
  closesAt: string;
  pools: readonly {
    channel: string;
    left: number;
    releasesAt: string;
    awaitsDraw?: string | null;
    toBeDrawn?: boolean;
  }[];
}

const nothing = { left: null, onSiteLeft: null, opensAt: null };

/** The state this person meets, from the pool that a claim of theirs would take from; what the door gives is told beside it. */
export function admissionOf(
  occasion: Occasion,
  offer: OfferNumbers | null,
  { now, actor }: { now: Temporal.Instant; actor: Pick<Actor, "onBehalfOf"> },
): Admission {
  if (occasion.cutShort) return { ...nothing, state: "over" };
  if (occasion.cancelledAt) return { ...nothing, state: "cancelled" };
  if (Temporal.Instant.compare(now, occasion.endsAt) >= 0) return { ...nothing, state: "over" };
  if (!occasion.needsBooking) return { ...nothing, state: "no-booking" };
  if (!offer) return { ...nothing, state: "closed" };
  const onSiteLeft = leftAtTheDoor(offer.pools);
  const theirs = poolToDrawFrom(offer.pools, poolsFor(actor), { size: Number.POSITIVE_INFINITY, now });
  const standing = standingOf(offer, theirs, now);
  if (standing === "closed") return { ...nothing, state: "closed" };
  if (standing === "too-late") return { ...nothing, state: onSiteLeft ? "on-site" : "closed", onSiteLeft };
  if (!theirs) return { ...nothing, state: onSiteLeft ? "on-site" : "full", onSiteLeft };
  if (standing === "drawn") return { ...nothing, state: "drawn" };
  const { left, releasesAt } = theirs;
  if (standing === "not-released") return { state: "not-yet", left, onSiteLeft, opensAt: releasesAt };
  return { state: left > 0 ? "open" : "full", left, onSiteLeft, opensAt: null };
}
