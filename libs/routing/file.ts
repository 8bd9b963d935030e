/**
 * A graph file: magic, version, length of a JSON header, the header, then the arrays of each layer in little-endian order, each at a
 * multiple of 64 bytes. Read into one buffer the arrays are views of it: nothing is parsed or copied, and threads share it.
 */
import type { EdgeGrid, Graph } from "./graph.ts";

const magic = "WMSTREET";
const version = 1;
const fixed = 16;
const align = (n: number) => Math.ceil(n / 64) * 64;

export type GraphFileFaultId = "graph.not-one" | "graph.version" | "graph.truncated" | "graph.header";

/** Why a buffer is no graph file. */
export class GraphFileFault extends Error {
  readonly id: GraphFileFaultId;
  readonly data: Record<string, string | number>;

  constructor(id: GraphFileFaultId, data: Record<string, string | number>) {
    super(`${id}: ${JSON.stringify(data)}`);
    this.id = id;
    this.data = data;
  }
}

/** Where the streets come from: kept in the file, so that every result can say it. */
export interface GraphSource {
  /** SHA-256 of the extract in hexadecimal. */
  digest: string;
  /** State of the data: seconds since 1970; null where the extract does not say. */
  replicatedAt: number | null;
}

/** Arrays of numbers of 32 bits, in the order of the file, and how many numbers each has. */
const arrays = {
  lon: ({ nodes }) => nodes,
  lat: ({ nodes }) => nodes,
  first: ({ junctions }) => junctions + 1,
  arcs: ({ edges }) => 4 * edges,
  coming: ({ edges }) => 2 * edges,
  halves: ({ edges }) => 2 * edges,
  ends: ({ edges }) => 2 * edges,
  times: ({ edges }) => 2 * edges,
  shapeStart: ({ edges }) => edges + 1,
  ahead: ({ nodes, junctions }) => nodes - junctions,
  back: ({ nodes, junctions }) => nodes - junctions,
} satisfies Record<string, (counts: Counts) => number>;
type ArrayName = keyof typeof arrays;
const names: ArrayName[] = [
  "lon",
  "lat",
  "first",
  "arcs",
  "coming",
  "halves",
  "ends",
  "times",
  "shapeStart",
  "ahead",
  "back",
];

type Counts = Pick<Graph, "junctions" | "core" | "nodes" | "edges" | "longest">;
type Frame = Omit<EdgeGrid, "start" | "edges">;

interface Layer extends Counts {
  profile: string;
  isEven: boolean;
  grid: Frame & { listed: number };
  /** Where its first array begins. */
  at: number;
}

interface Header {
  source: GraphSource;
  /** Of the whole file. */
  bytes: number;
  layers: Layer[];
}

/** Writes graphs of one source, one a profile. */
export function writeGraphFile(graphs: readonly Graph[], source: GraphSource): Uint8Array<ArrayBuffer> {
  // The header says where the layers are, and they are behind the header: its length is found with room for the longest numbers.
  const draft = JSON.stringify({
    source,
    bytes: 2 ** 52,
    layers: graphs.map((graph) => layerOf(graph, 2 ** 52)),
  });
  const headerBytes = align(fixed + new TextEncoder().encode(draft).length) - fixed;
  let at = fixed + headerBytes;
  const layers = graphs.map((graph) => {
    const layer = layerOf(graph, at);
    at = sectionsOf(layer).end;
    return layer;
  });
  const bytes = new Uint8Array(at);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(8, version, true);
  view.setUint32(12, headerBytes, true);
  bytes.fill(0x20, fixed, fixed + headerBytes);
  bytes.set(new TextEncoder().encode(JSON.stringify({ source, bytes: at, layers } satisfies Header)), fixed);
  for (const [i, graph] of graphs.entries()) {
    const layer = layers[i];
    if (!layer) continue;
    const { ints, kinds } = sectionsOf(layer);
    for (const name of names) new Int32Array(bytes.buffer, ints[name].at, ints[name].length).set(graph[name]);
    new Int32Array(bytes.buffer, ints.gridStart.at, ints.gridStart.length).set(graph.grid.start);
    new Int32Array(bytes.buffer, ints.gridEdges.at, ints.gridEdges.length).set(graph.grid.edges);
    bytes.set(graph.kinds, kinds.at);
  }
  return bytes;
}

function layerOf(graph: Graph, at: number): Layer {
  const { profile, junctions, core, nodes, edges, longest, isEven } = graph;
  const { start, edges: listed, ...frame } = graph.grid;
  return {
    profile,
    junctions,
    core,
    nodes,
    edges,
    longest,
    isEven,
    grid: { ...frame, listed: listed.length },
    at,
  };
}

interface Section {
  at: number;
  length: number;
}

