/** Places that may be somebody's library. */
import { type Place, placeOf, placesOf, publicPlaceIds } from "#places";
import type { Ctx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { readingKinds } from "../../reading-kinds.ts";

const isThere = (place: Place) => place.public && place.endedOn === null;

/** In order of name. */
export async function homes(ctx: Ctx): Promise<Place[]> {
  const places = await placesOf(ctx.db, await publicPlaceIds(ctx.db, readingKinds));
  return [...places.values()].filter(isThere).toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale));
}

/** Refuses one that is not there for books, or no longer. */
export async function homeOf(ctx: Ctx, id: string): Promise<Place> {
  const place = found(await placeOf(ctx.db, id), "place", id);
  if (!isThere(place) || !readingKinds.includes(place.kind)) throw refused("reader.no-home");
  return place;
}
