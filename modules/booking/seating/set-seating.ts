/** An offer gets numbered seats: the plan of its hall, and which seats are given out by which pool or kept. Quotas follow. */
import type { Plan } from "#libs/seats";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found, refused } from "#platform/errors";
import * as drawStore from "../drawing/draw-store.ts";
import { heedPlaces } from "../drawing/heed-changes.ts";
import type { Offer, PoolChannel } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { tendOffer } from "../waiting/tend.ts";
import { type KeptFor, keptFor } from "./kept.ts";
import { told } from "./pick.ts";
import * as planStore from "./plan-store.ts";
import * as store from "./seat-store.ts";

/** Seats of a plan as they are told: with their zone where the hall has several. */
export function labelled(plan: Plan): { id: string; label: string }[] {
  const several = plan.zones.length > 1;
  return plan.zones.flatMap(({ name, rows }) =>
    rows.flatMap(({ blocks }) =>
      blocks.flat().map(({ id, label }) => ({ id, label: several ? `${name} ${label}` : label })),
    ),
  );
}

/** Gives an offer a version of a plan, all of its seats in one pool. Refuses where places are taken, and a plan of another house. */
export async function setSeating(
  ctx: TxCtx,
  { offerId, planId, channel }: { offerId: string; planId: string; channel: PoolChannel },
): Promise<{ seats: number }> {
  const offer = await lockedOffer(ctx, offerId);
  const pools = await offerStore.lockPools(ctx.db, [offerId]);
  if (pools.some(({ taken }) => taken > 0)) throw refused("seating.places-taken");
  const plan = found(await planStore.plan(ctx.db, planId), "seat-plan", planId);
  const placeId = await planStore.placeOfOffer(ctx.db, offerId);
  const fits = placeId === null ? offer.orgPath.startsWith(plan.orgPath) : placeId === plan.placeId;
  if (!fits) throw refused("seating.other-place");
  const seats = labelled(plan.plan);
  const toDraw = await drawStore.placesToDraw(ctx.db, offerId);
  await store.setSeating(ctx.db, { offerId, planId, channel }, seats);
  await quotasFollow(ctx, offer, toDraw);
  await audit(ctx, { what: "seating.set", on: { kind: "offer", id: offerId }, detail: { plan: planId } });
  return { seats: seats.length };
}

/** Where seats go: to a pool, or kept for what stands there. */
export type ShareTo = PoolChannel | KeptFor;

/** These seats are another pool's from now on, or kept. Refuses seats that somebody has. */
export async function shareSeats(
  ctx: TxCtx,
  { offerId, seats, to }: { offerId: string; seats: readonly string[]; to: ShareTo },
): Promise<{ seats: number }> {
  const offer = await lockedOffer(ctx, offerId);
  await offerStore.lockPools(ctx.db, [offerId]);
  const wanted = new Set(seats);
  const those = (await store.hallSeats(ctx.db, offerId)).filter(({ id }) => wanted.has(id));
  if (those.length !== wanted.size) throw refused("seating.no-such-seat");
  const taken = those.filter(({ claimId }) => claimId);
  const labels = new Map(those.map(({ id, label }) => [id, label]));
  if (taken.length > 0)
    throw refused("seating.taken", {
      count: taken.length,
      seats: told(
        { labels },
        taken.slice(0, 10).map(({ id }) => id),
      ),
    });
  const toDraw = await drawStore.placesToDraw(ctx.db, offerId);
  const kept = keptFor.find((one) => one === to) ?? null;
  const channel = kept ? null : (to as PoolChannel);
  await store.shareSeats(ctx.db, offerId, { seats: [...wanted], channel, kept });
  await quotasFollow(ctx, offer, toDraw);
  await audit(ctx, {
    what: "seating.shared",
    on: { kind: "offer", id: offerId },
    detail: { seats: wanted.size, to },
  });
  return { seats: wanted.size };
}

/** The pools of an offer with as many places as they have seats; those asked for say when they open. */
export async function poolsOfSeats(
  db: Db,
  offerId: string,
  asked: readonly Pick<offerStore.PoolInput, "channel" | "releasesAt">[],
): Promise<offerStore.PoolInput[]> {
  const releases = new Map(asked.map(({ channel, releasesAt }) => [channel, releasesAt]));
  const pools = await store.seatsByPool(db, offerId);
  return pools.map(({ channel, quota }) => ({ channel, quota, releasesAt: releases.get(channel) ?? null }));
}

async function quotasFollow(ctx: TxCtx, offer: Offer, toDraw: number | null): Promise<void> {
  const pools = await offerStore.pools(ctx.db, [offer.id]);
  await offerStore.setPools(ctx.db, offer.id, await poolsOfSeats(ctx.db, offer.id, pools));
  await heedPlaces(ctx, offer, toDraw);
  await tendOffer(ctx, offer.id);
}

async function lockedOffer(ctx: TxCtx, offerId: string): Promise<Offer> {
  const offer = found(await offerStore.lockOffer(ctx.db, offerId), "offer", offerId);
  if (offer.state === "closed") throw refused("claim.offer-closed");
  return offer;
}
