/** Claims places for one person or group. All or nothing; refuses with the rule that said no. */

import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { newsOf } from "./news.ts";
import { type Offer, type Pool, type PoolChannel, reasonAgainstClaim } from "./offer.ts";
import * as store from "./store.ts";

export interface ClaimInput {
  offerId: string;
  size: number;
  /** Pool to take from. Residents get the online pool, those who act for others the helper pool if there is one. */
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
  const offer = found(await store.offer(ctx.db, input.offerId), "offer", input.offerId);
  const pools = await store.pools(ctx.db, [offer.id]);
  const pool = choosePool(pools, input.pool, ctx.actor.onBehalfOf !== null);
  const subject = input.subject ?? principal(ctx.actor)?.subject;
  if (!subject) throw new Error("claim needs a person");
  const now = ctx.clock();
  const against = reasonAgainstClaim(
    { offer, pool, size: input.size, level: input.level ?? ctx.actor.level },
    now,
  );
  if (against) throw refused(against.id, against.data, { next: against.next ?? null });
  if (!pool) throw new Error("unreachable: a missing pool is a reason against");
  const made = await store.takePlaces(ctx.db, {
    offerId: offer.id,
    poolId: pool.id,
    subject,
    madeBy: ctx.actor.subject,
    size: input.size,
    state: "confirmed",
    now,
  });
  if (!made.took) throw await whyNotTaken(ctx, offer, pool, input.size);
  if (!made.id) throw refused("claim.already");
  await announce(
    ctx,
    "claim.confirmed",
    newsOf(offer, { id: made.id, size: input.size, channel: pool.channel }),
  );
  await audit(ctx, {
    what: "claim.confirmed",
    on: { kind: "claim", id: made.id },
    subject,
    detail: { size: input.size },
  });
  return { claimId: made.id, state: "confirmed", size: input.size };
}

/** Somebody was faster, or the offer closed meanwhile: say what is true now. */
async function whyNotTaken(ctx: TxCtx, offer: Offer, pool: Pool, size: number): Promise<Error> {
  const current = (await store.pools(ctx.db, [offer.id])).find(({ id }) => id === pool.id) ?? null;
  const fresh = (await store.offer(ctx.db, offer.id)) ?? offer;
  const against = reasonAgainstClaim({ offer: fresh, pool: current, size, level: 3 }, ctx.clock());
  return refused(against?.id ?? "claim.none-left", against?.data);
}

function choosePool(pools: Pool[], wanted: PoolChannel | undefined, actsForOthers: boolean): Pool | null {
  const of = (channel: PoolChannel) => pools.find((pool) => pool.channel === channel) ?? null;
  if (wanted) return of(wanted);
  return (actsForOthers ? of("helper") : null) ?? of("online");
}
