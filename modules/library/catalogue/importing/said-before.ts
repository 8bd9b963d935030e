/** What records of a file have said before, each once: sixteen bytes a saying, so that those of a million records fit. Pure. */
import { createHash } from "node:crypto";

/** Four numbers a saying: two of its digest, the record, one of the digest of what it was said about. */
const width = 4;
const atFirst = 1 << 12;
/** Above so many nothing more is remembered: 128 MiB. */
const mostSlots = 1 << 23;

export interface Earlier {
  /** Place of the record in the file that said it first. */
  record: number;
  /** It was said about the same. */
  isSame: boolean;
}

export class SaidBefore {
  #slots = new Int32Array(atFirst * width);
  #count = 0;

  /** Who said this first, if it was another; else it is remembered as said by this record. */
  first(said: string, { record, about }: { record: number; about: string }): Earlier | null {
    const [high, low] = digestOf(said);
    const [of] = digestOf(about);
    const at = this.#slotOf(high, low);
    const stands = this.#slots[at + 2] ?? 0;
    if (stands !== 0)
      return stands === record ? null : { record: stands, isSame: this.#slots[at + 3] === of };
    if (this.#count * 4 >= (this.#slots.length / width) * 3) {
      if (this.#slots.length / width >= mostSlots) return null;
      this.#grow();
      return this.first(said, { record, about });
    }
    this.#slots.set([high, low, record, of], at);
    this.#count += 1;
    return null;
  }

  /** Its place, or the free one it belongs to. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length / width - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const at = slot * width;
      if (this.#slots[at + 2] === 0 || (this.#slots[at] === high && this.#slots[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += width)
      if (before[at + 2] !== 0)
        this.#slots.set(before.subarray(at, at + width), this.#slotOf(before[at] ?? 0, before[at + 1] ?? 0));
  }
}

function digestOf(text: string): [number, number] {
  const digest = createHash("sha256").update(text).digest();
  return [digest.readInt32LE(0), digest.readInt32LE(4)];
}
