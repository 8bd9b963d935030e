/** A sum over bytes in their order, 31 times what was before and the byte: who gives it has read every one of them. */
import type { MarcRecord } from "#libs/marc";

const [square, fourth] = [31 ** 2, 31 ** 4];

export class Checksum {
  #sum = 0;

  /** All subfields with their delimiters and codes, and all control fields, of a record in which every field has the form of the standard. */
  addRecord(record: MarcRecord): void {
    const { view, index, indexAt, count } = record.place;
    if (!record.nature.isRegular) throw new Error(`record ${record.number} has not the form of the standard`);
    let sum = this.#sum;
    for (let n = indexAt; n < indexAt + 3 * count; n += 3) {
      const end = index[n + 2] ?? 0;
      const isControl = (index[n] ?? 0) >> 8 === 0x3030;
      let at = (index[n + 1] ?? 0) + (isControl ? 0 : 2);
      for (; at + 4 <= end; at += 4) {
        const word = view.getInt32(at, true);
        // The first and the second two of the four bytes, each two in one.
        const pairs = Math.imul(word & 0x00ff00ff, 31) + ((word >>> 8) & 0x00ff00ff);
        sum = (Math.imul(sum, fourth) + Math.imul(pairs & 0xffff, square) + (pairs >>> 16)) | 0;
      }
      for (; at < end; at++) sum = (Math.imul(sum, 31) + view.getUint8(at)) | 0;
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
