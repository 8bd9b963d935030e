/**
 * The file of a timetable: magic, version, SHA-256, a head in JSON, and the arrays as they lie in memory (little endian, each on a
 * multiple of eight bytes). Opening it makes views and parses nothing but the head.
 */
import { createHash } from "node:crypto";
import { TransitFault } from "../fault.ts";
import { type ArrayName, type Arrays, layout, type Timetable } from "./shape.ts";

const magic = "WENMAITT";
/** Grows with every change of `layout` or of what an array means. */
const version = 1;
const digestAt = 16;
const headLengthAt = digestAt + 32;
const headAt = headLengthAt + 8;

interface Facts {
  zone: string;
  publisher: string;
  version: string;
  firstDay: number;
  days: number;
  words: number;
}

interface Head extends Facts {
  /** Elements of each array. */
  lengths: Record<ArrayName, number>;
}

const names = Object.keys(layout) as ArrayName[]; // keys of a constant
const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;

/** The bytes of a file, in memory that threads can share. */
export function write(arrays: Arrays, facts: Facts): SharedArrayBuffer {
  const lengths = Object.fromEntries(names.map((name) => [name, arrays[name].length]));
  const head = new TextEncoder().encode(JSON.stringify({ ...facts, lengths }));
  const size = names.reduce(
    (sum, name) => sum + aligned(arrays[name].byteLength),
    aligned(headAt + head.length),
  );
  const memory = new SharedArrayBuffer(size);
  const bytes = new Uint8Array(memory);
  const view = new DataView(memory);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(magic.length, version, true);
  view.setUint32(headLengthAt, head.length, true);
  bytes.set(head, headAt);
  let at = aligned(headAt + head.length);
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = arrays[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  bytes.set(digestOf(bytes), digestAt);
  return memory;
}

/** A timetable from the bytes of its file, copied into shared memory. Refuses what is none, another version, and a byte that differs. */
export function loadTimetable(file: Uint8Array): Timetable {
  const memory = new SharedArrayBuffer(file.length);
  const bytes = new Uint8Array(memory);
  bytes.set(file);
  checkBeginning(memory);
  if (!digestOf(bytes).equals(bytes.subarray(digestAt, headLengthAt)))
    throw new TransitFault("transit.damaged", { bytes: file.length });
  return timetableIn(memory);
}

/** Views of memory that `loadTimetable` or `buildTimetable` made in this thread or another. */
export function timetableIn(memory: SharedArrayBuffer): Timetable {
  checkBeginning(memory);
  const bytes = new Uint8Array(memory);
  const headLength = new DataView(memory).getUint32(headLengthAt, true);
  // The digest vouches for the head's shape.
  const { lengths, ...facts }: Head = JSON.parse(
    new TextDecoder().decode(bytes.slice(headAt, headAt + headLength)),
  );
  let at = aligned(headAt + headLength);
  const views: Partial<Record<ArrayName, Arrays[ArrayName]>> = {};
  for (const name of names) {
    // All kinds are made alike; the types of their constructors have no word for "any of them".
    const View = layout[name] as new (of: SharedArrayBuffer, at: number, length: number) => Arrays[ArrayName];
    const array = new View(memory, at, lengths[name]);
    views[name] = array;
    at += aligned(array.byteLength);
  }
  const digest = Buffer.from(bytes.slice(digestAt, headLengthAt)).toString("hex");
  // Each name of the layout got the array of its kind.
  return { ...(views as Arrays), ...facts, memory, digest };
}

function checkBeginning(memory: SharedArrayBuffer): void {
  const bytes = new Uint8Array(memory);
  if (bytes.length < headAt || new TextDecoder().decode(bytes.slice(0, magic.length)) !== magic)
    throw new TransitFault("transit.not-a-timetable", { bytes: bytes.length });
  const found = new DataView(memory).getUint32(magic.length, true);
  if (found !== version) throw new TransitFault("transit.other-version", { found, expected: version });
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes.subarray(headLengthAt)).digest();
}
