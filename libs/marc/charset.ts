/** Which charset a record is in: what it says, and what its bytes say. The bytes decide; that they differ is told. */
import { latin, packedTag } from "./bytes.ts";
import type { Charset } from "./decode.ts";
import type { Flavour } from "./flavour.ts";
import { measureGb } from "./gb.ts";
import { measureMarks } from "./marc8.ts";
import { type Measure, nothingMeasured } from "./measure.ts";
import { longUtf8, measureUtf8, notUtf8, utf8Kind } from "./utf8.ts";

/** Fields of a record of which nothing is made yet. */
export interface Indexed {
  bytes: Uint8Array;
  start: number;
  index: Int32Array;
  indexAt: number;
  count: number;
}

/** A field that is not all ASCII. */
export interface Stretch {
  tag: number;
  from: number;
  to: number;
}

/** What occurs beside ASCII: bytes above 0x7f, escape sequences. */
export interface Kinds {
  upper: boolean;
  escapes: boolean;
}

export interface Verdict {
  /** Null: its bytes are text in none we know. */
  charset: Charset | null;
  declared: Charset | null;
  /** Two charsets fit; what was declared is taken. */
  unclear: boolean;
  /** Bytes that mean nothing in it. */
  faults: number;
}

/** Of a hundred characters so many may be broken, and it is still the charset that was declared, or another. */
const mostBroken = { declared: 20, other: 5 };

/** The charset of a record that is not all ASCII, by those of its fields that are not. */
export function charsetOf(record: Indexed, flavour: Flavour, fields: readonly Stretch[], has: Kinds): Verdict {
  const declared = declaredCharset(record, flavour);
  const { bytes } = record;
  const found = (charset: Charset | null, faults = 0, unclear = false): Verdict => ({
    charset,
    declared,
    unclear,
    faults,
  });
  if (!has.upper) {
    const { characters, faults } = measured(bytes, fields, "marc-8");
    return characters > 0 || faults === 0 ? found("marc-8", faults) : found("ascii");
  }
  let kind = longUtf8;
  for (const { from, to } of fields) kind = Math.min(kind, utf8Kind(bytes, from, to));
  // Two bytes of GB18030 may be one character of UTF-8 by chance; three hardly ever.
  if (kind !== notUtf8) return declared === "gb18030" && kind !== longUtf8 ? found("gb18030", 0, true) : found("utf-8");
  let best: Candidate | null = null;
  for (const charset of candidatesFor(flavour, declared)) {
    const one = measured(bytes, fields, charset);
    if (!isLikely(one, declared, has)) continue;
    if (one.faults === 0) return found(charset);
    if (best === null || brokenIn(one) < brokenIn(best)) best = one;
  }
  const most = best?.charset === declared ? mostBroken.declared : mostBroken.other;
  return best && brokenIn(best) <= most ? found(best.charset, best.faults) : found(null);
}

const brokenIn = ({ faults, characters }: Candidate) => (100 * faults) / (faults + characters);

/** What the record says of itself: leader/09 in MARC 21, 100$a/26-29 in UNIMARC. */
export function declaredCharset(record: Indexed, flavour: Flavour): Charset | null {
  const { bytes, start } = record;
  if (flavour === "marc21") {
    const scheme = bytes[start + 9];
    return scheme === 0x61 ? "utf-8" : scheme === 0x20 ? "marc-8" : null;
  }
  const codes = unimarcCodes(record);
  if (codes.startsWith("50")) return "utf-8";
  // Chinese practice: 10 and 20 for the national sets, beside 01 for ASCII; which of them is which is disputed.
  if (/10|20/.test(codes)) return "gb18030";
  return codes.includes("03") ? "iso-5426" : null;
}

const general = packedTag("100");

/** 100$a/26-29: two sets, two characters each. */
function unimarcCodes({ bytes, index, indexAt, count }: Indexed): string {
  for (let at = indexAt; at < indexAt + 3 * count; at += 3) {
    if (index[at] !== general) continue;
    // Two indicators, the delimiter and its code before it.
    const from = (index[at + 1] ?? 0) + 4 + 26;
    const codes = latin(bytes, from, Math.min(from + 4, index[at + 2] ?? 0));
    return (codes.match(/../g) ?? []).filter((code) => /\d\d/.test(code)).join(" ");
  }
  return "";
}

function candidatesFor(flavour: Flavour, declared: Charset | null): Charset[] {
  const usual: Charset[] = flavour === "marc21" ? ["marc-8", "utf-8", "gb18030"] : ["gb18030", "utf-8", "iso-5426"];
  return declared ? [declared, ...usual.filter((one) => one !== declared)] : usual;
}

interface Candidate extends Omit<Measure, "firstFault"> {
  charset: Charset;
}

/** Of a hundred characters so many may be unlikely: what is valid in a charset by chance is made of such. */
const mostUnlikely = 10;

function isLikely({ charset, characters, unlikely }: Candidate, declared: Charset | null, has: Kinds): boolean {
  if (charset === "gb18030" && (declared === "gb18030" || has.escapes)) return !has.escapes;
  return unlikely * 100 <= characters * mostUnlikely;
}

function measured(bytes: Uint8Array, fields: readonly Stretch[], charset: Charset): Candidate {
  const sum = { charset, characters: 0, unlikely: 0, faults: 0 };
  for (const { from, to } of fields) {
    const one = measureField(bytes, from, to, charset);
    sum.characters += one.characters;
    sum.unlikely += one.unlikely;
    sum.faults += one.faults;
  }
  return sum;
}

/** Faults of a field in a charset; of one that is never guessed none are known. */
export function measureField(bytes: Uint8Array, from: number, to: number, charset: Charset): Measure {
  if (charset === "utf-8") return measureUtf8(bytes, from, to);
  if (charset === "gb18030") return measureGb(bytes, from, to);
  if (charset === "marc-8" || charset === "iso-5426") return measureMarks(bytes, from, to, charset);
  return nothingMeasured();
}
