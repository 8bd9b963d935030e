import { never } from "./units.ts";

/**
 * The streets of one profile as flat arrays: junctions joined by edges, and the nodes between junctions (shape nodes) with their exact
 * times along the edge. Nodes 0 to junctions − 1 are the junctions, those with one arc (dead ends) behind the others, both in the order of
 * Hilbert's curve; then come the shape nodes edge by edge.
 */
export interface Graph {
  /** Name of the profile. */
  profile: string;
  junctions: number;
  /** Junctions that are no dead ends. */
  core: number;
  /** Junctions and shape nodes. */
  nodes: number;
  edges: number;
  /** 10⁻⁷ degrees, of every node. */
  lon: Int32Array;
  lat: Int32Array;
  /** Arcs of junction u: numbers first[u] to first[u + 1], those to dead ends last. */
  first: Int32Array;
  /** Two numbers an arc: the junction at the other end, and tenths of a second to it (`never`: closed). A loop has two arcs. */
  arcs: Int32Array;
  /** Tenths of a second the other way along each arc. */
  coming: Int32Array;
  /** Of each arc 2 · edge + end, where end is 0 for an arc that leaves its edge's `from`. */
  halves: Int32Array;
  /** Is every way as long in both directions? */
  isEven: boolean;
  /** The longest time of an arc. */
  longest: number;
  /** Two numbers an edge: from, to; from ≤ to. */
  ends: Int32Array;
  /** Two numbers an edge: tenths of a second from `from` to `to`, and back. */
  times: Int32Array;
  /** Shape nodes of edge e: junctions + shapeStart[e] to junctions + shapeStart[e + 1], from `from` on. */
  shapeStart: Int32Array;
  /** Of shape node junctions + i: tenths of a second to it from the edge's `from`, and from the edge's `to`; `never`: closed. */
  ahead: Int32Array;
  back: Int32Array;
  /** Kind of highway of step i of edge e at shapeStart[e] + e + i: place in `highwayKinds`. */
  kinds: Uint8Array;
  grid: EdgeGrid;
}

/** Which edges pass through each cell of the ground. */
export interface EdgeGrid {
  /** South-west corner and size of a cell, 10⁻⁷ degrees. */
  west: number;
  south: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** Cell (column, row): edges from start[row · columns + column] to the next. */
  start: Int32Array;
  edges: Int32Array;
}

/** Kinds of `highway` that a step may be; 0 stands for what is none of them (platforms, ferries). */
export const highwayKinds = [
  "other",
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "unclassified",
  "residential",
  "living_street",
  "service",
  "pedestrian",
  "track",
  "footway",
  "cycleway",
  "path",
  "steps",
  "bridleway",
  "corridor",
  "platform",
] as const;

/** How many shape nodes an edge has. */
export const shapesOf = ({ shapeStart }: Graph, edge: number) =>
  (shapeStart[edge + 1] ?? 0) - (shapeStart[edge] ?? 0);

/** The i-th node along an edge: 0 is its `from`, the last its `to`. */
export function nodeAlong(graph: Graph, edge: number, i: number): number {
  if (i === 0) return graph.ends[2 * edge] ?? 0;
  if (i > shapesOf(graph, edge)) return graph.ends[2 * edge + 1] ?? 0;
  return graph.junctions + (graph.shapeStart[edge] ?? 0) + i - 1;
}

/** Tenths of a second from the edge's `from` to its i-th node; `never` if closed. */
export function aheadAt(graph: Graph, edge: number, i: number): number {
  if (i > shapesOf(graph, edge)) return graph.times[2 * edge] ?? never;
  if (i === 0) return graph.times[2 * edge] === never ? never : 0;
  return graph.ahead[(graph.shapeStart[edge] ?? 0) + i - 1] ?? never;
}

/** Tenths of a second from the edge's `to` to its i-th node; `never` if closed. */
export function backAt(graph: Graph, edge: number, i: number): number {
  if (i === 0) return graph.times[2 * edge + 1] ?? never;
  if (i > shapesOf(graph, edge)) return graph.times[2 * edge + 1] === never ? never : 0;
  return graph.back[(graph.shapeStart[edge] ?? 0) + i - 1] ?? never;
}
