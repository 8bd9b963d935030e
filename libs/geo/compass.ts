import type { Point } from "./mercator.ts";

/** The eight winds, as people name directions. */
export const compassPoints = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Compass = (typeof compassPoints)[number];

/** The wind one walks towards from one position to another near it, both in degrees; each wind is 45° wide. North when they are the same. */
export function compassTo(from: Point, to: Point): Compass {
  const north = to[1] - from[1];
  const east = (to[0] - from[0]) * Math.cos(((from[1] + to[1]) / 2) * (Math.PI / 180));
  const eighths = Math.round((Math.atan2(east, north) / Math.PI) * 4);
  return compassPoints[(eighths + 8) % 8] ?? "n";
}
