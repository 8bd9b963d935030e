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

/** Writes tables as a WOFF 1.0 file, with the checksums the format asks for. */
export function writeWoff(tables: Tables): Uint8Array<ArrayBuffer> {
  const tags = [...tables.keys()].sort();
  const entries = tags.map((tag) => {
    const table = tables.get(tag) ?? new Uint8Array();
    const packed = deflateSync(table, { level: 9 });
    return {
      tag,
      table,
      data: packed.length < table.length ? new Uint8Array(packed) : table,
      sum: checksum(table),
    };
  });
  setAdjustment(tables.get("head"), entries);
  let end = 44 + 20 * entries.length;
  const places = entries.map(({ data }) => {
    const place = end;
    end += padded(data.length);
    return place;
  });
  const file = new Uint8Array(end);
  const view = viewOf(file);
  view.setUint32(0, signature);
  view.setUint32(4, trueType);
  view.setUint32(8, end);
  view.setUint16(12, entries.length);
  view.setUint32(
    16,
    12 + 16 * entries.length + entries.reduce((sum, { table }) => sum + padded(table.length), 0),
  );
  view.setUint16(20, 1);
  entries.forEach(({ tag, table, data, sum }, n) => {
    const at = 44 + 20 * n;
    const place = places[n] ?? 0;
    file.set(
      [...tag].map((letter) => letter.charCodeAt(0)),
      at,
    );
    view.setUint32(at + 4, place);
    view.setUint32(at + 8, data.length);
    view.setUint32(at + 12, table.length);
    view.setUint32(at + 16, sum);
    file.set(data, place);
  });
  return file;
}

/** OpenType 1.9 `head`: checkSumAdjustment = 0xB1B0AFBA − the sum of the whole font while the field is 0. */
function setAdjustment(
  head: Uint8Array | undefined,
  entries: { table: Uint8Array; sum: number; tag: string; data: Uint8Array }[],
) {
  if (!head) throw new Error("a font needs a head table");
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
  let sum = 0;
  entries.forEach(({ tag, table, sum: own }, n) => {
    const at = 12 + 16 * n;
    directory.set(
      [...tag].map((letter) => letter.charCodeAt(0)),
      at,
    );
    view.setUint32(at + 4, own);
    view.setUint32(at + 8, place);
    view.setUint32(at + 12, table.length);
    place += padded(table.length);
    sum = (sum + own) >>> 0;
  });
  viewOf(head).setUint32(8, (0xb1b0afba - ((sum + checksum(directory)) >>> 0)) >>> 0);
  const entry = entries.find(({ tag }) => tag === "head");
  const packed = deflateSync(head, { level: 9 });
  if (entry) entry.data = packed.length < head.length ? new Uint8Array(packed) : head;
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
