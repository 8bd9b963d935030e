import { aheadAt, backAt, shapesOf } from "../graph.ts";
import { alongEdge, betweenOnEdge, type Place } from "../place.ts";
import { never } from "../units.ts";
import type { Spread } from "./spread.ts";

/**
 * Time at the j-th node of an edge, exactly, and the place it comes from: the least of what comes by the one end, by the other, and from
 * places on the edge itself. `never` and −1 where nothing comes.
 */
export function timeAlong(spread: Spread, edge: number, j: number): { time: number; owner: number } {
  const { graph, direction, times, owners, placed, before, places } = spread;
  const [a, b] = [graph.ends[2 * edge] ?? 0, graph.ends[2 * edge + 1] ?? 0];
  let time = never;
  let owner = -1;
  const offer = (offered: number, from: number) => {
    if (offered >= time) return;
    time = offered;
    owner = from;
  };
  const last = shapesOf(graph, edge) + 1;
  const [timeA, timeB] = [times[a] ?? never, times[b] ?? never];
  if (direction === "from") {
    offer(timeA + aheadAt(graph, edge, j), owners[a] ?? -1);
    offer(timeB + backAt(graph, edge, j), owners[b] ?? -1);
  } else {
    // From the node to the edge's beginning it goes against the edge, to its end with it.
    if (backAt(graph, edge, j) < never)
      offer(timeA + backAt(graph, edge, 0) - backAt(graph, edge, j), owners[a] ?? -1);
    if (aheadAt(graph, edge, j) < never)
      offer(timeB + aheadAt(graph, edge, last) - aheadAt(graph, edge, j), owners[b] ?? -1);
  }
  for (let number = (placed[edge] ?? 0) - 1; number >= 0; number = (before[number] ?? 0) - 1) {
    const place = places[number];
    if (place) offer(alongEdge(graph, place, j, direction), number);
  }
  return { time, owner };
}

/** Times at all nodes along an edge, its ends too, written to `out`; answers how many. */
export function timesAlong(spread: Spread, edge: number, out: Int32Array): number {
  const { graph, direction, times, placed } = spread;
  const from = graph.shapeStart[edge] ?? 0;
  const count = (graph.shapeStart[edge + 1] ?? 0) - from + 2;
  if ((placed[edge] ?? 0) > 0 || (direction === "to" && !graph.isEven)) {
    for (let j = 0; j < count; j++) out[j] = timeAlong(spread, edge, j).time;
    return count;
  }
  const timeA = times[graph.ends[2 * edge] ?? 0] ?? never;
  const timeB = times[graph.ends[2 * edge + 1] ?? 0] ?? never;
  out[0] = timeA;
  for (let j = 1; j < count - 1; j++)
    out[j] = Math.min(timeA + (graph.ahead[from + j - 1] ?? 0), timeB + (graph.back[from + j - 1] ?? 0));
  out[count - 1] = timeB;
  return count;
}

/** The same at a spot on a street: by the one end of its edge, by the other, or along the edge itself. */
export function timeAtPlace(spread: Spread, place: Place): { time: number; owner: number } {
  const { graph, direction, times, owners, placed, before, places } = spread;
  const { edge } = place;
  let time = never;
  let owner = -1;
  const offer = (offered: number, from: number) => {
    if (offered >= time) return;
    time = offered;
    owner = from;
  };
  // Seen from the spot, whoever comes from the place to it goes the other way along the edge.
  const back = direction === "from" ? "to" : "from";
  for (const [i, j] of [0, shapesOf(graph, edge) + 1].entries()) {
    const junction = graph.ends[2 * edge + i] ?? 0;
    offer((times[junction] ?? never) + alongEdge(graph, place, j, back), owners[junction] ?? -1);
  }
  for (let number = (placed[edge] ?? 0) - 1; number >= 0; number = (before[number] ?? 0) - 1) {
    const other = places[number];
    if (!other) continue;
    offer(
      direction === "from" ? betweenOnEdge(graph, other, place) : betweenOnEdge(graph, place, other),
      number,
    );
  }
  return { time, owner };
}

/** Times and places of every node, junctions first: `never` and −1 beyond the limit. */
export function everyNode(spread: Spread, limit: number): { times: Int32Array; places: Int32Array } {
  const { graph, direction, placed } = spread;
  const { junctions, edges, shapeStart, ahead, back, ends } = graph;
  const times = new Int32Array(graph.nodes).fill(never);
  const owners = new Int32Array(graph.nodes).fill(-1);
  times.set(spread.times);
  owners.set(spread.owners);
  const isFrom = direction === "from";
  for (let edge = 0; edge < edges; edge++) {
    const from = shapeStart[edge] ?? 0;
    const to = shapeStart[edge + 1] ?? 0;
    if ((placed[edge] ?? 0) > 0) {
      for (let shape = from; shape < to; shape++) {
        const { time, owner } = timeAlong(spread, edge, shape - from + 1);
        if (time > limit) continue;
        times[junctions + shape] = time;
        owners[junctions + shape] = owner;
      }
      continue;
    }
    const a = ends[2 * edge] ?? 0;
    const b = ends[2 * edge + 1] ?? 0;
    // Time at the node is base + sign · cumulative time: from an end to the node, or the edge's whole less that to the node.
    const [timeA, timeB] = [spread.times[a] ?? never, spread.times[b] ?? never];
    const wholeAhead = graph.times[2 * edge] ?? never;
    const wholeBack = graph.times[2 * edge + 1] ?? never;
    for (let shape = from; shape < to; shape++) {
      const byA = isFrom
        ? timeA + (ahead[shape] ?? 0)
        : wholeBack === never
          ? never
          : timeA + wholeBack - (back[shape] ?? 0);
      const byB = isFrom
        ? timeB + (back[shape] ?? 0)
        : wholeAhead === never
          ? never
          : timeB + wholeAhead - (ahead[shape] ?? 0);
      const time = Math.min(byA, byB);
      if (time > limit) continue;
      times[junctions + shape] = time;
      owners[junctions + shape] = spread.owners[byA <= byB ? a : b] ?? -1;
    }
  }
  return { times, places: owners };
}
