type Kind = Float64ArrayConstructor | Int32ArrayConstructor | Uint32ArrayConstructor | Uint8ArrayConstructor;

/** A list of numbers that doubles its memory when it is full. */
export class Growing<K extends Kind> {
  length = 0;
  #kind: K;
  #values: InstanceType<K>;

  constructor(kind: K, room = 1024) {
    this.#kind = kind;
    this.#values = made(kind, room);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.reserve(1);
    this.#values[this.length++] = value;
  }

  /** Makes room for so many more. The array answered is valid until the next call; whoever writes into it moves `length` on. */
  reserve(more: number): InstanceType<K> {
    if (this.length + more > this.#values.length) {
      const grown = made(this.#kind, Math.max(this.length + more, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.length));
      this.#values = grown;
    }
    return this.#values;
  }

  at(i: number): number {
    return this.#values[i] ?? 0;
  }

  /** What is in it, without a copy: valid until the next push. */
  view(): InstanceType<K> {
    return part(this.#values, this.length);
  }

  /** A copy without room to spare. */
  taken(): InstanceType<K> {
    const copy = made(this.#kind, this.length);
    copy.set(this.#values.subarray(0, this.length));
    return copy;
  }
}

// TypeScript does not follow a constructor to what it makes.
function made<K extends Kind>(kind: K, size: number): InstanceType<K> {
  return new kind(size) as InstanceType<K>;
}

function part<A extends Float64Array | Int32Array | Uint32Array | Uint8Array>(array: A, length: number): A {
  return array.subarray(0, length) as A;
}
