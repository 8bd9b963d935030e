/** Claims places for one person or group. All or nothing; refuses with the rule that said no. */

import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { poolNow, poolsFor, poolToDrawFrom } from "./draw-from.ts";
import { newsOf } from "./news.ts";
import { type Offer, type Pool, type PoolChannel, reasonAgainstClaim } from "./offer.ts";
import * as store from "./store.ts";

export interface ClaimInput {
  offerId: string;
  size: number;
  /** The pool to take from, where it is not the one of whoever asks (`poolsFor`). */
  pool?: PoolChannel;
  /** Whom the places are for, when staff claim at the counter. Residents claim for themselves or whom they act for. */
  subject?: string;
  level?: number;
}

export interface ClaimMade {
  claimId: string;
  state: "confirmed";
  size: number;
}

export async function claim(ctx: TxCtx, input: ClaimInput): Promise<ClaimMade> {
  const subject = input.subject ?? principal(ctx.actor)?.subject;
  if (!subject) throw new Error("claim needs a person");
  const channels = input.pool ? [input.pool] : poolsFor(ctx.actor);
  const { offer, pool, id } = await taken(ctx, input, { channels, subject });
  await announce(ctx, "claim.confirmed", newsOf(offer, { id, size: input.size, channel: pool.channel }));
  await audit(ctx, {
    what: "claim.confirmed",
    on: { kind: "claim", id },
    subject,
    detail: { size: input.size },
  });
  return { claimId: id, state: "confirmed", size: input.size };
}

/** Takes the places from the pool that gives them. Whenever somebody was faster, or the offer closed, what is true then decides. */
async function taken(
  ctx: TxCtx,
  { offerId, size, level = ctx.actor.level }: ClaimInput,
  { channels, subject }: { channels: readonly PoolChannel[]; subject: string },
): Promise<{ offer: Offer; pool: Pool; id: string }> {
  const now = ctx.clock();
  // A pool that was emptied meanwhile leaves the next; after the last of them nothing is left.
  for (let tries = 0; tries <= channels.length; tries++) {
    const offer = found(await store.offer(ctx.db, offerId), "offer", offerId);
    const pools = (await store.pools(ctx.db, [offerId])).map((pool) => poolNow(offer, pool));
    const pool = poolToDrawFrom(pools, channels, { size, now });
    const against = reasonAgainstClaim({ offer, pool, size, level }, now);
    if (against) throw refused(against.id, against.data, { next: against.next ?? null });
    if (!pool) throw new Error("unreachable: a missing pool is a reason against");
    const made = await store.takePlaces(ctx.db, {
      offerId,
      poolId: pool.id,
      subject,
      madeBy: ctx.actor.subject,
      size,
      state: "confirmed",
      now,
    });
    if (!made.took) continue;
    if (!made.id) throw refused("claim.already");
    return { offer, pool, id: made.id };
  }
  throw refused("claim.none-left");
}