function sectionsOf(layer: Layer) {
  let at = layer.at;
  const place = (length: number, size: number): Section => {
    const section = { at, length };
    at = align(at + length * size);
    return section;
  };
  const own = (name: ArrayName) => place(arrays[name](layer), 4);
  const ints = {
    lon: own("lon"),
    lat: own("lat"),
    first: own("first"),
    arcs: own("arcs"),
    coming: own("coming"),
    halves: own("halves"),
    ends: own("ends"),
    times: own("times"),
    shapeStart: own("shapeStart"),
    ahead: own("ahead"),
    back: own("back"),
    gridStart: place(layer.grid.columns * layer.grid.rows + 1, 4),
    gridEdges: place(layer.grid.listed, 4),
  };
  const kinds = place(layer.nodes - layer.junctions + layer.edges, 1);
  return { ints, kinds, end: at };
}

/** The graphs of a file by profile, as views of the buffer. Throws `GraphFileFault`; what the arrays say is trusted, for we wrote it. */
export function readGraphFile(buffer: ArrayBuffer | SharedArrayBuffer): {
  source: GraphSource;
  graphs: Map<string, Graph>;
} {
  const { source, layers } = headerOf(buffer);
  return { source, graphs: new Map(layers.map((layer) => [layer.profile, graphOf(buffer, layer)])) };
}

function headerOf(buffer: ArrayBuffer | SharedArrayBuffer): Header {
  const size = buffer.byteLength;
  // A decoder takes no shared memory.
  const text = (from: number, length: number) =>
    new TextDecoder().decode(new Uint8Array(buffer, from, length).slice());
  if (size < fixed || text(0, magic.length) !== magic)
    throw new GraphFileFault("graph.not-one", { bytes: size });
  const view = new DataView(buffer);
  const found = view.getUint32(8, true);
  if (found !== version) throw new GraphFileFault("graph.version", { found, known: version });
  const headerBytes = view.getUint32(12, true);
  if (fixed + headerBytes > size)
    throw new GraphFileFault("graph.truncated", { bytes: size, promised: fixed + headerBytes });
  const header = asHeader(text(fixed, headerBytes));
  if (header.bytes !== size)
    throw new GraphFileFault("graph.truncated", { bytes: size, promised: header.bytes });
  for (const layer of header.layers)
    if (layer.at % 4 !== 0 || layer.at < fixed + headerBytes || sectionsOf(layer).end > size)
      throw new GraphFileFault("graph.header", { profile: layer.profile });
  return header;
}

function asHeader(text: string): Header {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new GraphFileFault("graph.header", { header: text.slice(0, 40) });
  }
  const whole = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
  const has = (value: unknown, keys: readonly string[], is: (value: unknown) => boolean): boolean =>
    typeof value === "object" && value !== null && keys.every((key) => is(Reflect.get(value, key)));
  const isLayer = (layer: unknown) =>
    has(layer, ["junctions", "core", "nodes", "edges", "longest", "at"], whole) &&
    has(layer, ["profile"], (value) => typeof value === "string") &&
    has(layer, ["isEven"], (value) => typeof value === "boolean") &&
    has(layer, ["grid"], (grid) => has(grid, ["columns", "rows", "width", "height", "listed"], whole)) &&
    has(layer, ["grid"], (grid) => has(grid, ["west", "south"], Number.isSafeInteger));
  const isHeader = (value: unknown): value is Header =>
    has(value, ["bytes"], whole) &&
    has(value, ["source"], (source) => has(source, ["digest"], (digest) => typeof digest === "string")) &&
    has(value, ["layers"], (layers) => Array.isArray(layers) && layers.every(isLayer));
  if (!isHeader(read)) throw new GraphFileFault("graph.header", { header: text.slice(0, 40) });
  return read;
}

function graphOf(buffer: ArrayBuffer | SharedArrayBuffer, layer: Layer): Graph {
  const { ints, kinds } = sectionsOf(layer);
  const view = ({ at, length }: Section) => new Int32Array(buffer, at, length);
  const { listed: _, ...frame } = layer.grid;
  const graph = {
    profile: layer.profile,
    junctions: layer.junctions,
    core: layer.core,
    nodes: layer.nodes,
    edges: layer.edges,
    longest: layer.longest,
    isEven: layer.isEven,
    lon: view(ints.lon),
    lat: view(ints.lat),
    first: view(ints.first),
    arcs: view(ints.arcs),
    coming: view(ints.coming),
    halves: view(ints.halves),
    ends: view(ints.ends),
    times: view(ints.times),
    shapeStart: view(ints.shapeStart),
    ahead: view(ints.ahead),
    back: view(ints.back),
    kinds: new Uint8Array(buffer, kinds.at, kinds.length),
    grid: { ...frame, start: view(ints.gridStart), edges: view(ints.gridEdges) },
  };
  // The last of each list of beginnings tells the length of another: a file put together wrongly is found here.
  const agree =
    graph.first.at(-1) === 2 * graph.edges &&
    graph.shapeStart.at(-1) === graph.nodes - graph.junctions &&
    graph.grid.start.at(-1) === layer.grid.listed;
  if (!agree) throw new GraphFileFault("graph.header", { profile: layer.profile });
  return graph;
}
