import { deflateSync, inflateSync } from "node:zlib";

/** The tables of an OpenType font by their four-letter tag. */
export type Tables = Map<string, Uint8Array>;

const signature = 0x774f4646; // "wOFF"
const trueType = 0x00010000;

/** Reads a WOFF 1.0 file (W3C Recommendation 2012). Refuses anything else, and any table that ends too early. */
export function readWoff(file: Uint8Array): Tables {
  const view = viewOf(file);
  if (file.length < 44 || view.getUint32(0) !== signature) throw new Error("not a WOFF file");
  const tables: Tables = new Map();
  const count = view.getUint16(12);
  for (let at = 44; at < 44 + 20 * count; at += 20) {
    const tag = String.fromCharCode(...file.subarray(at, at + 4));
    const offset = view.getUint32(at + 4);
    const packed = view.getUint32(at + 8);
    const length = view.getUint32(at + 12);
    const bytes = file.subarray(offset, offset + packed);
    const table = packed < length ? new Uint8Array(inflateSync(bytes)) : bytes;
    if (table.length !== length)
      throw new Error(`table ${tag} has ${table.length} bytes, expected ${length}`);
    tables.set(tag, table);
  }
  return tables;
}

/** Writes tables as a WOFF 1.0 file, with the checksums the format asks for. The tables themselves stay as they are. */
export function writeWoff(tables: Tables): Uint8Array<ArrayBuffer> {
  const entries = entriesOf(tables).map((entry) => ({ ...entry, data: packed(entry.table) }));
  const start = 44 + 20 * entries.length;
  const file = new Uint8Array(start + entries.reduce((sum, { data }) => sum + padded(data.length), 0));
  const view = viewOf(file);
  view.setUint32(0, signature);
  view.setUint32(4, trueType);
  view.setUint32(8, file.length);
  view.setUint16(12, entries.length);
  view.setUint32(16, unpackedSize(entries));
  view.setUint16(20, 1);
  let place = start;
  entries.forEach(({ tag, table, data, sum }, n) => {
    const at = 44 + 20 * n;
    file.set(lettersOf(tag), at);
    view.setUint32(at + 4, place);
    view.setUint32(at + 8, data.length);
    view.setUint32(at + 12, table.length);
    view.setUint32(at + 16, sum);
    file.set(data, place);
    place += padded(data.length);
  });
  return file;
}

interface Entry {
  tag: string;
  table: Uint8Array;
  sum: number;
}

/** Tables in the order of their tags with their checksums; `head` gets the adjustment of the whole font. */
function entriesOf(tables: Tables): Entry[] {
  const entries = [...tables]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([tag, table]) => (tag === "head" ? { tag, table: withAdjustment(table, 0) } : { tag, table }))
    .map((entry) => ({ ...entry, sum: checksum(entry.table) }));
  // OpenType 1.9, head: 0xB1B0AFBA − the sum of the whole font while the field itself is 0.
  const whole = entries.reduce((sum, entry) => sum + entry.sum, checksum(directoryOf(entries)));
  const adjustment = (0xb1b0afba - whole) >>> 0;
  return entries.map((entry) =>
    entry.tag === "head" ? { ...entry, table: withAdjustment(entry.table, adjustment) } : entry,
  );
}

function withAdjustment(head: Uint8Array, adjustment: number): Uint8Array {
  const copy = new Uint8Array(head);
  viewOf(copy).setUint32(8, adjustment);
  return copy;
}

/** The table directory as it would stand in the unpacked font: it counts in the sum. */
function directoryOf(entries: readonly Entry[]): Uint8Array {
  const count = entries.length;
  const directory = new Uint8Array(12 + 16 * count);
  const view = viewOf(directory);
  const power = 2 ** Math.floor(Math.log2(count));
  view.setUint32(0, trueType);
  view.setUint16(4, count);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, count * 16 - power * 16);
  let place = directory.length;
  entries.forEach(({ tag, table, sum }, n) => {
    const at = 12 + 16 * n;
    directory.set(lettersOf(tag), at);
    view.setUint32(at + 4, sum);
    view.setUint32(at + 8, place);
    view.setUint32(at + 12, table.length);
    place += padded(table.length);
  });
  return directory;
}

function unpackedSize(entries: readonly Entry[]): number {
  return entries.reduce((sum, { table }) => sum + padded(table.length), 12 + 16 * entries.length);
}

function packed(table: Uint8Array): Uint8Array {
  const small = deflateSync(table, { level: 9 });
  return small.length < table.length ? new Uint8Array(small) : table;
}

function lettersOf(tag: string): number[] {
  return [...tag].map((letter) => letter.charCodeAt(0));
}

/** The sum of a table's big-endian words, the last one filled with zeros. */
export function checksum(table: Uint8Array): number {
  const view = viewOf(table);
  let sum = 0;
  let at = 0;
  for (; at + 4 <= table.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  for (let shift = 24; at < table.length; at += 1, shift -= 8)
    sum = (sum + (((table[at] ?? 0) << shift) >>> 0)) >>> 0;
  return sum;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
