/** For tests: small files of OpenStreetMap written as PBF, and networks by chance. */
import { deflateSync } from "node:zlib";
import { kept, type Streets } from "./build/streets.ts";
import type { Direction } from "./place.ts";
import { never } from "./units.ts";

export interface TestNode {
  id: number;
  lon: number;
  lat: number;
  tags?: Record<string, string>;
}

export interface TestWay {
  id: number;
  refs: number[];
  tags?: Record<string, string>;
}

export interface TestRelation {
  id: number;
  members: { id: number; kind: 0 | 1 | 2; role: string }[];
  tags?: Record<string, string>;
}

export interface TestFile {
  nodes?: TestNode[];
  ways?: TestWay[];
  relations?: TestRelation[];
  required?: string[];
  /** Nodes one by one instead of in columns. */
  plain?: boolean;
  compression?: "zlib" | "none" | "zstd";
}

/** The blobs of a file: the header, then one for nodes, one for ways, one for relations, each if there are any. */
export function osmBlobs(file: TestFile): Uint8Array[] {
  const { nodes = [], ways = [], relations = [], required = ["OsmSchema-V0.6", "DenseNodes"] } = file;
  const header = message(...required.map((feature) => bytes(4, text(feature))), bytes(16, text("test")));
  const blobs = [blob("OSMHeader", header, file)];
  const data = (group: (strings: Table) => number[]) => {
    const strings = new Table();
    const made = bytes(2, group(strings));
    blobs.push(blob("OSMData", message(bytes(1, strings.message()), made), file));
  };
  if (nodes.length > 0)
    data((strings) => (file.plain ? plainNodes(nodes, strings) : denseNodes(nodes, strings)));
  if (ways.length > 0) data((strings) => message(...ways.map((way) => bytes(3, wayMessage(way, strings)))));
  if (relations.length > 0)
    data((strings) => message(...relations.map((one) => bytes(4, relationMessage(one, strings)))));
  return blobs;
}

/** The whole file. */
export function osmFile(file: TestFile): Uint8Array {
  return Uint8Array.from(osmBlobs(file).flatMap((one) => [...one]));
}

/** In chunks of so many bytes, as a stream brings them. */
export async function* inChunks(whole: Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

function blob(type: string, content: number[], { compression = "zlib" }: TestFile): Uint8Array {
  const raw = Uint8Array.from(content);
  const body =
    compression === "none"
      ? message(bytes(1, content))
      : compression === "zstd"
        ? message(number(2, raw.length), bytes(7, content))
        : message(number(2, raw.length), bytes(3, [...deflateSync(raw)]));
  const header = message(bytes(1, text(type)), number(3, body.length));
  return Uint8Array.from([0, 0, header.length >> 8, header.length & 255, ...header, ...body]);
}

class Table {
  readonly #strings = [""];

  of(string: string): number {
    const known = this.#strings.indexOf(string);
    return known >= 0 ? known : this.#strings.push(string) - 1;
  }

  message(): number[] {
    return message(...this.#strings.map((string) => bytes(1, text(string))));
  }
}

function denseNodes(nodes: TestNode[], strings: Table): number[] {
  const column = (values: number[]) => values.flatMap((value, i) => zigzag(value - (values[i - 1] ?? 0)));
  const tags = nodes.flatMap(({ tags = {} }) => [
    ...Object.entries(tags).flatMap(([key, value]) => [
      ...varint(strings.of(key)),
      ...varint(strings.of(value)),
    ]),
    0,
  ]);
  const dense = message(
    bytes(1, column(nodes.map(({ id }) => id))),
    bytes(8, column(nodes.map(({ lat }) => Math.round(lat * 1e7)))),
    bytes(9, column(nodes.map(({ lon }) => Math.round(lon * 1e7)))),
    ...(tags.length > nodes.length ? [bytes(10, tags)] : []),
  );
  return message(bytes(2, dense));
}

function plainNodes(nodes: TestNode[], strings: Table): number[] {
  return message(
    ...nodes.map(({ id, lon, lat, tags = {} }) =>
      bytes(
        1,
        message(
          [...varint(1 << 3), ...zigzag(id)],
          ...tagFields(tags, strings),
          [...varint(8 << 3), ...zigzag(Math.round(lat * 1e7))],
          [...varint(9 << 3), ...zigzag(Math.round(lon * 1e7))],
        ),
      ),
    ),
  );
}

function wayMessage({ id, refs, tags = {} }: TestWay, strings: Table): number[] {
  return message(
    number(1, id),
    ...tagFields(tags, strings),
    bytes(
      8,
      refs.flatMap((ref, i) => zigzag(ref - (refs[i - 1] ?? 0))),
    ),
  );
}

function relationMessage({ id, members, tags = {} }: TestRelation, strings: Table): number[] {
  return message(
    number(1, id),
    ...tagFields(tags, strings),
    bytes(
      8,
      members.flatMap(({ role }) => varint(strings.of(role))),
    ),
    bytes(
      9,
      members.flatMap((member, i) => zigzag(member.id - (members[i - 1]?.id ?? 0))),
    ),
    bytes(
      10,
      members.flatMap(({ kind }) => varint(kind)),
    ),
  );
}

function tagFields(tags: Record<string, string>, strings: Table): number[][] {
  return [
    bytes(
      2,
      Object.keys(tags).flatMap((key) => varint(strings.of(key))),
    ),
    bytes(
      3,
      Object.values(tags).flatMap((value) => varint(strings.of(value))),
    ),
  ];
}

const text = (string: string) => [...new TextEncoder().encode(string)];
const message = (...fields: number[][]) => fields.flat();
const number = (field: number, value: number) => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, content: number[]) => [
  ...varint((field << 3) | 2),
  ...varint(content.length),
  ...content,
];

function varint(value: number): number[] {
  const out: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) out.push((left % 128) | 128);
  out.push(left);
  return out;
}

