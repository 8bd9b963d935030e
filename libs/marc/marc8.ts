/**
 * MARC-8: ISO 2022 as MARC 21 uses it. Two sets of characters are in force at a time, G0 for bytes below 0x80 and G1 for those above;
 * escape sequences change them; a mark stands before the letter it is put on. "MARC 21 Specifications for Record Structure, Character
 * Sets, and Exchange Media", MARC-8 environment; the tables are those of its part 5.
 */
import { delimiter, escape, indexWithin } from "./bytes.ts";
import { eastAsianPoint, noCharacter, pointsOf, secondHalf } from "./marc8-tables.ts";
import { addFault, type Measure, nothingMeasured } from "./measure.ts";

/** Charsets in which marks stand before their letters; ISO 5426 (UNIMARC 03) has one upper set. */
export type MarksCharset = "marc-8" | "iso-5426";

/** Sets by the final character of the escape sequence that names them. */
interface Sets {
  g0: string;
  g1: string;
}

const ascii = "B";
const ansel = "E";
const eastAsian = "1";
/** What is in force where text begins. */
const beginnings = { "marc-8": { g0: ascii, g1: ansel }, "iso-5426": { g0: ascii, g1: "iso5426" } };
const replacement = 0xfffd;

/** Text of one subfield or control field, composed (NFC). What means nothing is U+FFFD. */
export function decodeMarks(bytes: Uint8Array, from: number, to: number, charset: MarksCharset): string {
  let text = "";
  let marks = "";
  walk(bytes, { from, to, sets: { ...beginnings[charset] } }, (point) => {
    if (point < 0) marks += String.fromCodePoint(-point);
    else {
      text += String.fromCodePoint(point || replacement) + marks;
      marks = "";
    }
  });
  // A mark that no letter follows stands on a blank.
  return (marks === "" ? text : `${text} ${marks}`).normalize("NFC");
}

/** The characters of bytes above 0x7f while no escape sequence has changed them. */
export function upperPoints(charset: MarksCharset): Int32Array {
  return pointsOf(beginnings[charset].g1);
}

/** Marks on one letter; more of them are letters of another charset. */
const mostMarks = 2;

/** How much of a field is text: each of its subfields begins with the sets of the beginning. */
export function measureMarks(bytes: Uint8Array, from: number, to: number, charset: MarksCharset): Measure {
  const measure = nothingMeasured();
  if (indexWithin(bytes, escape, from, to) === to) measureUpper(measure, bytes, from, to, upperPoints(charset));
  else
    for (let at = from; at < to; ) {
      const end = indexWithin(bytes, delimiter, at, to);
      let marks = 0;
      walk(bytes, { from: at, to: end, sets: { ...beginnings[charset] } }, (point, at) => {
        if (point === noCharacter) addFault(measure, at);
        else if (point < 0 || point > 0x7f) measure.characters++;
        marks = point < 0 ? marks + 1 : 0;
        if (marks > mostMarks) measure.unlikely++;
      });
      at = end + 1;
    }
  return measure;
}

/** The same where no escape sequence changes anything. */
function measureUpper(measure: Measure, bytes: Uint8Array, from: number, to: number, points: Int32Array): void {
  let marks = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const point = byte < 0x80 ? byte : (points[byte & 0x7f] ?? noCharacter);
    if (byte > 0x7f) {
      if (point === noCharacter) addFault(measure, at);
      else measure.characters++;
    }
    marks = point < secondHalf ? marks + 1 : 0;
    if (marks > mostMarks) measure.unlikely++;
  }
}

/** Walks over the characters: each is put as its code point, a mark as its negative, and what means nothing as 0, with where it stands. */
function walk(
  bytes: Uint8Array,
  { from, to, sets }: { from: number; to: number; sets: Sets },
  put: (point: number, at: number) => void,
): void {
  for (let i = from; i < to; ) {
    const byte = bytes[i] ?? 0;
    const set = byte < 0x80 ? sets.g0 : sets.g1;
    if (byte === escape) {
      const length = change(bytes, i, to, sets);
      if (length === 0) put(noCharacter, i);
      i += length || 1;
    } else if (byte <= 0x20 || (set === ascii && byte < 0x80)) {
      // Blanks and controls are the same in every set.
      put(byte, i);
      i++;
    } else if (set === eastAsian) {
      put((i + 3 <= to ? eastAsianPoint(bytes, i) : undefined) ?? noCharacter, i);
      i += lengthOfEastAsian(bytes, i, to);
    } else {
      const point = pointsOf(set)[byte & 0x7f] ?? noCharacter;
      if (point !== secondHalf) put(point, i);
      i++;
    }
  }
}
/** Three bytes; fewer where a blank, a control or the end comes before, so that one lost byte costs one character. */
function lengthOfEastAsian(bytes: Uint8Array, at: number, to: number): number {
  let length = 1;
  while (length < 3 && at + length < to && ((bytes[at + length] ?? 0) & 0x7f) > 0x20) length++;
  return length;
}

/** Sets of one letter and the way back; or where, and to which set: `$` before one of three bytes, `!` before ANSEL. */
const sequence = /^(?:([bgps])|(\$?)([(,)-]?)(!?)([1-4BENQS]))/;

/** Changes the sets by the escape sequence at `at`. Answers its length; 0 where it is none. */
function change(bytes: Uint8Array, at: number, to: number, sets: Sets): number {
  const found = sequence.exec(String.fromCharCode(...bytes.subarray(at + 1, Math.min(at + 5, to))));
  if (!found) return 0;
  const [whole, letter, several, where, ansels, final = ascii] = found;
  if (letter) sets.g0 = letter === "s" ? ascii : letter;
  else if ((several !== "") !== (final === eastAsian) || (several === "" && where === "")) return 0;
  else if (ansels !== "" && final !== ansel) return 0;
  else sets[where === ")" || where === "-" ? "g1" : "g0"] = final;
  return 1 + whole.length;
}
