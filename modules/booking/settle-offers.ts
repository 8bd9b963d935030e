/** After an occasion: who was checked in has attended, who was not has missed it. */
import { type Ctx, inTx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import * as doorStore from "./door-store.ts";
import { newsOf } from "./news.ts";
import * as offerStore from "./offer-store.ts";

/** Settles offers whose occasion is over, each in its own transaction. Answers how many. */
export async function settleOffers(ctx: Ctx): Promise<number> {
  const over = await offerStore.offersToSettle(ctx.db, ctx.clock());
  for (const offer of over) {
    await inTx(ctx, async (inner) => {
      const missed = await doorStore.settle(inner.db, offer.id, inner.clock());
      await announceAll(
        inner,
        missed.map((claim) => ({ type: "claim.missed" as const, payload: newsOf(offer, claim) })),
      );
    });
  }
  return over.length;
}
