import type { Graph } from "../graph.ts";
import { Growing } from "../growing.ts";
import { never } from "../units.ts";
import { edgeGrid } from "./grid.ts";
import { inHilbertOrder } from "./hilbert.ts";
import { type Incidence, incidenceOf, type Streets } from "./streets.ts";

/**
 * Makes the graph: nodes where nothing can be decided (two neighbours, the same directions open on both sides) become shape nodes of an
 * edge, and the edge's time is the sum of its steps, so that every time on the graph is that on the network. Answers too which node of
 * the network each node of the graph is.
 */
export function contract(streets: Streets, profile: string): { graph: Graph; nodeOf: Int32Array } {
  const incidence = incidenceOf(streets);
  const between = betweenNodes(streets, incidence);
  // A ring without a junction gets one.
  openRings(streets, incidence, between);
  const all = numbersTo(streets.lon.length).filter((u) => !between[u]);
  const degree = (u: number) => (incidence.first[u + 1] ?? 0) - (incidence.first[u] ?? 0);
  const core = inHilbertOrder(
    all.filter((u) => degree(u) > 1),
    streets,
  );
  const ends = inHilbertOrder(
    all.filter((u) => degree(u) === 1),
    streets,
  );
  const junctions = new Int32Array(all.length);
  junctions.set(core);
  junctions.set(ends, core.length);
  return graphOf(streets, { incidence, between, junctions, profile });
}

/** Every node a junction: the same network without contraction, to compare with. */
export function uncontracted(streets: Streets, profile: string): { graph: Graph; nodeOf: Int32Array } {
  const junctions = inHilbertOrder(numbersTo(streets.lon.length), streets);
  const between = new Uint8Array(streets.lon.length);
  return graphOf(streets, { incidence: incidenceOf(streets), between, junctions, profile });
}

function numbersTo(count: number): Int32Array {
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}

const otherEnd = ({ from, to }: Streets, step: number, u: number) => (from[step] ?? 0) + (to[step] ?? 0) - u;

/** Time along a step away from u. */
const leaving = ({ from, forward, backward }: Streets, step: number, u: number) =>
  (from[step] === u ? forward[step] : backward[step]) ?? never;

/** Time along a step towards u. */
const coming = ({ from, forward, backward }: Streets, step: number, u: number) =>
  (from[step] === u ? backward[step] : forward[step]) ?? never;

function betweenNodes(streets: Streets, { first, steps }: Incidence): Uint8Array {
  const isOpen = (time: number) => time < never;
  const between = new Uint8Array(streets.lon.length);
  for (let v = 0; v < between.length; v++) {
    const at = first[v] ?? 0;
    if ((first[v + 1] ?? 0) - at !== 2) continue;
    const s = steps[at] ?? 0;
    const t = steps[at + 1] ?? 0;
    if (otherEnd(streets, s, v) === otherEnd(streets, t, v)) continue;
    const through = isOpen(coming(streets, s, v)) === isOpen(leaving(streets, t, v));
    const back = isOpen(coming(streets, t, v)) === isOpen(leaving(streets, s, v));
    if (through && back) between[v] = 1;
  }
  return between;
}

function openRings(streets: Streets, { first, steps }: Incidence, between: Uint8Array): void {
  const seen = new Uint8Array(between.length);
  // Shape nodes that a junction leads to are on a chain; those never seen from one are on a ring.
  for (let u = 0; u < between.length; u++) {
    if (between[u]) continue;
    for (let i = first[u] ?? 0; i < (first[u + 1] ?? 0); i++) markChain(u, steps[i] ?? 0);
  }
  for (let u = 0; u < between.length; u++) {
    if (!between[u] || seen[u]) continue;
    between[u] = 0;
    markChain(u, steps[first[u] ?? 0] ?? 0);
  }

  function markChain(start: number, firstStep: number): void {
    let step = firstStep;
    for (let v = otherEnd(streets, step, start); between[v] && !seen[v]; v = otherEnd(streets, step, v)) {
      seen[v] = 1;
      step = otherStep(v, step);
    }
  }
  function otherStep(v: number, step: number): number {
    const at = first[v] ?? 0;
    return (steps[at] ?? 0) + (steps[at + 1] ?? 0) - step;
  }
}

/** How many of the junctions come before the first from which on all are dead ends. */
function coreOf(junctions: Int32Array, { first }: Incidence): number {
  let core = junctions.length;
  while (core > 0) {
    const u = junctions[core - 1] ?? 0;
    if ((first[u + 1] ?? 0) - (first[u] ?? 0) !== 1) break;
    core--;
  }
  return core;
}

interface Plan {
  incidence: Incidence;
  between: Uint8Array;
  /** In the order they are numbered. */
  junctions: Int32Array;
  profile: string;
}

