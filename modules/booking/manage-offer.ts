/** Offers as other modules use them: made, changed and closed with the occasion they belong to. */
import type { Temporal } from "temporal-polyfill";
import { audit, auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce, announceAll } from "#platform/events";
import * as claimStore from "./claim-store.ts";
import { newsOf } from "./news.ts";
import { type Offer, type OfferRules, reasonAgainstCheckIn, usualRules } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { clearSpans, describeOffers, type OfferIs } from "./rules/store.ts";
import { undoCheckIns } from "./undo-check-ins.ts";

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
  /** What rules count it by. */
  is?: OfferIs;
  pools: offerStore.PoolInput[];
}

/** Opens an offer for an occasion. One offer an occasion: a second one is an error of the caller. */
export async function makeOffer(ctx: TxCtx, input: OfferInput): Promise<{ offerId: string }> {
  const [offerId] = await makeOffers(ctx, [input]);
  if (!offerId) throw new Error("one offer was asked for");
  return { offerId };
}

/** The same for many occasions, in a handful of statements however many there are. Answers their ids in order. */
export async function makeOffers(ctx: TxCtx, inputs: readonly OfferInput[]): Promise<string[]> {
  const offers = inputs.map((input) => ({ ...input, id: newId(), rules: { ...usualRules, ...input.rules } }));
  await offerStore.insertOffers(ctx.db, offers);
  await describeOffers(
    ctx.db,
    offers.flatMap(({ id, is }) => (is ? [{ offerId: id, is }] : [])),
  );
  await auditAll(
    ctx,
    offers.map(({ id, kind, ref }) => ({
      what: "offer.made",
      on: { kind: "offer", id },
      detail: { kind, ref },
    })),
  );
  return offers.map(({ id }) => id);
}

/**
 * Changes times, rules and quotas. A quota below the places already taken is refused. Where the door is shut again by the
 * new times, who was in has not come: they keep their places and come again, and people nobody named give theirs back.
 * Answers whose check-in that was.
 */
export async function changeOffer(
  ctx: TxCtx,
  offerId: string,
  input: OfferTimes & Pick<OfferInput, "rules" | "is" | "pools">,
): Promise<{ comeAgain: string[] }> {
  const offer = found(await offerStore.lockOffer(ctx.db, offerId), "offer", offerId);
  if (offer.state === "closed") throw refused("claim.offer-closed");
  const changed = { ...offer, ...input, rules: { ...offer.rules, ...input.rules } };
  await offerStore.updateOffer(ctx.db, offerId, changed);
  if (input.is) await describeOffers(ctx.db, [{ offerId, is: input.is }]);
  if (!(input.startsAt.equals(offer.startsAt) && input.endsAt.equals(offer.endsAt)))
    await clearSpans(ctx.db, { offerId });
  await offerStore.lockPools(ctx.db, offerId);
  const taken = new Map(
    (await offerStore.pools(ctx.db, [offerId])).map((pool) => [pool.channel, pool.taken]),
  );
  const wanted = new Map(input.pools.map(({ channel, quota }) => [channel, quota]));
  // A pool left out counts as quota 0: what it has given away is still sitting in the room.
  for (const [channel, used] of taken) {
    const quota = wanted.get(channel) ?? 0;
    if (quota < used) throw refused("offer.quota-below-taken", { quota, taken: used, pool: channel });
  }
  await offerStore.setPools(ctx.db, offerId, input.pools);
  const shutAgain = reasonAgainstCheckIn(changed, ctx.clock())?.id === "check-in.too-early";
  const undone = shutAgain ? await undoCheckIns(ctx, changed) : [];
  const unnamed = undone.filter(({ subject }) => subject === null).map(({ id }) => id);
  if (unnamed.length > 0) await cancel(ctx, changed, { claimIds: unnamed }, "moved");
  await audit(ctx, {
    what: "offer.changed",
    on: { kind: "offer", id: offerId },
    ...(undone.length > 0 && { detail: { checkInsUndone: undone.length } }),
  });
  return { comeAgain: undone.flatMap(({ subject }) => subject ?? []) };
}

export interface ConcernedHolder {
  claimId: string;
  subject: string | null;
  size: number;
  /** They were in and it took place for them: their claim and their visit stay. */
  came: boolean;
}

/**
 * Closes an offer for good and cancels what is claimed. `cutShort`: the occasion took place in part, so that who is in has
 * come; otherwise their check-ins are undone and their claims cancelled with the others. Answers whom it concerned, so that
 * the caller can tell them why.
 */
export async function closeOffer(
  ctx: TxCtx,
  offerId: string,
  because: string,
  { cutShort = false }: { cutShort?: boolean } = {},
): Promise<ConcernedHolder[]> {
  const offer = found(await offerStore.lockOffer(ctx.db, offerId), "offer", offerId);
  if (!(await offerStore.closeOffer(ctx.db, offerId, { because, cutShort }))) return [];
  const undone = cutShort ? [] : await undoCheckIns(ctx, offer);
  const came = cutShort
    ? (await claimStore.claimsOfOffer(ctx.db, offerId)).filter(({ state }) => state === "checked-in")
    : [];
  const gone = await cancel(ctx, offer, { offerId }, because);
  await announce(ctx, "offer.closed", { offerId, kind: offer.kind, ref: offer.ref, orgPath: offer.orgPath });
  await audit(ctx, {
    what: "offer.closed",
    on: { kind: "offer", id: offerId },
    detail: { cancelled: gone.length, checkInsUndone: undone.length, cutShort },
  });
  return [
    ...gone.map(({ id, subject, size }) => ({ claimId: id, subject, size, came: false })),
    ...came.map(({ id, subject, size }) => ({ claimId: id, subject, size, came: true })),
  ];
}

/** Cancels claims for the organiser, and tells it. */
async function cancel(
  ctx: TxCtx,
  offer: Offer,
  which: { offerId: string } | { claimIds: string[] },
  because: string,
): Promise<claimStore.Claim[]> {
  const gone = await claimStore.cancelClaims(ctx.db, which, because, ctx.clock());
  await announceAll(
    ctx,
    gone.map((claim) => ({
      type: "claim.cancelled" as const,
      payload: { ...newsOf(offer, claim), by: "organiser" as const },
    })),
  );
  return gone;
}
