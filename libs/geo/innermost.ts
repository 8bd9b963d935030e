import { boxOf } from "./box.ts";
import type { Point } from "./mercator.ts";
import { nearestOnRing } from "./nearest.ts";
import { type Polygon, whereIs } from "./polygon.ts";

type Cell = { at: Point; half: number; reach: number; best: number };

/**
 * The point of a polygon farthest from its edges, within `precision` of the best possible, and that distance: where a label sits best.
 * Quadtree search after Garcia-Castellanos & Lombardo (2007), as in mapbox/polylabel. Null for an empty or flat polygon.
 */
export function innermostPoint(polygon: Polygon, precision: number): { at: Point; clear: number } | null {
  const box = boxOf(polygon[0] ?? []);
  if (!box) return null;
  const [w, s, e, n] = box;
  const side = Math.min(e - w, n - s);
  if (!(side > 0) || !(precision > 0)) return null;

  const open: Cell[] = [];
  for (let x = w; x < e; x += side) {
    for (let y = s; y < n; y += side) open.push(cell([x + side / 2, y + side / 2], side / 2, polygon));
  }
  let best = cell([(w + e) / 2, (s + n) / 2], 0, polygon);
  for (;;) {
    const next = takeMostPromising(open);
    if (!next || next.best - best.reach <= precision) break;
    if (next.reach > best.reach) best = next;
    const h = next.half / 2;
    for (const dx of [-h, h]) {
      for (const dy of [-h, h]) {
        const child = cell([next.at[0] + dx, next.at[1] + dy], h, polygon);
        if (child.reach > best.reach) best = child;
        if (child.best - best.reach > precision) open.push(child);
      }
    }
  }
  return best.reach > 0 ? { at: best.at, clear: best.reach } : null;
}

function cell(at: Point, half: number, polygon: Polygon): Cell {
  const away = Math.min(...polygon.map((ring) => nearestOnRing(at, ring).away));
  const inside = whereIs(at, { type: "Polygon", coordinates: polygon }) === "inside";
  const reach = inside ? away : -away;
  return { at, half, reach, best: reach + half * Math.SQRT2 };
}

function takeMostPromising(open: Cell[]): Cell | undefined {
  let first = 0;
  for (let i = 1; i < open.length; i++) if ((open[i]?.best ?? 0) > (open[first]?.best ?? 0)) first = i;
  return open.splice(first, 1)[0];
}
