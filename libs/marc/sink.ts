/** Bytes written one behind the other and taken away in pieces. */

const encoder = new TextEncoder();
const pieceLength = 128 * 1024;

/** Text of ASCII to be written many times: four bytes at a time, of which the last word may have too many. */
export interface Literal {
  length: number;
  words: Int32Array;
}

export function literal(text: string): Literal {
  const words = new Int32Array(Math.ceil(text.length / 4));
  for (let n = 0; n < text.length; n++)
    words[n >> 2] = (words[n >> 2] ?? 0) | (text.charCodeAt(n) << (24 - 8 * (n & 3)));
  return { length: text.length, words };
}

export class ByteSink {
  bytes = new Uint8Array(4096);
  view = new DataView(this.bytes.buffer);
  length = 0;
  readonly #isPassing: boolean;

  /** `isPassing`: a piece that was taken is written over. */
  constructor(isPassing = false) {
    this.#isPassing = isPassing;
  }

  /** Makes sure that so many bytes can be written from `length` on, and a word behind them. */
  room(count: number): void {
    if (this.length + count + 4 <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + count + 4));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  put({ length, words }: Literal): void {
    this.room(length);
    const { view } = this;
    let at = this.length;
    for (let n = 0; n < words.length; n++) {
      view.setInt32(at, words[n] ?? 0);
      at += 4;
    }
    this.length += length;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.room(end - start);
    this.bytes.set(from.subarray(start, end), this.length);
    this.length += end - start;
  }

  text(text: string): void {
    // No character of UTF-16 takes more than three bytes.
    this.room(3 * text.length);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  get isFull(): boolean {
    return this.length >= pieceLength;
  }

  /** What was written, and begins anew. */
  take(): Uint8Array {
    const piece = this.#isPassing ? this.bytes.subarray(0, this.length) : this.bytes.slice(0, this.length);
    this.length = 0;
    return piece;
  }
}
