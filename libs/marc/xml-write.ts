/** Writes MARCXML (the Library of Congress's MARC 21 slim schema, which is used for UNIMARC too). */
import { isControl } from "./bytes.ts";
import { formOf, putTag, putText, unicodeLeader } from "./escaped.ts";
import type { Field } from "./field.ts";
import type { Finding } from "./finding.ts";
import type { Records } from "./read.ts";
import { type MarcRecord, width } from "./record.ts";
import { ByteSink, literal } from "./sink.ts";

export interface WriteOptions {
  /** Told what could not be written as it is. */
  tell?: (finding: Finding) => void;
}

const namespace = "http://www.loc.gov/MARC21/slim";
const parts = {
  opening: literal(`<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="${namespace}">\n`),
  closing: literal("</collection>\n"),
  record: literal("<record>\n<leader>"),
  leaderEnd: literal("</leader>\n"),
  recordEnd: literal("</record>\n"),
  control: literal('<controlfield tag="'),
  controlEnd: literal("</controlfield>\n"),
  data: literal('<datafield tag="'),
  first: literal('" ind1="'),
  second: literal('" ind2="'),
  tagEnd: literal('">'),
  dataEnd: literal("</datafield>\n"),
  code: literal('<subfield code="'),
  subfieldEnd: literal("</subfield>"),
};

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };
/** XML 1.0 §2.2 has no place for these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const notInXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const form = formOf({ one: "&", other: "<", third: ">" }, (text) =>
  text.replace(/[&<>\r]/g, (one) => entities[one] ?? one).replace(notInXml, "\ufffd"),
);
const inAttribute = (text: string) => form.escapeText(text).replaceAll('"', "&quot;");
/** Codes of subfields and indicators as attributes have them. */
const attributes = Array.from({ length: 128 }, (_, byte) => literal(inAttribute(String.fromCharCode(byte))));
const none = literal("");

/** A collection, in pieces. */
export async function* writeMarcXml(
  records: Records,
  options: WriteOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteSink();
  sink.put(parts.opening);
  for await (const some of records)
    for (const record of some) {
      putXml(sink, record, options);
      if (sink.isFull) yield sink.take();
    }
  sink.put(parts.closing);
  yield sink.take();
}

/** One record, without a declaration or a collection around it. */
export function putXml(sink: ByteSink, record: MarcRecord, { tell }: WriteOptions = {}): void {
  if (tell) tellControls(record, tell);
  sink.put(parts.record);
  sink.text(form.escapeText(unicodeLeader(record)));
  sink.put(parts.leaderEnd);
  if (record.isRegular) for (let n = 0; n < record.count; n++) putRegular(sink, record, n);
  else for (const field of record.fields()) putAny(sink, field);
  sink.put(parts.recordEnd);
}

/** A field in the form of the standard: its bytes are gone through once. */
function putRegular(sink: ByteSink, record: MarcRecord, n: number): void {
  const { bytes, index } = record;
  const place = record.indexAt + width * n;
  const tag = index[place] ?? 0;
  const start = index[place + 1] ?? 0;
  const end = index[place + 2] ?? 0;
  if (isControl(tag)) {
    sink.put(parts.control);
    putTag(sink, tag);
    sink.put(parts.tagEnd);
    putText(sink, record, start, end, form);
    sink.put(parts.controlEnd);
    return;
  }
  sink.put(parts.data);
  putTag(sink, tag);
  sink.put(parts.first);
  sink.put(attributes[bytes[start] ?? 0] ?? none);
  sink.put(parts.second);
  sink.put(attributes[bytes[start + 1] ?? 0] ?? none);
  sink.put(parts.tagEnd);
  for (let at = start + 2; at < end; ) {
    sink.put(parts.code);
    sink.put(attributes[bytes[at + 1] ?? 0] ?? none);
    sink.put(parts.tagEnd);
    at = putText(sink, record, at + 2, end, form);
    sink.put(parts.subfieldEnd);
  }
  sink.put(parts.dataEnd);
}

/** Any other: as reading gives it. */
function putAny(sink: ByteSink, { tag, indicators, value, subfields }: Field): void {
  const [first, second] = indicators.map(inAttribute);
  const name = inAttribute(tag);
  sink.text(
    value === null
      ? `<datafield tag="${name}" ind1="${first}" ind2="${second}">${subfields
          .map(({ code, value }) => `<subfield code="${inAttribute(code)}">${form.escapeText(value)}</subfield>`)
          .join("")}</datafield>\n`
      : `<controlfield tag="${name}">${form.escapeText(value)}</controlfield>\n`,
  );
}

/** Controls become U+FFFD in XML: which is told here, as reading has kept them. */
function tellControls(record: MarcRecord, tell: (finding: Finding) => void): void {
  if (record.isRegular && (record.isUtf8 || record.charset === "marc-8")) return;
  for (const field of record.fields()) {
    const texts = field.value === null ? field.subfields.map(({ value }) => value) : [field.value];
    const count = texts.reduce((sum, text) => sum + (text.match(notInXml)?.length ?? 0), 0);
    if (count > 0)
      tell({
        id: "marc.written-character",
        record: record.number,
        field: field.tag,
        byte: field.byte,
        done: "left-out",
        data: { count },
      });
  }
}
