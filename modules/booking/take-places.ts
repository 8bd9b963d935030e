/** Takes places for a claim, whoever makes it and at whichever door. */
import { nameOfSubject } from "#people";
import { type TxCtx, textFor } from "#platform/ctx";
import type { Tx } from "#platform/db";
import { found, refused } from "#platform/errors";
import * as claimStore from "./claim-store.ts";
import { type PoolNow, poolNow, poolToDrawFrom } from "./draw-from.ts";
import type { Against, Offer, Pool, PoolChannel } from "./offer.ts";
import * as offerStore from "./offer-store.ts";

export interface Taking {
  offerId: string;
  size: number;
  /** Null: nobody is named. */
  subject: string | null;
  state: "confirmed" | "checked-in";
  /** The pools asked, the first before the next. */
  channels: readonly PoolChannel[];
  read: (tx: Tx, offerId: string) => Promise<Offer | null>;
  /** Why the places cannot be taken, with the pool that would give them. */
  against: (now: {
    offer: Offer;
    pools: (Pool & PoolNow)[];
    pool: (Pool & PoolNow) | null;
  }) => Against | null;
}

/** Takes the places from the pool that gives them. Whenever somebody was faster, or the offer closed, what is true then decides. */
export async function takePlaces(
  ctx: TxCtx,
  { offerId, size, subject, state, channels, read, against }: Taking,
): Promise<{ offer: Offer; pool: Pool; id: string }> {
  const now = ctx.clock();
  // A pool that was emptied meanwhile leaves the next; after the last of them nothing is left.
  for (let tries = 0; tries <= channels.length; tries++) {
    const offer = found(await read(ctx.db, offerId), "offer", offerId);
    const pools = (await offerStore.pools(ctx.db, [offerId])).map((pool) => poolNow(offer, pool));
    const pool = poolToDrawFrom(pools, channels, { size, now });
    const reason = against({ offer, pools, pool });
    if (reason) throw refused(reason.id, reason.data, { next: reason.next ?? null });
    if (!pool) throw new Error("unreachable: a missing pool is a reason against");
    const made = await claimStore.takePlaces(ctx.db, {
      offerId,
      poolId: pool.id,
      subject,
      madeBy: ctx.actor.subject,
      size,
      state,
      now,
    });
    if (!made.took) continue;
    if (!made.id) throw refused("claim.already", subject ? await whoseClaim(ctx, subject) : {});
    return { offer, pool, id: made.id };
  }
  throw refused("claim.none-left");
}

/** Whom the sentence speaks of: "you", or by name the one somebody else claims for. */
async function whoseClaim(ctx: TxCtx, subject: string) {
  if (subject === ctx.actor.subject) return { acts: "false", name: "" };
  return {
    acts: "true",
    name: (await nameOfSubject(ctx.db, subject)) ?? textFor(ctx)("account.nameless"),
  };
}
