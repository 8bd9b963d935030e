/** Is it UTF-8 (RFC 3629)? Well-formed sequences only: no overlong form, no surrogate, nothing above U+10FFFF. */
import type { Measure } from "./measure.ts";

/** Adds the characters beyond ASCII; faults are where none begins, or one is cut. Those of two bytes are unlikely: they may be pairs of GBK. */
export function measureUtf8(bytes: Uint8Array, from: number, to: number, measure: Measure): void {
  for (let i = from; i < to; ) {
    const length = (bytes[i] ?? 0) < 0x80 ? 1 : characterLength(bytes, i, to);
    if (length === 0) measure.addFault(i);
    else if (length > 1) measure.characters++;
    if (length === 2) measure.unlikely++;
    i += length || 1;
  }
}

/** Bytes of the character beyond ASCII that begins at `i`; 0 where none does (Unicode 16, table 3-7). */
function characterLength(bytes: Uint8Array, i: number, to: number): number {
  const lead = bytes[i] ?? 0;
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
