/** Cuts a stream of JSON into the objects that stand in it by themselves or in one array around them. */
import { Window } from "./window.ts";

/** An object from brace to brace, or as much as there is of it; the beginning of one that is too long; what stands outside of all. */
export interface Piece {
  kind: "record" | "too-long" | "noise";
  /** Offset of its first byte. */
  byte: number;
  bytes: Uint8Array;
}

const [quote, backslash, open, close, newline] = [0x22, 0x5c, 0x7b, 0x7d, 0x0a];
/** Bracket, comma and colon. */
const before = new Set([0x5b, 0x2c, 0x3a]);
/** Blanks, commas and the brackets of an array stand between records; the mark of UTF-8 before the first. */
const between = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5b, 0x5d, 0xef, 0xbb, 0xbf]);

export class JsonCutter {
  readonly #window = new Window();
  readonly #most: number;
  #at = 0;
  /** Of the object that is open, or of what is none; -1. */
  #start = -1;
  #isNoise = false;
  #depth = 0;
  #isText = false;
  /** The last byte that was no blank. */
  #last = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The objects that end in this chunk. */
  push(chunk: Uint8Array): Piece[] {
    const moved = this.#window.append(chunk, this.#start < 0 ? this.#at : this.#start);
    this.#at -= moved;
    if (this.#start >= 0) this.#start -= moved;
    return this.#pieces();
  }

  /** What has begun and does not end. */
  end(): Piece[] {
    return this.#start < 0 ? [] : [this.#take(this.#isNoise ? "noise" : "record", this.#window.bytes.length)];
  }

  #pieces(): Piece[] {
    const pieces: Piece[] = [];
    const { bytes } = this.#window;
    for (; this.#at < bytes.length; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (this.#isText) {
        if (byte === backslash) this.#at++;
        else if (byte === quote) this.#isText = false;
        // No text has a line break: this one has lost its quotation mark, and the next line is told apart again.
        else if (byte === newline) pieces.push(this.#take("record", this.#at));
      } else if (byte === open) {
        if (this.#isNoise) pieces.push(this.#take("noise", this.#at));
        // Within an object another comes behind one of these; behind anything else the first was cut, and this is the next.
        else if (this.#depth > 0 && !before.has(this.#last)) pieces.push(this.#take("record", this.#at));
        if (this.#depth === 0) this.#start = this.#at;
        this.#depth++;
      } else if (this.#depth > 0) {
        if (byte === quote) this.#isText = true;
        else if (byte === close && --this.#depth === 0) pieces.push(this.#take("record", this.#at + 1));
      } else if (this.#start < 0 && !between.has(byte)) {
        this.#start = this.#at;
        this.#isNoise = true;
      }
      if (byte > 0x20) this.#last = byte;
    }
    if (this.#start >= 0 && bytes.length - this.#start > this.#most)
      pieces.push(this.#take(this.#isNoise ? "noise" : "too-long", bytes.length));
    return pieces;
  }

  #take(kind: Piece["kind"], end: number): Piece {
    const { base, bytes } = this.#window;
    const piece = { kind, byte: base + this.#start, bytes: bytes.subarray(this.#start, end) };
    this.#start = -1;
    this.#depth = 0;
    this.#isText = false;
    this.#isNoise = false;
    return piece;
  }
}
