/** RFC 4648 §5 without padding, in one canonical spelling: two texts never mean the same bytes. Runs in the browser too. */

export type Bytes = Uint8Array<ArrayBuffer>;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...letters].map((letter, value) => [letter, value]));

/** The bytes as base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += letters.charAt((held >> bits) & 63);
    }
  }
  return bits > 0 ? text + letters.charAt((held << (6 - bits)) & 63) : text;
}

/** The bytes of a base64url text; null for foreign characters, impossible lengths and spare bits that are not zero. */
export function fromBase64url(text: string): Bytes | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = values.get(letter);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** The bytes of an ASCII or UTF-8 text. */
export function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}
