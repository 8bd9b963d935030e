/** XML and JSON have the same shape around the same fields: what each writes there, and one way through the bytes of a record. */
import { delimiter, firstMarked, isControl, nextDelimiter } from "./bytes.ts";
import { decode } from "./decode.ts";
import { hyphen, leaderLength } from "./leader.ts";
import { upperSet } from "./marc8.ts";
import { width } from "./place.ts";
import { putMarks } from "./put-marks.ts";
import type { MarcRecord } from "./record.ts";
import { type ByteSink, type Literal, literal } from "./sink.ts";

/** What stands around fields; `first` and `next` differ where something has to separate them. */
export interface Words {
  control: { first: string; next: string; value: string; end: string };
  data: { first: string; next: string; end: string };
  indicators: (first: string, second: string) => string;
  subfield: { first: (code: string) => string; next: (code: string) => string };
  /** Text as the format has it. */
  escape: (text: string) => string;
  /** Three characters of ASCII, of which the last two may be the same, that it does not take as they are. */
  special: readonly [string, string, string];
}

type Written<T> = { [K in keyof T]: T[K] extends string ? Literal : Literal[] };

export interface Markup {
  words: Words;
  control: Written<Words["control"]>;
  data: Written<Words["data"]>;
  subfield: { first: Literal[]; next: Literal[] };
  /** By both characters; made as they come. */
  indicators: Map<number, Literal>;
  escapes: Literal[];
  /** The special characters four times: the first, the last two together, and what those differ by. */
  one: number;
  others: number;
  differs: number;
}

export function markupOf(words: Words): Markup {
  const written = <T extends Record<string, string>>(parts: T) =>
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, literal(text)])) as Written<T>;
  const eachByte = (text: (character: string) => string) =>
    Array.from({ length: 0x80 }, (_, byte) => literal(text(String.fromCharCode(byte))));
  const [one = 0, second = 0, third = 0] = words.special.map((each) => each.charCodeAt(0));
  return {
    words,
    control: written(words.control),
    data: written(words.data),
    subfield: { first: eachByte(words.subfield.first), next: eachByte(words.subfield.next) },
    indicators: new Map(),
    escapes: eachByte(words.escape),
    one: one * 0x01010101,
    others: (second | third) * 0x01010101,
    differs: (second ^ third) * 0x01010101,
  };
}

/** Writes the fields of a record in which every field has the form of the standard. */
export function putFields(sink: ByteSink, record: MarcRecord, markup: Markup): void {
  const { bytes, index, indexAt, count } = record.place;
  const { control, data, subfield } = markup;
  for (let n = indexAt; n < indexAt + width * count; n += width) {
    const tag = index[n] ?? 0;
    const start = index[n + 1] ?? 0;
    const end = index[n + 2] ?? 0;
    const kind = isControl(tag) ? control : data;
    sink.put(n === indexAt ? kind.first : kind.next);
    putTag(sink, tag);
    if (kind === control) {
      sink.put(control.value);
      putText(sink, record, start, end, markup);
    } else {
      sink.put(indicatorsOf(markup, bytes[start] ?? 0, bytes[start + 1] ?? 0));
      for (let at = start + 2; at < end; ) {
        const starts = at === start + 2 ? subfield.first : subfield.next;
        sink.put(starts[bytes[at + 1] ?? 0] ?? nothing);
        at = putText(sink, record, at + 2, end, markup);
      }
    }
    sink.put(kind.end);
  }
}

/** The leader in Unicode: MARC 21 says so in position 9. A record all in ASCII may say either. */
export function putLeader(sink: ByteSink, record: MarcRecord, { escapes, words }: Markup): void {
  const { bytes, start } = record.place;
  const scheme =
    record.charset === "ascii" || record.flavour !== "marc21" ? (bytes[start + 9] ?? 0) : unicode;
  sink.room(leaderLength);
  for (let n = 0; n < leaderLength; n++) {
    const byte = n === 9 ? scheme : (bytes[start + n] ?? 0);
    if (byte < 0x20 || byte > 0x7e || byte === hyphen || escapes[byte]?.length !== 1) {
      const { leader } = record;
      sink.text(words.escape(leader.slice(0, 9) + String.fromCharCode(scheme) + leader.slice(10)));
      return;
    }
    sink.view.setUint8(sink.length + n, byte);
  }
  sink.length += leaderLength;
}

function indicatorsOf({ indicators, words }: Markup, first: number, second: number): Literal {
  const known = indicators.get((first << 8) | second);
  if (known) return known;
  const made = literal(words.indicators(String.fromCharCode(first), String.fromCharCode(second)));
  indicators.set((first << 8) | second, made);
  return made;
}

function putTag(sink: ByteSink, tag: number): void {
  sink.room(4);
  sink.view.setInt32(sink.length, tag << 8);
  sink.length += 3;
}

const nothing = literal("");
/** `a` in position 9. */
const unicode = 0x61;

/**
 * Marks those of four bytes that are zero, and perhaps one behind such a byte: the first that is marked is zero (Mycroft 1987: subtracting
 * borrows from bytes above, never from those below).
 */
const zeroIn = (word: number) => (word - 0x01010101) & ~word;

/** Writes a text, up to its delimiter or `end`. Answers where that stands. */
function putText(sink: ByteSink, record: MarcRecord, from: number, end: number, markup: Markup): number {
  const { view } = record.place;
  const { one, others, differs, escapes } = markup;
  // Bytes that are no UTF-8 are looked at too.
  const upper = record.nature.isUtf8 ? 0 : 0x80808080;
  const begun = sink.length;
  sink.room(end - from);
  let out = sink.view;
  let at = begun;
  let i = from;
  for (;;) {
    const word = view.getInt32(i, true);
    const special =
      (~(word | (word << 1) | (word << 2)) |
        zeroIn(word ^ one) |
        zeroIn((word | differs) ^ others) |
        (word & upper)) &
      0x80808080;
    out.setInt32(at, word, true);
    if (special === 0) {
      at += 4;
      i += 4;
      continue;
    }
    const passed = firstMarked(special);
    at += passed;
    i += passed;
    if (i >= end) break;
    const byte = view.getUint8(i);
    if (byte === delimiter) break;
    if (byte < 0x20 || byte > 0x7f) {
      sink.length = begun;
      return putOther(sink, record, from, end, markup);
    }
    sink.length = at;
    sink.put(escapes[byte] ?? nothing);
    i++;
    sink.room(end - i);
    out = sink.view;
    at = sink.length;
  }
  sink.length = at;
  return i;
}

/** From the beginning again: an escape sequence reaches on, and a mark comes before what it is put on. */
function putOther(sink: ByteSink, record: MarcRecord, from: number, end: number, markup: Markup): number {
  const { place, charset } = record;
  const written =
    charset === "marc-8"
      ? putMarks(sink, place.bytes, { from, end, set: upperSet(charset), escapes: markup.escapes })
      : -1;
  if (written >= 0) return written;
  const to = nextDelimiter(place, from, end);
  sink.text(markup.words.escape(decode(place.bytes, from, to, charset)));
  return to;
}
