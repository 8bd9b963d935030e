/** People who come to the door without a claim. */
import type { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { takePlaces } from "../claiming/take-places.ts";
import { newsOf } from "../news.ts";
import { atTheDoor, isReleased, leftAtTheDoor, type PoolNow } from "../offers/draw-from.ts";
import { type Against, type Offer, reasonAgainstCheckIn } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import type { CheckedIn } from "./check-in.ts";

/** Counts people in at once from the places of the door; nobody is named. Refuses with what the clerk can do. */
export async function walkIn(ctx: TxCtx, input: { offerId: string; size: number }): Promise<CheckedIn> {
  const now = ctx.clock();
  // Nobody closes or moves the offer before the people now at the door are in or refused.
  found(await offerStore.offerAtDoor(ctx.db, input.offerId), "offer", input.offerId);
  const asking = [{ ctx, size: input.size, subject: null, channels: atTheDoor }];
  const { offer, outcomes } = await takePlaces(ctx.db, {
    offerId: input.offerId,
    state: "checked-in",
    asking,
    against: ({ size }, at) => reasonAgainstWalkIn({ ...at, size }, now),
  });
  const [outcome] = outcomes;
  if (!outcome?.took) throw outcome?.refusal ?? new Error("people at the door without an outcome");
  const { id, pool } = outcome.took;
  const news = newsOf(offer, { id, size: input.size, channel: pool.channel });
  await announce(ctx, "claim.confirmed", news);
  await announce(ctx, "claim.checked-in", news);
  await audit(ctx, {
    what: "claim.walked-in",
    on: { kind: "claim", id },
    detail: { size: input.size },
  });
  return { claimId: id, size: input.size, rest: 0, already: false, checkedInAt: now.toString() };
}

export interface WalkInWish {
  offer: Offer;
  pools: readonly PoolNow[];
  /** The one that would give the places. */
  pool: PoolNow | null;
  size: number;
}

/**
 * Why these people cannot be let in, or null. The booking deadline, the level and the most of one claim are no matter here: the
 * places of the door have only the door's hours.
 */
export function reasonAgainstWalkIn(
  { offer, pools, pool, size }: WalkInWish,
  now: Temporal.Instant,
): Against | null {
  const shut = reasonAgainstCheckIn(offer, now);
  if (shut) return shut;
  if (!pool) return { id: "walk-in.no-places" };
  if (!isReleased(pool, now)) return { id: "walk-in.not-released", data: { at: pool.releasesAt.toString() } };
  if (pool.left >= size) return null;
  const left = leftAtTheDoor(pools.filter((one) => isReleased(one, now))) ?? 0;
  if (left === 0) return { id: "walk-in.none-left" };
  if (left < size) return { id: "walk-in.too-few-left", data: { left, size } };
  // Enough in two pools together; a claim is taken from one.
  return { id: "walk-in.in-two", data: { most: pool.left } };
}
