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
  const nodes = new Growing(Int32Array, 1 << 16);
  const times = new Growing(Int32Array, 1 << 16);
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
  const { graph, times, touched, count, placed } = spread;
  const { first, arcs, shapeStart, junctions, ahead, back } = graph;
  const isFrom = spread.direction === "from";
  let nodeOut = out.nodes.reserve(count);
  let timeOut = out.times.reserve(count);
  let n = out.nodes.length;
  for (let i = 0; i < count; i++) {
    const u = touched[i] ?? 0;
    const base = times[u] ?? 0;
    nodeOut[n] = u;
    timeOut[n++] = base;
    const end = 4 * (first[u + 1] ?? 0);
    for (let at = 4 * (first[u] ?? 0); at < end; at += 4) {
      const half = arcs[at + 3] ?? 0;
      const edge = half >> 1;
      const from = shapeStart[edge] ?? 0;
      const to = shapeStart[edge + 1] ?? 0;
      if (from === to || (placed[edge] ?? 0) > 0) continue;
      const leave = arcs[at + 1] ?? never;
      const come = arcs[at + 2] ?? never;
      if ((isFrom ? leave : come) === never) continue;
      // Room for these and for the junctions still to come.
      if (n + (to - from) + count - i > nodeOut.length) {
        out.nodes.length = n;
        out.times.length = n;
        nodeOut = out.nodes.reserve(to - from + count - i);
        timeOut = out.times.reserve(to - from + count - i);
      }
      const isEnd = half & 1;
      // Cumulative times from this end of the edge and from the other.
      const mine = isEnd ? back : ahead;
      const theirs = isEnd ? ahead : back;
      const last = isEnd ? from - 1 : to;
      const by = isEnd ? -1 : 1;
      const other = times[arcs[at] ?? 0] ?? never;
      // Of the two ends the nearer writes a node, of two as near the edge's beginning. Along the edge one end only falls behind.
      if (isFrom)
        for (let shape = isEnd ? to - 1 : from; shape !== last; shape += by) {
          const time = base + (mine[shape] ?? 0);
          if (time > limit || time + isEnd > other + (theirs[shape] ?? 0)) break;
          nodeOut[n] = junctions + shape;
          timeOut[n++] = time;
        }
      else
        for (let shape = isEnd ? to - 1 : from; shape !== last; shape += by) {
          const time = base + come - (theirs[shape] ?? 0);
          if (time > limit || time + isEnd > (leave === never ? never : other + leave - (mine[shape] ?? 0)))
            break;
          nodeOut[n] = junctions + shape;
          timeOut[n++] = time;
        }
    }
  }
  out.nodes.length = n;
  out.times.length = n;
  // Edges with places on them, once though there are several.
  for (const [number, place] of spread.places.entries())
    if (place && placed[place.edge] === number + 1) writeOwnEdge(spread, place.edge, limit, out);
}

function writeOwnEdge(spread: Spread, edge: number, limit: number, out: Out): void {
  const { graph } = spread;
  for (let j = 1; j <= shapesOf(graph, edge); j++) {
    const { time } = timeAlong(spread, edge, j);
    if (time > limit) continue;
    out.nodes.push(nodeAlong(graph, edge, j));
    out.times.push(time);
  }
}
