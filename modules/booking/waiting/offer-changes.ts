/** What a change of the offer means for who waits: a closed one ends the line, a moved one keeps it, more places are offered at once. */
import type { TxCtx } from "#platform/ctx";
import * as holdStore from "../holding/hold-store.ts";
import { lastCall, lineEnds, type Offer, poolChannels } from "../offer.ts";
import { narrowing } from "../rules/narrowing.ts";
import { tell, tellAll } from "./tell.ts";
import { tendOffer } from "./tend.ts";
import * as store from "./waiting-store.ts";

/** Ends the lines of offers that close and tells everybody in them: nothing is asked of those in which nobody waits. Answers how many were told. */
export async function endLines(ctx: TxCtx, offers: readonly Offer[], because: string): Promise<number> {
  const ended = Map.groupBy(
    await store.end(
      ctx.db,
      offers.map(({ id }) => id),
      ctx.clock(),
    ),
    ({ offerId }) => offerId,
  );
  return tellAll(
    ctx,
    "notice.line.closed",
    offers.map((offer) => ({
      offer,
      to: (ended.get(offer.id) ?? []).map(({ subject }) => subject),
      reason: because,
    })),
  );
}

/**
 * Entries stay in a changed offer, unless it has no line any more: then all who wait are told so. What is held is held no longer than the
 * new times allow. The pools must be locked. Answers how many were told.
 */
export async function heedChange(ctx: TxCtx, offer: Offer): Promise<number> {
  const under = await narrowing(ctx, [offer.id]);
  const limits = poolChannels.map((channel) => {
    const narrowed = under(offer, channel);
    return {
      channel,
      closesAt: narrowed.closesAt,
      lastCall: lastCall(narrowed),
      lineEnds: lineEnds(narrowed),
    };
  });
  await holdStore.holdNoLonger(ctx.db, offer.id, limits);
  const ended = offer.rules.waitingList ? [] : await store.end(ctx.db, [offer.id], ctx.clock());
  const told = await tell(ctx, offer, "notice.line.off", { to: ended.map(({ subject }) => subject) });
  await tendOffer(ctx, offer.id);
  return told;
}
