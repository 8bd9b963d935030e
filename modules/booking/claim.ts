/** Claims places for persons or groups. All or nothing; refuses with the rule that said no. */
import { auditEach } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import type { Tx } from "#platform/db";
import type { Problem } from "#platform/errors";
import { announceAll } from "#platform/events";
import { poolsFor } from "./draw-from.ts";
import { newsOfTaken } from "./news.ts";
import type { PoolChannel } from "./offer.ts";
import type { SeatWish } from "./seating/pick.ts";
import { takePlaces } from "./take-places.ts";
import { leave } from "./waiting/waiting-store.ts";
import { whatStandsAgainst } from "./what-stands-against.ts";

export interface ClaimInput extends SeatWish {
  offerId: string;
  /** The pool to take from, where it is not the one of whoever asks (`poolsFor`). */
  pool?: PoolChannel;
  /** Whom the places are for, when staff claim at the counter. Residents claim for themselves or whom they act for. */
  subject?: string;
}

export interface ClaimMade {
  claimId: string;
  /** Held: until staff have approved it, or until the person says so. */
  state: "confirmed" | "held";
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
    seats: wish.seats,
    wheelchairs: wish.wheelchairs,
    subject: wish.subject ?? ownSubject(ctx),
    channels: wish.pool ? [wish.pool] : poolsFor(ctx.actor),
  }));
  const [first] = asking;
  if (!first) return [];
  const standing = await whatStandsAgainst(tx, offerId, asking);
  const { offer, held, outcomes } = await takePlaces(tx, {
    offerId,
    state: "confirmed",
    asking,
    under: standing.under,
    against: standing.against,
  });
  const took = outcomes.flatMap(({ asks, took }) => (took ? [{ ...asks, ...took }] : []));
  if (took.length > 0) {
    await standing.keepAlone(took.map(({ id, pool }) => ({ id, channel: pool.channel })));
    await announceAll(
      first.ctx,
      took.map(({ id, size, pool }) => newsOfTaken(offer, { id, size, channel: pool.channel }, held)),
    );
    await auditEach(
      tx,
      took.map(({ ctx, id, subject, size }) => ({
        ctx,
        entry: {
          what: held ? "claim.held" : "claim.confirmed",
          on: { kind: "claim", id },
          subject,
          detail: { size },
        },
      })),
    );
    if (offer.rules.waitingList)
      await leave(
        tx,
        offerId,
        took.map(({ subject }) => subject),
        first.ctx.clock(),
      );
  }
  return outcomes.map(({ asks, took, refusal }) =>
    took
      ? { made: { claimId: took.id, state: held ? "held" : "confirmed", size: asks.size }, refusal: null }
      : { made: null, refusal },
  );
}

function ownSubject(ctx: TxCtx): string {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw new Error("claim needs a person");
  return subject;
}
