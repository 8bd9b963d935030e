import type { Point } from "./mercator.ts";
import type { Line, Shape } from "./polygon.ts";
import { polygonsOf } from "./polygon.ts";
import { thinLine } from "./thin-line.ts";

/**
 * Thins neighbouring areas so that they stay neighbours: a border that two areas share point by point is cut out as one arc, thinned once
 * and given back to both, so no gap and no overlap opens there (arcs as in TopoJSON, Bostock 2013). A ring stays at least a triangle;
 * repeated points are dropped. Order and kind of the shapes stay as they were. Not promised: that a ring never touches itself.
 */
export function thinTogether(shapes: readonly Shape[], minArea: number): Shape[] {
  const joints = jointsOf(shapes.flatMap((shape) => polygonsOf(shape).flat().map(open)));
  const arcs = new Map<string, Point[]>();

  const arcThinned = (arc: Line): Point[] => {
    const backwards = keyOf(arc) > keyOf(arc.toReversed());
    const canonical = backwards ? arc.toReversed() : arc;
    // a ring that is one arc must stay a triangle; one made of two arcs needs a point between their ends
    const least = same(arc[0], arc.at(-1)) ? 4 : 3;
    const thinned = arcs.get(keyOf(canonical)) ?? thinLine(canonical, minArea, least);
    arcs.set(keyOf(canonical), thinned);
    return backwards ? thinned.toReversed() : thinned;
  };

  const thinRing = (ring: Line): Point[] => {
    const pieces = arcsOf(open(ring), joints);
    return closed(pieces.flatMap((arc) => arcThinned(arc).slice(0, -1)));
  };

  return shapes.map((shape) => {
    const polygons = polygonsOf(shape).map((polygon) => polygon.map(thinRing));
    return shape.type === "Polygon"
      ? { type: "Polygon", coordinates: polygons[0] ?? [] }
      : { type: "MultiPolygon", coordinates: polygons };
  });
}

/** Points where a border begins or ends: those whose two neighbours differ from one ring to another. */
function jointsOf(rings: readonly Line[]): Set<string> {
  const neighbours = new Map<string, string>();
  const joints = new Set<string>();
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const at = String(point);
      const pair = [String(ring.at(i - 1)), String(ring[(i + 1) % ring.length])].sort().join(" ");
      const seen = neighbours.get(at);
      if (seen === undefined) neighbours.set(at, pair);
      else if (seen !== pair) joints.add(at);
    });
  }
  return joints;
}

/** Cuts an open ring at the joints; without any, at its least point, so that both owners of an island cut at the same place. */
function arcsOf(ring: Line, joints: ReadonlySet<string>): Point[][] {
  const starts = ring.flatMap((p, i) => (joints.has(String(p)) ? [i] : []));
  if (starts.length === 0) starts.push(leastPoint(ring));
  return starts.map((from, k) => {
    const to = starts[(k + 1) % starts.length] ?? from;
    const arc: Point[] = [];
    let i = from;
    do {
      const point = ring[i];
      if (point) arc.push(point);
      i = (i + 1) % ring.length;
    } while (i !== to);
    const end = ring[to];
    return end ? [...arc, end] : arc;
  });
}

function leastPoint(ring: Line): number {
  let least = 0;
  ring.forEach((p, i) => {
    const q = ring[least];
    if (q && (p[0] < q[0] || (p[0] === q[0] && p[1] < q[1]))) least = i;
  });
  return least;
}

function open(ring: Line): Point[] {
  const points = ring.filter((p, i) => i === 0 || !same(p, ring[i - 1]));
  return points.length > 1 && same(points[0], points.at(-1)) ? points.slice(0, -1) : points;
}

function closed(ring: Line): Point[] {
  const first = ring[0];
  return first ? [...ring, first] : [];
}

function same(a: Point | undefined, b: Point | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function keyOf(arc: Line): string {
  return arc.join(" ");
}
