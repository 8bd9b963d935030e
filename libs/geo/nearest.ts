import type { Point } from "./mercator.ts";
import { polygonsOf, type Ring, type Shape } from "./polygon.ts";

/** The point of a ring nearest to another on the plane, and how far that is. */
export function nearestOnRing([x, y]: Point, ring: Ring): { at: Point; away: number } {
  let away = Infinity;
  let nearX = x;
  let nearY = y;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
    const [px, py] = [a[0] + t * dx, a[1] + t * dy];
    const here = Math.hypot(x - px, y - py);
    if (here < away) [away, nearX, nearY] = [here, px, py];
  });
  return { at: [nearX, nearY], away };
}

/**
 * The point on the edges of a shape nearest to a position, all in degrees; null for an empty shape. Measured on the plane through
 * the position's latitude: right for what is near, good enough for "about" of what is far.
 */
export function nearestOnShape([lon, lat]: Point, shape: Shape): Point | null {
  const narrow = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const found = polygonsOf(shape)
    .flat()
    .map((ring) =>
      nearestOnRing(
        [lon * narrow, lat],
        ring.map(([x, y]) => [x * narrow, y] as const),
      ),
    );
  const [nearest] = found.toSorted((a, b) => a.away - b.away);
  return nearest && nearest.away < Infinity ? [nearest.at[0] / narrow, nearest.at[1]] : null;
}
