import type { Point } from "./mercator.ts";

export type Line = readonly Point[];
/** A closed line: the last point repeats the first (RFC 7946 §3.1.6). Rings left open are understood as closed. */
export type Ring = Line;
/** The outer ring, then its holes. */
export type Polygon = readonly Ring[];
export type MultiPolygon = readonly Polygon[];
/** The part of a GeoJSON geometry we draw areas from. */
export type Shape =
  | { readonly type: "Polygon"; readonly coordinates: Polygon }
  | { readonly type: "MultiPolygon"; readonly coordinates: MultiPolygon };

/** The polygons of a shape, one or many. */
export function polygonsOf(shape: Shape): MultiPolygon {
  return shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
}

/** Where a point lies: inside, outside, or on an edge or corner (of the outline or of a hole). */
export function whereIs(point: Point, shape: Shape): "inside" | "outside" | "edge" {
  let inside = false;
  for (const polygon of polygonsOf(shape)) {
    const found = inPolygon(point, polygon);
    if (found === "edge") return "edge";
    if (found === "inside") inside = true;
  }
  return inside ? "inside" : "outside";
}

function inPolygon(point: Point, polygon: Polygon): "inside" | "outside" | "edge" {
  const outer = polygon[0] ? inRing(point, polygon[0]) : "outside";
  if (outer !== "inside") return outer;
  for (const hole of polygon.slice(1)) {
    const found = inRing(point, hole);
    if (found !== "outside") return found === "edge" ? "edge" : "outside";
  }
  return "inside";
}

/** Even–odd crossing count (Shimrat 1962); the half-open test on y counts a corner once. */
function inRing([x, y]: Point, ring: Ring): "inside" | "outside" | "edge" {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    if (!a || !b) continue;
    const cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    const between = (x - a[0]) * (x - b[0]) <= 0 && (y - a[1]) * (y - b[1]) <= 0;
    if (cross === 0 && between) return "edge";
    if (a[1] > y !== b[1] > y && cross < 0 === b[1] < a[1]) inside = !inside;
  }
  return inside ? "inside" : "outside";
}

/** Signed area of a ring on the plane, in its own unit squared: positive when it turns anticlockwise (y upwards). */
export function areaOf(ring: Ring): number {
  let sum = 0;
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length] ?? p;
    sum += p[0] * q[1] - q[0] * p[1];
  });
  return sum / 2;
}

/** Centre of gravity of a ring. It may lie outside a bent one: for a label use innermostPoint. */
export function centreOf(ring: Ring): Point {
  const area = areaOf(ring);
  const origin = ring[0] ?? [0, 0];
  if (area === 0) return origin;
  let cx = 0;
  let cy = 0;
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length] ?? p;
    // from the first corner, so that large coordinates do not eat the digits of a small ring
    const [px, py, qx, qy] = [p[0] - origin[0], p[1] - origin[1], q[0] - origin[0], q[1] - origin[1]];
    const cross = px * qy - qx * py;
    cx += (px + qx) * cross;
    cy += (py + qy) * cross;
  });
  return [origin[0] + cx / (6 * area), origin[1] + cy / (6 * area)];
}
