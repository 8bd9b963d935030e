/** A sum over bytes in their order (Fletcher's, over words of 32 bits): who gives it has read every one of them. */
export class Checksum {
  #sum = 0;
  #sums = 0;

  /** One text: four bytes at a time, and what is left by itself. */
  add(bytes: DataView, from: number, to: number): void {
    let sum = this.#sum;
    let sums = this.#sums;
    let at = from;
    for (; at + 4 <= to; at += 4) {
      sum = (sum + bytes.getInt32(at)) | 0;
      sums = (sums + sum) | 0;
    }
    for (; at < to; at++) {
      sum = (sum + bytes.getUint8(at)) | 0;
      sums = (sums + sum) | 0;
    }
    this.#sum = sum;
    this.#sums = sums;
  }

  get text(): string {
    return [this.#sums, this.#sum].map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
