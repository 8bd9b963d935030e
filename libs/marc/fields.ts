/** Every byte of every field looked at once: indicators, delimiters, codes, and what kinds of bytes there are. */
import {
  controlsIn,
  delimiter,
  escapeByte,
  fieldEnd,
  firstMarked,
  indexWithin,
  isControl,
  recordEnd,
  type Source,
  tagText,
} from "./bytes.ts";
import type { FieldIndex } from "./directory.ts";
import { isBlank, shapeOf } from "./field.ts";
import type { Findings } from "./finding.ts";
import { type Place, width } from "./place.ts";

/** What `scanFields` saw: bytes above 0x7f, escape sequences, and something to explain. */
export const sawUpper = 1;
export const sawEscape = 2;
export const sawOdd = 4;

/** Bits of a byte: it may be part of a tag, an indicator, a subfield's code. */
const inTag = 1;
const inIndicator = 2;
const inCode = 4;
const kinds = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte++) {
  const character = String.fromCharCode(byte);
  if (/[0-9A-Za-z]/.test(character)) kinds[byte] = inTag;
  // The fill character stands for "not said" in both families.
  if (/[0-9a-z |]/.test(character)) kinds[byte] = (kinds[byte] ?? 0) | inIndicator;
  if (byte > 0x20) kinds[byte] = (kinds[byte] ?? 0) | inCode;
}
const is = (byte: number | undefined, kind: number) => ((kinds[byte ?? 0] ?? 0) & kind) !== 0;

/** Looks at the fields from `at` in the index, four bytes at a time where nothing is to be seen. Those that are not all ASCII go to `beyond`. */
export function scanFields({ bytes, view }: Source, index: FieldIndex, at: number, count: number): number {
  const { numbers } = index;
  let seen = 0;
  index.beyondCount = 0;
  for (let n = at; n < at + 3 * count; n += 3) {
    const tag = numbers[n] ?? 0;
    const end = numbers[n + 2] ?? 0;
    let i = numbers[n + 1] ?? 0;
    const control = isControl(tag);
    let all = 0;
    let kind = isUsualTag(tag) ? 0 : sawOdd;
    if (control) {
      if (i === end) kind = sawOdd;
    } else {
      const head = view.getInt32(i);
      const indicators = (kinds[head >>> 24] ?? 0) & (kinds[(head >>> 16) & 0xff] ?? 0) & inIndicator;
      if (indicators === 0 || ((head >>> 8) & 0xff) !== delimiter) {
        kind = sawOdd;
        all = head & 0x80800000;
      }
      i += 2;
    }
    // Nothing but controls is looked at by itself; the terminator is the last of them.
    for (;;) {
      const word = view.getInt32(i, true);
      const marks = controlsIn(word);
      if (marks === 0) {
        all |= word;
        i += 4;
        continue;
      }
      all |= word & ((marks & (~marks + 1)) - 1);
      i += firstMarked(marks);
      if (i >= end) break;
      const byte = bytes[i++];
      if (byte === escapeByte) kind |= sawEscape;
      else if (byte !== delimiter || control || ((kinds[bytes[i] ?? 0] ?? 0) & inCode) === 0) kind |= sawOdd;
      else i++;
    }
    if ((all & 0x80808080) !== 0) kind |= sawUpper;
    if ((kind & (sawUpper | sawEscape)) !== 0) index.addBeyond(n);
    seen |= kind;
  }
  return seen;
}

/** Three digits; else whatever a tag may be made of. */
function isUsualTag(tag: number): boolean {
  if ((tag & 0xf0f0f0) === 0x303030 && ((tag + 0x060606) & 0xf0f0f0) === 0x303030) return true;
  return is(tag >> 16, inTag) && is((tag >> 8) & 0xff, inTag) && is(tag & 0xff, inTag);
}

/** What is wrong with a field, in words. What becomes of it is what `shapeOf` makes of it. */
export function explainField({ bytes, index }: Place, at: number, findings: Findings): void {
  const [tag = 0, start = 0, end = 0] = index.subarray(at, at + width);
  const field = tagText(tag);
  const tell = (id: Parameters<Findings["add"]>[0], at: number, done: "kept" | "repaired" | "left-out") =>
    findings.add(id, at, { field, done });
  if (!isUsualTag(tag)) tell("marc.tag", start, "kept");
  if (start === end) {
    tell("marc.field-empty", start, "kept");
    return;
  }
  const { spans, lead, read } = shapeOf(bytes, tag, start, end);
  if (spans === null) tellControls(start);
  else {
    if (spans.length === 0) tell("marc.field-empty", start, "kept");
    if (isControl(tag)) tell("marc.control-subfields", start + lead, "kept");
    if (lead < 2) tell("marc.indicators-missing", start, "repaired");
    else if (!is(bytes[start], inIndicator) || !is(bytes[start + 1], inIndicator))
      tell("marc.indicator", start, "kept");
    if (lead > read) {
      const blank = isBlank(bytes, start + read, start + lead);
      tell("marc.text-before-subfield", start + read, blank ? "left-out" : "repaired");
    }
    tellCodes(start + lead);
    tellControls(Math.min(start + 2, end));
  }

  function tellCodes(from: number): void {
    for (let at = from; at < end; at = indexWithin(bytes, delimiter, at + 1, end)) {
      const code = bytes[at + 1];
      const isLast = at + 1 === end || code === delimiter;
      if (isLast) tell("marc.subfield-code", at, "left-out");
      else if (!is(code, inCode)) tell("marc.subfield-code", at, code === 0x20 ? "kept" : "repaired");
    }
  }

  function tellControls(from: number): void {
    const wrong: number[] = [];
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === fieldEnd || byte === recordEnd) tell("marc.field-end-inside", at, "kept");
      else if (byte < 0x20 && byte !== escapeByte && byte !== delimiter) wrong.push(at);
    }
    const [first] = wrong;
    if (first !== undefined)
      findings.add("marc.control-character", first, { field, done: "kept", data: { count: wrong.length } });
  }
}
