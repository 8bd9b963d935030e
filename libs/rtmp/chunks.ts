/** Messages cut into chunks and put together again (§5.3). */

export interface Message {
  type: number;
  /** Milliseconds, as the sender counts. */
  at: number;
  data: Buffer;
}

interface Lane {
  type: number;
  length: number;
  at: number;
  delta: number;
  /** The time did not fit 24 bits and stands apart, in every chunk. */
  extended: boolean;
  parts: Buffer[];
  have: number;
}

/** More lanes than any encoder opens: who asks for more is none. */
const mostLanes = 32;

/** Reads chunks as bytes come in. `most`: a longer message is refused by throwing. */
export function chunkReader(most: () => number) {
  const lanes = new Map<number, Lane>();
  let held: Buffer = Buffer.alloc(0);
  let size = 128;
  return {
    resize(to: number) {
      if (to < 1) throw new Error("chunks of no size");
      size = Math.min(to, 0xffffff);
    },
    /** Adds bytes; takes the next whole message from what is there, or null. */
    add(bytes: Buffer) {
      held = held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
    },
    next(): Message | null {
      for (;;) {
        const chunk = readChunk(held, lanes, size, most());
        if (!chunk) return null;
        held = held.subarray(chunk.read);
        const { lane } = chunk;
        if (lane.have < lane.length) continue;
        const data = Buffer.concat(lane.parts);
        lane.parts = [];
        lane.have = 0;
        return { type: lane.type, at: lane.at, data };
      }
    },
  };
}

/** The chunk at the beginning of these bytes; null while it is not whole. Changes its lane only when it is. */
function readChunk(bytes: Buffer, lanes: Map<number, Lane>, size: number, most: number) {
  const first = bytes[0];
  if (first === undefined) return null;
  const low = first & 63;
  const basic = low === 0 ? 2 : low === 1 ? 3 : 1;
  const format = first >> 6;
  const headed = basic + ([11, 7, 3, 0][format] ?? 0);
  if (bytes.length < headed) return null;
  const id =
    low === 0
      ? 64 + bytes.readUInt8(1)
      : low === 1
        ? 64 + bytes.readUInt8(1) + 256 * bytes.readUInt8(2)
        : low;
  const known = lanes.get(id);
  if (!known && (format !== 0 || lanes.size >= mostLanes)) throw new Error("a chunk without a beginning");
  const lane: Lane = known ?? { type: 0, length: 0, at: 0, delta: 0, extended: false, parts: [], have: 0 };
  const begins = lane.have === 0;
  if (format < 3 && !begins) throw new Error("a message begins within another");
  let time = format < 3 ? bytes.readUIntBE(basic, 3) : lane.extended ? 0xffffff : 0;
  const extended = time === 0xffffff;
  const body = headed + (extended ? 4 : 0);
  if (bytes.length < body) return null;
  if (extended) time = bytes.readUInt32BE(headed);
  const length = format < 2 ? bytes.readUIntBE(basic + 3, 3) : lane.length;
  if (length > most) throw new Error(`a message of ${length} bytes`);
  const part = Math.min(size, length - lane.have);
  if (bytes.length < body + part) return null;

  lane.length = length;
  if (format < 2) lane.type = bytes.readUInt8(basic + 6);
  if (format < 3) lane.extended = extended;
  if (format === 0) {
    lane.at = time;
    lane.delta = 0;
  } else if (begins) {
    if (format < 3) lane.delta = time;
    lane.at = (lane.at + lane.delta) >>> 0;
  }
  // A copy: the bytes it lies in are let go.
  lane.parts.push(Buffer.from(bytes.subarray(body, body + part)));
  lane.have += part;
  lanes.set(id, lane);
  return { lane, read: body + part };
}

/** One message in chunks of 128 bytes, which every sender reads. */
export function chunked(type: number, data: Buffer, { lane = 3, stream = 0 } = {}): Buffer {
  const head = Buffer.alloc(12);
  head[0] = lane;
  head.writeUIntBE(data.length, 4, 3);
  head[7] = type;
  head.writeUInt32LE(stream, 8);
  const parts: Buffer[] = [head];
  for (let from = 0; from < data.length; from += 128) {
    if (from > 0) parts.push(Buffer.from([0xc0 | lane]));
    parts.push(data.subarray(from, from + 128));
  }
  return Buffer.concat(parts);
}
