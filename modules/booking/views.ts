/** How offers and claims look from outside. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { Id, InstantShape, T } from "#contract";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { cursorText, readCursor } from "#platform/http";
import { current, isOneOf } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";
import type { AboutView, ClaimView, OfferView } from "./contract.ts";
import {
  lastCallOf,
  lastsUntil,
  nothingLeftAt,
  type Offer,
  type Pool,
  type PoolChannel,
  placesLeft,
  reasonAgainstCancel,
  releaseOf,
} from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { lastMoments, stillUntil } from "./penalties/last-moment.ts";
import { seatsOfClaims } from "./seating/seat-store.ts";
import { type About, offerAbout } from "./slots.ts";
import { reasonAgainstHandingOn } from "./transfer/reason-against.ts";

/** An offer as everybody may see it. */
export function offerView(offer: Offer, pools: Pool[]): Static<typeof OfferView> {
  return {
    id: offer.id,
    state: offer.state,
    opensAt: offer.opensAt.toString(),
    closesAt: offer.closesAt.toString(),
    startsAt: offer.startsAt.toString(),
    endsAt: offer.endsAt.toString(),
    left: pools.reduce((sum, pool) => sum + placesLeft(pool), 0),
    quota: pools.reduce((sum, pool) => sum + pool.quota, 0),
    pools: pools.map((pool) => ({
      channel: pool.channel,
      quota: pool.quota,
      left: placesLeft(pool),
      releasesAt: releaseOf(offer, pool).toString(),
      awaitsDraw: pool.awaitsDraw,
      ...(pool.toBeDrawn && { toBeDrawn: true }),
    })),
    rules: {
      ...offer.rules,
      waitingList: offer.rules.waitingList ?? false,
      approval: offer.rules.approval ?? false,
      transferable: offer.rules.transferable ?? false,
      lastCallMinutes: lastCallOf(offer.rules),
      seated: offer.rules.seated ?? false,
    },
  };
}

/** Offers by id with what is left, in two statements however many are asked for. */
export async function offersOf(db: Db, ids: string[]): Promise<Map<string, Static<typeof OfferView>>> {
  if (ids.length === 0) return new Map();
  const [offers, pools] = [await offerStore.offers(db, ids), await offerStore.pools(db, ids)];
  const poolsOf = Map.groupBy(pools, ({ offerId }) => offerId);
  return new Map(offers.map((offer) => [offer.id, offerView(offer, poolsOf.get(offer.id) ?? [])]));
}

/** What offers are for, asked of the modules that made them, keyed by ref. */
export async function aboutOf(
  ctx: Ctx,
  offers: { kind: string; ref: string }[],
): Promise<Map<string, About>> {
  if (offers.length === 0) return new Map();
  const all = await ctx.slots.gather(offerAbout, ctx, { offers });
  return new Map(all.map((about) => [about.ref, about]));
}

const claimsAtOnce = 50;
const lastClaim = T.Tuple([T.Boolean(), InstantShape, Id]);

/** One page of a person's claims as they see them. */
export async function claimsPage(
  ctx: Ctx,
  subject: string,
  after: string | undefined,
): Promise<{ items: Static<typeof ClaimView>[]; next: string | null }> {
  const [past, startsAt, id] = after ? readCursor(lastClaim, after, "/query/after") : [];
  const claims = await claimStore.claimsOfSubject(ctx.db, subject, {
    now: ctx.clock(),
    after: id && startsAt ? { past: past ?? false, startsAt, id } : null,
    limit: claimsAtOnce + 1,
  });
  const shown = claims.slice(0, claimsAtOnce);
  const last = claims.length > claimsAtOnce ? shown.at(-1) : undefined;
  return {
    items: await claimViews(ctx, shown),
    next: last ? cursorText([last.past, last.startsAt, last.id]) : null,
  };
}

/** Claims as their holder sees them. */
export async function claimViews(
  ctx: Ctx,
  claims: readonly (claimStore.Claim & { channel: PoolChannel })[],
): Promise<Static<typeof ClaimView>[]> {
  const offers = new Map(
    (await offerStore.offers(ctx.db, [...new Set(claims.map(({ offerId }) => offerId))])).map((offer) => [
      offer.id,
      offer,
    ]),
  );
  const about = await aboutOf(ctx, [...offers.values()]);
  const lasts = await lastMoments(ctx, [...offers.values()]);
  const moved = await claimStore.movedSinceHeld(
    ctx.db,
    claims.map(({ id }) => id),
  );
  const seats = await seatsOfClaims(
    ctx.db,
    claims.flatMap(({ id, offerId }) => (offers.get(offerId)?.rules.seated ? [id] : [])),
  );
  const now = ctx.clock();
  return claims.flatMap((claim) => {
    const offer = offers.get(claim.offerId);
    const last = lasts.get(claim.offerId);
    if (!offer || !last) return [];
    const hold = claimStore.holdOf(claim);
    const until = moved.has(claim.id) ? nothingLeftAt(offer) : last.until;
    const still = stillUntil({ ...last, until }, offer, { state: claim.state, now });
    const against = reasonAgainstCancel(offer, claim.state, now, still.until);
    return [
      {
        id: claim.id,
        offerId: claim.offerId,
        state: claim.state,
        current: isOneOf(current, claim.state),
        size: claim.size,
        pool: claim.channel,
        madeAt: claim.madeAt.toString(),
        startsAt: offer.startsAt.toString(),
        endsAt: lastsUntil(offer).toString(),
        about: aboutView(about.get(offer.ref)),
        checkedInAt: claim.checkedInAt?.toString() ?? null,
        cancelUntil: until.toString(),
        cancelCounts: still.late,
        held: hold && { for: hold.for, until: hold.until.toString() },
        seats: (seats.get(claim.id) ?? []).map(({ label }) => label),
        can: [
          ...(mayAccept(hold, now) ? ["accept" as const] : []),
          ...(against
            ? []
            : claim.state === "confirmed" && claim.size > 1
              ? (["cancel", "reduce"] as const)
              : (["cancel"] as const)),
          ...(reasonAgainstHandingOn(offer, claim, now) ? [] : ["transfer" as const]),
        ],
      },
    ];
  });
}

/** Is it for the holder to say that they take it? */
function mayAccept(hold: claimStore.Hold | null, now: Temporal.Instant): boolean {
  return hold !== null && hold.for !== "approval" && Temporal.Instant.compare(now, hold.until) < 0;
}

export function aboutView(about: About | undefined): Static<typeof AboutView> | null {
  return about ?? null;
}
