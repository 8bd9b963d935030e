/** PrimitiveBlock: nodes, ways and relations of one blob as flat arrays, with their tags as numbers of strings. */
import { Growing } from "../growing.ts";
import { countVarints, NotAMessage, readDeltas, Wire } from "./wire.ts";

/** The strings of a blob, made when somebody asks for one. */
export class Strings {
  readonly #parts: Uint8Array[];
  readonly #made: (string | undefined)[];
  readonly #decoder = new TextDecoder();

  constructor(parts: Uint8Array[]) {
    this.#parts = parts;
    this.#made = new Array(parts.length);
  }

  /** Refuses numbers of strings that are not there, so that `at` need not. */
  check(numbers: Uint32Array): void {
    const count = this.#parts.length;
    for (const n of numbers) if (n >= count) throw new NotAMessage(`string ${n} of ${count}`);
  }

  at(n: number): string {
    const made = this.#made[n];
    if (made !== undefined) return made;
    const text = this.#decoder.decode(this.#parts[n]);
    this.#made[n] = text;
    return text;
  }
}

/** Tags of many things: those of thing i are the pairs key, value in `pairs` from 2 · start[i] to 2 · start[i + 1]. */
interface Tagged {
  count: number;
  ids: Float64Array;
  tagStart: Uint32Array;
  pairs: Uint32Array;
  strings: Strings;
}

export interface NodeBlock extends Tagged {
  kind: "nodes";
  /** 10⁻⁷ degrees. */
  lon: Int32Array;
  lat: Int32Array;
}

export interface WayBlock extends Tagged {
  kind: "ways";
  /** Ids of nodes: those of way i from refStart[i] to refStart[i + 1]. */
  refStart: Uint32Array;
  refs: Float64Array;
}

export interface RelationBlock extends Tagged {
  kind: "relations";
  memberStart: Uint32Array;
  members: Float64Array;
  /** 0 a node, 1 a way, 2 a relation. */
  memberKinds: Uint8Array;
  /** Numbers of strings. */
  roles: Uint32Array;
}

export type OsmBlock = NodeBlock | WayBlock | RelationBlock;
export type OsmKind = OsmBlock["kind"];

/** The tags of one thing of a block. */
export function tagsOf({ tagStart, pairs, strings }: Tagged, i: number): Map<string, string> {
  const tags = new Map<string, string>();
  for (let at = tagStart[i] ?? 0; at < (tagStart[i + 1] ?? 0); at++)
    tags.set(strings.at(pairs[2 * at] ?? 0), strings.at(pairs[2 * at + 1] ?? 0));
  return tags;
}

/** A position that is none; where in the block is not known. */
export class NotAPosition extends Error {}

interface Frame {
  strings: Strings;
  granularity: number;
  lonOffset: number;
  latOffset: number;
}

const bytesIn = (field: number) => (field << 3) | 2;
const numberIn = (field: number) => field << 3;

/** The groups of a block that are of a kind that is wanted. */
export function readBlock(bytes: Uint8Array, wanted: ReadonlySet<OsmKind>): OsmBlock[] {
  const frame: Frame = { strings: new Strings([]), granularity: 100, lonOffset: 0, latOffset: 0 };
  const groups: Wire[] = [];
  const wire = new Wire(bytes);
  while (wire.more()) {
    const key = wire.uint();
    if (key === bytesIn(1)) frame.strings = new Strings(stringsOf(wire.message()));
    else if (key === bytesIn(2)) groups.push(wire.message());
    else if (key === numberIn(17)) frame.granularity = wire.int();
    else if (key === numberIn(19)) frame.latOffset = wire.int();
    else if (key === numberIn(20)) frame.lonOffset = wire.int();
    else wire.skip(key);
  }
  const blocks = groups.flatMap((group) => readGroup(group, frame, wanted));
  for (const block of blocks) {
    frame.strings.check(block.pairs);
    if (block.kind === "relations") frame.strings.check(block.roles);
  }
  return blocks;
}

function stringsOf(wire: Wire): Uint8Array[] {
  const parts: Uint8Array[] = [];
  while (wire.more()) {
    const key = wire.uint();
    if (key === bytesIn(1)) parts.push(wire.slice());
    else wire.skip(key);
  }
  return parts;
}

