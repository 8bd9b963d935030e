/** What stands in a message cannot be so; whoever knows the place in the file says it. */
export class NotAMessage extends Error {}

/**
 * A cursor over a Protocol Buffers message (encoding of protobuf.dev/programming-guides/encoding). Numbers up to 2^53 are exact, which is
 * more than OpenStreetMap has ids. Bytes behind the end read as 0: whoever walks asks `more()`, which throws there.
 */
export class Wire {
  readonly bytes: Uint8Array;
  at: number;
  end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Is there another field? */
  more(): boolean {
    if (this.at > this.end) throw new NotAMessage("a field runs over the end of its message");
    return this.at < this.end;
  }

  /** An unsigned varint. */
  uint(): number {
    const { bytes } = this;
    let byte = bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte & 127;
    let shift = 7;
    for (; shift < 28; shift += 7) {
      byte = bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    let scale = 2 ** 28;
    for (; shift < 70; shift += 7) {
      byte = bytes[this.at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new NotAMessage("a number of more than ten bytes");
  }

  /** A signed varint in zigzag. */
  sint(): number {
    const n = this.uint();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  /** A signed varint in two's complement (int32, int64): below zero it has ten bytes. */
  int(): number {
    const { bytes } = this;
    const from = this.at;
    const value = this.uint();
    if (this.at - from < 10) return value;
    // Of the 64 bits the lowest 56 say it all.
    let low = 0;
    for (let i = 0, scale = 1; i < 8; i++, scale *= 128) low += ((bytes[from + i] ?? 0) & 127) * scale;
    return low - 2 ** 56;
  }

  /** Where the length-delimited field that begins here ends; the cursor stands at its first byte. */
  until(): number {
    const length = this.uint();
    const end = this.at + length;
    if (end > this.end) throw new NotAMessage("a field is longer than its message");
    return end;
  }

  /** The message in the length-delimited field that begins here; the cursor passes over it. */
  message(): Wire {
    const end = this.until();
    const inner = new Wire(this.bytes, this.at, end);
    this.at = end;
    return inner;
  }

  slice(): Uint8Array {
    const end = this.until();
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  /** Passes over a field of this key. */
  skip(key: number): void {
    const type = key & 7;
    if (type === 0) this.uint();
    else if (type === 1) this.at += 8;
    else if (type === 2) this.at = this.until();
    else if (type === 5) this.at += 4;
    else throw new NotAMessage(`wire type ${type}`);
  }
}

/** How many varints these bytes hold. */
export function countVarints(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if ((bytes[at] ?? 0) < 128) count++;
  return count;
}

/** Writes the running sums of zigzag differences (`sint64 packed`) to `out`. Answers how many. */
export function readDeltas(wire: Wire, end: number, out: Float64Array, from = 0): number {
  const { bytes } = wire;
  let at = wire.at;
  let sum = 0;
  let n = from;
  while (at < end) {
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    if (byte > 127) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 127) << 7;
      if (byte > 127) {
        byte = bytes[at++] ?? 0;
        value |= (byte & 127) << 14;
        if (byte > 127) {
          byte = bytes[at++] ?? 0;
          value |= (byte & 127) << 21;
          for (let scale = 2 ** 28; byte > 127; scale *= 128) {
            if (scale > 2 ** 63) throw new NotAMessage("a number of more than ten bytes");
            byte = bytes[at++] ?? 0;
            value += (byte & 127) * scale;
          }
        }
      }
    }
    sum += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    out[n++] = sum;
  }
  if (at !== end) throw new NotAMessage("a list ends inside a number");
  wire.at = end;
  return n - from;
}
