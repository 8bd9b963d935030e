import { type Graph, nodeAlong, shapesOf } from "./graph.ts";
import { type Place, positionOf } from "./place.ts";
import { metresPerUnit, metresPerUnitEast, tenthsFor } from "./units.ts";

export interface Snapped {
  /** The spot on the street; its offset is the walk to it, where a speed was given. */
  place: Place;
  /** Degrees. */
  at: [lon: number, lat: number];
  metres: number;
}

export interface SnapOptions {
  /** Metres: what is farther from every street is off the graph. */
  within: number;
  /** Speed of the straight walk to the street. Without it that walk takes no time. */
  kmh?: number;
}

/** The nearest spot on a street to a position in degrees, exactly; null when there is none within the limit. */
export function snap(
  graph: Graph,
  [lon, lat]: readonly [lon: number, lat: number],
  { within, kmh }: SnapOptions,
): Snapped | null {
  if (graph.edges === 0) return null;
  const { grid } = graph;
  const [x, y] = [lon * 1e7, lat * 1e7];
  const [east, north] = [metresPerUnitEast(y), metresPerUnit];
  const [column, row] = [
    Math.floor((x - grid.west) / grid.width),
    Math.floor((y - grid.south) / grid.height),
  ];
  const best = { edge: -1, step: 0, share: 0, metres: within };
  for (let ring = 0; ; ring++) {
    eachOfRing(column, row, ring, (c, r) => {
      if (c < 0 || r < 0 || c >= grid.columns || r >= grid.rows) return;
      const cell = r * grid.columns + c;
      for (let i = grid.start[cell] ?? 0; i < (grid.start[cell + 1] ?? 0); i++)
        nearestOnEdge(graph, grid.edges[i] ?? 0, { x, y, east, north }, best);
    });
    // How near the cells may be that have not been looked at.
    const left =
      Math.min(
        x - (grid.west + (column - ring) * grid.width),
        grid.west + (column + ring + 1) * grid.width - x,
      ) * east;
    const above =
      Math.min(
        y - (grid.south + (row - ring) * grid.height),
        grid.south + (row + ring + 1) * grid.height - y,
      ) * north;
    if (Math.min(left, above) >= best.metres) break;
  }
  if (best.edge < 0) return null;
  const offset = kmh === undefined ? 0 : tenthsFor(best.metres, kmh);
  const place = { edge: best.edge, step: best.step, share: best.share, offset };
  return { place, at: positionOf(graph, place), metres: best.metres };
}

function eachOfRing(
  column: number,
  row: number,
  ring: number,
  visit: (column: number, row: number) => void,
): void {
  for (let r = row - ring; r <= row + ring; r++) {
    const isSide = r === row - ring || r === row + ring;
    for (let c = column - ring; c <= column + ring; c += isSide || ring === 0 ? 1 : 2 * ring) visit(c, r);
  }
}

interface Eye {
  x: number;
  y: number;
  /** Metres of a unit. */
  east: number;
  north: number;
}

/** Betters the best with a step of this edge, on the plane that touches the earth at the eye. */
function nearestOnEdge(
  graph: Graph,
  edge: number,
  { x, y, east, north }: Eye,
  best: { edge: number; step: number; share: number; metres: number },
): void {
  const { lon, lat } = graph;
  const steps = shapesOf(graph, edge) + 1;
  let u = nodeAlong(graph, edge, 0);
  let [ax, ay] = [((lon[u] ?? 0) - x) * east, ((lat[u] ?? 0) - y) * north];
  for (let step = 0; step < steps; step++) {
    u = nodeAlong(graph, edge, step + 1);
    const [bx, by] = [((lon[u] ?? 0) - x) * east, ((lat[u] ?? 0) - y) * north];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    const metres = Math.hypot(ax + share * dx, ay + share * dy);
    if (metres < best.metres || (best.edge < 0 && metres <= best.metres)) {
      best.edge = edge;
      best.step = step;
      best.share = share;
      best.metres = metres;
    }
    [ax, ay] = [bx, by];
  }
}
