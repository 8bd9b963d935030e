/** Cuts MARCXML into records: the innermost `record` elements, whatever stands around them (a collection, an answer of SRU or OAI). */
import { indexWithin } from "./bytes.ts";
import { Window } from "./window.ts";

/** A record element from `<` to `>`; fields that stand in none, or in one that does not end; the beginning of one that is too long. */
export interface Piece {
  kind: "record" | "lost" | "too-long";
  /** Offset of its first byte. */
  byte: number;
  bytes: Uint8Array;
}

const [open, close, slash, colon] = [0x3c, 0x3e, 0x2f, 0x3a];
const ascii = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));
/** What begins and ends something in which `<` means nothing. */
const passages = [
  { begin: ascii("<!--"), end: ascii("-->") },
  { begin: ascii("<![CDATA["), end: ascii("]]>") },
  { begin: ascii("<?"), end: ascii("?>") },
];
const longestName = 100;
const fieldNames = new Set(["leader", "controlfield", "datafield"]);

export class XmlCutter {
  readonly #window = new Window();
  readonly #most: number;
  /** Looked at until here. */
  #at = 0;
  /** Of what is open; -1. */
  #start = -1;
  #hasFields = false;
  /** The end of the passage we are in. */
  #passage: Uint8Array | null = null;
  /** Behind something that was too long, until a record begins or ends. */
  #isSkipping = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** What ends in this chunk. */
  push(chunk: Uint8Array): Piece[] {
    const moved = this.#window.append(chunk, this.#start < 0 ? this.#at : this.#start);
    this.#at -= moved;
    if (this.#start >= 0) this.#start -= moved;
    return this.#pieces(false);
  }

  /** What is left. */
  end(): Piece[] {
    const pieces = this.#pieces(true);
    if (this.#start >= 0 && this.#hasFields) pieces.push(this.#take("lost", this.#window.bytes.length));
    return pieces;
  }

  #pieces(isLast: boolean): Piece[] {
    const pieces: Piece[] = [];
    const { bytes } = this.#window;
    while (this.#at < bytes.length) {
      if (this.#passage) {
        if (!this.#passEnd(this.#passage)) break;
        continue;
      }
      const at = bytes.indexOf(open, this.#at);
      this.#at = at < 0 ? bytes.length : at;
      // A name, or what begins a passage, may not be all here.
      if (at < 0 || (at + longestName > bytes.length && bytes.indexOf(close, at) < 0 && !isLast)) break;
      this.#passage = passages.find(({ begin }) => startsWith(bytes, at, begin))?.end ?? null;
      if (!this.#passage) this.#tag(at, pieces);
    }
    if (this.#start >= 0 && bytes.length - this.#start > this.#most) {
      pieces.push(this.#take("too-long", bytes.length));
      this.#isSkipping = true;
    }
    return pieces;
  }

  #tag(at: number, pieces: Piece[]): void {
    const { bytes } = this.#window;
    const { name, isEnd } = nameAt(bytes, at);
    this.#at = at + 1;
    if (name !== "record") {
      if (isEnd || !fieldNames.has(name) || this.#isSkipping) return;
      if (this.#start < 0) this.#start = at;
      this.#hasFields = true;
      return;
    }
    this.#isSkipping = false;
    if (isEnd) {
      const end = indexWithin(bytes, close, at, bytes.length - 1) + 1;
      this.#at = end;
      if (this.#start >= 0) pieces.push(this.#take("record", end));
    } else {
      // The one that was open stands around this one, or has no end.
      if (this.#hasFields) pieces.push(this.#take("lost", at));
      this.#start = at;
    }
  }

  /** Goes behind the end of the passage; false where it is not here yet. */
  #passEnd(end: Uint8Array): boolean {
    const { bytes } = this.#window;
    for (let at = bytes.indexOf(end[0] ?? 0, this.#at); at >= 0; at = bytes.indexOf(end[0] ?? 0, at + 1)) {
      this.#at = at;
      if (at + end.length > bytes.length) return false;
      if (!startsWith(bytes, at, end)) continue;
      this.#at = at + end.length;
      this.#passage = null;
      return true;
    }
    this.#at = bytes.length;
    return false;
  }

  #take(kind: Piece["kind"], end: number): Piece {
    const piece = {
      kind,
      byte: this.#window.base + this.#start,
      bytes: this.#window.bytes.subarray(this.#start, end),
    };
    this.#start = -1;
    this.#hasFields = false;
    return piece;
  }
}

function startsWith(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  return wanted.every((byte, n) => bytes[at + n] === byte);
}

/** The local name of the tag that begins at `at`. */
function nameAt(bytes: Uint8Array, at: number): { name: string; isEnd: boolean } {
  const isEnd = bytes[at + 1] === slash;
  let name = "";
  for (let i = at + (isEnd ? 2 : 1); i < at + longestName; i++) {
    const byte = bytes[i] ?? close;
    if (byte <= 0x20 || byte === close || byte === slash) break;
    name = byte === colon ? "" : name + String.fromCharCode(byte);
  }
  return { name, isEnd };
}
