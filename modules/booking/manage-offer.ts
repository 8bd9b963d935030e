/** Offers as other modules use them: made, changed and closed with the occasion they belong to. */
import type { Temporal } from "temporal-polyfill";
import { audit, auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import * as claimStore from "./claim-store.ts";
import * as drawStore from "./drawing/draw-store.ts";
import { heedPlaces } from "./drawing/heed-changes.ts";
import { heedClosed } from "./drawing/make-draw.ts";
import { tellGroups } from "./groups/tell-groups.ts";
import { type Moving, noteMove } from "./moving.ts";
import { newsOfGone } from "./news.ts";
import { timesTaken } from "./occasions.ts";
import { type Offer, type OfferRules, reasonAgainstCheckIn, usualRules } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { liftMarks } from "./penalties/lifting.ts";
import { clearSpans, describeOffers, type OfferIs, trimSpans } from "./rules/store.ts";
import { poolsOfSeats } from "./seating/set-seating.ts";
import { undoCheckIns } from "./undo-check-ins.ts";
import { endLines, heedChange } from "./waiting/offer-changes.ts";

export interface OfferTimes {
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export interface OfferInput extends OfferTimes {
  kind: string;
  ref: string;
  orgPath: string;
  rules?: Partial<OfferRules>;
  /** What rules count it by. */
  is?: OfferIs;
  pools: offerStore.PoolInput[];
}

/** Opens an offer for an occasion. One offer an occasion: a second one is an error of the caller. */
export async function makeOffer(ctx: TxCtx, input: OfferInput): Promise<{ offerId: string }> {
  const [offerId] = await makeOffers(ctx, [input]);
  if (!offerId) throw new Error("one offer was asked for");
  return { offerId };
}

/** The same for many occasions, in a handful of statements however many there are. Answers their ids in order. */
export async function makeOffers(ctx: TxCtx, inputs: readonly OfferInput[]): Promise<string[]> {
  if (inputs.length === 0) return [];
  const offers = inputs.map((input) => ({ ...input, id: newId(), rules: { ...usualRules, ...input.rules } }));
  await offerStore.insertOffers(ctx.db, offers);
  await describeOffers(
    ctx.db,
    offers.flatMap(({ id, is }) => (is ? [{ offerId: id, is }] : [])),
  );
  await auditAll(
    ctx,
    offers.map(({ id, kind, ref }) => ({
      what: "offer.made",
      on: { kind: "offer", id },
      detail: { kind, ref },
    })),
  );
  return offers.map(({ id }) => id);
}

/**
 * Changes times, rules and quotas. A quota below the places already taken is refused. Where the door is shut again by the
 * new times, who was in has not come: they keep their places and come again, and people nobody named give theirs back.
 * Answers whose check-in that was, and how many were told here, of groups, who waited and who entered a draw for it. `move` is told where the occasion
 * moved, if only to another place or end.
 */
export async function changeOffer(
  ctx: TxCtx,
  offerId: string,
  { move, ...asked }: OfferTimes & Pick<OfferInput, "rules" | "is" | "pools"> & { move?: Moving },
): Promise<{ comeAgain: string[]; told: number }> {
  const offer = found(await offerStore.lockOffer(ctx.db, offerId), "offer", offerId);
  if (offer.state === "closed") throw refused("claim.offer-closed");
  const input = offer.rules.seated
    ? { ...asked, pools: await poolsOfSeats(ctx.db, offerId, asked.pools) }
    : asked;
  const rules = { ...offer.rules, ...input.rules };
  const changed = { ...offer, ...input, rules: { ...rules, ...(rules.drawn && { waitingList: true }) } };
  await offerStore.updateOffer(ctx.db, offerId, changed);
  if (input.is) await describeOffers(ctx.db, [{ offerId, is: input.is }]);
  await offerStore.lockPools(ctx.db, [offerId]);
  if (changed.rules.ownRoll) await trimSpans(ctx.db, offerId, (await timesTaken(ctx, [changed]))(changed));
  else if (!(input.startsAt.equals(offer.startsAt) && input.endsAt.equals(offer.endsAt)))
    await clearSpans(ctx.db, { offerId });
  const taken = new Map(
    (await offerStore.pools(ctx.db, [offerId])).map((pool) => [pool.channel, pool.taken]),
  );
  const wanted = new Map(input.pools.map(({ channel, quota }) => [channel, quota]));
  // A pool left out counts as quota 0: what it has given away is still sitting in the room.
  for (const [channel, used] of taken) {
    const quota = wanted.get(channel) ?? 0;
    if (quota < used) throw refused("offer.quota-below-taken", { quota, taken: used, pool: channel });
  }
  const toDraw = await drawStore.placesToDraw(ctx.db, offerId);
  await offerStore.setPools(ctx.db, offerId, input.pools);
  const shutAgain = reasonAgainstCheckIn(changed, ctx.clock())?.id === "check-in.too-early";
  const undone = shutAgain ? await undoCheckIns(ctx, [changed]) : [];
  const unnamed = undone.filter(claimStore.isNobodys).map(({ id }) => id);
  if (unnamed.length > 0) await cancel(ctx, [changed], { claimIds: unnamed }, "moved");
  let told = (await heedChange(ctx, changed)) + (await heedPlaces(ctx, changed, toDraw));
  const startMoves = !changed.startsAt.equals(offer.startsAt);
  if (startMoves || move)
    told += await noteMove(ctx, [changed], {
      elsewhere: move?.elsewhere === true && !startMoves,
      reason: move?.reason ?? "",
    });
  await audit(ctx, {
    what: "offer.changed",
    on: { kind: "offer", id: offerId },
    ...(undone.length > 0 && { detail: { checkInsUndone: undone.length } }),
  });
  return { comeAgain: undone.flatMap(({ subject }) => subject ?? []), told };
}

export interface ConcernedHolder {
  claimId: string;
  subject: string | null;
  size: number;
  /** They were in and it took place for them: their claim and their visit stay. */
  came: boolean;
}

/**
 * Closes an offer for good and cancels what is claimed. `cutShort`: the occasion took place in part, so that who is in has
 * come; otherwise their check-ins are undone and their claims cancelled with the others. Answers whom it concerned, so that
 * the caller can tell them why.
 */
export async function closeOffer(
  ctx: TxCtx,
  offerId: string,
  because: string,
  { cutShort = false }: { cutShort?: boolean } = {},
): Promise<ConcernedHolder[]> {
  const { concerned } = await closeOffers(ctx, [{ offerId, cutShort }], because);
  return concerned.get(offerId) ?? [];
}

/** Closes many offers in as many statements as one. Those that are closed already are left out of the answer. `told`: how many were told here, of groups and who waited. */
export async function closeOffers(
  ctx: TxCtx,
  closings: readonly { offerId: string; cutShort: boolean }[],
  because: string,
): Promise<{ concerned: Map<string, ConcernedHolder[]>; told: number }> {
  const wanted = new Map(closings.map((closing) => [closing.offerId, closing]));
  const locked = await offerStore.lockOffers(ctx.db, [...wanted.keys()]);
  for (const offerId of wanted.keys())
    found(locked.find(({ id }) => id === offerId) ?? null, "offer", offerId);
  const offers = locked.filter(({ state }) => state === "open");
  if (offers.length === 0) return { concerned: new Map(), told: 0 };
  const ids = offers.map(({ id }) => id);
  const isCutShort = (offerId: string) => wanted.get(offerId)?.cutShort ?? false;
  await offerStore.closeOffers(
    ctx.db,
    ids.map((offerId) => ({ offerId, cutShort: isCutShort(offerId) })),
    because,
  );
  const [stopped, notHeld] = [ids.filter(isCutShort), offers.filter(({ id }) => !isCutShort(id))];
  const undone = await undoCheckIns(ctx, notHeld);
  const came = await claimStore.claimsThatAreIn(ctx.db, stopped);
  const gone = await cancel(ctx, offers, { offerIds: ids }, because);
  let told = await endLines(ctx, offers, because);
  await heedClosed(ctx, ids, because);
  await liftMarks(ctx, { why: "cancelled", offerIds: notHeld.map(({ id }) => id) }, because);
  const groups = gone.filter(({ organisationId }) => organisationId !== null).map(({ id }) => id);
  if (groups.length > 0)
    told += await tellGroups(ctx, offers, { what: "cancelled", of: groups, reason: because });
  await announceAll(
    ctx,
    offers.map(({ id, kind, ref, orgPath }) => ({
      type: "offer.closed" as const,
      payload: { offerId: id, kind, ref, orgPath },
    })),
  );
  const countOf = (claims: readonly { offerId: string }[]) => Map.groupBy(claims, ({ offerId }) => offerId);
  const [cancelled, takenBack] = [countOf(gone), countOf(undone)];
  await auditAll(
    ctx,
    ids.map((id) => ({
      what: "offer.closed",
      on: { kind: "offer", id },
      detail: {
        cancelled: cancelled.get(id)?.length ?? 0,
        checkInsUndone: takenBack.get(id)?.length ?? 0,
        cutShort: isCutShort(id),
      },
    })),
  );
  const holders = [
    ...gone.map((claim) => ({ ...claim, came: false })),
    ...came.map((claim) => ({ ...claim, came: true })),
  ];
  const byOffer = Map.groupBy(holders, ({ offerId }) => offerId);
  const concerned = new Map(
    ids.map((id) => [
      id,
      (byOffer.get(id) ?? []).map((claim) => ({
        claimId: claim.id,
        subject: claim.subject,
        size: claim.size,
        came: claim.came,
      })),
    ]),
  );
  return { concerned, told };
}

/** Cancels claims on these offers for the organiser, and tells it. */
async function cancel(
  ctx: TxCtx,
  offers: readonly Offer[],
  which: { offerIds: readonly string[] } | { claimIds: string[] },
  because: string,
): Promise<claimStore.Claim[]> {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const gone = await claimStore.cancelClaims(ctx.db, which, because, ctx.clock());
  await announceAll(
    ctx,
    gone.flatMap((claim) => {
      const offer = byId.get(claim.offerId);
      return offer ? [newsOfGone(offer, claim, "organiser")] : [];
    }),
  );
  return gone;
}
