/** The small map of home, list and place pages: the surroundings of a spot on foot, drawn by the server. */

import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { type Ctx, textFor } from "#platform/ctx";
import { keptDrawings, mapAllowed, mapLabels, mapSource, onMap, svgMap, WALK } from "#platform/map";
import type { placesMap } from "../contract.ts";
import { districtsOnMap } from "../network/shown-outlines.ts";
import { detourFactor, walkingSpeed } from "../walking.ts";
import { markState } from "./mark-state.ts";
import { placesNearby } from "./nearby.ts";

// As wide as a phone's column and the aside of a page, so that its letters are as large as the page's.
const size = { width: 344, height: 300 };
const kept = keptDrawings(200);

export interface Around {
  /** WGS-84. */
  lon: number;
  lat: number;
  /** On foot, to the rim of the map. */
  minutes: number;
  /** Who or what stands in the middle: the reader, a start chosen for want of one, or a place by its name. */
  middle: "reader" | "start" | { place: string };
}

/** Draws the surroundings with the places in them, or answers null where no public map may be shown. */
export async function mapAround(
  ctx: Ctx,
  { lon, lat, minutes, middle }: Around,
): Promise<AnswerOf<typeof placesMap>["map"]> {
  const allowance = mapAllowed(ctx.city.map);
  if (!allowance.shown) return null;
  const [near, { districts, version }] = await Promise.all([
    placesNearby(ctx, { system: "WGS-84", lon, lat, minutes }),
    districtsOnMap(ctx),
  ]);
  const text = textFor(ctx, { onFault: () => undefined });
  const source = mapSource(ctx.city.map);
  const points = near.marks.map(({ id, name, spot, state }) => ({
    id,
    name,
    at: onMap({ system: "WGS-84", ...spot }, source),
    state: markState({ state }),
  }));
  const walk = { minutes: ringsTo(minutes), kmPerHour: (walkingSpeed * 60) / 1000, detour: detourFactor };
  const { reviewNumber } = allowance;
  const labels = mapLabels(text, {
    name: nameOf(text, middle),
    points,
    districts: districts.length,
    reviewNumber,
    near: middle === "reader" ? "reader" : "place",
    walk,
  });
  const here = onMap({ system: "WGS-84", lon, lat }, source);
  const svg = kept([version, ctx.locale, labels.title, labels.review, here, minutes, points], () =>
    svgMap({ districts, points, here, size, dir: text.dir, labels, walk }),
  );
  return { svg, credit: labels.review };
}

/** The circles of walking time: every five minutes up to the rim. */
function ringsTo(minutes: number): number[] {
  return [...WALK.minutes.filter((ring) => ring < minutes), minutes];
}

function nameOf(text: Text, middle: Around["middle"]): string {
  if (middle === "reader") return text("map.here");
  return middle === "start" ? text("map.start") : middle.place;
}
