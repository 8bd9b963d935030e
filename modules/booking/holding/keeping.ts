/** The rules of a claim, asked of people whose the places are already: who takes what is held, who is handed places. */
import type { TxCtx } from "#platform/ctx";
import { refused } from "#platform/errors";
import type { Claim } from "../claim-store.ts";
import type { Offer, PoolChannel } from "../offer.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";

/**
 * Reads what stands against a person keeping places; asked before the pools are locked. Only the rules about the person and the time
 * are asked: the places are there.
 */
export async function keepingOf(ctx: TxCtx, offerId: string, subject: string) {
  const standing = await whatStandsAgainst(ctx.db, offerId, [{ ctx, subject }]);
  return {
    /** The offer as rules narrow it for a pool. */
    under: standing.under,
    /** Refuses with the reason against these places being theirs. */
    refuse(offer: Offer, { size, channel }: { size: number; channel: PoolChannel }): void {
      const pool = { left: size, releasesAt: offer.opensAt, channel };
      const against = standing.against({ ctx, subject, size }, { offer, pool });
      if (against) throw refused(against.id, against.data, { next: against.next ?? null });
    },
    /** Tells the database of a claim that is theirs now. */
    note: (claim: Pick<Claim, "id"> & { channel: PoolChannel }) => standing.keepAlone([claim]),
  };
}
