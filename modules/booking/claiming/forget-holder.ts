/** A person is erased: what they hold in the future goes back to others, what is past stays counted without them. */
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { newsOfGone } from "../news.ts";
import * as offerStore from "../offers/offer-store.ts";
import { placesCameBack } from "../waiting/places-came-back.ts";
import * as waitingStore from "../waiting/waiting-store.ts";
import * as claimStore from "./claim-store.ts";
import * as holderStore from "./holder-store.ts";

export async function forgetHolder(ctx: TxCtx, subject: string): Promise<number> {
  const now = ctx.clock();
  await offerStore.lockPoolsOf(ctx.db, [subject]);
  const gone = await claimStore.cancelClaims(ctx.db, { subject, startingAfter: now }, "erased", now);
  const offers = new Map(
    (
      await offerStore.offers(
        ctx.db,
        gone.map(({ offerId }) => offerId),
      )
    ).map((offer) => [offer.id, offer]),
  );
  await announceAll(
    ctx,
    gone.flatMap((claim) => {
      const offer = offers.get(claim.offerId);
      return offer ? [newsOfGone(offer, claim, "holder")] : [];
    }),
  );
  const waited = await waitingStore.forget(ctx.db, subject, now);
  const claimed = await holderStore.forgetSubject(ctx.db, subject);
  await placesCameBack(ctx, gone);
  return claimed + waited;
}
