import { never } from "../units.ts";
import { incidenceOf, kept, type Streets } from "./streets.ts";

export interface Island {
  nodes: number;
  /** One of its nodes, in degrees. */
  at: [lon: number, lat: number];
}

export interface Islands {
  /** Parts within which everybody gets everywhere and back (strongly connected), the largest first; at most 20 are listed. */
  count: number;
  largest: Island[];
  /** Parts if one-way streets were open both ways. */
  weak: number;
  /** Nodes of the parts that were left out. */
  left: number;
}

/** Finds the parts of a network and keeps the largest, or all. */
export function withoutIslands(
  streets: Streets,
  keep: "largest" | "all",
): { streets: Streets; islands: Islands } {
  const weak = weakParts(streets);
  const isTwoWay = !streets.forward.includes(never) && !streets.backward.includes(never);
  const strong = isTwoWay ? weak : strongParts(streets);
  const sizes = new Int32Array(strong.count);
  const sample = new Int32Array(strong.count);
  for (let u = 0; u < strong.of.length; u++) {
    const part = strong.of[u] ?? 0;
    sizes[part] = (sizes[part] ?? 0) + 1;
    sample[part] = u;
  }
  const bySize = Array.from(sizes.keys()).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const [most = 0] = bySize;
  const largest = bySize.slice(0, 20).map((part) => {
    const u = sample[part] ?? 0;
    return {
      nodes: sizes[part] ?? 0,
      at: [(streets.lon[u] ?? 0) / 1e7, (streets.lat[u] ?? 0) / 1e7] satisfies Island["at"],
    };
  });
  const counts = { count: strong.count, largest, weak: weak.count };
  if (keep === "all" || strong.count < 2) return { streets, islands: { ...counts, left: 0 } };
  const isIn = (u: number | undefined) => strong.of[u ?? 0] === most;
  const main = kept(streets, (s) => isIn(streets.from[s]) && isIn(streets.to[s]));
  return { streets: main, islands: { ...counts, left: streets.lon.length - main.lon.length } };
}

interface Parts {
  count: number;
  of: Int32Array;
}

/** Union–find with halved paths (Tarjan & van Leeuwen 1984). */
function weakParts({ lon, from, to }: Streets): Parts {
  const parent = new Int32Array(lon.length);
  for (let u = 0; u < lon.length; u++) parent[u] = u;
  const root = (u: number) => {
    let at = u;
    for (let up = parent[at] ?? 0; up !== at; up = parent[at] ?? 0) {
      parent[at] = parent[up] ?? 0;
      at = parent[at] ?? 0;
    }
    return at;
  };
  for (let s = 0; s < from.length; s++) {
    const [a, b] = [root(from[s] ?? 0), root(to[s] ?? 0)];
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const of = new Int32Array(lon.length);
  let count = 0;
  // The root is the lowest number of its part, and so is met first.
  for (let u = 0; u < lon.length; u++) of[u] = parent[u] === u ? count++ : (of[root(u)] ?? 0);
  return { count, of };
}

/** Tarjan 1972, "Depth-first search and linear graph algorithms", with the stack of calls as an array. */
function strongParts(streets: Streets): Parts {
  const { from, to, forward, backward, lon } = streets;
  const { first, steps } = incidenceOf(streets);
  const n = lon.length;
  const of = new Int32Array(n).fill(-1);
  const met = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = first.slice(0, n);
  const path: number[] = [];
  const open: number[] = [];
  let time = 0;
  let count = 0;
  const enter = (u: number) => {
    met[u] = time;
    low[u] = time++;
    path.push(u);
    open.push(u);
  };
  const lower = (u: number, value: number) => {
    if (value < (low[u] ?? 0)) low[u] = value;
  };
  for (let start = 0; start < n; start++) {
    if (met[start] !== -1) continue;
    enter(start);
    for (let u = path.at(-1); u !== undefined; u = path.at(-1)) {
      const i = next[u] ?? 0;
      if (i < (first[u + 1] ?? 0)) {
        next[u] = i + 1;
        const s = steps[i] ?? 0;
        const isAhead = from[s] === u;
        if ((isAhead ? forward[s] : backward[s]) === never) continue;
        const v = (isAhead ? to[s] : from[s]) ?? 0;
        if (met[v] === -1) enter(v);
        else if (of[v] === -1) lower(u, met[v] ?? 0);
        continue;
      }
      path.pop();
      const up = path.at(-1);
      if (up !== undefined) lower(up, low[u] ?? 0);
      if (low[u] !== met[u]) continue;
      for (let v = open.pop(); v !== undefined; v = open.pop()) {
        of[v] = count;
        if (v === u) break;
      }
      count++;
    }
  }
  return { count, of };
}
