/** Which charset a record is in: what it says, and what its bytes say. The bytes decide; that they differ is told. */
import { latin, packedTag } from "./bytes.ts";
import type { Charset } from "./decode.ts";
import type { Flavour } from "./flavour.ts";
import { measureGb } from "./gb.ts";
import { measureMarks } from "./marc8.ts";
import { Measure } from "./measure.ts";
import { type Place, width } from "./place.ts";
import { measureUtf8 } from "./utf8.ts";

export interface Verdict {
  /** Null: its bytes are text in none we know. */
  charset: Charset | null;
  /** Two charsets fit; what was declared is taken. */
  isUnclear: boolean;
  /** Bytes that mean nothing in it. */
  faults: number;
}

/** Where in the index those fields stand that are not all ASCII. */
export interface Beyond {
  beyond: Int32Array;
  beyondCount: number;
}

/** What is known of a record before. */
interface Known {
  flavour: Flavour;
  declared: Charset | null;
  fields: Beyond;
  has: Kinds;
}

/** What occurs beside ASCII: bytes above 0x7f, escape sequences. */
interface Kinds {
  upper: boolean;
  escapes: boolean;
}

/** Of a hundred characters so many may be broken, and it is still the charset that was declared, or another. */
const mostBroken = { declared: 20, other: 5 };
/** Of a hundred characters so many may be unlikely: what is valid in a charset by chance is made of such. */
const mostUnlikely = 10;

const usual = {
  marc21: ["marc-8", "utf-8", "gb18030"],
  unimarc: ["gb18030", "utf-8", "iso-5426"],
} as const satisfies Record<Flavour, Charset[]>;

/** The charset of a record by those of its fields that are not all ASCII. */
export function charsetOf(record: Place, known: Known): Verdict {
  const { flavour, declared, fields, has } = known;
  if (!has.upper) {
    const { characters, faults } = measured(record, fields, "marc-8");
    return characters > 0 || faults === 0 ? found("marc-8", faults) : found("ascii");
  }
  const utf8 = measured(record, fields, "utf-8", declared === "utf-8" ? "end" : "fault");
  if (utf8.faults === 0) {
    // Pairs of GB18030 may be characters of two bytes in UTF-8 by chance; three bytes hardly ever.
    const isEither = declared === "gb18030" && utf8.unlikely === utf8.characters;
    return isEither ? { ...found("gb18030"), isUnclear: true } : found("utf-8");
  }
  let best = found(null);
  let least = Number.POSITIVE_INFINITY;
  for (let n = declared === null ? 0 : -1; n < usual[flavour].length; n++) {
    const charset = n < 0 ? declared : (usual[flavour][n] ?? null);
    if (charset === null) continue;
    const one = measured(record, fields, charset);
    if (!isLikely(charset, one, known)) continue;
    if (one.faults === 0) return found(charset);
    const broken = (100 * one.faults) / (one.faults + one.characters);
    if (broken >= least) continue;
    best = found(charset, one.faults);
    least = broken;
  }
  return least <= (best.charset === declared ? mostBroken.declared : mostBroken.other) ? best : found(null);
}

const found = (charset: Charset | null, faults = 0): Verdict => ({ charset, isUnclear: false, faults });

function isLikely(charset: Charset, { characters, unlikely }: Measure, { declared, has }: Known): boolean {
  if (charset === "utf-8") return true;
  if (charset === "gb18030" && (has.escapes || declared === charset)) return !has.escapes;
  return unlikely * 100 <= characters * mostUnlikely;
}

/** What the record says of itself: leader/09 in MARC 21, 100$a/26-29 in UNIMARC. */
export function declaredCharset(record: Place, flavour: Flavour): Charset | null {
  const { bytes, start } = record;
  if (flavour === "marc21") {
    const scheme = bytes[start + 9];
    return scheme === 0x61 ? "utf-8" : scheme === 0x20 ? "marc-8" : null;
  }
  const codes = unimarcCodes(record);
  if (codes.startsWith("50")) return "utf-8";
  // Chinese practice: 10 and 20 for the national sets, beside 01 for ASCII; which of them is which is disputed.
  if (/^(..)?[12]0/.test(codes)) return "gb18030";
  return /^(..)?03/.test(codes) ? "iso-5426" : null;
}

const general = packedTag("100");

/** 100$a/26-29: two sets, two characters each. */
function unimarcCodes({ bytes, index, indexAt, count }: Place): string {
  for (let at = indexAt; at < indexAt + width * count; at += width) {
    if (index[at] !== general) continue;
    // Two indicators, the delimiter and its code before it.
    const from = (index[at + 1] ?? 0) + 4 + 26;
    return latin(bytes, from, Math.min(from + 4, index[at + 2] ?? 0));
  }
  return "";
}

/** Fields in a charset, or until the first fault. */
function measured(
  record: Place,
  { beyond, beyondCount }: Beyond,
  charset: Charset,
  until: "end" | "fault" = "end",
): Measure {
  const measure = new Measure();
  for (let n = 0; n < beyondCount; n++) {
    measureField(record, beyond[n] ?? 0, measure, charset);
    if (until === "fault" && measure.faults > 0) break;
  }
  return measure;
}

/** Adds what a field is in a charset; of one that is never guessed no faults are known. `at`: of its tag in the index. */
export function measureField({ bytes, index }: Place, at: number, measure: Measure, charset: Charset): void {
  const from = index[at + 1] ?? 0;
  const to = index[at + 2] ?? 0;
  if (charset === "utf-8") measureUtf8(bytes, from, to, measure);
  else if (charset === "gb18030") measureGb(bytes, from, to, measure);
  else if (charset === "marc-8" || charset === "iso-5426") measureMarks(bytes, from, to, measure, charset);
}
