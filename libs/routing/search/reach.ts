import { type Graph, nodeAlong, shapesOf } from "../graph.ts";
import { Growing } from "../growing.ts";
import type { Direction, Place } from "../place.ts";
import { never } from "../units.ts";
import { timeAlong } from "./along.ts";
import { Spread } from "./spread.ts";

/** Nodes and the tenths of a second to each, side by side. Nodes come in no order, each once. */
export interface Reached {
  nodes: Int32Array;
  times: Int32Array;
}

/** Of many places one behind the other: those of place i from start[i] to start[i + 1]. */
export interface ReachSets extends Reached {
  start: Int32Array;
}

/** What each place reaches (or who reaches it, direction `to`) within `limit` tenths of a second: junctions and shape nodes with exact times. */
export function reachSets(
  graph: Graph,
  places: readonly Place[],
  { limit, direction = "from" }: { limit: number; direction?: Direction },
): ReachSets {
  const spread = new Spread(graph, direction);
  // Memory that is not written to costs nothing.
  const room = Math.min(1 << 25, 2048 * (places.length + 1));
  const nodes = new Growing(Int32Array, room);
  const times = new Growing(Int32Array, room);
  const start = new Int32Array(places.length + 1);
  for (const [i, place] of places.entries()) {
    spread.add(place, limit);
    spread.run(limit);
    writeReached(spread, limit, { nodes, times });
    start[i + 1] = nodes.length;
    spread.clear();
  }
  return { start, nodes: nodes.view(), times: times.view() };
}

interface Out {
  nodes: Growing<Int32ArrayConstructor>;
  times: Growing<Int32ArrayConstructor>;
}

/** Writes everything a search has reached within the limit it ran with. */
export function writeReached(spread: Spread, limit: number, out: Out): void {
  const { graph, touched, count, times } = spread;
  const nodes = out.nodes.reserve(count);
  const into = out.times.reserve(count);
  let n = out.nodes.length;
  for (let i = 0; i < count; i++) {
    const u = touched[i] ?? 0;
    nodes[n] = u;
    into[n++] = times[u] ?? 0;
  }
  out.nodes.length = n;
  out.times.length = n;
  if (spread.direction === "from" || graph.isEven) writeBetween(spread, limit, out);
  else writeEdges(spread, limit, out);
  // Edges with places on them, once though there are several.
  for (const [number, place] of spread.places.entries())
    if (place && spread.placed[place.edge] === number + 1) writeEdge(spread, place.edge, limit, out);
}

/** Shape nodes of each edge that has an end in reach: at its beginning if that is, else at its end. */
function writeBetween({ graph, times, touched, count, placed }: Spread, limit: number, out: Out): void {
  const { first, arcs, halves, shapeStart, junctions, ahead, back } = graph;
  let nodes = out.nodes.reserve(0);
  let into = out.times.reserve(0);
  let n = out.nodes.length;
  for (let i = 0; i < count; i++) {
    const u = touched[i] ?? 0;
    const here = times[u] ?? 0;
    const end = first[u + 1] ?? 0;
    for (let at = first[u] ?? 0; at < end; at++) {
      const half = halves[at] ?? 0;
      const there = times[arcs[2 * at] ?? 0] ?? never;
      const isEnd = (half & 1) === 1;
      if (isEnd && there !== never) continue;
      const edge = half >> 1;
      const from = shapeStart[edge] ?? 0;
      const to = shapeStart[edge + 1] ?? 0;
      if (from === to || (placed[edge] ?? 0) > 0) continue;
      const timeA = isEnd ? never : here;
      const timeB = isEnd ? here : there;
      if (n + (to - from) > nodes.length) {
        out.nodes.length = n;
        out.times.length = n;
        nodes = out.nodes.reserve(to - from);
        into = out.times.reserve(to - from);
      }
      for (let shape = from; shape < to; shape++) {
        const time = Math.min(timeA + (ahead[shape] ?? 0), timeB + (back[shape] ?? 0));
        if (time > limit) continue;
        nodes[n] = junctions + shape;
        into[n++] = time;
      }
    }
  }
  out.nodes.length = n;
  out.times.length = n;
}

/** The same towards the places where the two directions differ. */
function writeEdges(spread: Spread, limit: number, out: Out): void {
  const { graph, times, touched, count, placed } = spread;
  for (let i = 0; i < count; i++) {
    const u = touched[i] ?? 0;
    for (let at = graph.first[u] ?? 0; at < (graph.first[u + 1] ?? 0); at++) {
      const half = graph.halves[at] ?? 0;
      const isSeenBefore = (half & 1) === 1 && times[graph.arcs[2 * at] ?? 0] !== never;
      if (isSeenBefore || (placed[half >> 1] ?? 0) > 0) continue;
      writeEdge(spread, half >> 1, limit, out);
    }
  }
}

function writeEdge(spread: Spread, edge: number, limit: number, out: Out): void {
  const { graph } = spread;
  for (let j = 1; j <= shapesOf(graph, edge); j++) {
    const { time } = timeAlong(spread, edge, j);
    if (time > limit) continue;
    out.nodes.push(nodeAlong(graph, edge, j));
    out.times.push(time);
  }
}
