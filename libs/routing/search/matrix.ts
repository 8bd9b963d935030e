import type { Graph } from "../graph.ts";
import type { Direction, Place } from "../place.ts";
import { never } from "../units.ts";
import { timeAtPlace } from "./along.ts";
import { Spread } from "./spread.ts";

/** Tenths of a second from each place to each other, row by row; `never` beyond the limit. */
export function matrix(
  graph: Graph,
  from: readonly Place[],
  to: readonly Place[],
  { limit }: { limit: number },
): Int32Array {
  const times = new Int32Array(from.length * to.length).fill(never);
  // As many searches as there are places on the shorter side.
  const isTurned = to.length < from.length;
  const [starts, goals] = isTurned ? [to, from] : [from, to];
  const direction: Direction = isTurned ? "to" : "from";
  const spread = new Spread(graph, direction);
  for (const [s, start] of starts.entries()) {
    spread.add(start, limit);
    spread.run(limit);
    for (const [g, goal] of goals.entries()) {
      const { time } = timeAtPlace(spread, goal);
      if (time <= limit) times[isTurned ? g * to.length + s : s * to.length + g] = time;
    }
    spread.clear();
  }
  return times;
}

export interface Near {
  /** Number of the place. */
  place: number;
  time: number;
}

/** Of each home the nearest `k` places it gets to within the limit, the nearest first; of two as near the one that was named first. */
export function nearestOf(
  graph: Graph,
  homes: readonly Place[],
  places: readonly Place[],
  { k, limit }: { k: number; limit: number },
): Near[][] {
  const found: Near[][] = homes.map(() => []);
  const spread = new Spread(graph, "to");
  for (const [number, place] of places.entries()) {
    spread.add(place, limit);
    spread.run(limit);
    for (const [home, spot] of homes.entries()) {
      const { time } = timeAtPlace(spread, spot);
      if (time <= limit) insert(found[home] ?? [], { place: number, time }, k);
    }
    spread.clear();
  }
  return found;
}

function insert(list: Near[], near: Near, k: number): void {
  let at = list.length;
  while (at > 0 && (list[at - 1]?.time ?? 0) > near.time) at--;
  if (at >= k) return;
  list.splice(at, 0, near);
  if (list.length > k) list.pop();
}
