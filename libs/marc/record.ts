/** A record over the bytes it came in: where its fields stand is known and checked, text is made only of what somebody reads. */
import { isControl, latin, nextDelimiter, packedTag } from "./bytes.ts";
import type { Charset } from "./decode.ts";
import { Field, shapeOf } from "./field.ts";
import type { Finding } from "./finding.ts";
import { type Flavour, flavourOf } from "./flavour.ts";

/** Three numbers a field: tag, where it begins, where its terminator stands. */
export const width = 3;

export interface RecordParts {
  /** In the file, from 1. */
  number: number;
  /** Of the first byte in the file, from 0. */
  byte: number;
  bytes: Uint8Array;
  /** The same, to be read four at a time. */
  view: DataView;
  /** Of the leader in `bytes`. */
  start: number;
  /** Behind the record in `bytes`. */
  end: number;
  index: Int32Array;
  /** Where the record's part of the index begins. */
  indexAt: number;
  count: number;
  charset: Charset;
  /** Null: to be found out. */
  flavour: Flavour | null;
  /** Every field has the form the standard wants. */
  isRegular: boolean;
  /** Every byte of text is good UTF-8 and may be taken over as such. */
  isUtf8: boolean;
  /** `start` to `end` is ISO 2709 in which leader and directory are right. */
  isSound: boolean;
  /** What it was read from; null: `start` to `end`. */
  source: Uint8Array | null;
  findings: readonly Finding[];
}

export class MarcRecord {
  readonly kind = "record";
  readonly number: number;
  readonly byte: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly index: Int32Array;
  readonly indexAt: number;
  readonly count: number;
  readonly charset: Charset;
  readonly isRegular: boolean;
  readonly isUtf8: boolean;
  readonly isSound: boolean;
  readonly findings: readonly Finding[];
  readonly #source: Uint8Array | null;
  #flavour: Flavour | null;

  constructor(parts: RecordParts) {
    this.number = parts.number;
    this.byte = parts.byte;
    this.bytes = parts.bytes;
    this.view = parts.view;
    this.start = parts.start;
    this.end = parts.end;
    this.index = parts.index;
    this.indexAt = parts.indexAt;
    this.count = parts.count;
    this.charset = parts.charset;
    this.isRegular = parts.isRegular;
    this.isUtf8 = parts.isUtf8;
    this.isSound = parts.isSound;
    this.findings = parts.findings;
    this.#source = parts.source;
    this.#flavour = parts.flavour;
  }

  /** The record byte for byte as it came. */
  get source(): Uint8Array {
    return this.#source ?? this.bytes.subarray(this.start, this.end);
  }

  get leader(): string {
    return latin(this.bytes, this.start, this.start + 24);
  }

  get flavour(): Flavour {
    this.#flavour ??= flavourOf(this);
    return this.#flavour;
  }

  field(at: number): Field {
    const i = this.indexAt + width * at;
    return new Field(this, this.index[i] ?? 0, this.index[i + 1] ?? 0, this.index[i + 2] ?? 0);
  }

  /** Where the texts of a field stand in `bytes`: its subfields without delimiter and code, or all of a control field. */
  eachText(n: number, see: (from: number, to: number) => void): void {
    const i = this.indexAt + width * n;
    const tag = this.index[i] ?? 0;
    const start = this.index[i + 1] ?? 0;
    const end = this.index[i + 2] ?? 0;
    if (!this.isRegular) {
      const { spans } = shapeOf(this.bytes, tag, start, end);
      for (const { from, to } of spans ?? [{ from: start, to: end }]) see(from, to);
    } else if (isControl(tag)) see(start, end);
    else
      for (let at = start + 4; at <= end; ) {
        const next = nextDelimiter(this, at, end);
        see(at, next);
        at = next + 2;
      }
  }

  /** Fields in the order of the directory; of one tag, where it is given. */
  *fields(tag?: string): Generator<Field, void, undefined> {
    const wanted = tag === undefined ? -1 : packedTag(tag);
    for (let at = 0; at < this.count; at++)
      if (wanted < 0 || this.index[this.indexAt + width * at] === wanted) yield this.field(at);
  }

  /** The first subfield of that tag and code, or the value of a control field. */
  text(tag: string, code?: string): string | null {
    for (const field of this.fields(tag)) {
      const text = code === undefined ? field.value : field.get(code);
      if (text !== null) return text;
    }
    return null;
  }
}
