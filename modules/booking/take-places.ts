/** Takes places for claims, whoever makes them and at whichever door: many who ask at the same moment in one statement. */
import { Temporal } from "temporal-polyfill";
import { namesOfSubjects } from "#people";
import { type TxCtx, textFor } from "#platform/ctx";
import { newId, type Tx } from "#platform/db";
import { found, type Problem, refused } from "#platform/errors";
import * as claimStore from "./claim-store.ts";
import { type PoolNow, poolNow, poolToDrawFrom } from "./draw-from.ts";
import { type Against, lastCall, type Offer, type Pool, type PoolChannel, placesLeft } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import type { SeatWish } from "./seating/pick.ts";
import { seatsAt } from "./seating/seats-at.ts";
import { isWantOfPlaces } from "./waiting/line.ts";
import { tend } from "./waiting/tend.ts";

/** One who asks for places; where seats are numbered, for these or the best. */
export interface Asking extends SeatWish {
  /** Who asks; the transaction is the same for all. */
  ctx: TxCtx;
  /** Null: nobody is named. */
  subject: string | null;
  /** Id of the organisation whose group it is. */
  organisation?: string;
  /** The pools asked, the first before the next. */
  channels: readonly PoolChannel[];
}

export interface Taking<A extends Asking> {
  offerId: string;
  state: "confirmed" | "checked-in";
  /** The places are only held; what needs approval is held until staff have answered. */
  hold?: claimStore.Hold;
  /** A draw gives them: no release is waited for. */
  byDraw?: boolean;
  /** In the order in which they are served. */
  asking: readonly A[];
  /** The offer as rules narrow it for a pool. */
  under?: (offer: Offer, channel: PoolChannel) => Offer;
  /** Why the places cannot be taken, with the pool that would give them. */
  against: (asks: A, now: { offer: Offer; pools: OpenPool[]; pool: OpenPool | null }) => Against | null;
}

type OpenPool = Pool & PoolNow;

/** What became of one who asked: the claim and the pool it came from, or the reason against it. */
export type Outcome<A extends Asking> = { asks: A } & (
  | { took: { id: string; pool: Pool }; refusal: null }
  | { took: null; refusal: Problem }
);

/**
 * Takes places from the pools that give them; each who asks gets all or none, in order. The pools are locked first and counted then,
 * so that what is true decides, and nothing is taken twice; the database counts once more and refuses what it does not find.
 */
export async function takePlaces<A extends Asking>(
  tx: Tx,
  { offerId, state, hold, byDraw = false, asking, against, under = (offer) => offer }: Taking<A>,
): Promise<{ offer: Offer; held: claimStore.Hold | null; outcomes: Outcome<A>[] }> {
  const locked = await offerStore.lockPools(tx, [offerId]);
  // Read after the lock: whoever closes or changes an offer changes it before its pools.
  const subjects = asking.flatMap(({ subject }) => subject ?? []);
  const { holders, ...offer } = found(
    await offerStore.offerWithHolders(tx, offerId, subjects),
    "offer",
    offerId,
  );
  const [first] = asking;
  // Nobody comes before who waits, and what was held too long is free.
  const tended = first && (offer.rules.waitingList || isShort(locked, asking));
  if (tended) await tend(first.ctx, offer, locked);
  const pools = locked.map((pool) => poolNow(under(offer, pool.channel), pool));
  const holding = tended ? await claimStore.holdingAlready(tx, offerId, subjects) : new Set(holders);
  const seats = await seatsAt(tx, offer);
  const now = first?.ctx.clock();
  const outcomes: Outcome<A>[] = [];
  const rows: claimStore.ClaimRow[] = [];
  const whose = whoseClaim(tx, asking);
  for (const asks of asking) {
    const { ctx, size, subject, organisation, channels } = asks;
    const from = seats?.channelsFor(channels, asks) ?? channels;
    const pool = poolToDrawFrom(pools, from, { size, now: ctx.clock() });
    const reason = against(asks, { offer: pool ? under(offer, pool.channel) : offer, pools, pool });
    // Who has places already is told so, not that there are too few for them.
    if (subject && holding.has(subject) && pool && (!reason || isWantOfPlaces(reason))) {
      outcomes.push({ asks, took: null, refusal: refused("claim.already", await whose(ctx, subject)) });
      continue;
    }
    if (reason || !pool) {
      const refusal = reason ?? { id: "claim.no-such-pool" };
      outcomes.push({
        asks,
        took: null,
        refusal: refused(refusal.id, refusal.data, { next: refusal.next ?? null }),
      });
      continue;
    }
    const id = newId();
    const unseated = seats?.pick(id, pool.channel, asks);
    if (unseated) {
      outcomes.push({
        asks,
        took: null,
        refusal: refused(unseated.id, unseated.data, { next: unseated.next ?? null }),
      });
      continue;
    }
    if (subject) holding.add(subject);
    rows.push({ id, poolId: pool.id, subject, organisation, madeBy: ctx.actor.subject, size });
    pool.taken += size;
    pool.left -= size;
    outcomes.push({ asks, took: { id, pool }, refusal: null });
  }
  // All are answered by the first end among the pools.
  const [until] =
    offer.rules.approval && !byDraw
      ? pools.map(({ channel }) => lastCall(under(offer, channel))).toSorted(Temporal.Instant.compare)
      : [];
  const approval = until && { for: "approval" as const, until };
  const held = state === "confirmed" ? (hold ?? approval) : undefined;
  const as = { state: held ? ("held" as const) : state, hold: held };
  if (
    now &&
    rows.length > 0 &&
    (await claimStore.takePlaces(tx, rows, { ...as, now, byDraw })) !== rows.length
  )
    throw new Error(`offer ${offerId}: the database finds other places than were counted under its lock`);
  if (first)
    await seats?.write(
      first.ctx,
      rows.map(({ id, subject }) => ({ id, key: id, subject })),
    );
  return { offer, held: held ?? null, outcomes };
}

/** Is there a pool among those asked that has fewer places than are asked for? */
function isShort(pools: readonly Pool[], asking: readonly Asking[]): boolean {
  const asked = asking.reduce((sum, { size }) => sum + size, 0);
  const channels = new Set(asking.flatMap((asks) => asks.channels));
  return pools.some((pool) => channels.has(pool.channel) && placesLeft(pool) < asked);
}

/** Whom the sentence speaks of, and to whom: "you", or by name the one somebody acts for, or serves at the desk. Names are asked for once, when the first is needed. */
function whoseClaim(tx: Tx, asking: readonly Asking[]) {
  let names: Promise<Map<string, string>> | null = null;
  return async (ctx: TxCtx, subject: string) => {
    if (subject === ctx.actor.subject) return { acts: "false", name: "" };
    names ??= namesOfSubjects(
      tx,
      asking.flatMap((asks) => asks.subject ?? []),
    );
    const acts = ctx.actor.onBehalfOf ? "true" : "desk";
    return { acts, name: (await names).get(subject) ?? textFor(ctx)("account.nameless") };
  };
}
