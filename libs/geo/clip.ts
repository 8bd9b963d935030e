import type { Box } from "./box.ts";
import type { Point } from "./mercator.ts";
import type { Polygon, Ring } from "./polygon.ts";

/**
 * The part of a polygon inside a box (Sutherland & Hodgman 1974). Rings that fall away wholly are left out; an outer ring that does takes its
 * holes with it. A bent ring cut into several pieces stays one ring joined along the box's edge, which fills rightly.
 */
export function clipped(polygon: Polygon, box: Box): Polygon {
  const rings = polygon.map((ring) => clipRing(ring, box));
  return (rings[0]?.length ?? 0) < 4 ? [] : rings.filter((ring) => ring.length >= 4);
}

function clipRing(ring: Ring, [west, south, east, north]: Box): Ring {
  let points = ring.slice(0, isClosed(ring) ? -1 : undefined);
  points = cut(points, 0, (v) => v >= west, west);
  points = cut(points, 0, (v) => v <= east, east);
  points = cut(points, 1, (v) => v >= south, south);
  points = cut(points, 1, (v) => v <= north, north);
  const first = points[0];
  return first ? [...points, first] : [];
}

function cut(points: readonly Point[], axis: 0 | 1, keeps: (v: number) => boolean, edge: number): Point[] {
  return points.flatMap((point, i) => {
    const before = points.at(i - 1) ?? point;
    const [in0, in1] = [keeps(before[axis]), keeps(point[axis])];
    const crossing = in0 === in1 ? [] : [between(before, point, axis, edge)];
    return in1 ? [...crossing, point] : crossing;
  });
}

function between(a: Point, b: Point, axis: 0 | 1, edge: number): Point {
  const t = (edge - a[axis]) / (b[axis] - a[axis]);
  const other = axis === 0 ? a[1] + t * (b[1] - a[1]) : a[0] + t * (b[0] - a[0]);
  return axis === 0 ? [edge, other] : [other, edge];
}

function isClosed(ring: Ring): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