function graphOf(
  streets: Streets,
  { incidence, between, junctions, profile }: Plan,
): { graph: Graph; nodeOf: Int32Array } {
  const chains = chainsOf(streets, { incidence, between, junctions, profile });
  const { ends, times, shapeStart, shapes } = chains;
  const nodeOf = new Int32Array(junctions.length + shapes.length);
  nodeOf.set(junctions);
  nodeOf.set(shapes, junctions.length);
  const lon = new Int32Array(nodeOf.length);
  const lat = new Int32Array(nodeOf.length);
  for (let i = 0; i < nodeOf.length; i++) {
    lon[i] = streets.lon[nodeOf[i] ?? 0] ?? 0;
    lat[i] = streets.lat[nodeOf[i] ?? 0] ?? 0;
  }
  const body = {
    profile,
    junctions: junctions.length,
    core: coreOf(junctions, incidence),
    nodes: nodeOf.length,
    edges: times.length / 2,
    lon,
    lat,
    ...arcsOf({ junctions: junctions.length, core: coreOf(junctions, incidence) }, ends, times),
    ends,
    times,
    shapeStart,
    ahead: chains.ahead,
    back: chains.back,
    kinds: chains.kinds,
  };
  return { graph: { ...body, grid: edgeGrid(body) }, nodeOf };
}

/** Walks from each junction along each step until the next junction, once for each chain. */
function chainsOf(streets: Streets, { incidence: { first, steps }, between, junctions }: Plan) {
  const numberOf = new Int32Array(streets.lon.length).fill(-1);
  for (const [number, u] of junctions.entries()) numberOf[u] = number;
  const walked = new Uint8Array(streets.from.length);
  const ends = new Growing(Int32Array);
  const times = new Growing(Int32Array);
  const shapeStart = new Growing(Int32Array);
  const shapes = new Growing(Int32Array);
  const ahead = new Growing(Int32Array);
  const backSteps = new Growing(Int32Array);
  const kinds = new Growing(Uint8Array);
  shapeStart.push(0);
  for (const [number, start] of junctions.entries())
    for (let i = first[start] ?? 0; i < (first[start + 1] ?? 0); i++) {
      const step = steps[i] ?? 0;
      if (walked[step]) continue;
      ends.push(number);
      ends.push(walk(start, step));
      shapeStart.push(shapes.length);
    }

  /** Answers the junction at the end. */
  function walk(start: number, firstStep: number): number {
    let [forward, backward] = [0, 0];
    let step = firstStep;
    for (let u = start; ; ) {
      walked[step] = 1;
      kinds.push(streets.kind[step] ?? 0);
      // Along a chain a direction is open everywhere or nowhere.
      forward = Math.min(never, forward + leaving(streets, step, u));
      const back = coming(streets, step, u);
      backward = Math.min(never, backward + back);
      u = otherEnd(streets, step, u);
      if (!between[u]) {
        closeBack(backward);
        times.push(forward);
        times.push(backward);
        return numberOf[u] ?? 0;
      }
      shapes.push(u);
      ahead.push(forward);
      backSteps.push(backward);
      const at = first[u] ?? 0;
      step = (steps[at] ?? 0) + (steps[at + 1] ?? 0) - step;
    }
  }

  /** From sums since the start of the edge to times from its end. */
  function closeBack(total: number): void {
    const sums = backSteps.view();
    const from = shapeStart.at(shapeStart.length - 1);
    for (let i = from; i < sums.length; i++) sums[i] = total === never ? never : total - (sums[i] ?? 0);
  }

  return {
    ends: ends.taken(),
    times: times.taken(),
    shapeStart: shapeStart.taken(),
    shapes: shapes.taken(),
    ahead: ahead.taken(),
    back: backSteps.taken(),
    kinds: kinds.taken(),
  };
}

/** Both arcs of each edge, sorted by the junction they leave; of a junction those to dead ends last. */
function arcsOf(
  { junctions, core }: { junctions: number; core: number },
  ends: Int32Array,
  times: Int32Array,
) {
  const first = new Int32Array(junctions + 1);
  for (const u of ends) first[u + 1] = (first[u + 1] ?? 0) + 1;
  for (let u = 0; u < junctions; u++) first[u + 1] = (first[u + 1] ?? 0) + (first[u] ?? 0);
  const next = first.slice(0, junctions);
  const arcs = new Int32Array(2 * ends.length);
  const coming = new Int32Array(ends.length);
  const halves = new Int32Array(ends.length);
  let longest = 0;
  let isEven = true;
  const put = (half: number) => {
    const u = ends[half] ?? 0;
    const at = next[u] ?? 0;
    next[u] = at + 1;
    // half = 2 · edge + end; flipping the last bit turns round.
    const time = times[half] ?? never;
    const back = times[half ^ 1] ?? never;
    arcs[2 * at] = ends[half ^ 1] ?? 0;
    arcs[2 * at + 1] = time;
    coming[at] = back;
    halves[at] = half;
    if (time !== back) isEven = false;
    if (time < never && time > longest) longest = time;
  };
  for (let half = 0; half < ends.length; half++) if ((ends[half ^ 1] ?? 0) < core) put(half);
  for (let half = 0; half < ends.length; half++) if ((ends[half ^ 1] ?? 0) >= core) put(half);
  return { first, arcs, coming, halves, isEven, longest };
}
