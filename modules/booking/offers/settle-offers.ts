/** After an occasion: who was checked in has attended, who was not has missed it. */
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import * as doorStore from "../door/door-store.ts";
import { newsOf } from "../news.ts";
import { markAfter } from "../penalties/marking.ts";
import * as offerStore from "./offer-store.ts";

const atOnce = 200;

/** Settles every offer whose occasion is over, each in its own transaction: one that fails is logged and stops no other. Answers how many. */
export async function settleOffers(ctx: Ctx): Promise<number> {
  let settled = 0;
  const failed: string[] = [];
  for (;;) {
    const over = await offerStore.offersToSettle(ctx.db, ctx.clock(), { except: failed, limit: atOnce });
    for (const id of over) {
      try {
        if (await inTx(ctx, (inner) => settle(inner, id))) settled += 1;
      } catch (error) {
        failed.push(id);
        ctx.log.error({ err: error, offer: id }, "an offer cannot be settled");
      }
    }
    if (over.length < atOnce) return settled;
  }
}

/** False when somebody else was faster. */
async function settle(ctx: TxCtx, id: string): Promise<boolean> {
  // The door shares this lock: whoever is being let in now is in before it is asked who came.
  const offer = await offerStore.lockToSettle(ctx.db, id);
  if (!offer) return false;
  const missed = await doorStore.settle(ctx.db, id, ctx.clock());
  await announceAll(
    ctx,
    missed.map((claim) => ({ type: "claim.missed" as const, payload: newsOf(offer, claim) })),
  );
  await markAfter(ctx, offer);
  return true;
}
