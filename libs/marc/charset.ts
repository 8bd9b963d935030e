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

export interface Verdict {
  /** Null: its bytes are text in none we know. */
  charset: Charset | null;
  declared: Charset | null;
  /** Both charsets fit; what was declared is taken. */
  unclear: boolean;
}

/** Of a hundred characters so many may be broken, and it is still that charset. */
const mostBroken = 20;

/** `hasUpper`: bytes above 0x7f occur; else all that is not ASCII are escape sequences. */
export function charsetOf(record: Indexed, flavour: Flavour, hasUpper: boolean): Verdict {
  const declared = declaredCharset(record, flavour);
  const found = (charset: Charset | null, unclear = false): Verdict => ({ charset, declared, unclear });
  if (!hasUpper) {
    const { characters, faults } = measured(record, "marc-8");
    return found(characters > 0 && faults === 0 ? "marc-8" : "ascii");
  }
  const kinds = eachField(record, (from, to) => utf8Kind(record.bytes, from, to));
  if (!kinds.includes(notUtf8)) {
    // Two bytes of GB18030 may be one character of UTF-8; three that are one in UTF-8 hardly ever by chance.
    const either = declared === "gb18030" && !kinds.includes(longUtf8);
    return either ? found("gb18030", true) : found("utf-8");
  }
  const candidates = candidatesFor(flavour, declared).map((charset) => ({ charset, ...measured(record, charset) }));
  const sound = candidates.find((one) => one.faults === 0 && isLikely(one, declared));
  if (sound) return found(sound.charset);
  const share = ({ faults, characters }: Measure) => faults / (faults + characters);
  const [best] = candidates.filter((one) => isLikely(one, declared)).toSorted((a, b) => share(a) - share(b));
  return found(best && share(best) * 100 <= mostBroken ? best.charset : null);
}

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

interface Candidate extends Measure {
  charset: Charset;
  common: number;
}

/** Letters with marks are pairs of GBK too, though of rare characters: where GB was not declared, nearly all must be common ones. */
function isLikely({ charset, characters, common }: Candidate, declared: Charset | null): boolean {
  return charset !== "gb18030" || declared === "gb18030" || common >= characters * 0.9;
}

function measured(record: Indexed, charset: Charset): Measure & { common: number } {
  const sum = { ...nothingMeasured(), common: 0 };
  eachField(record, (from, to) => {
    const one = { common: 0, ...measureField(record.bytes, from, to, charset) };
    sum.characters += one.characters;
    sum.common += one.common;
    if (sum.faults === 0) sum.firstFault = one.firstFault;
    sum.faults += one.faults;
  });
  return sum;
}

/** Faults of a field in a charset; of one that is never guessed none are known. */
export function measureField(bytes: Uint8Array, from: number, to: number, charset: Charset): Measure {
  if (charset === "utf-8") return measureUtf8(bytes, from, to);
  if (charset === "gb18030") return measureGb(bytes, from, to);
  if (charset === "marc-8" || charset === "iso-5426") return measureMarks(bytes, from, to, charset);
  return nothingMeasured();
}

function eachField<T>({ index, indexAt, count }: Indexed, look: (from: number, to: number) => T): T[] {
  const seen: T[] = [];
  for (let at = indexAt; at < indexAt + 3 * count; at += 3) seen.push(look(index[at + 1] ?? 0, index[at + 2] ?? 0));
  return seen;
}
