/** Action Message Format 0, as far as commands of encoders need it. */

export type Amf = number | boolean | string | null | { [name: string]: Amf };

/** The values in these bytes. Throws on what is cut off, unknown or nested too deeply. */
export function readAmf(bytes: Buffer): Amf[] {
  const values: Amf[] = [];
  const at = { pos: 0 };
  while (at.pos < bytes.length) values.push(readValue(bytes, at, 0));
  return values;
}

function readValue(bytes: Buffer, at: { pos: number }, depth: number): Amf {
  if (depth > 8) throw new Error("AMF0 nested too deeply");
  const marker = bytes.readUInt8(at.pos++);
  switch (marker) {
    case 0:
      at.pos += 8;
      return bytes.readDoubleBE(at.pos - 8);
    case 1:
      return bytes.readUInt8(at.pos++) !== 0;
    case 2:
      return readText(bytes, at);
    case 8:
      // An array that says how many it holds, and ends like an object all the same.
      at.pos += 4;
      return readObject(bytes, at, depth);
    case 3:
      return readObject(bytes, at, depth);
    case 5:
    case 6:
      return null;
    default:
      throw new Error(`AMF0 marker ${marker} is not read`);
  }
}

function readText(bytes: Buffer, at: { pos: number }): string {
  const length = bytes.readUInt16BE(at.pos);
  const from = at.pos + 2;
  if (from + length > bytes.length) throw new Error("AMF0 text is cut off");
  at.pos = from + length;
  return bytes.toString("utf8", from, at.pos);
}

function readObject(bytes: Buffer, at: { pos: number }, depth: number): Amf {
  const entries: [string, Amf][] = [];
  for (;;) {
    const name = readText(bytes, at);
    if (name === "" && bytes.readUInt8(at.pos) === 9) {
      at.pos++;
      return Object.fromEntries(entries);
    }
    entries.push([name, readValue(bytes, at, depth + 1)]);
  }
}

/** The bytes of these values. */
export function amf(...values: Amf[]): Buffer {
  return Buffer.concat(values.map(valueBytes));
}

function valueBytes(value: Amf): Buffer {
  if (value === null) return Buffer.from([5]);
  if (typeof value === "boolean") return Buffer.from([1, value ? 1 : 0]);
  if (typeof value === "string") return Buffer.concat([Buffer.from([2]), textBytes(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const entries = Object.entries(value).flatMap(([name, one]) => [textBytes(name), valueBytes(one)]);
  return Buffer.concat([Buffer.from([3]), ...entries, Buffer.from([0, 0, 9])]);
}

function textBytes(text: string): Buffer {
  const words = Buffer.from(text, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(words.length);
  return Buffer.concat([length, words]);
}
