/** Some of a party cannot come: their places are given back, the others keep theirs. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, type Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { tellGroups } from "../groups/tell-groups.ts";
import { newsOf } from "../news.ts";
import * as offerStore from "../offers/offer-store.ts";
import { noteGivingBack } from "../penalties/giving-back.ts";
import { reasonAgainstFewer } from "../rules/fewer.ts";
import { giveSeatsBack } from "../seating/give-seats-back.ts";
import { tell } from "../waiting/tell.ts";
import { tendOffer } from "../waiting/tend.ts";
import { lockToGiveBack, refuseUnsaid, termsOfGivingBack } from "./cancel-claim.ts";
import * as claimStore from "./claim-store.ts";

/**
 * Leaves so many places in a claim, where seats are numbered without these, as many as its rules ask for, under those by which the whole of it could be cancelled; it is counted
 * and marked the same.
 */
export async function reduceClaim(
  ctx: TxCtx,
  {
    claimId,
    size,
    because,
    seats,
  }: { claimId: string; size: number; because?: string; seats?: readonly string[] },
): Promise<{ claimId: string; size: number }> {
  const asked = found(await claimStore.claimWithChannel(ctx.db, claimId), "claim", claimId);
  const offer = found(await offerStore.offer(ctx.db, asked.offerId), "offer", asked.offerId);
  const terms = await termsOfGivingBack(ctx, asked, offer);
  const { house, by } = terms;
  if (by === "staff") await refuseUnsaid(ctx, asked, because);
  const tooFew = await reasonAgainstFewer(ctx, asked, size);
  if (tooFew) throw refused(tooFew.id, tooFew.data);
  await lockToGiveBack(ctx, asked, offer, terms);
  const done = await claimStore.reduceClaim(ctx.db, { id: claimId, size }, ctx.clock());
  if (!done) throw await whyNotReduced(ctx, asked);
  if (offer.rules.seated) await giveSeatsBack(ctx.db, asked, { count: done.givenBack, seats });
  if (house && asked.subject) await noteGivingBack(ctx, offer, { claimId, subject: asked.subject }, house);
  await announce(ctx, "claim.reduced", { ...newsOf(offer, { ...done, size: done.givenBack }), stays: size });
  await audit(ctx, {
    what: "claim.reduced",
    on: { kind: "claim", id: claimId },
    subject: asked.subject,
    detail: { from: size + done.givenBack, to: size },
  });
  if (by === "staff" && because) {
    const to = asked.subject ? [asked.subject] : [];
    await tell(ctx, offer, "notice.claim.reduced", { to, reason: because });
    await tellGroups(ctx, [offer], { what: "reduced", of: [claimId], reason: because });
  }
  await tendOffer(ctx, offer.id);
  return { claimId, size };
}

/** It was read before the lock: by now it may be given back or let in. What is only held is taken whole or not at all. */
async function whyNotReduced(ctx: TxCtx, { id }: Pick<claimStore.Claim, "id">): Promise<Problem> {
  const { state } = found(await claimStore.claim(ctx.db, id), "claim", id);
  if (state === "held") return refused("claim.held-whole");
  return refused(state === "confirmed" ? "claim.not-fewer" : "claim.not-cancellable");
}
