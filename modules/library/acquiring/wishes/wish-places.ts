/** Where readers may wish for a book: a reading place, or one that has books, whose house takes wishes. */
import { type Place, placeOf, placesOf, publicPlaceIds } from "#places";
import type { Ctx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { placesWithItems } from "../../catalogue/shelf/shelf-store.ts";
import { readingKinds } from "../../reading-kinds.ts";
import * as store from "./wish-store.ts";

/** All places where somebody may wish for a book now: one that has none yet needs it most. */
export async function wishPlaces(ctx: Ctx): Promise<Place[]> {
  const ids = new Set([...(await publicPlaceIds(ctx.db, readingKinds)), ...(await placesWithItems(ctx.db))]);
  const places = [...(await placesOf(ctx.db, [...ids])).values()].filter(isThere);
  const most = await store.monthly(
    ctx.db,
    places.map(({ orgPath }) => orgPath),
  );
  return places.filter(({ orgPath }) => (most.get(orgPath) ?? 0) > 0);
}

/** This place, or a refusal where it takes no wishes. */
export async function placeToWishAt(ctx: Ctx, id: string): Promise<Place> {
  const place = found(await placeOf(ctx.db, id), "place", id);
  const isOfBooks = readingKinds.includes(place.kind) || (await store.hasItems(ctx.db, id));
  const most = (await store.monthly(ctx.db, [place.orgPath])).get(place.orgPath) ?? 0;
  if (!isThere(place) || !isOfBooks || most === 0) throw refused("wish.not-here");
  return place;
}

const isThere = (place: Place) => place.public && place.endedOn === null;
