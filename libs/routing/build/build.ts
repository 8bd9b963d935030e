import type { Graph } from "../graph.ts";
import type { Chunks } from "../osm/blobs.ts";
import type { OsmHeader } from "../osm/header.ts";
import { readOsm } from "../osm/read.ts";
import type { Profile } from "../profiles/profile.ts";
import { never } from "../units.ts";
import { contract } from "./contract.ts";
import { type Islands, withoutIslands } from "./islands.ts";
import { NodeStore } from "./node-store.ts";
import { withoutParallels } from "./parallel.ts";
import { type Elevation, stepsOf } from "./steps.ts";
import type { Streets } from "./streets.ts";
import { Ways } from "./ways.ts";

export interface BuildOptions {
  /** At most eight. */
  profiles: readonly Profile[];
  /** The largest part of each network within which everybody gets everywhere and back, or every part. */
  keep: "largest" | "all";
  elevation?: Elevation;
  /** Told as the work goes on; for reading in bytes of the file, which is read twice. */
  progress?: (now: { step: "ways" | "nodes"; bytes: number } | { step: "graph"; profile: string }) => void;
}

/** What was found that whoever brings the file should know. */
export interface BuildReport {
  header: Omit<OsmHeader, "kind">;
  /** Ways that some profile uses. */
  ways: number;
  /** Ways with nodes that are not in the file, cut there: usually they leave the extract. The first 20 by name. */
  cut: { ways: number; nodes: number; first: { way: number; missing: number[] }[] };
  /** Nodes and ways whose id comes again: of nodes the later, of ways the earlier holds. */
  repeated: { nodes: number; ways: number };
  layers: LayerReport[];
}

export interface LayerReport {
  profile: string;
  /** Nodes and one-directional steps of the network that was kept, before contraction. */
  nodes: number;
  arcs: number;
  /** Steps that were drawn twice. */
  merged: number;
  islands: Islands;
}

/**
 * Builds a graph for each profile from an extract. `open` is called twice: ways first, to know which nodes are needed, then nodes. Memory
 * grows with the streets (18 bytes a node in use and 12 for each use of it, then network and graph), not with the file. Throws `OsmFault`.
 */
export async function buildGraphs(
  open: () => Chunks,
  { profiles, keep, elevation, progress }: BuildOptions,
): Promise<{ graphs: Graph[]; report: BuildReport }> {
  const { layers, report } = await readStreets(open, { profiles, elevation, progress });
  const graphs: Graph[] = [];
  for (const [number, layer] of layers.entries()) {
    const profile = profiles[number]?.name ?? "";
    progress?.({ step: "graph", profile });
    const { streets, ...found } = prepared(layer(), keep);
    graphs.push(contract(streets, profile).graph);
    const arcs = openArcs(streets);
    report.layers.push({ profile, nodes: streets.lon.length, arcs, ...found });
  }
  return { graphs, report };
}

/** Merges what is drawn twice and leaves islands out. */
export function prepared(streets: Streets, keep: "largest" | "all") {
  const { streets: single, merged } = withoutParallels(streets);
  return { ...withoutIslands(single, keep), merged };
}

function openArcs({ forward, backward }: Streets): number {
  let open = 0;
  for (let s = 0; s < forward.length; s++)
    open += (forward[s] === never ? 0 : 1) + (backward[s] === never ? 0 : 1);
  return open;
}

/** Both passes over the file. The layers are made one by one when they are asked for, so that only one is in memory as a network. */
export async function readStreets(
  open: () => Chunks,
  { profiles, elevation, progress }: Omit<BuildOptions, "keep">,
): Promise<{ layers: (() => Streets)[]; report: BuildReport }> {
  if (profiles.length > 8) throw new RangeError(`${profiles.length} profiles; a file has at most 8`);
  const ways = new Ways(profiles);
  let header: Omit<OsmHeader, "kind"> | null = null;
  const told = (step: "ways" | "nodes") => (bytes: number) => progress?.({ step, bytes });
  for await (const block of readOsm(open(), { wanted: ["ways"], progress: told("ways") })) {
    if (block.kind === "ways") ways.add(block);
    else if (block.kind === "header") header = block;
  }
  const nodes = new NodeStore(ways.refs.view(), profiles);
  for await (const block of readOsm(open(), { wanted: ["nodes"], progress: told("nodes") }))
    if (block.kind === "nodes") nodes.add(block);
  const refs = Int32Array.from(ways.refs.view(), (id) => nodes.find(id));
  const without = ways.repeated();
  const heights = elevation ? heightsOf(nodes, elevation) : null;
  const layers = profiles.map(
    ({ slope }, number) =>
      () =>
        stepsOf(ways, refs, nodes, { number, profiles: profiles.length, slope, heights, without }),
  );
  const report: BuildReport = {
    header: header ?? {
      box: null,
      program: "",
      source: "",
      replicatedAt: null,
      features: { required: [], optional: [] },
    },
    ways: ways.ids.length,
    cut: cutWays(ways, refs, nodes),
    repeated: { nodes: nodes.repeated, ways: without.size },
    layers: [],
  };
  return { layers, report };
}

function heightsOf({ lon, lat }: NodeStore, elevation: Elevation): Float64Array {
  return Float64Array.from(lon, (x, i) => elevation((lat[i] ?? 0) / 1e7, x / 1e7) ?? Number.NaN);
}

function cutWays(ways: Ways, refs: Int32Array, nodes: NodeStore): BuildReport["cut"] {
  const cut: BuildReport["cut"] = { ways: 0, nodes: 0, first: [] };
  const missingNodes = new Set<number>();
  for (let way = 0; way < ways.ids.length; way++) {
    const missing: number[] = [];
    for (let i = ways.refStart.at(way); i < ways.refStart.at(way + 1); i++)
      if (!nodes.has(refs[i] ?? -1)) missing.push(ways.refs.at(i));
    if (missing.length === 0) continue;
    cut.ways++;
    for (const id of missing) missingNodes.add(id);
    if (cut.first.length < 20) cut.first.push({ way: ways.ids.at(way), missing: missing.slice(0, 20) });
  }
  return { ...cut, nodes: missingNodes.size };
}
