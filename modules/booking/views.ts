/** How offers and claims look from outside. */
import type { Static } from "typebox";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { current, isOneOf } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";
import type { AboutView, ClaimView, OfferView, OverlapView } from "./contract.ts";
import { type Offer, type Pool, placesLeft, reasonAgainstCancel, releaseOf } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { type About, offerAbout } from "./slots.ts";

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
    })),
    rules: offer.rules,
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

/** A person's claims as they see them. */
export async function claimViews(
  ctx: Ctx,
  subject: string,
  limit: number,
): Promise<Static<typeof ClaimView>[]> {
  const claims = await claimStore.claimsOfSubject(ctx.db, subject, ctx.clock(), limit);
  const offers = new Map(
    (await offerStore.offers(ctx.db, [...new Set(claims.map(({ offerId }) => offerId))])).map((offer) => [
      offer.id,
      offer,
    ]),
  );
  const about = await aboutOf(ctx, [...offers.values()]);
  return claims.flatMap((claim) => {
    const offer = offers.get(claim.offerId);
    if (!offer) return [];
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
        endsAt: offer.endsAt.toString(),
        about: aboutView(about.get(offer.ref)),
        checkedInAt: claim.checkedInAt?.toString() ?? null,
        cancelUntil: offer.startsAt.subtract({ minutes: offer.rules.cancelUntilMinutes }).toString(),
        can: reasonAgainstCancel(offer, claim.state, ctx.clock()) ? [] : ["cancel" as const],
      },
    ];
  });
}

/** What else a person has claimed at the time of an occasion. */
export async function overlapViews(
  ctx: Ctx,
  offerId: string,
  subject: string,
): Promise<Static<typeof OverlapView>[]> {
  const others = await claimStore.overlapping(ctx.db, offerId, subject);
  const about = await aboutOf(ctx, others);
  return others.map(({ claimId, ref, startsAt, endsAt }) => ({
    claimId,
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
    about: aboutView(about.get(ref)),
  }));
}

export function aboutView(about: About | undefined): Static<typeof AboutView> | null {
  return about ?? null;
}
