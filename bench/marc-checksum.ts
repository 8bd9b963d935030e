/** A sum of words of four bytes and of the sums so far (Fletcher's): who gives it has read every byte, in order. */
import type { MarcRecord } from "#libs/marc";

export class Checksum {
  #sum = 0;
  #sums = 0;

  /** All subfields with their delimiters and codes, and all control fields, of a record in which every field has the form of the standard. */
  addRecord(record: MarcRecord): void {
    const { view, index, indexAt, count } = record.place;
    if (!record.nature.isRegular) throw new Error(`record ${record.number} has not the form of the standard`);
    for (let n = indexAt; n < indexAt + 3 * count; n += 3) {
      const isControl = (index[n] ?? 0) >> 8 === 0x3030;
      this.add(view, (index[n + 1] ?? 0) + (isControl ? 0 : 2), index[n + 2] ?? 0);
    }
  }

  add(view: DataView, from: number, to: number): void {
    let sum = this.#sum;
    let sums = this.#sums;
    let at = from;
    for (; at + 4 <= to; at += 4) {
      sum = (sum + view.getInt32(at, true)) | 0;
      sums = (sums + sum) | 0;
    }
    for (; at < to; at++) {
      sum = (sum + view.getUint8(at)) | 0;
      sums = (sums + sum) | 0;
    }
    this.#sum = sum;
    this.#sums = sums;
  }

  get text(): string {
    return [this.#sums, this.#sum].map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
