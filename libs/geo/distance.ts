import type { Point } from "./mercator.ts";

/** Mean radius of the Earth in metres (IUGG R₁). */
export const EARTH_RADIUS_M = 6_371_008.8;

/** Metres along the great circle (haversine; within 0.6 % of the ellipsoid). */
export function metresBetween([lon1, lat1]: Point, [lon2, lat2]: Point): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)));
}
