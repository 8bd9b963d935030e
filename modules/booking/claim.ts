/** Claims places for one person or group. All or nothing; refuses with the rule that said no. */

import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { announce } from "#platform/events";
import { poolsFor } from "./draw-from.ts";
import { newsOf } from "./news.ts";
import { type PoolChannel, reasonAgainstClaim } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { takePlaces } from "./take-places.ts";

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
  const { offerId, size, level = ctx.actor.level } = input;
  const { offer, pool, id } = await takePlaces(ctx, {
    offerId,
    size,
    subject,
    state: "confirmed",
    channels: input.pool ? [input.pool] : poolsFor(ctx.actor),
    read: offerStore.offer,
    against: (at) => reasonAgainstClaim({ ...at, size, level }, ctx.clock()),
  });
  await announce(ctx, "claim.confirmed", newsOf(offer, { id, size, channel: pool.channel }));
  await audit(ctx, {
    what: "claim.confirmed",
    on: { kind: "claim", id },
    subject,
    detail: { size },
  });
  return { claimId: id, state: "confirmed", size };
}
