/** The ground of the city's map: whose it is, how far it reaches, what is seen first, and all of it as one drawing. */

import type { AnswerOf } from "#contract";
import { type Box, boxOf, boxOfGeometry, joinedBox, type Point } from "#libs/geo";
import { districtsOnMap } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import {
  keptDrawings,
  type MapPoint,
  mapAllowed,
  mapLabels,
  mapSource,
  onMap,
  svgMap,
  tileAddress,
} from "#platform/map";
import type { Start } from "./city-map.ts";
import type * as contract from "./contract.ts";
import { firstView } from "./first-view.ts";
import { cityTiles } from "./map-tiles.ts";

type Answer = AnswerOf<typeof contract.cityMap>;
type Places = Answer["places"];

// The form that web/map/live-map.css keeps free for it.
const size = { width: 480, height: 520 };
const kept = keptDrawings(100);

/** Null where no public map may be shown, or nothing is known to draw. */
export async function groundOf(ctx: Ctx, places: Places, start: Start): Promise<Answer["map"]> {
  const allowance = mapAllowed(ctx.city.map);
  if (!allowance.shown) return null;
  const [outlines, tiles] = await Promise.all([districtsOnMap(ctx), cityTiles(ctx).current()]);
  const { districts, version } = outlines;
  const found = places.flatMap(({ at, district }) => (at ? [{ at, district: district?.code ?? null }] : []));
  const reach = [...districts.map(({ shape }) => boxOfGeometry(shape)), boxOf(found.map(({ at }) => at))];
  const boxes = reach.flatMap((box) => (box ? [box] : []));
  if (boxes.length === 0) return null;
  const bounds = boxes.reduce(joinedBox);
  const source = mapSource(ctx.city.map);
  const around =
    start.from !== "centre" && start.spot ? onMap({ system: "WGS-84", ...start.spot }, source) : null;
  const { reviewNumber } = allowance;
  const points = places.flatMap(pointOf);
  const text = textFor(ctx, { onFault: () => undefined });
  const labels = mapLabels(text, {
    name: start.from === "place" ? start.name : text("city.name"),
    points,
    districts: districts.length,
    reviewNumber,
    near: around && (start.from === "reader" ? "reader" : "place"),
  });
  const svg = kept([version, ctx.locale, labels.title, labels.review, around, points], () =>
    svgMap({ districts, points, here: around, size, dir: text.dir, labels, id: "city" }),
  );
  return {
    source,
    tiles: tiles.bounds && tileAddress(tiles),
    districts: districts.map(({ name, middle }) => ({ name, at: point(middle) })),
    start: box(firstView(found, around) ?? bounds),
    bounds: box(bounds),
    here: around && start.from === "reader" ? point(around) : null,
    svg,
    credit: labels.review,
  };
}

function pointOf({ id, name, at, mark: state }: Places[number]): MapPoint[] {
  return at ? [{ id, name, at, state }] : [];
}

// The contract's shapes are of plain arrays.
const point = ([lon, lat]: Point): [number, number] => [lon, lat];
const box = ([west, south, east, north]: Box): [number, number, number, number] => [west, south, east, north];
