/** Cities for the bench of reach: a network with and without contraction, and many of it side by side. */
import { createReadStream } from "node:fs";
import type { Graph, Profile } from "#libs/routing";
import { prepared, readStreets } from "../libs/routing/build/build.ts";
import { contract, uncontracted } from "../libs/routing/build/contract.ts";
import type { Streets } from "../libs/routing/build/streets.ts";

export async function cityOf(
  file: string,
  profile: Profile,
): Promise<{ graph: Graph; plain: Graph; streets: Streets }> {
  const { layers } = await readStreets(() => createReadStream(file), { profiles: [profile] });
  const [layer] = layers;
  if (!layer) throw new Error(`no streets in ${file}`);
  const { streets } = prepared(layer(), "largest");
  return {
    streets,
    graph: contract(streets, profile.name).graph,
    plain: uncontracted(streets, profile.name).graph,
  };
}

/** The same city so many times, half a degree from one to the next. */
export function copies(streets: Streets, times: number): Graph {
  const nodes = streets.lon.length;
  const steps = streets.from.length;
  const repeated = (values: Int32Array, by: (copy: number) => number) => {
    const out = new Int32Array(values.length * times);
    for (let copy = 0; copy < times; copy++)
      for (let i = 0; i < values.length; i++) out[copy * values.length + i] = (values[i] ?? 0) + by(copy);
    return out;
  };
  const kind = new Uint8Array(steps * times);
  for (let copy = 0; copy < times; copy++) kind.set(streets.kind, copy * steps);
  const all = {
    lon: repeated(streets.lon, (copy) => copy * 5_000_000),
    lat: repeated(streets.lat, () => 0),
    from: repeated(streets.from, (copy) => copy * nodes),
    to: repeated(streets.to, (copy) => copy * nodes),
    forward: repeated(streets.forward, () => 0),
    backward: repeated(streets.backward, () => 0),
    kind,
  };
  return contract(all, "copies").graph;
}
