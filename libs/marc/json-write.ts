/** Writes MARC-in-JSON: an array with a record on each line, which who reads by lines can take apart too. */
import type { Field } from "./field.ts";
import { markupOf, putFields, putLeader } from "./markup.ts";
import type { Records } from "./read.ts";
import type { MarcRecord } from "./record.ts";
import { ByteSink, literal } from "./sink.ts";
import type { WriteOptions } from "./xml-write.ts";

const between = literal(",\n");
const comma = literal(",");
const opening = literal('{"leader":"');
const leaderEnd = literal('","fields":[');
const end = literal("]}");

/** Text as it stands between quotation marks. */
const inner = (text: string) => JSON.stringify(text).slice(1, -1);
const subfield = (code: string) => `{"${inner(code)}":"`;

const markup = markupOf({
  control: { first: '{"', next: ',{"', value: '":"', end: '"}' },
  data: { first: '{"', next: ',{"', end: '"}]}}' },
  indicators: (first, second) => `":{"ind1":"${inner(first)}","ind2":"${inner(second)}","subfields":[`,
  subfield: { first: subfield, next: (code) => `"},${subfield(code)}` },
  escape: inner,
  special: ['"', "\\", "\\"],
});

/** An array of records, in pieces. */
export async function* writeMarcJson(
  records: Records,
  { passing }: Pick<WriteOptions, "passing"> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteSink(passing);
  sink.text("[\n");
  let isFirst = true;
  for await (const some of records)
    for (const record of some) {
      if (!isFirst) sink.put(between);
      isFirst = false;
      putJson(sink, record);
      if (sink.isFull) yield sink.take();
    }
  sink.text("\n]\n");
  yield sink.take();
}

/** One record: an object on one line. */
export function putJson(sink: ByteSink, record: MarcRecord): void {
  sink.put(opening);
  putLeader(sink, record, markup);
  sink.put(leaderEnd);
  if (record.nature.isRegular) putFields(sink, record, markup);
  else
    [...record.fields()].forEach((field, n) => {
      if (n > 0) sink.put(comma);
      putAny(sink, field);
    });
  sink.put(end);
}

/** A field that has not the form of the standard: as reading gives it. */
function putAny(sink: ByteSink, { tag, indicators: [ind1, ind2], value, subfields }: Field): void {
  sink.text(
    JSON.stringify({
      [tag]: value ?? { ind1, ind2, subfields: subfields.map((one) => ({ [one.code]: one.value })) },
    }),
  );
}