function readGroup(wire: Wire, frame: Frame, wanted: ReadonlySet<OsmKind>): OsmBlock[] {
  const blocks: OsmBlock[] = [];
  const nodes: Wire[] = [];
  const ways: Wire[] = [];
  const relations: Wire[] = [];
  while (wire.more()) {
    const key = wire.uint();
    if (key === bytesIn(2) && wanted.has("nodes")) blocks.push(denseNodes(wire.message(), frame));
    else if (key === bytesIn(1) && wanted.has("nodes")) nodes.push(wire.message());
    else if (key === bytesIn(3) && wanted.has("ways")) ways.push(wire.message());
    else if (key === bytesIn(4) && wanted.has("relations")) relations.push(wire.message());
    else wire.skip(key);
  }
  if (nodes.length > 0) blocks.push(plainNodes(nodes, frame));
  if (ways.length > 0) blocks.push(readWays(ways, frame));
  if (relations.length > 0) blocks.push(readRelations(relations, frame));
  return blocks;
}

/** Raw units of the block to 10⁻⁷ degrees, the precision of OpenStreetMap. */
function positions(
  raw: Float64Array,
  { granularity, offset, most }: { granularity: number; offset: number; most: number },
) {
  const out = new Int32Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    const value = Math.round((offset + granularity * (raw[i] ?? 0)) / 100);
    if (!(value >= -most && value <= most)) throw new NotAPosition(`${value / 1e7}`);
    out[i] = value;
  }
  return out;
}

const lonOf = (raw: Float64Array, { granularity, lonOffset }: Frame) =>
  positions(raw, { granularity, offset: lonOffset, most: 180e7 });
const latOf = (raw: Float64Array, { granularity, latOffset }: Frame) =>
  positions(raw, { granularity, offset: latOffset, most: 90e7 });

function deltas(wire: Wire): Float64Array {
  const end = wire.until();
  const out = new Float64Array(countVarints(wire.bytes, wire.at, end));
  readDeltas(wire, end, out);
  return out;
}

function denseNodes(wire: Wire, frame: Frame): NodeBlock {
  let ids: Float64Array = new Float64Array(0);
  let lat = ids;
  let lon = ids;
  let keysValues: Wire | null = null;
  while (wire.more()) {
    const key = wire.uint();
    if (key === bytesIn(1)) ids = deltas(wire);
    else if (key === bytesIn(8)) lat = deltas(wire);
    else if (key === bytesIn(9)) lon = deltas(wire);
    else if (key === bytesIn(10)) keysValues = wire.message();
    else wire.skip(key);
  }
  if (lat.length !== ids.length || lon.length !== ids.length)
    throw new NotAMessage(`${ids.length} ids, ${lat.length} latitudes, ${lon.length} longitudes`);
  const { strings } = frame;
  const count = ids.length;
  const tags = denseTags(keysValues, count);
  return { kind: "nodes", count, ids, lon: lonOf(lon, frame), lat: latOf(lat, frame), ...tags, strings };
}

/** Pairs of a node end with a 0; without any tag in the block there is no list at all. */
function denseTags(wire: Wire | null, count: number): { tagStart: Uint32Array; pairs: Uint32Array } {
  const tagStart = new Uint32Array(count + 1);
  if (!wire) return { tagStart, pairs: new Uint32Array(0) };
  const pairs = new Uint32Array(countVarints(wire.bytes, wire.at, wire.end));
  let used = 0;
  let node = 0;
  while (wire.more()) {
    const key = wire.uint();
    if (key === 0) {
      if (node === count) throw new NotAMessage("tags of more nodes than there are");
      tagStart[++node] = used / 2;
      continue;
    }
    pairs[used++] = key;
    pairs[used++] = wire.uint();
  }
  if (node !== count) throw new NotAMessage(`tags of ${node} nodes of ${count}`);
  return { tagStart, pairs: pairs.subarray(0, used) };
}

/** What every thing has: id, keys, values. */
class Tags {
  readonly ids = new Growing(Float64Array);
  readonly tagStart = new Growing(Uint32Array);
  readonly pairs = new Growing(Uint32Array);
  #keys: number[] = [];
  #values: number[] = [];

