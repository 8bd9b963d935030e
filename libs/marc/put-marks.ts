/** MARC-8 with letters of the Latin script, written as composed UTF-8 without making text of it: nearly all of it is. */
import { delimiter } from "./bytes.ts";
import { noCharacter, secondHalf } from "./marc8-tables.ts";
import type { ByteSink, Literal } from "./sink.ts";

/** By letter of ASCII and mark: the composed character, or -1 where there is none; 0 where it has not been asked. */
const composed = new Map<Int32Array, Int32Array>();

/**
 * Writes from `from` to the next delimiter or `end` and answers where that stands. -1, with nothing written, where there is an escape
 * sequence, something that means nothing, or more than one mark on a letter.
 */
export function putMarks(
  sink: ByteSink,
  bytes: Uint8Array,
  { from, end, set, escapes }: { from: number; end: number; set: Int32Array; escapes: readonly Literal[] },
): number {
  const begun = sink.length;
  const compositions = compositionsOf(set);
  let mark = 0;
  let at = from;
  // A mark and its letter take as many bytes, and become one character or two: of three bytes at most.
  sink.room(3 * (end - from));
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === delimiter) break;
    const point = byte < 0x80 ? byte : (set[byte & 0x7f] ?? noCharacter);
    if (point === secondHalf) continue;
    const escaped = byte < 0x80 ? escapes[byte] : undefined;
    const isPlain = mark === 0 || (byte > 0x40 && byte < 0x7f && escaped?.length === 1);
    if (point === noCharacter || byte < 0x20 || !isPlain || (point < 0 && mark !== 0)) {
      sink.length = begun;
      return -1;
    }
    if (point < 0) mark = byte;
    else if (mark !== 0) {
      putComposed(sink, byte, mark, compositions, set);
      mark = 0;
    } else if (byte < 0x80) {
      if (escaped && escaped.length > 1) {
        sink.put(escaped);
        sink.room(3 * (end - at));
      } else sink.view.setUint8(sink.length++, byte);
    } else putPoint(sink, point);
  }
  if (mark === 0) return at;
  sink.length = begun;
  return -1;
}

function putComposed(
  sink: ByteSink,
  letter: number,
  mark: number,
  compositions: Int32Array,
  set: Int32Array,
): void {
  const place = (letter << 7) | (mark & 0x7f);
  let point = compositions[place] ?? 0;
  if (point === 0) {
    const text = String.fromCodePoint(letter, -(set[mark & 0x7f] ?? 0)).normalize("NFC");
    point = text.length === 1 ? text.charCodeAt(0) : -1;
    compositions[place] = point;
  }
  if (point > 0) putPoint(sink, point);
  else {
    sink.view.setUint8(sink.length++, letter);
    putPoint(sink, -(set[mark & 0x7f] ?? 0));
  }
}

/** A character beyond ASCII and below U+10000. */
function putPoint(sink: ByteSink, point: number): void {
  const { view } = sink;
  if (point < 0x800) view.setUint8(sink.length++, 0xc0 | (point >> 6));
  else {
    view.setUint8(sink.length++, 0xe0 | (point >> 12));
    view.setUint8(sink.length++, 0x80 | ((point >> 6) & 0x3f));
  }
  view.setUint8(sink.length++, 0x80 | (point & 0x3f));
}

function compositionsOf(set: Int32Array): Int32Array {
  let found = composed.get(set);
  if (!found) {
    found = new Int32Array(0x80 * 0x80);
    composed.set(set, found);
  }
  return found;
}
