/** Writes MARC-in-JSON: an array with a record on each line, which who reads by lines can take apart too. */
import { isControl } from "./bytes.ts";
import { formOf, putTag, putText, unicodeLeader } from "./escaped.ts";
import type { Field } from "./field.ts";
import type { Records } from "./read.ts";
import { type MarcRecord, width } from "./record.ts";
import { ByteSink, literal } from "./sink.ts";

const parts = {
  opening: literal("[\n"),
  between: literal(",\n"),
  closing: literal("\n]\n"),
  leader: literal('{"leader":'),
  fields: literal(',"fields":['),
  recordEnd: literal("]}"),
  open: literal('{"'),
  control: literal('":"'),
  controlEnd: literal('"}'),
  first: literal('":{"ind1":"'),
  second: literal('","ind2":"'),
  subfields: literal('","subfields":['),
  fieldEnd: literal("]}}"),
  comma: literal(","),
};

const form = formOf({ one: '"', other: "\\" }, inner);
/** Indicators and codes, as a text has them. */
const characters = Array.from({ length: 128 }, (_, byte) => literal(inner(String.fromCharCode(byte))));
const none = literal("");

/** An array of records, in pieces. */
export async function* writeMarcJson(
  records: Records,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteSink();
  let before = parts.opening;
  for await (const some of records)
    for (const record of some) {
      sink.put(before);
      before = parts.between;
      putJson(sink, record);
      if (sink.isFull) yield sink.take();
    }
  if (before === parts.opening) sink.put(before);
  sink.put(parts.closing);
  yield sink.take();
}

/** One record: an object on one line. */
export function putJson(sink: ByteSink, record: MarcRecord): void {
  sink.put(parts.leader);
  sink.text(JSON.stringify(unicodeLeader(record)));
  sink.put(parts.fields);
  for (let n = 0; n < record.count; n++) {
    if (n > 0) sink.put(parts.comma);
    if (record.isRegular) putRegular(sink, record, n);
    else putAny(sink, record.field(n));
  }
  sink.put(parts.recordEnd);
}

/** A field in the form of the standard: its bytes are gone through once. */
function putRegular(sink: ByteSink, record: MarcRecord, n: number): void {
  const { bytes, index } = record;
  const place = record.indexAt + width * n;
  const tag = index[place] ?? 0;
  const start = index[place + 1] ?? 0;
  const end = index[place + 2] ?? 0;
  sink.put(parts.open);
  putTag(sink, tag);
  if (isControl(tag)) {
    sink.put(parts.control);
    putText(sink, record, start, end, form);
    sink.put(parts.controlEnd);
    return;
  }
  sink.put(parts.first);
  sink.put(characters[bytes[start] ?? 0] ?? none);
  sink.put(parts.second);
  sink.put(characters[bytes[start + 1] ?? 0] ?? none);
  sink.put(parts.subfields);
  for (let at = start + 2; at < end; ) {
    if (at > start + 2) sink.put(parts.comma);
    sink.put(parts.open);
    sink.put(characters[bytes[at + 1] ?? 0] ?? none);
    sink.put(parts.control);
    at = putText(sink, record, at + 2, end, form);
    sink.put(parts.controlEnd);
  }
  sink.put(parts.fieldEnd);
}

/** Any other: as reading gives it. */
function putAny(sink: ByteSink, { tag, indicators: [ind1, ind2], value, subfields }: Field): void {
  sink.text(
    JSON.stringify({
      [tag]: value ?? { ind1, ind2, subfields: subfields.map((one) => ({ [one.code]: one.value })) },
    }),
  );
}

/** Text as it stands between quotation marks. */
function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
