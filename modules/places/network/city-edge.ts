/** Where the city ends: a position far outside it is mostly a slip of the hand. */
import { convert, metresBetween, type Position } from "#libs/coordinates";
import { nearestOnShape, type Point, whereIs } from "#libs/geo";
import { type Ctx, today } from "#platform/ctx";
import { type Outline, outlinesBelow, outlinesStanding } from "./outlines.ts";

/** Kilometres a place may lie outside without a word: outlines are rough, and a branch may stand in the next town. */
export const cityMarginKm = 5;

/** Kilometres from a position to the nearest of these, 0 within one. */
export function kmOutside(position: Position, outlines: readonly Outline[]): number {
  return Math.min(...outlines.map((outline) => metresOutside(position, outline))) / 1000;
}

/** Metres from a position to an area, 0 within it. */
export function metresOutside(position: Position, { coordinateSystem, shape }: Outline): number {
  const here = convert(position, coordinateSystem);
  const point: Point = [here.lon, here.lat];
  if (whereIs(point, shape) !== "outside") return 0;
  const nearest = nearestOnShape(point, shape);
  return nearest ? metresBetween(here, { lon: nearest[0], lat: nearest[1] }) : Number.POSITIVE_INFINITY;
}

// An import asks for every place; the thousands of corners are read again only when one has changed.
const kept = new WeakMap<Ctx["city"], { version: string; outlines: (Outline & { name: string })[] }>();

/** The outlines of all districts of today, or null while any is missing. */
export async function cityOutlines(ctx: Ctx): Promise<(Outline & { name: string })[] | null> {
  const parent = ctx.city.division;
  const { version, missing } = await outlinesStanding(ctx.db, parent, today(ctx).toString());
  if (version === null || missing > 0) return null;
  const known = kept.get(ctx.city);
  if (known?.version === version) return known.outlines;
  const outlines = await outlinesBelow(ctx.db, parent);
  kept.set(ctx.city, { version, outlines });
  return outlines;
}
