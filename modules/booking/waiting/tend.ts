/** What is due at an offer: held places let go in time, the line ended at its stop, free places offered to who is next. */
import type { Temporal } from "temporal-polyfill";
import { readableFrom } from "#people";
import { auditEach } from "#platform/audit";
import { type Ctx, inTx, systemCtx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { announceAll } from "#platform/events";
import * as claimStore from "../claim-store.ts";
import { type PoolNow, poolNow } from "../draw-from.ts";
import { tellGroups } from "../groups/tell-groups.ts";
import * as holdStore from "../holding/hold-store.ts";
import { newsOf, newsOfTaken } from "../news.ts";
import { lineEnds, type Offer, onlyTheLine, type Pool, toTheLine } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { narrowing } from "../rules/narrowing.ts";
import { type SeatsAt, seatsAt } from "../seating/seats-at.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import { heldUntil, type Served, serve } from "./line.ts";
import { tell } from "./tell.ts";
import * as store from "./waiting-store.ts";

/** So many are looked at together. */
const atOnce = 200;

/**
 * Does what is due at an offer, whoever comes by: in the transaction in which places come back, when somebody asks, by the minute. The
 * pools must be locked; they are counted on as they change.
 */
export async function tend(ctx: TxCtx, offer: Offer, pools: readonly Pool[]): Promise<void> {
  // The city does it, not the one who happens to come by.
  const city: TxCtx = { ...systemCtx(ctx, ctx.requestId), db: ctx.db };
  await letGoInTime(city, offer, pools);
  if (offer.state === "closed" || !offer.rules.waitingList) return;
  if ((await store.waitedFor(ctx.db, [offer.id])).length === 0) return;
  const now = ctx.clock();
  const narrow = await narrowing(city, [offer.id]);
  const under = (one: Offer, channel: string) => toTheLine(narrow(one, channel));
  const going = pools.filter(({ channel }) => !hasEnded(under(offer, channel), now));
  if (going.length < pools.length) {
    const goesOn = going.map(({ channel }) => channel);
    const ended = await store.end(ctx.db, [offer.id], now, { goesOn });
    const key = offer.rules.ownRoll ? "notice.line.ended-roll" : "notice.line.ended";
    await tell(city, offer, key, { to: ended.map(({ subject }) => subject) });
  }
  const late = onlyTheLine(narrow(offer, "online"), now);
  if (going.length > 0) await offerFreePlaces(city, offer, { pools: going, under, late });
}

const hasEnded = (narrowed: Offer, now: Temporal.Instant) =>
  now.epochMilliseconds >= lineEnds(narrowed).epochMilliseconds;

/** The same for an offer whose pools are not locked yet. */
export async function tendOffer(ctx: TxCtx, offerId: string): Promise<void> {
  const pools = await offerStore.lockPools(ctx.db, [offerId]);
  await tend(ctx, found(await offerStore.offer(ctx.db, offerId), "offer", offerId), pools);
}

/** By the minute: each offer in its own transaction, so that one that fails is logged and stops no other. Answers how many. */
export async function tendDue(ctx: Ctx): Promise<number> {
  let tended = 0;
  for (const offerId of await offersToTend(ctx)) {
    try {
      await inTx(ctx, (inner) => tendOffer(inner, offerId));
      tended += 1;
    } catch (error) {
      ctx.log.error({ err: error, offer: offerId }, "an offer cannot be tended");
    }
  }
  return tended;
}

/** Offers at which something is due: places held too long, free places that somebody waits for, a line at its end under the rules of today. */
async function offersToTend(ctx: Ctx): Promise<string[]> {
  const now = ctx.clock();
  const waited = await store.linesNow(ctx.db, now);
  const ids = waited.map(({ offerId }) => offerId);
  const under = await narrowing(ctx, ids);
  const offers = new Map((await offerStore.offers(ctx.db, ids)).map((offer) => [offer.id, offer]));
  const due = waited.filter(({ offerId, free, channels }) => {
    const offer = offers.get(offerId);
    return free || (offer && channels.some((channel) => hasEnded(under(offer, channel), now)));
  });
  return [
    ...new Set([...(await holdStore.offersHeldTooLong(ctx.db, now)), ...due.map(({ offerId }) => offerId)]),
  ];
}

const lapsed = {
  waiting: "notice.line.lapsed",
  counter: "notice.hold.lapsed",
  approval: "notice.approval.lapsed",
  draw: "notice.draw.lapsed",
} as const;

async function letGoInTime(ctx: TxCtx, offer: Offer, pools: readonly Pool[]): Promise<void> {
  const now = ctx.clock();
  const gone = await holdStore.letGo(ctx.db, { dueOf: offer.id }, { state: "expired", now });
  if (gone.length === 0) return;
  for (const { poolId, size } of gone) {
    const pool = pools.find(({ id }) => id === poolId);
    if (pool) pool.taken -= size;
  }
  await store.answerOffers(
    ctx.db,
    gone.map(({ id }) => id),
    "lapsed",
    now,
  );
  await announceAll(
    ctx,
    gone.map((claim) => ({
      type: "claim.let-go" as const,
      payload: { ...newsOf(offer, claim), by: "time" as const },
    })),
  );
  await auditEach(
    ctx.db,
    gone.map(({ id, subject, heldFor }) => ({
      ctx,
      entry: { what: "claim.expired", on: { kind: "claim", id }, subject, detail: { heldFor } },
    })),
  );
  for (const [heldFor, claims] of Map.groupBy(gone, (claim) => claim.heldFor))
    await tell(ctx, offer, lapsed[heldFor], { to: claims.flatMap(({ subject }) => subject ?? []) });
  await tellGroups(ctx, [offer], { what: "lapsed", of: gone.map(({ id }) => id) });
}

async function offerFreePlaces(
  ctx: TxCtx,
  offer: Offer,
  {
    pools,
    under,
    late,
  }: { pools: readonly Pool[]; under: (offer: Offer, channel: string) => Offer; late: boolean },
): Promise<void> {
  const now = ctx.clock();
  const readable = await readableFrom(ctx);
  const seats = await seatsAt(ctx.db, offer);
  const roomNow = (pool: Pool) => {
    const narrowed = under(offer, pool.channel);
    return { ...poolNow(narrowed, pool), until: heldUntil(lineEnds(narrowed), now, readable) };
  };
  for (let after: store.Waiting | null = null; ; ) {
    // What is to be drawn is nobody's before.
    const rooms = pools
      .map(roomNow)
      .filter(({ left, awaitsDraw, toBeDrawn }) => left > 0 && !(awaitsDraw || toBeDrawn));
    if (rooms.length === 0) return;
    const next: store.Waiting[] = withCounter(
      await store.nextInLine(ctx.db, offer.id, { rooms, after, limit: atOnce, late }),
      late,
    );
    after = next.at(-1) ?? null;
    if (!after) return;
    const standing = await whatStandsAgainst(
      ctx.db,
      offer.id,
      next.map(({ subject }) => ({ ctx, subject })),
      { look: true },
    );
    const { offered, passedOver } = serve(next, rooms, {
      now,
      against: (who, pool) =>
        standing.against({ ...who, ctx }, { offer: under(offer, pool.channel), pool }) ??
        seats?.pick(who.id, pool.channel, who) ??
        null,
    });
    for (const [{ id, until }, same] of Map.groupBy(offered, ({ pool }) => pool)) {
      const told = await holdFor(ctx, offer, { offered: same, until, seats });
      const locked = pools.find((pool) => pool.id === id);
      for (const { entry } of told) if (locked) locked.taken += entry.size;
      await tell(ctx, offer, "notice.line.offered", { to: told.map(({ entry }) => entry.subject), until });
    }
    const passed = passedOver.map(({ entry: { id }, because }) => ({ id, because: because.id }));
    if (passed.length > 0)
      await tell(ctx, offer, "notice.line.passed-over", { to: await store.setPassedOver(ctx.db, passed) });
    if (next.length < atOnce) return;
  }
}

/** Once nobody claims at the counter any more, whoever waits may have what it has left. */
const withCounter = (entries: readonly store.Waiting[], late: boolean): store.Waiting[] =>
  entries.map((entry) => ({ ...entry, channels: late ? [...entry.channels, "counter"] : entry.channels }));

type Offered = Served<store.Waiting, Pool & PoolNow>["offered"];

/** Holds the places for them, in one statement. Answers whom it was done for: one whom the database refuses keeps their place and stops nobody. */
async function holdFor(
  ctx: TxCtx,
  offer: Offer,
  { offered, until, seats }: { offered: Offered; until: Temporal.Instant; seats: SeatsAt | null },
): Promise<Offered> {
  if (offered.length === 0) return [];
  const now = ctx.clock();
  const hold = { for: "waiting" as const, until };
  const made = offered.map((one) => ({ ...one, claimId: newId() }));
  try {
    await ctx.db.attempt(async (tx) => {
      const rows = made.map(({ claimId: id, entry: { subject, size }, pool }) => ({
        id,
        poolId: pool.id,
        subject,
        madeBy: null,
        size,
      }));
      const taken = await claimStore.takePlaces(tx, rows, { state: "held", now, hold });
      if (taken !== rows.length)
        throw new Error(`offer ${offer.id}: fewer places than were counted under its lock`);
      await seats?.write(
        { ...ctx, db: tx },
        made.map(({ claimId, entry: { id, subject } }) => ({ id: claimId, key: id, subject })),
      );
      await store.setOffered(
        tx,
        made.map(({ entry: { id }, claimId }) => ({ id, claimId })),
        now,
      );
    });
  } catch (error) {
    if (offered.length === 1) {
      ctx.log.error({ err: error, waiting: offered[0]?.entry.id }, "places cannot be offered");
      return [];
    }
    const each: Offered = [];
    for (const one of offered) each.push(...(await holdFor(ctx, offer, { offered: [one], until, seats })));
    return each;
  }
  await announceAll(
    ctx,
    made.map(({ claimId: id, entry: { size }, pool: { channel } }) =>
      newsOfTaken(offer, { id, size, channel }, hold),
    ),
  );
  await auditEach(
    ctx.db,
    made.map(({ claimId: id, entry: { subject, size } }) => ({
      ctx,
      entry: { what: "claim.offered", on: { kind: "claim", id }, subject, detail: { size } },
    })),
  );
  return offered;
}
