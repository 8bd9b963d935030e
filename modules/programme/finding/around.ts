/** What surrounds sessions: names of places, rooms, organisers and series, and what is left. One question each for all. */
import { offersUnderRules, type UnderRules, underRules } from "#booking";
import { organisationsOf, type Place, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { CoverFamily, PlaceBrief } from "../contract.ts";
import { chainsOf, type Series } from "../series/series-store.ts";
import { seriesIn } from "./words.ts";

type Somewhere = { placeId: string | null; spaceId: string | null };
type Offers = Awaited<ReturnType<typeof offersUnderRules>>;
/** An offer as booking's door gives it. */
export type OfferNow = Offers extends Map<string, infer O> ? O : never;

const present = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];

/** Names places and rooms for the reader. */
export async function placeNames(
  ctx: Ctx,
  of: readonly Pick<Somewhere, "placeId">[],
): Promise<(where: Somewhere) => PlaceBrief | null> {
  const ids = present(of.map(({ placeId }) => placeId));
  const places = ids.length > 0 ? await placesOf(ctx.db, ids) : new Map<string, Place>();
  return ({ placeId, spaceId }) => {
    const place = placeId ? places.get(placeId) : undefined;
    if (!place) return null;
    const space = spaceId ? place.spaces.find(({ id }) => id === spaceId) : undefined;
    return {
      id: place.id,
      name: named(place, ctx.locale),
      address: place.address,
      space: space ? named(space, ctx.locale) : null,
    };
  };
}

/** Offers of these sessions as the rules on them stand, by offer id. */
export function offersFor(ctx: Ctx, of: readonly { offerId: string | null }[]): Promise<Offers> {
  return offersUnderRules(ctx, present(of.map(({ offerId }) => offerId)));
}

/** The same with what may be said of their rules. */
export function offersWithRules(ctx: Ctx, of: readonly { offerId: string | null }[]): Promise<UnderRules> {
  return underRules(ctx, present(of.map(({ offerId }) => offerId)));
}

/** Names organisations for the reader; one that is gone keeps an empty name. */
export async function organiserNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<(id: string) => { id: string; name: string }> {
  const organisations = await organisationsOf(ctx.db, [...new Set(ids)]);
  return (id) => {
    const organisation = organisations.get(id);
    return { id, name: organisation ? named(organisation, ctx.locale) : "" };
  };
}

/** A series as a link: its name and the family of its covers. */
export function seriesBrief(ctx: Ctx, series: Series): { id: string; name: string; family: CoverFamily } {
  return { id: series.id, name: seriesIn(series, ctx.locale).name, family: series.family };
}

/** For each series the chain from the whole down to it. */
export async function seriesChains(
  ctx: Ctx,
  of: readonly { seriesId: string | null }[],
): Promise<Map<string, Series[]>> {
  return chainsOf(ctx.db, present(of.map(({ seriesId }) => seriesId)));
}
