/** Writes MARCXML (the Library of Congress's MARC 21 slim schema, which is used for UNIMARC too). */
import type { Field } from "./field.ts";
import type { Finding } from "./finding.ts";
import { markupOf, putFields, putLeader } from "./markup.ts";
import type { Records } from "./read.ts";
import type { MarcRecord } from "./record.ts";
import { ByteSink, literal } from "./sink.ts";

export interface WriteOptions {
  /** Told what could not be written as it is. */
  tell?: (finding: Finding) => void;
  /** Pieces pass by: each is good until the next is asked for, and then its memory is used again. */
  passing?: boolean;
}

const opening = `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n`;
const closing = "</collection>\n";

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
/** XML 1.0 §2.2 has no place for these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const notInXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const inText = (text: string) =>
  text.replace(/[&<>\r]/g, (one) => entities[one] ?? one).replace(notInXml, "\ufffd");
const inAttribute = (text: string) => inText(text).replaceAll('"', "&quot;");
const indicators = (first: string, second: string) =>
  `" ind1="${inAttribute(first)}" ind2="${inAttribute(second)}">`;
const subfield = (code: string) => `<subfield code="${inAttribute(code)}">`;

const markup = markupOf({
  control: {
    first: '<controlfield tag="',
    next: '<controlfield tag="',
    value: '">',
    end: "</controlfield>\n",
  },
  data: { first: '<datafield tag="', next: '<datafield tag="', end: "</subfield></datafield>\n" },
  indicators,
  subfield: { first: subfield, next: (code) => `</subfield>${subfield(code)}` },
  escape: inText,
  special: ["&", "<", ">"],
});

const parts = {
  opening: literal("<record>\n<leader>"),
  leaderEnd: literal("</leader>\n"),
  closing: literal("</record>\n"),
};

/** A collection, in pieces. */
export async function* writeMarcXml(
  records: Records,
  options: WriteOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteSink(options.passing);
  sink.text(opening);
  for await (const some of records)
    for (const record of some) {
      putXml(sink, record, options);
      if (sink.isFull) yield sink.take();
    }
  sink.text(closing);
  yield sink.take();
}

/** One record, without a declaration or a collection around it. */
export function putXml(sink: ByteSink, record: MarcRecord, { tell }: WriteOptions = {}): void {
  if (tell) tellControls(record, tell);
  sink.put(parts.opening);
  putLeader(sink, record, markup);
  sink.put(parts.leaderEnd);
  if (record.nature.isRegular) putFields(sink, record, markup);
  else for (const field of record.fields()) putAny(sink, field);
  sink.put(parts.closing);
}

/** A field that has not the form of the standard: as reading gives it. */
function putAny(sink: ByteSink, field: Field): void {
  const tag = inAttribute(field.tag);
  if (field.value !== null) sink.text(`<controlfield tag="${tag}">${inText(field.value)}</controlfield>\n`);
  else {
    const texts = field.subfields.map(({ code, value }) => `${subfield(code)}${inText(value)}</subfield>`);
    sink.text(`<datafield tag="${tag}${indicators(...field.indicators)}${texts.join("")}</datafield>\n`);
  }
}

/** Controls become U+FFFD in XML: which is told here, as reading has kept them. */
function tellControls(record: MarcRecord, tell: (finding: Finding) => void): void {
  const { isRegular, isUtf8, charset } = record.nature;
  if (isRegular && (isUtf8 || charset === "marc-8")) return;
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
