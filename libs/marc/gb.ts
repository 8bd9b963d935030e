/** GB18030 and, inside it, GBK and GB2312: characters of two bytes, and of four where the second is a digit. */
import type { Measure } from "./measure.ts";

const lastDaily = 0xd7;

/** Nearly all that is written is in the first half of GB2312, signs and the 3,755 characters of daily use. The others are unlikely. */
export function measureGb(bytes: Uint8Array, from: number, to: number, measure: Measure): void {
  for (let i = from; i < to; ) {
    const length = (bytes[i] ?? 0) < 0x80 ? 1 : characterLength(bytes, i, to);
    if (length === 0) measure.addFault(i);
    else if (length > 1) {
      measure.characters++;
      if (length > 2 || (bytes[i] ?? 0) > lastDaily || (bytes[i + 1] ?? 0) < 0xa1) measure.unlikely++;
    }
    i += length || 1;
  }
}

function characterLength(bytes: Uint8Array, i: number, to: number): number {
  const lead = bytes[i] ?? 0;
  if (lead === 0x80 || lead === 0xff || i + 1 >= to) return 0;
  const second = bytes[i + 1] ?? 0;
  if (second >= 0x40) return second === 0x7f || second === 0xff ? 0 : 2;
  const third = bytes[i + 2] ?? 0;
  return i + 4 <= to && isDigit(second) && third > 0x80 && third < 0xff && isDigit(bytes[i + 3] ?? 0) ? 4 : 0;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
