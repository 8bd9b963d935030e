/** Gives places back: by the holder within the rule, by staff of the organisation at any time before the door. */
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as claimStore from "./claim-store.ts";
import { newsOf } from "./news.ts";
import { reasonAgainstCancel } from "./offer.ts";
import * as offerStore from "./offer-store.ts";

export async function cancelClaim(
  ctx: TxCtx,
  input: { claimId: string; because?: string },
): Promise<{ claimId: string; state: "cancelled" }> {
  const claim = found(await claimStore.claim(ctx.db, input.claimId), "claim", input.claimId);
  if (claim.state === "cancelled") return { claimId: claim.id, state: "cancelled" };
  const offer = found(await offerStore.offer(ctx.db, claim.offerId), "offer", claim.offerId);
  const own = claim.subject !== null && principal(ctx.actor)?.subject === claim.subject;
  const rule = own ? offer : { ...offer, rules: { ...offer.rules, cancelUntilMinutes: 0 } };
  const against = reasonAgainstCancel(rule, claim.state, ctx.clock());
  if (against) throw refused(against.id, against.data);
  const [gone] = await claimStore.cancelClaims(
    ctx.db,
    { claimIds: [claim.id] },
    input.because ?? null,
    ctx.clock(),
  );
  if (!gone) {
    // Somebody was faster; if they cancelled it too, it is done.
    const now = await claimStore.claim(ctx.db, claim.id);
    if (now?.state !== "cancelled") throw refused("claim.not-cancellable");
    return { claimId: claim.id, state: "cancelled" };
  }
  await announce(ctx, "claim.cancelled", { ...newsOf(offer, gone), by: own ? "holder" : "staff" });
  await audit(ctx, { what: "claim.cancelled", on: { kind: "claim", id: claim.id }, subject: claim.subject });
  return { claimId: claim.id, state: "cancelled" };
}