  constructor() {
    this.tagStart.push(0);
  }

  /** Reads a field, if it is one of these. */
  reads(key: number, wire: Wire): boolean {
    if (key === bytesIn(2)) this.#keys = uints(wire.message());
    else if (key === bytesIn(3)) this.#values = uints(wire.message());
    else return false;
    return true;
  }

  close(id: number): void {
    if (this.#keys.length !== this.#values.length)
      throw new NotAMessage(`${this.#keys.length} keys, ${this.#values.length} values`);
    for (const [i, key] of this.#keys.entries()) {
      this.pairs.push(key);
      this.pairs.push(this.#values[i] ?? 0);
    }
    this.#keys = [];
    this.#values = [];
    this.ids.push(id);
    this.tagStart.push(this.pairs.length / 2);
  }

  arrays(): { count: number; ids: Float64Array; tagStart: Uint32Array; pairs: Uint32Array } {
    const { ids, tagStart, pairs } = this;
    return { count: ids.length, ids: ids.taken(), tagStart: tagStart.taken(), pairs: pairs.taken() };
  }
}

function uints(wire: Wire): number[] {
  const out: number[] = [];
  while (wire.more()) out.push(wire.uint());
  return out;
}

function plainNodes(nodes: Wire[], frame: Frame): NodeBlock {
  const tags = new Tags();
  const lat = new Float64Array(nodes.length);
  const lon = new Float64Array(nodes.length);
  for (const [i, wire] of nodes.entries()) {
    let id = 0;
    while (wire.more()) {
      const key = wire.uint();
      if (key === numberIn(1)) id = wire.sint();
      else if (key === numberIn(8)) lat[i] = wire.sint();
      else if (key === numberIn(9)) lon[i] = wire.sint();
      else if (!tags.reads(key, wire)) wire.skip(key);
    }
    tags.close(id);
  }
  return {
    kind: "nodes",
    ...tags.arrays(),
    lon: lonOf(lon, frame),
    lat: latOf(lat, frame),
    strings: frame.strings,
  };
}

function readWays(ways: Wire[], { strings }: Frame): WayBlock {
  const tags = new Tags();
  const refStart = new Growing(Uint32Array);
  const refs = new Growing(Float64Array);
  refStart.push(0);
  for (const wire of ways) {
    let id = 0;
    while (wire.more()) {
      const key = wire.uint();
      if (key === numberIn(1)) id = wire.int();
      else if (key === bytesIn(8)) pushDeltas(wire, refs);
      else if (!tags.reads(key, wire)) wire.skip(key);
    }
    tags.close(id);
    refStart.push(refs.length);
  }
  return { kind: "ways", ...tags.arrays(), refStart: refStart.taken(), refs: refs.taken(), strings };
}

function pushDeltas(wire: Wire, list: Growing<Float64ArrayConstructor>): void {
  const end = wire.until();
  // A number has at least a byte.
  list.length += readDeltas(wire, end, list.reserve(end - wire.at), list.length);
}

function readRelations(relations: Wire[], { strings }: Frame): RelationBlock {
  const tags = new Tags();
  const memberStart = new Growing(Uint32Array);
  const members = new Growing(Float64Array);
  const kinds = new Growing(Uint8Array);
  const roles = new Growing(Uint32Array);
  memberStart.push(0);
  for (const wire of relations) {
    let id = 0;
    while (wire.more()) {
      const key = wire.uint();
      if (key === numberIn(1)) id = wire.int();
      else if (key === bytesIn(8)) for (const role of uints(wire.message())) roles.push(role);
      else if (key === bytesIn(9)) pushDeltas(wire, members);
      else if (key === bytesIn(10)) for (const kind of uints(wire.message())) kinds.push(kind);
      else if (!tags.reads(key, wire)) wire.skip(key);
    }
    if (kinds.length !== members.length || roles.length !== members.length)
      throw new NotAMessage(`${members.length} members, ${kinds.length} kinds, ${roles.length} roles`);
    tags.close(id);
    memberStart.push(members.length);
  }
  return {
    kind: "relations",
    ...tags.arrays(),
    memberStart: memberStart.taken(),
    members: members.taken(),
    memberKinds: kinds.taken(),
    roles: roles.taken(),
    strings,
  };
}
