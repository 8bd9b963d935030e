/** Places were given back: whoever waits for them is offered them in the same transaction, before anybody else can ask. */
import type { TxCtx } from "#platform/ctx";
import type { Gone } from "../claiming/claim-store.ts";
import { tendOffer } from "./tend.ts";
import * as store from "./waiting-store.ts";

/** The pools of these claims' offers must have been locked before the claims were given back. */
export async function placesCameBack(ctx: TxCtx, gone: readonly Gone[]): Promise<void> {
  const held = gone.filter(({ was }) => was === "held").map(({ id }) => id);
  if (held.length > 0) await store.answerOffers(ctx.db, held, "declined", ctx.clock());
  const offerIds = [...new Set(gone.map(({ offerId }) => offerId))];
  for (const offerId of await store.waitedFor(ctx.db, offerIds)) await tendOffer(ctx, offerId);
}
