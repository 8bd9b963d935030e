import { aheadAt, backAt, type Graph, nodeAlong, shapesOf } from "./graph.ts";
import { never } from "./units.ts";

/** A spot on a street: on the step between the i-th and the next node along an edge, at this share of it (0 to 1). */
export interface Place {
  edge: number;
  step: number;
  share: number;
  /** Tenths of a second between the place itself and the street. */
  offset: number;
}

/** Which way people go: out from the places, or towards them. It matters where ways are steep or one-way. */
export type Direction = "from" | "to";

/** A node as a place. */
export function placeAtNode(graph: Graph, node: number): Place {
  if (!(node >= 0 && node < graph.nodes)) throw new RangeError(`node ${node} of ${graph.nodes}`);
  if (node < graph.junctions) {
    const half = graph.halves[graph.first[node] ?? 0] ?? 0;
    const edge = half >> 1;
    const isTo = (half & 1) === 1;
    return { edge, step: isTo ? shapesOf(graph, edge) : 0, share: isTo ? 1 : 0, offset: 0 };
  }
  const { edge, j } = nodeOnEdge(graph, node);
  return { edge, step: j, share: 0, offset: 0 };
}

/** The edge of a shape node, and that it is its j-th node. */
export function nodeOnEdge(
  { shapeStart, junctions, edges }: Graph,
  node: number,
): { edge: number; j: number } {
  const shape = node - junctions;
  // The last edge that begins at or before it: empty ones begin where the next does.
  let [low, high] = [0, edges];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((shapeStart[middle] ?? 0) <= shape) low = middle;
    else high = middle;
  }
  return { edge: low, j: shape - (shapeStart[low] ?? 0) + 1 };
}

/** Longitude and latitude of a place's spot on the street, in degrees. */
export function positionOf(graph: Graph, { edge, step, share }: Place): [lon: number, lat: number] {
  const [u, v] = [nodeAlong(graph, edge, step), nodeAlong(graph, edge, step + 1)];
  const between = (values: Int32Array) => ((values[u] ?? 0) * (1 - share) + (values[v] ?? 0) * share) / 1e7;
  return [between(graph.lon), between(graph.lat)];
}

/**
 * Tenths of a second between a place and the j-th node of its own edge, along that edge alone; `never` if closed. A part of a step takes
 * its share of the step's time, rounded.
 */
export function alongEdge(
  graph: Graph,
  { edge, step, share, offset }: Place,
  j: number,
  direction: Direction,
): number {
  if ((share === 0 && j === step) || (share === 1 && j === step + 1)) return offset;
  const isAhead = j > step;
  // From the place ahead, and to it from behind, goes with the edge; the others against it.
  const at = isAhead === (direction === "from") ? aheadAt : backAt;
  const [near, far] = isAhead ? [step + 1, step] : [step, step + 1];
  const [timeNear, timeFar, timeThere] = [at(graph, edge, near), at(graph, edge, far), at(graph, edge, j)];
  if (timeNear === never) return never;
  const part = Math.round((isAhead ? 1 - share : share) * Math.abs(timeNear - timeFar));
  return offset + part + Math.abs(timeThere - timeNear);
}

/** Tenths of a second from one place to another on the same edge without leaving it; `never` if closed. */
export function betweenOnEdge(graph: Graph, from: Place, to: Place): number {
  if (from.edge !== to.edge) return never;
  const isAhead = from.step + from.share <= to.step + to.share;
  const offsets = from.offset + to.offset;
  if (from.step + from.share === to.step + to.share) return offsets;
  const at = isAhead ? aheadAt : backAt;
  if (at(graph, from.edge, from.step) === never || at(graph, from.edge, from.step + 1) === never)
    return never;
  if (from.step === to.step) {
    const step = Math.abs(at(graph, from.edge, from.step + 1) - at(graph, from.edge, from.step));
    return offsets + Math.round(step * Math.abs(from.share - to.share));
  }
  const leave = isAhead ? from.step + 1 : from.step;
  const enter = isAhead ? to.step : to.step + 1;
  const rest = Math.abs(at(graph, from.edge, enter) - at(graph, from.edge, leave));
  const first = alongEdge(graph, { ...from, offset: 0 }, leave, "from");
  const last = alongEdge(graph, { ...to, offset: 0 }, enter, "to");
  return offsets + first + rest + last;
}
