/** Writes ISO 2709. A sound record is written byte for byte as it came; any other is put together anew. */
import { fieldEnd, recordEnd, tagText } from "./bytes.ts";
import { declaredCharset } from "./charset.ts";
import { type Charset, decode } from "./decode.ts";
import { shapeOf } from "./field.ts";
import type { Finding, FindingId } from "./finding.ts";
import { encodeGb } from "./gb-encode.ts";
import { leaderLength } from "./leader.ts";
import { width } from "./place.ts";
import type { Records } from "./read.ts";
import type { MarcRecord } from "./record.ts";
import { ByteSink } from "./sink.ts";

export interface IsoOptions {
  /** Null: what each record is in. */
  charset?: "utf-8" | "gb18030" | null;
  /** Told of each record that was not written, and of what was changed in one that was. */
  tell?: (finding: Finding) => void;
}

/** How the directory is made: the families differ in the last position. */
const usualMaps = { marc21: "4500", unimarc: "450 " };

/** What the digits of leader and directory can tell. */
const longest = { field: 9999, record: 99_999 };

/** Records one behind the other, in pieces. */
export async function* writeIso2709(
  records: Records,
  options: IsoOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteSink();
  for await (const some of records)
    for (const record of some) {
      putIso2709(sink, record, options);
      if (sink.isFull) yield sink.take();
    }
  yield sink.take();
}

/** One record. Refuses, in words and with false, what is too long for the format: nothing is cut off. */
export function putIso2709(
  sink: ByteSink,
  record: MarcRecord,
  { charset = null, tell }: IsoOptions = {},
): boolean {
  const { bytes, start, end } = record.place;
  const target = record.charset === "ascii" ? "ascii" : (charset ?? record.charset);
  if (target === record.charset && record.nature.isSound) {
    sink.copy(bytes, start, end);
    return true;
  }
  const told = (id: FindingId, done: Finding["done"], field: string | null = null, data?: Finding["data"]) =>
    tell?.({ id, record: record.number, field, byte: record.byte, done, ...(data && { data }) });
  let lost = 0;
  const fields = fieldsIn(record, target, () => lost++);
  if (lost > 0) told("marc.written-character", "left-out", null, { count: lost });
  if (declare(record, fields, target)) told("marc.charset-declared", "repaired", "100", { found: target });
  const base = leaderLength + 12 * fields.length + 1;
  const length = fields.reduce((sum, { content }) => sum + content.length + 1, base + 1);
  const long = fields.find(({ content }) => content.length + 1 > longest.field);
  if (long || length > longest.record) {
    told("marc.written-too-long", "refused", long?.tag ?? null, {
      bytes: long ? long.content.length + 1 : length,
    });
    return false;
  }
  const digits = (number: number, count: number) => String(number).padStart(count, "0");
  let place = 0;
  const directory = fields.map(({ tag, content }) => {
    const entry = tag + digits(content.length + 1, 4) + digits(place, 5);
    place += content.length + 1;
    return entry;
  });
  const { leader } = record;
  const map = leader.startsWith("45", 20) ? leader.slice(20) : usualMaps[record.flavour];
  const head = `${digits(length, 5)}${leader.slice(5, 9)}${schemeOf(record, target)}22${digits(base, 5)}${leader.slice(17, 20)}${map}`;
  putLatin(sink, head + directory.join("") + String.fromCharCode(fieldEnd));
  for (const { content } of fields) {
    sink.copy(content, 0, content.length);
    putLatin(sink, String.fromCharCode(fieldEnd));
  }
  putLatin(sink, String.fromCharCode(recordEnd));
  return true;
}

interface Written {
  tag: string;
  /** Without terminator. */
  content: Uint8Array;
}

function fieldsIn(record: MarcRecord, target: Charset, lost: () => void): Written[] {
  const { bytes, index, indexAt, count } = record.place;
  return Array.from({ length: count }, (_, n) => {
    const [tag = 0, from = 0, to = 0] = index.subarray(indexAt + width * n);
    const isSame = target === record.charset;
    const content =
      isSame && record.nature.isRegular
        ? bytes.subarray(from, to)
        : reshaped(
            bytes,
            { tag, from, to },
            isSame ? null : (a, b) => encode(decode(bytes, a, b, record.charset), target, lost),
          );
    return { tag: tagText(tag), content };
  });
}

/** A field in the form of the standard: what no subfield may hold is a blank. `convert`: null where the bytes are to stay. */
function reshaped(
  bytes: Uint8Array,
  { tag, from, to }: { tag: number; from: number; to: number },
  convert: ((from: number, to: number) => Uint8Array) | null,
): Uint8Array {
  const text = (a: number, b: number) =>
    (convert ? convert(a, b) : bytes.subarray(a, b)).map((byte) =>
      byte >= recordEnd && byte < 0x20 ? 0x20 : byte,
    );
  const { spans, indicators } = shapeOf(bytes, tag, from, to);
  if (!spans) return text(from, to);
  const parts = spans.map(({ code, from, to }) => [Uint8Array.of(0x1f, code.charCodeAt(0)), text(from, to)]);
  return joined([Uint8Array.from(indicators, (one) => one.charCodeAt(0)), ...parts.flat()]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const encoder = new TextEncoder();
function encode(text: string, charset: Charset, lost: () => void): Uint8Array {
  return charset === "gb18030" ? encodeGb(text, lost) : encoder.encode(text);
}

function schemeOf(record: MarcRecord, target: Charset): string {
  const scheme = record.leader.charAt(9);
  if (record.flavour !== "marc21") return scheme;
  return target === "utf-8" ? "a" : target === "marc-8" ? " " : scheme;
}

/** In UNIMARC 100$a/26-29 says the charset: written as it is. Answers whether that was changed. */
function declare(record: MarcRecord, fields: Written[], target: Charset): boolean {
  if (record.flavour !== "unimarc" || (target !== "utf-8" && target !== "gb18030")) return false;
  const general = fields.find(({ tag }) => tag === "100");
  if (!general || general.content.length < 34 || declaredCharset(record.place, "unimarc") === target)
    return false;
  general.content = general.content.slice();
  general.content.set(encoder.encode(target === "utf-8" ? "50  " : "0120"), 30);
  return true;
}

function putLatin(sink: ByteSink, text: string): void {
  const bytes = Uint8Array.from(text, (one) => one.charCodeAt(0));
  sink.copy(bytes, 0, bytes.length);
}
