/** GB18030 and, inside it, GBK and GB2312: characters of two bytes, and of four where the second is a digit. */
import { addFault, type Measure, nothingMeasured } from "./measure.ts";

/** Nearly all that is written is GB2312: two bytes, both of the upper half. The other characters are unlikely. */
export function measureGb(bytes: Uint8Array, from: number, to: number): Measure {
  const measure = nothingMeasured();
  for (let i = from; i < to; ) {
    const length = characterLength(bytes, i, to);
    if (length === 0) addFault(measure, i);
    else if (length > 1) {
      measure.characters++;
      if (length > 2 || (bytes[i + 1] ?? 0) < 0xa1) measure.unlikely++;
    }
    i += length || 1;
  }
  return measure;
}

function characterLength(bytes: Uint8Array, i: number, to: number): number {
  const at = (n: number) => (i + n < to ? (bytes[i + n] ?? 0) : 0);
  const within = (byte: number, low: number, high: number) => byte >= low && byte <= high;
  const [lead, second] = [at(0), at(1)];
  if (lead < 0x80) return 1;
  if (!within(lead, 0x81, 0xfe)) return 0;
  if (within(second, 0x40, 0xfe) && second !== 0x7f) return 2;
  return within(second, 0x30, 0x39) && within(at(2), 0x81, 0xfe) && within(at(3), 0x30, 0x39) ? 4 : 0;
}
