import { incidenceOf, kept, type Streets } from "./streets.ts";

/** Two steps between the same two nodes are one: in each direction the faster. Ways drawn twice, or a path drawn upon a road. */
export function withoutParallels(streets: Streets): { streets: Streets; merged: number } {
  const { first, steps } = incidenceOf(streets);
  const { from, to } = streets;
  const forward = streets.forward.slice();
  const backward = streets.backward.slice();
  const gone = new Uint8Array(from.length);
  let merged = 0;
  for (let u = 0; u < streets.lon.length; u++) {
    for (let i = first[u] ?? 0; i < (first[u + 1] ?? 0); i++) {
      const s = steps[i] ?? 0;
      if (gone[s]) continue;
      const v = (from[s] ?? 0) + (to[s] ?? 0) - u;
      // Each pair once, from its lower end.
      if (v < u) continue;
      for (let j = i + 1; j < (first[u + 1] ?? 0); j++) {
        const t = steps[j] ?? 0;
        if (gone[t] || (from[t] ?? 0) + (to[t] ?? 0) - u !== v) continue;
        const isSameWay = from[s] === from[t];
        const [ahead, back] = isSameWay ? [forward[t], backward[t]] : [backward[t], forward[t]];
        forward[s] = Math.min(forward[s] ?? 0, ahead ?? 0);
        backward[s] = Math.min(backward[s] ?? 0, back ?? 0);
        gone[t] = 1;
        merged++;
      }
    }
  }
  if (merged === 0) return { streets, merged };
  return { streets: kept({ ...streets, forward, backward }, (s) => !gone[s]), merged };
}
