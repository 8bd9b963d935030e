/** Joining the line of an offer that has not what is asked for, and leaving it. */
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import * as claimStore from "../claim-store.ts";
import { poolNow, poolsFor, poolToDrawFrom } from "../draw-from.ts";
import { letWait } from "../drawing/draw-store.ts";
import { lineEnds, onlyTheLine, toTheLine } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { seatsAt } from "../seating/seats-at.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import { isWantOfPlaces } from "./line.ts";
import { tend } from "./tend.ts";
import * as store from "./waiting-store.ts";

/**
 * Joins the line for oneself or the person one acts for. Who could claim now is told so; who could not claim for a reason of their own
 * cannot wait either. Once booking is over and the line goes on, whoever joins is offered what is free. Who comes in a wheelchair waits for a
 * space where seats are numbered, also before the others are drawn. Who joins again stands at the end.
 */
export async function joinLine(
  ctx: TxCtx,
  { offerId, size, wheelchairs: asked = 0 }: { offerId: string; size: number; wheelchairs?: number },
): Promise<{ waitingId: string }> {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw new Error("waiting needs a person");
  const now = ctx.clock();
  const standing = await whatStandsAgainst(ctx.db, offerId, [{ ctx, subject }], { look: true });
  const pools = await offerStore.lockPools(ctx.db, [offerId]);
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const forSpace = asked > 0 && pools.some(({ awaitsDraw }) => awaitsDraw !== null);
  if (!(offer.rules.waitingList || forSpace) && offer.state === "open") throw refused("waiting.no-line");
  // Who is in line already is served first.
  await tend(ctx, offer, pools);
  const channels = poolsFor(ctx.actor);
  const all = pools.map((pool) => poolNow(standing.under(offer, pool.channel), pool));
  const pool = poolToDrawFrom(all, channels, { size, now });
  const narrowed = pool ? standing.under(offer, pool.channel) : offer;
  const under = toTheLine(narrowed);
  const seats = await seatsAt(ctx.db, offer);
  const wheelchairs = seats ? asked : 0;
  // Before a draw somebody waits for a space only: these are not drawn, and given to the line when the draw is carried out.
  const beforeDraw = pool?.awaitsDraw != null && wheelchairs > 0;
  const against =
    standing.against(
      { ctx, subject, size },
      { offer: under, pool: beforeDraw ? { ...pool, ...notYet } : pool },
    ) ??
    (pool && !beforeDraw ? seats?.pick(subject, pool.channel, { size, wheelchairs }) : null) ??
    null;
  if (against?.id === "claim.too-late" && offer.rules.lineUntil) throw refused("waiting.over-roll");
  if (against && !isWantOfPlaces(against))
    throw refused(against.id, against.data, { next: against.next ?? null });
  if ((await claimStore.holdingAlready(ctx.db, offerId, [subject])).size > 0)
    throw refused("waiting.has-places");
  if (await store.livingEntry(ctx.db, offerId, subject)) throw refused("waiting.already");
  const late = onlyTheLine(narrowed, now);
  if (!against && !late) throw refused("waiting.places-left");
  const theirs = all.filter(({ channel }) => channels.includes(channel));
  const ends = theirs.map(({ channel }) => lineEnds(standing.under(offer, channel)).epochMilliseconds);
  if (ends.every((end) => now.epochMilliseconds >= end)) throw refused("waiting.over");
  const most = Math.max(...theirs.map(({ quota }) => quota));
  if (size > most) throw refused("waiting.never-fits", { most, size });
  const spaces = seats?.wheelchairSpaces(channels) ?? 0;
  if (wheelchairs > spaces) throw refused("waiting.no-wheelchair-space", { spaces, wheelchairs });
  if (beforeDraw) await letWait(ctx.db, offerId);
  const id = newId();
  await store.insertWaiting(ctx.db, { id, offerId, subject, size, wheelchairs, channels }, now);
  await audit(ctx, { what: "waiting.joined", on: { kind: "waiting", id }, subject, detail: { size } });
  // Who could not claim what is free any more is offered it at once.
  if (late) await tend(ctx, offer, pools);
  return { waitingId: id };
}

/** As if the draw were carried out and had left nothing. */
const notYet = { awaitsDraw: null, toBeDrawn: false, left: 0 };

/** Leaves the line; who has an offer of places gives it back instead (`cancelClaim`). */
export async function leaveLine(
  ctx: TxCtx,
  waitingId: string,
): Promise<{ waitingId: string; state: "left" }> {
  const entry = found(await store.entry(ctx.db, waitingId), "waiting", waitingId);
  await offerStore.lockPools(ctx.db, [entry.offerId]);
  if (!entry.subject || (await store.leave(ctx.db, entry.offerId, [entry.subject], ctx.clock())) === 0) {
    const now = await store.entry(ctx.db, waitingId);
    if (now?.state !== "left") throw refused("waiting.not-in-line");
    return { waitingId, state: "left" };
  }
  await audit(ctx, { what: "waiting.left", on: { kind: "waiting", id: waitingId }, subject: entry.subject });
  return { waitingId, state: "left" };
}
