/** Streets of Porto: read, kept, loaded, searched, drawn. CPU time, medians of rounds. */
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildGraphs,
  type Graph,
  Isochrones,
  Nearest,
  type Place,
  type Profile,
  placeAtNode,
  reachSets,
  readGraphFile,
  walking,
  writeGraphFile,
} from "#libs/routing";
import { cityOf, copies } from "./reach-cities.ts";
import type { BenchResult } from "./run.ts";

const rounds = 15;
const limit = 15 * 600;
const tiles = 16;
const repeats = 8;
const data = join(import.meta.dirname, "../../shared/data/reach/osm");

/**
 * The rules of the prototype that the facts measured, so that the network is the same: every highway but motorways, trunk roads and what is
 * not built, unless foot or access says no; 4.5 km/h.
 */
const asMeasured: Profile = {
  ...walking(),
  name: "as-measured",
  passes: () => true,
  speeds: (tags) => {
    const highway = tags.get("highway");
    const foot = tags.get("foot") ?? "";
    const isPrivate = ["private", "no"].includes(tags.get("access") ?? "");
    const isClosed = foot === "no" || (isPrivate && !["yes", "designated", "permissive"].includes(foot));
    const open =
      highway && !isClosed && !/^(motorway|trunk)(_link)?$|^(construction|proposed)$/.test(highway);
    return { forward: open ? 4.5 : 0, backward: open ? 4.5 : 0 };
  },
};

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const file = join(data, "porto_portugal.osm.pbf");
  if (!existsSync(file))
    throw new Error("no ../shared/data/reach beside the repository: there are no streets to measure on");
  const built = await building(file);
  say(`built in ${built.seconds.toFixed(2)} s CPU, ${built.rss.toFixed(0)} MB`);

  const { graph, plain, streets } = await cityOf(file, asMeasured);
  say(`${graph.nodes} nodes, ${graph.junctions} junctions, ${graph.edges} edges`);
  const places = someNodes(plain.nodes).map((node) => placeAtNode(plain, node));
  const same = sameSpots(plain, graph, places);
  const totals = [reachSets(plain, places, { limit }), reachSets(graph, same, { limit })].map(
    ({ nodes }) => nodes.length,
  );
  if (totals[0] !== totals[1])
    throw new Error(`${totals[0]} pairs without contraction, ${totals[1]} with it`);

  const isochrones = new Isochrones(graph);
  // By themselves and several at once: what the collector does behind large results is not theirs.
  const pass = passOver(graph, new Nearest(graph, same));
  const short = measured({
    nearest: () => several(() => new Nearest(graph, same)),
    pass: () => several(pass),
  });
  const long = measured({
    sets: () => reachSets(graph, same, { limit }),
    every: () => new Nearest(graph, same).everyNode(),
    polygons: () => same.map((place) => isochrones.around([place], [limit])),
  });
  const times = { ...long, nearest: short.nearest / repeats, pass: short.pass / repeats };
  const change = changing(graph, same);
  const small = await cityOf(join(data, "liechtenstein-latest.osm.pbf"), asMeasured);
  const large = copies(streets, tiles);
  say(`${tiles} times the city: ${large.junctions} junctions`);
  const loaded = loading(large);
  const slope = growth([small.graph, graph, large], say);
  return {
    figures: {
      sets_cpu_ms: times.sets,
      nearest_ms: times.nearest,
      nearest_every_node_ms: times.every,
      polygons_ms: times.polygons,
      change_ms: change,
      load_ms: loaded.ms,
      build_s: built.seconds,
      build_rss_mb: built.rss,
    },
    ratios: {
      sets_vs_pgrouting: null,
      nearest_vs_pass: times.nearest / times.pass,
      polygons_vs_valhalla: null,
      growth_slope: slope,
    },
    notes: [
      "limits: sets_cpu_ms 40, nearest_vs_pass 3, load_ms 100 (a million junctions), build_s 3, build_rss_mb 400, growth_slope 1",
      `${graph.nodes} nodes as the facts have (311,705); ${2 * streets.from.length} arcs where they have 676,202, which counts steps drawn twice twice; ${graph.junctions} junctions where they have 65,426, ends of such steps among them`,
      `${totals[1]} pairs of node and time within 15 minutes from ${same.length} places, the same on both graphs; the facts drew other places (1,361,472)`,
      `a pass: each junction takes the least over its arcs, and the place it comes from (${times.pass.toFixed(2)} ms)`,
      `the file of ${large.junctions} junctions has ${(loaded.bytes / 1e6).toFixed(0)} MB`,
      "pgRouting and Valhalla are not here: their ratios are not measured",
    ],
  };
}

