/** The directory of an ISO 2709 record: an entry a field, each checked against the bytes it points to. */
import { fieldEnd, fourDigits, type Source } from "./bytes.ts";
import { entryLength, leaderLength, toldBase } from "./leader.ts";

/** Numbers in one piece; each keeps those of its records that somebody holds. */
const largest = 3 * 32_768;

/** Where fields stand, of many records one behind the other: for each its tag, its first byte and its terminator. */
export class FieldIndex {
  numbers: Int32Array;
  used = 0;
  /** Where in `numbers` so many fields of the last record stand that are not all ASCII. */
  beyond = new Int32Array(64);
  beyondCount = 0;

  constructor(fields = 4096) {
    this.numbers = new Int32Array(3 * fields);
  }

  /** Makes room for so many fields and answers where the first begins. Numbers given away stay as they are. */
  reserve(fields: number): number {
    if (this.used + 3 * fields > this.numbers.length) {
      this.numbers = new Int32Array(Math.max(3 * fields, Math.min(2 * this.numbers.length, largest)));
      this.used = 0;
    }
    const at = this.used;
    this.used += 3 * fields;
    return at;
  }

  addBeyond(at: number): void {
    if (this.beyondCount === this.beyond.length) {
      const longer = new Int32Array(2 * this.beyondCount);
      longer.set(this.beyond);
      this.beyond = longer;
    }
    this.beyond[this.beyondCount++] = at;
  }

  /** Gives back what was reserved last. */
  release(at: number): void {
    this.used = at;
  }
}

/**
 * Reads a directory in which everything is as the standard wants it: every entry points to a field that ends with its terminator, the
 * fields cover the record and none overlap. Answers how many, -1 where anything is otherwise. `end` is behind the record's terminator.
 */
export function soundDirectory(
  { bytes, view }: Source,
  start: number,
  end: number,
  index: FieldIndex,
): number {
  const base = toldBase(bytes, start);
  const count = (base - 1 - leaderLength) / entryLength;
  if (count < 1 || !Number.isInteger(count) || start + base >= end || bytes[start + base - 1] !== fieldEnd)
    return -1;
  const at = index.reserve(count);
  const { numbers } = index;
  let covered = 0;
  let inOrder = true;
  for (let n = 0; n < count; n++) {
    const entry = start + leaderLength + entryLength * n;
    const length = fourDigits(view.getInt32(entry + 3));
    const upper = fourDigits(view.getInt32(entry + 7));
    const unit = (bytes[entry + 11] ?? 0) - 0x30;
    const place = 10 * upper + unit;
    const last = start + base + place + length - 1;
    if (length < 1 || upper < 0 || unit < 0 || unit > 9 || last > end - 2 || bytes[last] !== fieldEnd) {
      index.release(at);
      return -1;
    }
    numbers[at + 3 * n] = view.getInt32(entry) >>> 8;
    numbers[at + 3 * n + 1] = start + base + place;
    numbers[at + 3 * n + 2] = last;
    if (place !== covered) inOrder = false;
    covered += length;
  }
  if (start + base + covered === end - 1 && (inOrder || coverEverything(numbers, at, count))) return count;
  index.release(at);
  return -1;
}

/** Fields that fill their room exactly do not overlap when each begins where another ends. */
function coverEverything(numbers: Int32Array, at: number, count: number): boolean {
  const places = Array.from({ length: count }, (_, n) => ({
    from: numbers[at + 3 * n + 1] ?? 0,
    to: numbers[at + 3 * n + 2] ?? 0,
  })).toSorted((a, b) => a.from - b.from);
  return places.every(({ from }, n) => n === 0 || from === (places[n - 1]?.to ?? 0) + 1);
}
