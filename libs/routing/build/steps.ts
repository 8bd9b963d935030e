import { Growing } from "../growing.ts";
import type { Slope } from "../profiles/slope.ts";
import { metresBetween, never, tenthsFor } from "../units.ts";
import type { NodeStore } from "./node-store.ts";
import type { Streets } from "./streets.ts";
import type { Ways } from "./ways.ts";

/** Metres above sea at a position in degrees, or null where it is not known. */
export type Elevation = (lat: number, lon: number) => number | null;

export interface Layer {
  /** Place of the profile. */
  number: number;
  profiles: number;
  slope: Slope;
  /** Heights of the store's nodes; null without elevation. */
  heights: Float64Array | null;
  /** Ways that are passed over. */
  without: ReadonlySet<number>;
}

/** Every step that one profile can walk. Where a node is missing the way is cut; a node that cannot be passed ends each step at a node of its own. */
export function stepsOf(ways: Ways, refs: Int32Array, nodes: NodeStore, layer: Layer): Streets {
  const number = new Int32Array(nodes.ids.length).fill(-1);
  const lon = new Growing(Int32Array);
  const lat = new Growing(Int32Array);
  const from = new Growing(Int32Array);
  const to = new Growing(Int32Array);
  const forward = new Growing(Int32Array);
  const backward = new Growing(Int32Array);
  const kind = new Growing(Uint8Array);
  const stop = 1 << layer.number;

  const numberOf = (at: number): number => {
    const known = number[at] ?? -1;
    if (known >= 0) return known;
    const made = lon.length;
    lon.push(nodes.lon[at] ?? 0);
    lat.push(nodes.lat[at] ?? 0);
    // One that stops is made anew each time.
    if (((nodes.stops[at] ?? 0) & stop) === 0) number[at] = made;
    return made;
  };

  for (let way = 0; way < ways.ids.length; way++) {
    const speedAt = 2 * (way * layer.profiles + layer.number);
    const speed = { forward: ways.speeds.at(speedAt), backward: ways.speeds.at(speedAt + 1) };
    if ((speed.forward === 0 && speed.backward === 0) || layer.without.has(way)) continue;
    const start = ways.refStart.at(way);
    const end = ways.refStart.at(way + 1);
    const heightOf = heightsAlong(refs.subarray(start, end), nodes, {
      ...layer,
      isLifted: ways.lifted.at(way) === 1,
    });
    for (let i = start + 1; i < end; i++) {
      const [a, b] = [refs[i - 1] ?? -1, refs[i] ?? -1];
      if (a === b || !nodes.has(a) || !nodes.has(b)) continue;
      const metres = metresBetween(
        nodes.lon[a] ?? 0,
        nodes.lat[a] ?? 0,
        nodes.lon[b] ?? 0,
        nodes.lat[b] ?? 0,
      );
      const rise = heightOf(i - start) - heightOf(i - start - 1);
      const incline = metres > 0 && Number.isFinite(rise) ? rise / metres : 0;
      const ahead = speed.forward * layer.slope(incline);
      const back = speed.backward * layer.slope(-incline);
      if (ahead === 0 && back === 0) continue;
      from.push(numberOf(a));
      to.push(numberOf(b));
      forward.push(ahead > 0 ? tenthsFor(metres, ahead) : never);
      backward.push(back > 0 ? tenthsFor(metres, back) : never);
      kind.push(ways.kinds.at(way));
    }
  }
  return {
    lon: lon.taken(),
    lat: lat.taken(),
    from: from.taken(),
    to: to.taken(),
    forward: forward.taken(),
    backward: backward.taken(),
    kind: kind.taken(),
  };
}

/** Height at the i-th node of a way: on the ground, or on the straight line between the ends of a bridge or tunnel. NaN: not known. */
function heightsAlong(
  refs: Int32Array,
  nodes: NodeStore,
  { heights, isLifted }: { heights: Float64Array | null; isLifted: boolean },
): (i: number) => number {
  if (!heights) return () => 0;
  const onGround = (i: number) => heights[refs[i] ?? -1] ?? Number.NaN;
  if (!isLifted) return onGround;
  const along = [0];
  for (let i = 1; i < refs.length; i++) {
    const [a, b] = [refs[i - 1] ?? -1, refs[i] ?? -1];
    const metres = metresBetween(nodes.lon[a] ?? 0, nodes.lat[a] ?? 0, nodes.lon[b] ?? 0, nodes.lat[b] ?? 0);
    along.push((along[i - 1] ?? 0) + (nodes.has(a) && nodes.has(b) ? metres : 0));
  }
  const whole = along.at(-1) ?? 0;
  const [low, high] = [onGround(0), onGround(refs.length - 1)];
  return (i) => low + (whole > 0 ? (high - low) * ((along[i] ?? 0) / whole) : 0);
}
