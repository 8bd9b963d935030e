/** Bytes with a meaning in ISO 2709, and numbers written in digits. */
export const recordEnd = 0x1d;
export const fieldEnd = 0x1e;
export const delimiter = 0x1f;
export const escapeByte = 0x1b;

/** Bytes, and the same to be read four at a time: it goes on for at least four bytes more. */
export interface Source {
  bytes: Uint8Array;
  view: DataView;
}

/** The number that stands in `count` digits at `at`; -1 where anything else stands there. */
export function digits(bytes: Uint8Array, at: number, count: number): number {
  let number = 0;
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** The number that four bytes, the first uppermost, are in digits; -1 where one of them is none. */
export function fourDigits(word: number): number {
  // A digit is 0x30 and something that stays below 0x40 when six is added.
  const upper = 0xf0f0f0f0 | 0;
  if ((word & upper) !== 0x30303030 || ((word + 0x06060606) & upper) !== 0x30303030) return -1;
  return 1000 * ((word >>> 24) & 15) + 100 * ((word >>> 16) & 15) + 10 * ((word >>> 8) & 15) + (word & 15);
}

/** Bytes as characters of the same number. */
export function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

/** A tag as one number, so that it is compared and kept without making text. */
export function packTag(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

export function packedTag(tag: string): number {
  return (tag.charCodeAt(0) << 16) | (tag.charCodeAt(1) << 8) | tag.charCodeAt(2);
}

export function tagText(packed: number): string {
  return String.fromCharCode(packed >> 16, (packed >> 8) & 0xff, packed & 0xff);
}

/** Control fields (00X) have neither indicators nor subfields. */
export function isControl(packed: number): boolean {
  return packed >> 8 === 0x3030;
}

/** Index of a byte, or `to`: `indexOf` of an array would look through all that lies behind. */
export function indexWithin(bytes: Uint8Array, byte: number, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== byte) at++;
  return at;
}

/** Marks those of four bytes that are below 0x20, in the uppermost bit of each: none of the three upper bits is set. */
export function controlsIn(word: number): number {
  return ~(word | (word << 1) | (word << 2)) & 0x80808080;
}

/** Which of four bytes, the first lowest, is the first that is marked. */
export function firstMarked(marks: number): number {
  return (31 - Math.clz32(marks & (~marks + 1))) >> 3;
}

/** Index of the next delimiter; `to` where none comes. What stands at `to` is below 0x20, as a terminator is. */
export function nextDelimiter({ bytes, view }: Source, from: number, to: number): number {
  let at = from;
  for (;;) {
    const marks = controlsIn(view.getInt32(at, true));
    if (marks === 0) at += 4;
    else {
      at += firstMarked(marks);
      if (at >= to || bytes[at] === delimiter) return Math.min(at, to);
      at++;
    }
  }
}
