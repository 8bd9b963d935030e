/** A value as BER has it (ITU-T X.690): a tag, and bytes or further values. */
export interface Ber {
  tag: number;
  /** What a constructed one holds; null: a primitive one. */
  parts: readonly Ber[] | null;
  /** What a primitive one holds. */
  content: Uint8Array;
  /** Where it begins, for who has to tell of a fault; 0 in what is yet to be written. */
  byte: number;
}

/** Deeper than any query that somebody asks, and far from the end of the stack. */
export const deepest = 256;

const numbers = 2 ** 24;

/** Tags are numbers: the class in the bits above the number. */
export const universal = (number: number) => number;
export const context = (number: number) => 2 * numbers + number;
export const classOf = (tag: number) => Math.floor(tag / numbers);
export const numberOf = (tag: number) => tag % numbers;

export const primitive = (tag: number, content: Uint8Array): Ber => ({ tag, parts: null, content, byte: 0 });
export const constructed = (tag: number, parts: readonly Ber[]): Ber => ({
  tag,
  parts,
  content: none,
  byte: 0,
});

const none = new Uint8Array();

/** Bytes that are no BER, or no PDU. */
export class Unreadable extends Error {
  /** Offset of the value that cannot be read. */
  readonly byte: number;

  constructor(byte: number, why: string) {
    super(`byte ${byte}: ${why}`);
    this.byte = byte;
  }
}

/** What stands before the content of a value. */
export interface Header {
  tag: number;
  isConstructed: boolean;
  /** Null: it ends where two zero bytes stand (8.1.3.6). */
  length: number | null;
  /** Offset of the content. */
  contentAt: number;
}

/** The header at `at`, or null where it is not all there yet. */
export function headerAt(bytes: Uint8Array, at: number): Header | null {
  const first = bytes[at];
  if (first === undefined) return null;
  let next = at + 1;
  let number = first & 0x1f;
  if (number === 0x1f) {
    number = 0;
    for (let more = true; more; next++) {
      const byte = bytes[next];
      if (byte === undefined) return null;
      number = number * 128 + (byte & 0x7f);
      if (number === 0) throw new Unreadable(at, "a tag that begins with nothing (8.1.2.4.2)");
      if (number >= numbers) throw new Unreadable(at, "a tag with so great a number means nothing here");
      more = byte > 0x7f;
    }
  }
  const tag = (first >> 6) * numbers + number;
  const isConstructed = (first & 0x20) !== 0;
  const size = bytes[next++];
  if (size === undefined) return null;
  if (size < 0x80) return { tag, isConstructed, length: size, contentAt: next };
  if (size === 0x80) {
    if (!isConstructed) throw new Unreadable(at, "a primitive value says no length");
    return { tag, isConstructed, length: null, contentAt: next };
  }
  const end = next + (size & 0x7f);
  let length = 0;
  for (; next < end; next++) {
    const byte = bytes[next];
    if (byte === undefined) return null;
    length = length * 256 + byte;
    if (length > 0x7fffffff) throw new Unreadable(at, "a value longer than anything that is sent");
  }
  return { tag, isConstructed, length, contentAt: next };
}

export const isEnd = ({ tag, isConstructed, length }: Header) => tag === 0 && !isConstructed && length === 0;
