/** Gives places back: by the holder within the rule, by staff of the organisation at any time before the door. */
import type { Temporal } from "temporal-polyfill";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import * as claimStore from "./claim-store.ts";
import { tellGroups } from "./groups/tell-groups.ts";
import { may, servesAt } from "./may.ts";
import { newsOfGone } from "./news.ts";
import { cancelUntil, givableOf, nothingLeftAt, type Offer, reasonAgainstCancel } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { givingBack, noteGivingBack } from "./penalties/giving-back.ts";
import { placesCameBack } from "./waiting/places-came-back.ts";
import { tell } from "./waiting/tell.ts";

export async function cancelClaim(
  ctx: TxCtx,
  input: { claimId: string; because?: string },
): Promise<{ claimId: string; state: "cancelled" }> {
  const claim = found(await claimStore.claim(ctx.db, input.claimId), "claim", input.claimId);
  if (claim.state === "cancelled") return { claimId: claim.id, state: "cancelled" };
  const offer = found(await offerStore.offer(ctx.db, claim.offerId), "offer", claim.offerId);
  const terms = await termsOfGivingBack(ctx, claim, offer);
  const { by } = terms;
  if (by === "staff") await refuseUnsaid(ctx, claim, input.because);
  const because = input.because ?? (by === "organiser" ? "moved" : null);
  const gone = await giveBack(ctx, claim, offer, { because, ...terms });
  if (gone && by === "staff" && because) {
    const to = claim.subject ? [claim.subject] : [];
    await tell(ctx, offer, "notice.claim.cancelled", { to, reason: because });
    await tellGroups(ctx, [offer], { what: "taken-back", of: [claim.id], reason: because });
  }
  return { claimId: claim.id, state: "cancelled" };
}

/** Staff say why they give back what is another's: whoever had it is told. Places for their own groups are theirs. */
export async function refuseUnsaid(
  ctx: TxCtx,
  claim: Pick<claimStore.Claim, "subject" | "organisationId">,
  because: string | undefined,
): Promise<void> {
  if (because || claimStore.isNobodys(claim)) return;
  const group = claim.organisationId ? await organisationOf(ctx.db, claim.organisationId) : null;
  if (!group || !may["group.claim"](ctx.actor, { orgPath: group.path })) throw refused("claim.reason-needed");
}

interface Terms {
  until: Temporal.Instant;
  /** What the house's rules say of it, where they count it. */
  house: Awaited<ReturnType<typeof givingBack>> | null;
  /** Whose doing it is. */
  by: "holder" | "staff" | "organiser";
}

/**
 * Under what a claim, or some of it, is given back. Who had it before the occasion moved has until the start, or as long as it goes on, as
 * staff have, and no rule counts it.
 */
export async function termsOfGivingBack(ctx: TxCtx, claim: claimStore.Claim, offer: Offer): Promise<Terms> {
  const as = givesBackAs(ctx, claim, offer);
  if (as === "staff") return { until: nothingLeftAt(offer), house: null, by: "staff" };
  if ((await claimStore.movedSinceHeld(ctx.db, [claim.id])).has(claim.id))
    return { until: nothingLeftAt(offer), house: null, by: "organiser" };
  const { state, subject } = claim;
  const house = as === "self" && subject ? await givingBack(ctx, offer, { subject, state }) : null;
  return { until: house?.until ?? cancelUntil(offer.rules, offer.startsAt), house, by: "holder" };
}

/**
 * As whom somebody gives a claim back. Whoever claimed it for their own group holds to the deadline as people do for themselves; the
 * organiser's staff do not. Refuses whose claim it was when they were let in, and is not any more.
 */
function givesBackAs(
  { actor }: TxCtx,
  { subject, organisationId }: Pick<claimStore.Claim, "subject" | "organisationId">,
  offer: Offer,
): "self" | "group" | "staff" {
  if (subject !== null && principal(actor)?.subject === subject) return "self";
  if (servesAt(actor, offer)) return "staff";
  if (organisationId === null) throw refused("claim.handed-on");
  return "group";
}

/**
 * Refuses where a claim, or some of it, cannot be given back under these terms, or has become another's since it was read; then the pools
 * are locked, under which claims are handed on.
 */
export async function lockToGiveBack(
  ctx: TxCtx,
  claim: claimStore.Claim,
  offer: Offer,
  { until, house, by }: Terms,
): Promise<void> {
  const against = reasonAgainstCancel(offer, claim.state, ctx.clock(), until) ?? house?.against;
  if (against?.id === "claim.cancel-too-late" && offer.rules.ownRoll && until.equals(nothingLeftAt(offer)))
    throw refused("claim.cancel-over");
  // The house is not sent to itself.
  if (against?.id === "claim.cancel-too-late" && by === "staff") throw refused("claim.cancel-begun");
  if (against) throw refused(against.id, against.data);
  // In the order in which everybody locks: who gives back, pools, then claims.
  await offerStore.lockPools(ctx.db, [offer.id]);
  const now = found(await claimStore.claim(ctx.db, claim.id), "claim", claim.id);
  if (now.subject !== claim.subject) throw refused("claim.handed-on");
}

/**
 * Gives places back because the occasion went to another time or place: up to its start, whatever the deadline. The organiser
 * is the reason, and no rule about late cancelling counts it. Twice changes nothing; what has become another's is refused.
 */
export async function giveBackMoved(
  ctx: TxCtx,
  { claimId, subject }: { claimId: string; subject: string | null },
): Promise<void> {
  const claim = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  if (claim.subject !== subject) throw refused("claim.handed-on");
  if (claim.state === "cancelled") return;
  const offer = found(await offerStore.offer(ctx.db, claim.offerId), "offer", claim.offerId);
  const terms = { until: nothingLeftAt(offer), by: "organiser" as const, house: null };
  await giveBack(ctx, claim, offer, { because: "moved", ...terms });
}

/** False where it was cancelled meanwhile. */
async function giveBack(
  ctx: TxCtx,
  claim: claimStore.Claim,
  offer: Offer,
  { because, ...terms }: Terms & { because: string | null },
): Promise<boolean> {
  const { house, by } = terms;
  await lockToGiveBack(ctx, claim, offer, terms);
  const which = { claimIds: [claim.id], in: givableOf(offer) };
  const [gone] = await claimStore.cancelClaims(ctx.db, which, because, ctx.clock());
  if (!gone) {
    // Somebody was faster; if they cancelled it too, it is done.
    const now = await claimStore.claim(ctx.db, claim.id);
    if (now?.state !== "cancelled") throw refused("claim.not-cancellable");
    return false;
  }
  if (house && claim.subject && gone.was !== "held")
    await noteGivingBack(ctx, offer, { claimId: claim.id, subject: claim.subject }, house);
  await announceAll(ctx, [newsOfGone(offer, gone, by)]);
  await audit(ctx, { what: "claim.cancelled", on: { kind: "claim", id: claim.id }, subject: claim.subject });
  await placesCameBack(ctx, [gone]);
  return true;
}
