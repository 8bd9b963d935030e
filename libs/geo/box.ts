import type { Point } from "./mercator.ts";
import { polygonsOf, type Shape } from "./polygon.ts";

/** [west, south, east, north], as in RFC 7946 §5. Boxes across the 180th meridian are not served. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around the points, or null when there are none. */
export function boxOf(points: Iterable<Point>): Box | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [x, y] of points) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return west > east ? null : [west, south, east, north];
}

/** The box around a polygon or several; null when they are empty. */
export function boxOfGeometry(shape: Shape): Box | null {
  return boxOf(polygonsOf(shape).flatMap((polygon) => polygon[0] ?? []));
}

/** The smallest box that holds both. */
export function joinedBox(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The box made wider and higher by a share of its own size on each side. */
export function grownBox([w, s, e, n]: Box, share: number): Box {
  const dx = (e - w) * share;
  const dy = (n - s) * share;
  return [w - dx, s - dy, e + dx, n + dy];
}

/** Is the point in the box, edges included? */
export function boxHas([w, s, e, n]: Box, [x, y]: Point): boolean {
  return x >= w && x <= e && y >= s && y <= n;
}

/** Do the boxes share at least one point? */
export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Mean radius of the Earth in metres (IUGG R₁). */
const EARTH_RADIUS_M = 6_371_008.8;

/** Square kilometres of a shape given in degrees, holes taken off (spherical excess by the trapezoids of Chamberlain & Duquette, 2007). */
export function areaKm2(shape: Shape): number {
  let sum = 0;
  for (const polygon of polygonsOf(shape)) {
    polygon.forEach((ring, i) => {
      const area = Math.abs(sphericalRing(ring));
      sum += i === 0 ? area : -area;
    });
  }
  return sum / 1e6;
}

function sphericalRing(ring: readonly Point[]): number {
  const rad = Math.PI / 180;
  let sum = 0;
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length] ?? p;
    sum += (q[0] - p[0]) * rad * (2 + Math.sin(p[1] * rad) + Math.sin(q[1] * rad));
  });
  return (sum * EARTH_RADIUS_M ** 2) / 2;
}
