/** Makes a record of texts: what readers of other formats, editors and generators have. */
import { fieldEnd, packedTag, recordEnd } from "./bytes.ts";
import { FieldIndex } from "./directory.ts";
import { explainField, sawOdd, sawUpper, scanFields } from "./fields.ts";
import { type FindingId, Findings, type Told } from "./finding.ts";
import type { Flavour } from "./flavour.ts";
import { explainLeader, isUsualLeader, leaderLength } from "./leader.ts";
import { type Place, width } from "./place.ts";
import { MarcRecord } from "./record.ts";
import { ByteSink } from "./sink.ts";

export type FieldParts =
  | { tag: string; value: string }
  | { tag: string; indicators: readonly [string, string]; subfields: { code: string; value: string }[] };

export interface Parts {
  leader: string;
  fields: readonly FieldParts[];
}

/** Where it came from, if it came. */
export interface Origin {
  number: number;
  byte: number;
  source: Uint8Array | null;
  flavour: Flavour | null;
  /** Where each field stands in what was read. */
  places: readonly number[];
  /** What its reader has to say, with places of the same kind. */
  told: readonly Told[];
  /** Of such a place, in the file. */
  byteOf: (place: number) => number;
}

const nowhere: Origin = {
  number: 1,
  byte: 0,
  source: null,
  flavour: null,
  places: [],
  told: [],
  byteOf: () => 0,
};
const scratch = new ByteSink();

/** A record in UTF-8. Tags have three characters and the leader 24; what has not is filled up or cut, and that is told. */
export function makeRecord({ leader, fields }: Parts, origin: Origin = nowhere): MarcRecord {
  const fieldIndex = new FieldIndex(fields.length);
  const index = fieldIndex.numbers;
  scratch.length = 0;
  scratch.text(fitted(leader, leaderLength));
  fields.forEach((field, n) => {
    const from = scratch.length;
    scratch.text(textOf(field));
    index.set([packedTag(fitted(field.tag, 3)), from, scratch.length], width * n);
    scratch.text(terminator);
  });
  scratch.text(`${String.fromCharCode(recordEnd)}\0\0\0\0`);
  const bytes = scratch.take();
  const end = bytes.length - 4;
  const { number, byte, source, flavour, places, told, byteOf } = origin;
  const view = new DataView(bytes.buffer);
  const place: Place = { number, byte, bytes, view, start: 0, end, index, indexAt: 0, count: fields.length };
  const said = new Findings(number, byteOf);
  for (const { id, at, ...what } of told) said.add(id, at, what);
  const byteOfIndex = (at: number) => {
    const n = fields.findLastIndex((_, n) => (index[width * n + 1] ?? 0) <= at);
    return n < 0 ? byte : byteOf(places[n] ?? 0);
  };
  const findings = new Findings(number, byteOfIndex, said.list);
  fields.forEach((field, n) => {
    for (const id of changesIn(field))
      findings.add(id, index[width * n + 1] ?? 0, { field: field.tag, done: "repaired" });
  });
  if (!isFitting(leader, leaderLength))
    findings.add("marc.leader-bytes", 0, { done: "repaired", data: { told: leader } });
  else if (!isUsualLeader(bytes, 0)) explainLeader(bytes, 0, findings);
  const seen = scanFields(place, fieldIndex, 0, fields.length);
  if (seen & sawOdd) for (let n = 0; n < index.length; n += width) explainField(place, n, findings);
  return new MarcRecord(
    place,
    {
      charset: seen & sawUpper ? "utf-8" : "ascii",
      isRegular: (seen & sawOdd) === 0,
      // XML has no place for these two.
      isUtf8: !fields.some((field) => /[\ufffe\uffff]/.test(textOf(field))),
      isSound: false,
      findings: findings.list,
    },
    flavour,
    source ?? bytes.subarray(0, end),
  );
}

const terminator = String.fromCharCode(fieldEnd);
// biome-ignore lint/suspicious/noControlCharactersInRegex: they would end a field or begin a subfield.
const controls = /[\x1d-\x1f]/;

function fitted(text: string, length: number): string {
  return text
    .replace(/[^\x20-\x7e]/g, "?")
    .padEnd(length)
    .slice(0, length);
}

/** What of a field does not come into the record as it is. */
function changesIn(field: FieldParts): FindingId[] {
  const texts = "value" in field ? [field.value] : field.subfields.map(({ value }) => value);
  const codes = "value" in field ? [] : field.subfields.map(({ code }) => code);
  const indicators = "value" in field ? [] : field.indicators;
  return [
    ...(isFitting(field.tag, 3) ? [] : (["marc.tag"] as const)),
    ...(indicators.every((one) => isFitting(one, 1)) ? [] : (["marc.indicator"] as const)),
    ...(codes.every((one) => isFitting(one, 1)) ? [] : (["marc.subfield-code"] as const)),
    ...(texts.some((text) => controls.test(text)) ? (["marc.control-character"] as const) : []),
    ...(texts.every((text) => text.isWellFormed()) ? [] : (["marc.text-bytes"] as const)),
  ];
}

function isFitting(text: string, length: number): boolean {
  return text.length === length && fitted(text, length) === text;
}

function textOf(field: FieldParts): string {
  const clean = (text: string) => text.replace(new RegExp(controls, "g"), " ");
  if ("value" in field) return clean(field.value);
  const subfields = field.subfields.map(({ code, value }) => `\x1f${fitted(code, 1)}${clean(value)}`);
  return field.indicators.map((one) => fitted(one, 1)).join("") + subfields.join("");
}