/** From the file to the graph of the walking profile, in a fresh process's memory as far as this is one. */
async function building(file: string): Promise<{ seconds: number; rss: number }> {
  const before = process.cpuUsage();
  await buildGraphs(() => createReadStream(file), { profiles: [walking()], keep: "largest" });
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 };
}

/** Nodes drawn with the seed 7, uniformly. */
function someNodes(nodes: number, count = 1337): number[] {
  let state = 7;
  // Lehmer's generator as in Park & Miller 1988.
  const draw = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => Math.floor(draw() * nodes));
}

/** The same spots on another graph of the network, by their positions. */
function sameSpots(from: Graph, to: Graph, places: readonly Place[]): Place[] {
  const key = (graph: Graph, node: number) => (graph.lon[node] ?? 0) * 2 ** 31 + (graph.lat[node] ?? 0);
  const nodes = new Map(Array.from(to.lon.keys(), (node) => [key(to, node), node]));
  return places.map(({ edge, step, share }) => {
    const node = from.ends[2 * edge + (step + share > 0 ? 1 : 0)] ?? 0;
    return placeAtNode(to, nodes.get(key(from, node)) ?? 0);
  });
}

function passOver({ first, arcs, junctions }: Graph, { junctions: known }: Nearest): () => void {
  const times = new Int32Array(junctions);
  const places = new Int32Array(junctions);
  const { times: knownTimes, places: knownPlaces } = known;
  return () => {
    for (let u = 0; u < junctions; u++) {
      let least = knownTimes[u] ?? 0;
      let place = knownPlaces[u] ?? 0;
      const end = 2 * (first[u + 1] ?? 0);
      for (let at = 2 * (first[u] ?? 0); at < end; at += 2) {
        const v = arcs[at] ?? 0;
        const time = (knownTimes[v] ?? 0) + (arcs[at + 1] ?? 0);
        if (time > least) continue;
        least = time;
        place = knownPlaces[v] ?? 0;
      }
      times[u] = least;
      places[u] = place;
    }
  };
}

/** Median CPU time of each work in ms, interleaved. */
function measured<K extends string>(works: Record<K, () => unknown>): Record<K, number> {
  const all = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, work] of Object.entries<() => unknown>(works))
      all.set(name, [...(all.get(name) ?? []), cpuMs(work)]);
  const median = (name: string) => (all.get(name) ?? []).toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
  return mapped(works, median);
}

function mapped<K extends string>(
  of: Record<K, unknown>,
  value: (name: string) => number,
): Record<K, number> {
  const out = { ...of } as Record<K, number>; // each key is set below
  for (const name in of) out[name] = value(name);
  return out;
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function several(work: () => unknown): void {
  for (let i = 0; i < repeats; i++) work();
}

/** One place taken away and put back, of 1,337. */
function changing(graph: Graph, places: readonly Place[]): number {
  const nearest = new Nearest(graph, places);
  let number = 5;
  const once = () => {
    const place = places[number % places.length];
    nearest.remove(number);
    if (place) nearest.add(place);
    number += 17;
  };
  const works = 40;
  return cpuMs(() => Array.from({ length: works }, once)) / works;
}

/** Reading a file into shared memory, once with the system's cache warm. */
function loading(graph: Graph): { ms: number; bytes: number } {
  const folder = mkdtempSync(join(tmpdir(), "wenmai-reach-"));
  try {
    const path = join(folder, "streets.graph");
    writeFileSync(path, writeGraphFile([graph], { digest: "", replicatedAt: null }));
    const bytes = statSync(path).size;
    const load = () => {
      const buffer = new SharedArrayBuffer(bytes);
      const into = new Uint8Array(buffer);
      const file = openSync(path, "r");
      for (let at = 0; at < bytes; ) at += readSync(file, into, at, bytes - at, at);
      return readGraphFile(buffer);
    };
    const times = Array.from({ length: 7 }, () => cpuMs(load)).toSorted((a, b) => a - b);
    return { ms: ((times[3] ?? 0) * 1e6) / graph.junctions, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Slope of time over size, both as logarithms, with places in proportion: 1 is linear. */
function growth(graphs: readonly Graph[], say: (line: string) => void): number {
  const points = graphs.map((graph) => {
    const places = someNodes(graph.nodes, Math.round(graph.nodes / 233)).map((node) =>
      placeAtNode(graph, node),
    );
    const sets = () => reachSets(graph, places, { limit });
    const nearest = () => new Nearest(graph, places);
    const times = Array.from({ length: 3 }, () => cpuMs(sets) + cpuMs(nearest)).toSorted((a, b) => a - b);
    say(`${graph.nodes} nodes, ${places.length} places: ${times[1]?.toFixed(0)} ms`);
    return { x: Math.log(graph.nodes), y: Math.log(times[1] ?? 1) };
  });
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
}
