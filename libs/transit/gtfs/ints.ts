/** Whole numbers of 32 bits, as many as come. */
export class Ints {
  length = 0;
  #values = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.#values.length) {
      const more = new Int32Array(this.length * 2);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.length++] = value;
  }

  /** The value at an index below `length`. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}
