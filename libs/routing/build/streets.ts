/** A network before it is a graph: every node of OpenStreetMap that a profile reaches, and every step between two. */
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

/** The steps that are kept and, of the nodes, those they touch; answers the old number of each new node too. */
export function kept(
  streets: Streets,
  keep: (step: number) => boolean,
): { streets: Streets; nodes: Int32Array } {
  const steps: number[] = [];
  const number = new Int32Array(streets.lon.length).fill(-1);
  const nodes: number[] = [];
  const numberOf = (u: number) => {
    if (number[u] === -1) number[u] = nodes.push(u) - 1;
    return number[u] ?? 0;
  };
  const from: number[] = [];
  const to: number[] = [];
  for (let s = 0; s < streets.from.length; s++) {
    if (!keep(s)) continue;
    steps.push(s);
    from.push(numberOf(streets.from[s] ?? 0));
    to.push(numberOf(streets.to[s] ?? 0));
  }
  const ofSteps = (values: Int32Array) => Int32Array.from(steps, (s) => values[s] ?? 0);
  return {
    streets: {
      lon: Int32Array.from(nodes, (u) => streets.lon[u] ?? 0),
      lat: Int32Array.from(nodes, (u) => streets.lat[u] ?? 0),
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      forward: ofSteps(streets.forward),
      backward: ofSteps(streets.backward),
      kind: Uint8Array.from(steps, (s) => streets.kind[s] ?? 0),
    },
    nodes: Int32Array.from(nodes),
  };
}
