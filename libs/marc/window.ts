/** The part of a stream that is still being read, or lies in records that have been. */
import type { Source } from "./bytes.ts";

const smallest = 64 * 1024;
/** So that four bytes can be read at once from everywhere. */
const behind = 4;

/** Filled from the front and then left to the records in it: what is written once stays. */
export class Window implements Source {
  /** What has come. */
  bytes: Uint8Array;
  /** All of the buffer. */
  view: DataView;
  /** Where it begins in the file. */
  base = 0;
  #buffer = new Uint8Array(smallest);
  readonly #isPassing: boolean;

  /** `isPassing`: what has been read may be written over. */
  constructor(isPassing = false) {
    this.#isPassing = isPassing;
    this.bytes = this.#buffer.subarray(0, 0);
    this.view = new DataView(this.#buffer.buffer);
  }

  /** Adds a chunk; what stands before `keep` may go. Answers by how much all indexes have become smaller. */
  append(chunk: Uint8Array, keep: number): number {
    let filled = this.bytes.length;
    let moved = 0;
    const length = filled - keep + chunk.length + behind;
    if (filled + chunk.length + behind > this.#buffer.length) {
      const rest = this.bytes.subarray(keep);
      if (!this.#isPassing || length > this.#buffer.length) {
        this.#buffer = new Uint8Array(Math.max(smallest, length + rest.length));
        this.view = new DataView(this.#buffer.buffer);
      }
      this.#buffer.set(rest);
      this.base += keep;
      filled = rest.length;
      moved = keep;
    }
    this.#buffer.set(chunk, filled);
    this.bytes = this.#buffer.subarray(0, filled + chunk.length);
    return moved;
  }
}
