/** Copies text into XML or JSON: from bytes where they are UTF-8 already, else through the charset of the record. */
import { delimiter, nextDelimiter } from "./bytes.ts";
import { decode } from "./decode.ts";
import { upperPoints } from "./marc8.ts";
import { putMarks } from "./put-marks.ts";
import type { MarcRecord } from "./record.ts";
import { type ByteSink, type Literal, literal } from "./sink.ts";

/** What a format does not take as it is: up to three characters of ASCII. */
export interface Form {
  /** One of them, four times. */
  one: number;
  /** Another; and what it differs by from a third, or 0. */
  other: number;
  differs: number;
  /** What stands for each byte. */
  escapes: readonly Literal[];
  /** Text as the format has it. */
  escapeText(text: string): string;
}

export function formOf(characters: { one: string; other: string; third?: string }, escapeText: Form["escapeText"]): Form {
  const [one = 0, other = 0, third = other] = Object.values(characters).map((each) => each.charCodeAt(0));
  return {
    one: one * 0x01010101,
    other: (other | third) * 0x01010101,
    differs: (other ^ third) * 0x01010101,
    escapes: Array.from({ length: 128 }, (_, byte) => literal(escapeText(String.fromCharCode(byte)))),
    escapeText,
  };
}

/** Four bytes: is one of them zero? */
const zeroIn = (word: number) => (word - 0x01010101) & ~word;

/** Writes the text of a regular subfield or control field, up to its delimiter or `end`. Answers where that stands. */
export function putText(sink: ByteSink, record: MarcRecord, from: number, end: number, form: Form): number {
  const { bytes, view, isUtf8 } = record;
  const { one, other, differs, escapes } = form;
  const begun = sink.length;
  sink.room(end - from);
  // Bytes that are no UTF-8 are looked at too.
  const upper = isUtf8 ? 0 : 0x80808080;
  let out = sink.view;
  let at = begun;
  let i = from;
  while (i < end) {
    if (i + 4 <= end) {
      const word = view.getInt32(i);
      const special =
        ((word - 0x20202020) & ~word) | zeroIn(word ^ one) | zeroIn((word | differs) ^ other) | (word & upper);
      if ((special & 0x80808080) === 0) {
        out.setInt32(at, word);
        at += 4;
        i += 4;
        continue;
      }
    }
    const byte = bytes[i] ?? 0;
    if (byte === delimiter) break;
    if (byte < 0x20 || (byte > 0x7f && !isUtf8)) {
      sink.length = begun;
      return putOther(sink, record, from, end, form);
    }
    const escaped = byte < 0x80 ? escapes[byte] : undefined;
    if (escaped && escaped.length > 1) {
      sink.length = at;
      sink.put(escaped);
      sink.room(end - i);
      out = sink.view;
      at = sink.length;
    } else out.setUint8(at++, byte);
    i++;
  }
  sink.length = at;
  return i;
}

/** From the beginning again: an escape sequence reaches on, and a mark comes before what it is put on. */
function putOther(sink: ByteSink, { bytes, view, charset }: MarcRecord, from: number, end: number, form: Form): number {
  const written =
    charset === "marc-8" ? putMarks(sink, bytes, { from, end, points: upperPoints("marc-8"), escapes: form.escapes }) : -1;
  if (written >= 0) return written;
  const to = nextDelimiter({ bytes, view }, from, end);
  sink.text(form.escapeText(decode(bytes, from, to, charset)));
  return to;
}

/** The tag of a regular field: letters and digits. */
export function putTag(sink: ByteSink, tag: number): void {
  sink.room(4);
  sink.view.setInt32(sink.length, tag << 8);
  sink.length += 3;
}

/** The leader of what is written in Unicode: MARC 21 says so in position 9. A record all in ASCII may say either. */
export function unicodeLeader(record: MarcRecord): string {
  const { leader } = record;
  return record.charset === "ascii" || record.flavour !== "marc21" ? leader : `${leader.slice(0, 9)}a${leader.slice(10)}`;
}
