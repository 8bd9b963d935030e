/** Where somebody may collect what they wait for: places of the network that have things to lend. */
import { type Place, placeOf, placesOf } from "#places";
import type { Db } from "#platform/db";
import { refused } from "#platform/errors";
import { placesWithItems } from "../../../catalogue/shelf/shelf-store.ts";
import { hasItems } from "./placing-store.ts";

const isThere = (place: Place | null): place is Place => place?.public === true && place.endedOn === null;

export async function pickupPlaces(db: Db): Promise<Place[]> {
  const places = await placesOf(db, await placesWithItems(db));
  return [...places.values()].filter(isThere);
}

/** This place, or a refusal where nothing is lent. */
export async function pickupAt(db: Db, id: string): Promise<Place> {
  const place = await placeOf(db, id);
  if (!isThere(place) || !(await hasItems(db, id))) throw refused("book-hold.not-here");
  return place;
}
