/** Claims places for persons or groups. All or nothing; refuses with the rule that said no. */
import { auditEach } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import type { Tx } from "#platform/db";
import type { Problem } from "#platform/errors";
import { announceAll } from "#platform/events";
import { claimantsOf } from "./claimants.ts";
import { poolsFor } from "./draw-from.ts";
import { newsOf } from "./news.ts";
import { type PoolChannel, reasonAgainstClaim } from "./offer.ts";
import { penaltiesOf } from "./penalties/against.ts";
import { heedRules } from "./rules/heed.ts";
import { setSpans } from "./rules/store.ts";
import { takePlaces } from "./take-places.ts";

export interface ClaimInput {
  offerId: string;
  size: number;
  /** The pool to take from, where it is not the one of whoever asks (`poolsFor`). */
  pool?: PoolChannel;
  /** Whom the places are for, when staff claim at the counter. Residents claim for themselves or whom they act for. */
  subject?: string;
}

export interface ClaimMade {
  claimId: string;
  state: "confirmed";
  size: number;
}

export async function claim(ctx: TxCtx, { offerId, ...wish }: ClaimInput): Promise<ClaimMade> {
  const [outcome] = await claimEach(ctx.db, offerId, [{ ctx, wish }]);
  if (!outcome?.made) throw outcome?.refusal ?? new Error("a claim without an outcome");
  return outcome.made;
}

export interface ClaimAsked {
  ctx: TxCtx;
  wish: Omit<ClaimInput, "offerId">;
}

/** Claims of one offer that were asked for at the same moment: served in order, in a handful of statements however many they are. */
export async function claimEach(
  tx: Tx,
  offerId: string,
  asked: readonly ClaimAsked[],
): Promise<({ made: ClaimMade; refusal: null } | { made: null; refusal: Problem })[]> {
  const asking = asked.map(({ ctx, wish }) => ({
    ctx,
    size: wish.size,
    subject: wish.subject ?? ownSubject(ctx),
    channels: wish.pool ? [wish.pool] : poolsFor(ctx.actor),
  }));
  const [first] = asking;
  if (!first) return [];
  const subjects = asking.map(({ subject }) => subject);
  const rules = await heedRules(first.ctx, { tx, offerId, subjects });
  const claimants = await claimantsOf(tx, subjects);
  const penalties = await penaltiesOf(tx, offerId, asking);
  const { offer, outcomes } = await takePlaces(tx, {
    offerId,
    state: "confirmed",
    asking,
    under: rules.under,
    against: ({ ctx, size, subject }, at) => {
      const claimant = { ...claimants.of(subject), penalty: penalties.of(subject) };
      const rule = at.pool && rules.against({ ctx, channel: at.pool.channel, subject, size, claimant });
      const against = reasonAgainstClaim({ ...at, size, claimant, rule }, ctx.clock());
      return against && rules.named(against, { ...at, ctx });
    },
  });
  const took = outcomes.flatMap(({ asks, took }) => (took ? [{ ...asks, ...took }] : []));
  if (took.length > 0) {
    const alone = took.filter(({ pool }) => rules.alone(pool.channel));
    if (alone.length > 0)
      await setSpans(
        tx,
        alone.map(({ id }) => id),
      );
    await announceAll(
      first.ctx,
      took.map(({ id, size, pool }) => ({
        type: "claim.confirmed" as const,
        payload: newsOf(offer, { id, size, channel: pool.channel }),
      })),
    );
    await auditEach(
      tx,
      took.map(({ ctx, id, subject, size }) => ({
        ctx,
        entry: { what: "claim.confirmed", on: { kind: "claim", id }, subject, detail: { size } },
      })),
    );
  }
  return outcomes.map(({ asks, took, refusal }) =>
    took
      ? { made: { claimId: took.id, state: "confirmed", size: asks.size }, refusal: null }
      : { made: null, refusal },
  );
}

function ownSubject(ctx: TxCtx): string {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw new Error("claim needs a person");
  return subject;
}