const zigzag = (value: number) => varint(value < 0 ? -2 * value - 1 : 2 * value);

/** A chance that is the same each time (mulberry32 of T. Ettinger, public domain). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Streets by chance: knots joined by chains of steps, loops, dead ends, one-way chains, uneven times up and down. */
export function someStreets(seed: number, { knots = 12, chains = 20, oneWay = 0.2 } = {}): Streets {
  const random = chance(seed);
  const upTo = (n: number) => Math.floor(random() * n);
  const lon: number[] = [];
  const lat: number[] = [];
  const rows: { from: number; to: number; forward: number; backward: number }[] = [];
  const node = () => {
    lat.push(455_000_000 + upTo(100_000));
    return lon.push(848_000_000 + upTo(100_000)) - 1;
  };
  for (let i = 0; i < knots; i++) node();
  for (let i = 0; i < chains; i++) {
    const isOneWay = random() < oneWay;
    const isDeadEnd = random() < 0.1;
    let at = upTo(knots);
    const end = isDeadEnd ? node() : upTo(knots);
    for (let left = upTo(5); left >= 0; left--) {
      const next = left === 0 ? end : node();
      if (next !== at)
        rows.push({ from: at, to: next, forward: 1 + upTo(300), backward: isOneWay ? never : 1 + upTo(300) });
      at = next;
    }
  }
  const streets = {
    lon: Int32Array.from(lon),
    lat: Int32Array.from(lat),
    from: Int32Array.from(rows, ({ from }) => from),
    to: Int32Array.from(rows, ({ to }) => to),
    forward: Int32Array.from(rows, ({ forward }) => forward),
    backward: Int32Array.from(rows, ({ backward }) => backward),
    kind: new Uint8Array(rows.length),
  };
  // Without the knots that no chain came to.
  return kept(streets, () => true);
}

/** Least times by trying every step until nothing changes (Bellman 1958), from nodes of the network or to them. */
export function leastTimes(
  streets: Streets,
  starts: readonly { node: number; time: number }[],
  direction: Direction,
): Int32Array {
  const { lon, from, to, forward, backward } = streets;
  const times = new Int32Array(lon.length).fill(never);
  const improve = (node: number, time: number) => {
    if (time >= (times[node] ?? never)) return false;
    times[node] = time;
    return true;
  };
  for (const { node, time } of starts) improve(node, time);
  for (let changed = true; changed; ) {
    changed = false;
    for (let s = 0; s < from.length; s++) {
      const [a, b] = [from[s] ?? 0, to[s] ?? 0];
      const [there, back] = direction === "from" ? [forward[s], backward[s]] : [backward[s], forward[s]];
      if (improve(b, (times[a] ?? never) + (there ?? never))) changed = true;
      if (improve(a, (times[b] ?? never) + (back ?? never))) changed = true;
    }
  }
  return times;
}
