/** Is it UTF-8 (RFC 3629)? Well-formed sequences only: no overlong form, no surrogate, nothing above U+10FFFF. */
import { addFault, type Measure, nothingMeasured } from "./measure.ts";

/** Counts the characters beyond ASCII; faults are where none begins, or one is cut. */
export function measureUtf8(bytes: Uint8Array, from: number, to: number): Measure {
  const measure = nothingMeasured();
  for (let i = from; i < to; ) {
    const length = characterLength(bytes, i, to);
    if (length === 0) addFault(measure, i);
    else if (length > 1) measure.characters++;
    i += length || 1;
  }
  return measure;
}

/** What `utf8Kind` finds: no text, nothing but ASCII and characters of two bytes, or longer ones too. */
export const notUtf8 = 0;
export const shortUtf8 = 1;
export const longUtf8 = 2;

export function utf8Kind(bytes: Uint8Array, from: number, to: number): number {
  let kind = shortUtf8;
  for (let i = from; i < to; ) {
    if ((bytes[i] ?? 0) < 0x80) {
      i++;
      continue;
    }
    const length = characterLength(bytes, i, to);
    if (length === 0) return notUtf8;
    if (length > 2) kind = longUtf8;
    i += length;
  }
  return kind;
}

/** Bytes of the character that begins at `i`; 0 where none does (Unicode 16, table 3-7). */
function characterLength(bytes: Uint8Array, i: number, to: number): number {
  const lead = bytes[i] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (i + length > to) return 0;
  const second = bytes[i + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let k = i + 2; k < i + length; k++) if (((bytes[k] ?? 0) & 0xc0) !== 0x80) return 0;
  // U+FFFE and U+FFFF are no characters, and XML has no place for them.
  return lead === 0xef && second === 0xbf && (bytes[i + 2] ?? 0) > 0xbd ? 0 : length;
}
