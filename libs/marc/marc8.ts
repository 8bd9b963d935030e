/**
 * MARC-8: ISO 2022 as MARC 21 uses it. Two sets of characters are in force at a time, G0 for bytes below 0x80 and G1 for those above;
 * escape sequences change them; a mark stands before the letter it is put on. "MARC 21 Specifications for Record Structure, Character
 * Sets, and Exchange Media", MARC-8 environment; the tables are those of its part 5.
 */
import { delimiter, escapeByte, indexWithin } from "./bytes.ts";
import { eastAsian, eastAsianPoint, finals, noCharacter, secondHalf, setOf } from "./marc8-tables.ts";
import type { Measure } from "./measure.ts";

/** Charsets in which marks stand before their letters; ISO 5426 (UNIMARC 03) has one upper set. */
export type MarksCharset = "marc-8" | "iso-5426";

/** The two sets in force. */
interface Sets {
  g0: Int32Array;
  g1: Int32Array;
}

const replacement = 0xfffd;

/** The characters of bytes above 0x7f while no escape sequence has changed them. */
export function upperSet(charset: MarksCharset): Int32Array {
  return setOf(charset === "marc-8" ? "E" : "iso5426");
}

const beginning = (charset: MarksCharset): Sets => ({ g0: setOf("B"), g1: upperSet(charset) });

/** Text of one subfield or control field, composed (NFC). What means nothing is U+FFFD. */
export function decodeMarks(bytes: Uint8Array, from: number, to: number, charset: MarksCharset): string {
  let text = "";
  let marks = "";
  walk(bytes, from, to, beginning(charset), (point) => {
    if (point < 0) marks += String.fromCodePoint(-point);
    else {
      text += String.fromCodePoint(point || replacement) + marks;
      marks = "";
    }
  });
  // A mark that no letter follows stands on a blank.
  return (marks === "" ? text : `${text} ${marks}`).normalize("NFC");
}

/** Marks on one letter; more of them are letters of another charset. */
const mostMarks = 2;

/** How much of a field is text: each of its subfields begins with the sets of the beginning. */
export function measureMarks(
  bytes: Uint8Array,
  from: number,
  to: number,
  measure: Measure,
  charset: MarksCharset,
): void {
  if (measureUpper(bytes, from, to, measure, upperSet(charset))) return;
  for (let at = from; at < to; ) {
    const end = indexWithin(bytes, delimiter, at, to);
    let marks = 0;
    walk(bytes, at, end, beginning(charset), (point, at) => {
      if (point === noCharacter) measure.addFault(at);
      else if (point < 0 || point > 0x7f) measure.characters++;
      marks = point < 0 ? marks + 1 : 0;
      if (marks > mostMarks) measure.unlikely++;
    });
    at = end + 1;
  }
}

/** The same where no escape sequence changes anything; false, with nothing added, where one does. */
function measureUpper(
  bytes: Uint8Array,
  from: number,
  to: number,
  measure: Measure,
  set: Int32Array,
): boolean {
  let characters = 0;
  let unlikely = 0;
  let faults = 0;
  let firstFault = -1;
  let marks = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      if (byte === escapeByte) return false;
      marks = 0;
      continue;
    }
    const point = set[byte & 0x7f] ?? noCharacter;
    if (point !== noCharacter) characters++;
    else if (faults++ === 0) firstFault = at;
    marks = point < secondHalf ? marks + 1 : 0;
    if (marks > mostMarks) unlikely++;
  }
  measure.characters += characters;
  measure.unlikely += unlikely;
  measure.addFaults(faults, firstFault);
  return true;
}

/** Each character is put as its code point, a mark as its negative, and what means nothing as 0, with where it stands. */
function walk(
  bytes: Uint8Array,
  from: number,
  to: number,
  sets: Sets,
  put: (point: number, at: number) => void,
): void {
  for (let i = from; i < to; ) {
    const byte = bytes[i] ?? 0;
    const set = byte < 0x80 ? sets.g0 : sets.g1;
    if (byte === escapeByte) {
      const length = change(bytes, i, to, sets);
      if (length === 0) put(noCharacter, i);
      i += length || 1;
    } else if (byte <= 0x20) {
      // Blanks and controls are the same in every set.
      put(byte, i);
      i++;
    } else if (set === eastAsian) {
      const point = i + 3 <= to ? eastAsianPoint(bytes, i) : undefined;
      put(point ?? noCharacter, i);
      i += point === undefined ? lengthOfNone(bytes, i, to) : 3;
    } else {
      const point = set[byte & 0x7f] ?? noCharacter;
      if (point !== secondHalf) put(point, i);
      i++;
    }
  }
}

/** Of what is no character: three bytes if all is well behind them, else one. A byte that was lost must not take all that follows with it. */
function lengthOfNone(bytes: Uint8Array, at: number, to: number): number {
  const next = bytes[at + 3] ?? 0;
  const isWell = at + 3 === to || next <= 0x20 || eastAsianPoint(bytes, at + 3) !== undefined;
  return at + 3 <= to && isWell && isGraphic(bytes[at + 1]) && isGraphic(bytes[at + 2]) ? 3 : 1;
}

function isGraphic(byte: number | undefined): boolean {
  return ((byte ?? 0) & 0x7f) > 0x20;
}

/**
 * Changes the sets by the escape sequence at `at`. Answers its length; 0 where it is none. Either one letter, for the small sets and
 * the way back; or where and to which set, with `$` before one of several bytes and `!` before ANSEL.
 */
function change(bytes: Uint8Array, at: number, to: number, sets: Sets): number {
  let next = at + 1;
  const take = () => (next < to ? String.fromCharCode(bytes[next++] ?? 0) : "");
  let one = take();
  if (one === "g" || one === "b" || one === "p" || one === "s") {
    sets.g0 = setOf(one === "s" ? "B" : one);
    return 2;
  }
  const isSeveral = one === "$";
  if (isSeveral) one = take();
  const half = one === "(" || one === "," ? "g0" : one === ")" || one === "-" ? "g1" : null;
  if (half !== null) one = take();
  else if (!isSeveral) return 0;
  if (one === "!") {
    one = take();
    if (one !== "E") return 0;
  }
  if (!finals.includes(one) || one === "" || isSeveral !== (one === "1")) return 0;
  sets[half ?? "g0"] = setOf(one);
  return next - at;
}
