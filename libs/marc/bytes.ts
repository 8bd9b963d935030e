/** Bytes with a meaning in ISO 2709, and numbers written in digits. */
export const recordEnd = 0x1d;
export const fieldEnd = 0x1e;
export const delimiter = 0x1f;
export const escape = 0x1b;

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
