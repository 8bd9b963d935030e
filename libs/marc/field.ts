/** One field of a record, read when it is asked for, whatever state it is in. */
import { delimiter, indexWithin, isControl, tagText } from "./bytes.ts";
import { decode } from "./decode.ts";
import type { MarcRecord } from "./record.ts";

export interface Subfield {
  code: string;
  value: string;
}

/** A subfield in the bytes: its code, and where its text stands. */
export interface Span {
  code: string;
  from: number;
  to: number;
}

export interface Shape {
  /** Bytes before the first delimiter: two, where all is well; and how many of them are indicators. */
  lead: number;
  read: number;
  /** Blank where the field has none. */
  indicators: [string, string];
  /** Null: a control field, all of which is its value. */
  spans: Span[] | null;
}

const blank = 0x20;
/** What stands where no code can be told. */
const noCode = "?";

/**
 * The shape of a field, and of one that is wrong the shape in which none of its text is lost: missing indicators are blank, text that
 * no subfield begins is an `a`, and a subfield whose code is no character of ASCII is `?` with all that follows the delimiter.
 */
export function shapeOf(bytes: Uint8Array, tag: number, start: number, end: number): Shape {
  const lead = indexWithin(bytes, delimiter, start, end) - start;
  const bare = lead === end - start;
  if (bare && (isControl(tag) || !isNumeric(tag)))
    return { lead, read: 0, indicators: [" ", " "], spans: null };
  // A byte above 0x7f is part of a character, and that of the text.
  let read = 0;
  while (read < Math.min(lead, 2) && (bytes[start + read] ?? 0) < 0x80) read++;
  const indicator = (at: number) => (at < read ? String.fromCharCode(bytes[start + at] ?? blank) : " ");
  const spans: Span[] = [];
  if (lead > read && !isBlank(bytes, start + read, start + lead))
    spans.push({ code: "a", from: start + read, to: start + lead });
  for (let at = start + lead; at < end; ) {
    const to = indexWithin(bytes, delimiter, at + 1, end);
    const code = bytes[at + 1] ?? 0;
    if (at + 1 < to)
      spans.push(
        code >= blank && code < 0x7f
          ? { code: String.fromCharCode(code), from: at + 2, to }
          : { code: noCode, from: at + 1, to },
      );
    at = to;
  }
  return { lead, read, indicators: [indicator(0), indicator(1)], spans };
}

export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== blank) return false;
  return true;
}

function isNumeric(tag: number): boolean {
  return /^\d{3}$/.test(tagText(tag));
}

export class Field {
  readonly tag: string;
  readonly #record: MarcRecord;
  readonly #start: number;
  readonly #end: number;
  readonly #packed: number;
  #shape: Shape | null = null;
  #subfields: Subfield[] | null = null;

  /** `at`: of its tag in the index. */
  constructor(record: MarcRecord, at: number) {
    const { index } = record.place;
    this.#packed = index[at] ?? 0;
    this.tag = tagText(this.#packed);
    this.#record = record;
    this.#start = index[at + 1] ?? 0;
    this.#end = index[at + 2] ?? 0;
  }

  /** Made when it is asked for: many fields are looked at for their tag only. */
  get #shaped(): Shape {
    this.#shape ??= shapeOf(this.#record.place.bytes, this.#packed, this.#start, this.#end);
    return this.#shape;
  }

  /** Offset in the file. */
  get byte(): number {
    const { byte, start } = this.#record.place;
    return byte + this.#start - start;
  }

  /** The text of a control field; null of a field with subfields. */
  get value(): string | null {
    return this.#shaped.spans ? null : this.#text(this.#start, this.#end);
  }

  /** Of a control field two blanks. */
  get indicators(): [string, string] {
    return this.#shaped.indicators;
  }

  get subfields(): readonly Subfield[] {
    this.#subfields ??= (this.#shaped.spans ?? []).map(({ code, from, to }) => ({
      code,
      value: this.#text(from, to),
    }));
    return this.#subfields;
  }

  /** The first subfield of the code. */
  get(code: string): string | null {
    return this.subfields.find((one) => one.code === code)?.value ?? null;
  }

  all(code: string): string[] {
    return this.subfields.filter((one) => one.code === code).map(({ value }) => value);
  }

  #text(from: number, to: number): string {
    return decode(this.#record.place.bytes, from, to, this.#record.charset);
  }
}
