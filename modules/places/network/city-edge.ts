/** Where the city ends: a position far outside it is mostly a slip of the hand. */
import { metresBetween, type Position } from "#libs/coordinates";
import { nearestOnShape, type Point, whereIs } from "#libs/geo";
import { type Ctx, today } from "#platform/ctx";
import { mapSource, onMap } from "#platform/map";
import { divisionsOn } from "./division-store.ts";
import { districtsOnMap } from "./shown-outlines.ts";

/** Kilometres a place may lie outside without a word: outlines are rough, and a branch may stand in the next town. */
export const cityMarginKm = 5;

/** Kilometres from a position to the city, 0 within it; null while the outline of any of its districts is unknown. */
export async function kmOutsideCity(ctx: Ctx, position: Position): Promise<number | null> {
  const [{ districts }, present] = await Promise.all([
    districtsOnMap(ctx),
    divisionsOn(ctx.db, { day: today(ctx).toString(), parent: ctx.city.division }),
  ]);
  const known = new Set(districts.map(({ code }) => code));
  if (districts.length === 0 || present.some(({ code }) => !known.has(code))) return null;
  const point = onMap(position, mapSource(ctx.city.map));
  if (districts.some(({ shape }) => whereIs(point, shape) !== "outside")) return 0;
  const metres = districts.flatMap(({ shape }) => {
    const nearest = nearestOnShape(point, shape);
    return nearest ? [metresBetween(spot(point), spot(nearest))] : [];
  });
  return Math.min(...metres) / 1000;
}

const spot = ([lon, lat]: Point) => ({ lon, lat });
