/** A network before it is a graph: every node of OpenStreetMap that a profile reaches, and every step between two. Each node has a step. */
export interface Streets {
  /** 10⁻⁷ degrees. */
  lon: Int32Array;
  lat: Int32Array;
  /** The two ends of a step. */
  from: Int32Array;
  to: Int32Array;
  /** Tenths of a second; `never` where this direction is closed. No step is closed both ways. */
  forward: Int32Array;
  backward: Int32Array;
  /** Place in `highwayKinds`. */
  kind: Uint8Array;
}

/** The steps at each node: those of node u are `steps` from first[u] to first[u + 1]. */
export interface Incidence {
  first: Int32Array;
  steps: Int32Array;
}

export function incidenceOf({ lon, from, to }: Pick<Streets, "lon" | "from" | "to">): Incidence {
  const first = new Int32Array(lon.length + 1);
  const count = (u: number) => {
    first[u + 1] = (first[u + 1] ?? 0) + 1;
  };
  for (let s = 0; s < from.length; s++) {
    count(from[s] ?? 0);
    count(to[s] ?? 0);
  }
  for (let u = 0; u < lon.length; u++) first[u + 1] = (first[u + 1] ?? 0) + (first[u] ?? 0);
  const next = first.slice(0, lon.length);
  const steps = new Int32Array(2 * from.length);
  const put = (u: number, s: number) => {
    const at = next[u] ?? 0;
    steps[at] = s;
    next[u] = at + 1;
  };
  for (let s = 0; s < from.length; s++) {
    put(from[s] ?? 0, s);
    put(to[s] ?? 0, s);
  }
  return { first, steps };
}

/** The steps that are kept and, of the nodes, those they touch. */
export function kept(streets: Streets, keep: (step: number) => boolean): Streets {
  const { lon } = streets;
  const number = new Int32Array(lon.length).fill(-1);
  const nodes = new Int32Array(lon.length);
  const steps = new Int32Array(streets.from.length);
  let [nodeCount, stepCount] = [0, 0];
  const touch = (u: number) => {
    if (number[u] !== -1) return;
    number[u] = nodeCount;
    nodes[nodeCount++] = u;
  };
  for (let s = 0; s < streets.from.length; s++) {
    if (!keep(s)) continue;
    steps[stepCount++] = s;
    touch(streets.from[s] ?? 0);
    touch(streets.to[s] ?? 0);
  }
  const of = steps.subarray(0, stepCount);
  const at = nodes.subarray(0, nodeCount);
  return {
    lon: picked(lon, at),
    lat: picked(streets.lat, at),
    from: picked(number, picked(streets.from, of)),
    to: picked(number, picked(streets.to, of)),
    forward: picked(streets.forward, of),
    backward: picked(streets.backward, of),
    kind: Uint8Array.from(of, (s) => streets.kind[s] ?? 0),
  };
}

function picked(values: Int32Array, at: Int32Array): Int32Array {
  const out = new Int32Array(at.length);
  for (let i = 0; i < at.length; i++) out[i] = values[at[i] ?? 0] ?? 0;
  return out;
}
