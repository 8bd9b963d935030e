/** A sum over bytes in their order, 31 times what was before and the byte: who gives it has read every one of them. */
import type { MarcRecord } from "#libs/marc";

const delimiter = 0x1f;
const [square, cube, fourth] = [31 ** 2, 31 ** 3, 31 ** 4];

export class Checksum {
  #sum = 0;

  /** The texts of all subfields and control fields of a record in which every field has the form of the standard. */
  addRecord(record: MarcRecord): void {
    const { view, index, indexAt, count } = record.place;
    if (!record.nature.isRegular) throw new Error(`record ${record.number} has not the form of the standard`);
    let sum = this.#sum;
    for (let n = indexAt; n < indexAt + 3 * count; n += 3) {
      const end = index[n + 2] ?? 0;
      const isControl = (index[n] ?? 0) >> 8 === 0x3030;
      // Indicators, delimiter and code before the first text.
      let at = (index[n + 1] ?? 0) + (isControl ? 0 : 4);
      while (at < end) {
        const word = view.getInt32(at);
        if (at + 4 <= end && ((word - 0x20202020) & ~word & 0x80808080) === 0) {
          const before = Math.imul(sum, fourth) + Math.imul(word >>> 24, cube) + Math.imul((word >>> 16) & 0xff, square);
          sum = (before + Math.imul((word >>> 8) & 0xff, 31) + (word & 0xff)) | 0;
          at += 4;
        } else if (word >>> 24 === delimiter) at += 2;
        else {
          sum = (Math.imul(sum, 31) + (word >>> 24)) | 0;
          at += 1;
        }
      }
    }
    this.#sum = sum;
  }

  add(bytes: Uint8Array): void {
    for (const byte of bytes) this.#sum = (Math.imul(this.#sum, 31) + byte) | 0;
  }

  get text(): string {
    return (this.#sum >>> 0).toString(16).padStart(8, "0");
  }
}
