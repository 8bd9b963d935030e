/** The map of the whole city: which places are on it, and from where they are counted. */

import type { AnswerOf, InputOf } from "#contract";
import { findPlaces, markState, middleOfPlaces, placeItems, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { mapAllowed, mapSource, onMap } from "#platform/map";
import { groundOf } from "./city-ground.ts";
import type * as contract from "./contract.ts";
import { mostOnMap } from "./contract.ts";

type Query = InputOf<typeof contract.cityMap>["query"];
type Answer = AnswerOf<typeof contract.cityMap>;

/** Where a map begins and distances are counted from. */
export interface Start {
  from: Answer["from"];
  spot: { lon: number; lat: number } | null;
  /** What stands there, when it is a place. */
  name: string;
}

/** Everything for one view of the map, in the reader's language. A handful of queries for any number of places. */
export async function cityMap(ctx: Ctx, { lon, lat, place, ...filters }: Query): Promise<Answer> {
  const start = await startOf(ctx, { lon, lat, place });
  const near = start.spot && { system: "WGS-84" as const, ...start.spot };
  const page = await findPlaces(ctx, {
    ...filters,
    ...(near && { near, sort: "distance" }),
    limit: mostOnMap,
  });
  const shown = mapAllowed(ctx.city.map).shown;
  const source = mapSource(ctx.city.map);
  const items = await placeItems(ctx, page.items);
  const places = items.map(({ id, name, kind, district, open, away, spot }): Answer["places"][number] => {
    const at = shown && spot ? onMap({ system: "WGS-84", ...spot }, source) : null;
    return { id, name, kind, district, open, away, mark: markState(open), at: at && [at[0], at[1]] };
  });
  return {
    at: page.at.toString(),
    from: start.from,
    places,
    more: page.next !== null,
    map: await groundOf(ctx, places, start),
  };
}

async function startOf(
  ctx: Ctx,
  { lon, lat, place: id }: Pick<Query, "lon" | "lat" | "place">,
): Promise<Start> {
  if (lon !== undefined && lat !== undefined) return { from: "reader", spot: { lon, lat }, name: "" };
  if (lon !== undefined || lat !== undefined)
    throw invalid([{ field: lon === undefined ? "/query/lon" : "/query/lat", id: "missing" }]);
  const known = id === undefined ? null : await placeOf(ctx.db, id);
  const place = id === undefined ? null : found(known?.public ? known : null, "place", id);
  if (place?.wgs) return { from: "place", spot: place.wgs, name: named(place, ctx.locale) };
  return { from: "centre", spot: await middleOfPlaces(ctx.db), name: "" };
}
