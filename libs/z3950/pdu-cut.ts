/** Cuts what comes over a connection into whole PDUs, looking at each header once. */
import { classOf, type Header, headerAt, isEnd, Unreadable } from "./ber.ts";

const smallest = 4096;

export class PduCutter {
  readonly #most: number;
  #buffer = new Uint8Array(smallest);
  /** What has come, from the beginning of the PDU that is not whole yet. */
  #filled = 0;
  /** Where the next header of that PDU stands, or its end. */
  #at = 0;
  /** How many pdus of indefinite length are open in it. */
  #open = 0;
  #isBegun = false;

  /** `most`: bytes of one PDU; who sends more is not listened to. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The PDUs that end in this chunk, each in memory of its own. Throws `Unreadable`; what comes afterwards means nothing. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#append(chunk);
    const pdus: Uint8Array[] = [];
    let start = 0;
    while (this.#isWhole(start)) {
      pdus.push(this.#buffer.slice(start, this.#at));
      start = this.#at;
      this.#isBegun = false;
    }
    this.#buffer.copyWithin(0, start, this.#filled);
    this.#filled -= start;
    this.#at -= start;
    return pdus;
  }

  /** Goes on from header to header; what has a length is passed over. */
  #isWhole(start: number): boolean {
    for (;;) {
      if (this.#at - start > this.#most) throw new Unreadable(0, `a PDU of more than ${this.#most} bytes`);
      if (this.#isBegun && this.#open === 0) return this.#at <= this.#filled;
      if (this.#at >= this.#filled) return false;
      const header = headerAt(this.#buffer.subarray(0, this.#filled), this.#at);
      if (!header) return false;
      if (!this.#isBegun && !mayBePdu(header)) throw new Unreadable(0, "no PDU begins so");
      this.#isBegun = true;
      this.#at = header.contentAt + (header.length ?? 0);
      if (header.length === null) this.#open += 1;
      else if (isEnd(header)) this.#open -= 1;
    }
  }

  #append(chunk: Uint8Array): void {
    const length = this.#filled + chunk.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#filled);
    this.#filled = length;
  }
}

/** Seen before anything is waited for: who speaks HTTP here does not say how much will come. */
const mayBePdu = ({ tag, isConstructed }: Header) => isConstructed && classOf(tag) === 2;
