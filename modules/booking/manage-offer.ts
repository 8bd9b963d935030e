/** Offers as other modules use them: made, changed and closed with the occasion they belong to. */
import type { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce, announceAll } from "#platform/events";
import { newsOf } from "./news.ts";
import { type OfferRules, usualRules } from "./offer.ts";
import * as store from "./store.ts";

export interface OfferTimes {
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export interface OfferInput extends OfferTimes {
  kind: string;
  ref: string;
  orgPath: string;
  rules?: Partial<OfferRules>;
  pools: store.PoolInput[];
}

/** Opens an offer for an occasion. One offer an occasion: a second one is an error of the caller. */
export async function makeOffer(ctx: TxCtx, input: OfferInput): Promise<{ offerId: string }> {
  const offerId = await store.insertOffer(ctx.db, { ...input, rules: { ...usualRules, ...input.rules } });
  await store.setPools(ctx.db, offerId, input.pools);
  await audit(ctx, {
    what: "offer.made",
    on: { kind: "offer", id: offerId },
    detail: { kind: input.kind, ref: input.ref },
  });
  return { offerId };
}

/** Changes times, rules and quotas. A quota below the places already taken is refused. */
export async function changeOffer(
  ctx: TxCtx,
  offerId: string,
  input: OfferTimes & { rules?: Partial<OfferRules>; pools: store.PoolInput[] },
): Promise<void> {
  const offer = found(await store.lockOffer(ctx.db, offerId), "offer", offerId);
  if (offer.state === "closed") throw refused("claim.offer-closed");
  await store.updateOffer(ctx.db, offerId, { ...input, rules: { ...offer.rules, ...input.rules } });
  await store.lockPools(ctx.db, offerId);
  const taken = new Map((await store.pools(ctx.db, [offerId])).map((pool) => [pool.channel, pool.taken]));
  const wanted = new Map(input.pools.map(({ channel, quota }) => [channel, quota]));
  // A pool left out counts as quota 0: what it has given away is still sitting in the room.
  for (const [channel, used] of taken) {
    const quota = wanted.get(channel) ?? 0;
    if (quota < used) throw refused("offer.quota-below-taken", { quota, taken: used, pool: channel });
  }
  await store.setPools(ctx.db, offerId, input.pools);
  await audit(ctx, { what: "offer.changed", on: { kind: "offer", id: offerId } });
}

export interface GoneHolder {
  claimId: string;
  subject: string | null;
  size: number;
}

/** Closes an offer for good and cancels what is claimed. Answers whom it concerned, so that the caller can tell them why. */
export async function closeOffer(ctx: TxCtx, offerId: string, because: string): Promise<GoneHolder[]> {
  const offer = found(await store.lockOffer(ctx.db, offerId), "offer", offerId);
  if (!(await store.closeOffer(ctx.db, offerId, because))) return [];
  const gone = await store.cancelClaims(ctx.db, { offerId }, because, ctx.clock());
  await announce(ctx, "offer.closed", { offerId, kind: offer.kind, ref: offer.ref, orgPath: offer.orgPath });
  await announceAll(
    ctx,
    gone.map((claim) => ({
      type: "claim.cancelled" as const,
      payload: { ...newsOf(offer, claim), by: "organiser" as const },
    })),
  );
  await audit(ctx, {
    what: "offer.closed",
    on: { kind: "offer", id: offerId },
    detail: { cancelled: gone.length },
  });
  return gone.map(({ id, subject, size }) => ({ claimId: id, subject, size }));
}
