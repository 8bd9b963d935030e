/** Everything that can stand against people having places of an offer: read for all of them at once. */
import type { Ctx } from "#platform/ctx";
import type { Tx } from "#platform/db";
import { found } from "#platform/errors";
import { claimantsOf } from "./claimants.ts";
import { type Against, type ClaimWish, type Offer, type PoolChannel, reasonAgainstClaim } from "./offer.ts";
import { penaltiesOf } from "./penalties/against.ts";
import { heedRules } from "./rules/heed.ts";
import { standingNow } from "./standing-store.ts";

/** Who would have the places. */
interface Asker {
  ctx: Ctx;
  subject: string;
}

/**
 * The offer's rules, those of its houses, what people are and what they missed. Asked before any pool is locked, it locks the people
 * where a rule counts what else they hold; `look`: it only looks, because pools are locked already and whoever takes the places is asked
 * again.
 */
export async function whatStandsAgainst(
  tx: Tx,
  offerId: string,
  askers: readonly Asker[],
  { look = false }: { look?: boolean } = {},
) {
  const [first] = askers;
  if (!first) throw new Error("nobody asks");
  const subjects = askers.map(({ subject }) => subject);
  const asked = await standingNow(tx, offerId, { subjects, now: first.ctx.clock() });
  const { offer, rules: inForce, marked } = found(asked, "offer", offerId);
  const rules = await heedRules(first.ctx, { tx, offer, rules: inForce, subjects, look });
  // Where nothing is asked of persons nobody looks at them.
  const asksOfPersons = inForce.length > 0 || offer.own.length > 0;
  const claimants = await claimantsOf(tx, asksOfPersons ? subjects : []);
  const penalties = marked ? await penaltiesOf(tx, offerId, askers) : null;
  return {
    /** The offer as rules narrow it for a pool. */
    under: rules.under,
    /** Nobody holds two places at one time: the database is told with the claims. */
    keepAlone: rules.keepAlone,
    /** The first reason against these places, or null. */
    against: (
      { ctx, subject, size }: Asker & { size: number },
      at: { offer: Offer; pool: (NonNullable<ClaimWish["pool"]> & { channel: PoolChannel }) | null },
    ): Against | null => {
      const claimant = claimants.of(subject);
      const penalty = penalties?.of(subject) ?? null;
      const rule = at.pool && rules.against({ ctx, channel: at.pool.channel, subject, size, claimant });
      const against = reasonAgainstClaim({ ...at, size, rule, penalty }, ctx.clock());
      return against && rules.named(against, { ...at, ctx });
    },
  };
}
