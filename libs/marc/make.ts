/** Makes a record of texts: what readers of other formats, editors and generators have. */
import { fieldEnd, packedTag, recordEnd } from "./bytes.ts";
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
  /** Of each field, in the file. */
  byteOfField: (n: number) => number;
  /** What its reader has to say; `at` is an offset in the file. */
  told: readonly Told[];
}

const nowhere: Origin = { number: 1, byte: 0, source: null, flavour: null, byteOfField: () => 0, told: [] };
const scratch = new ByteSink();

/** A record in UTF-8. Tags have three characters and the leader 24; what has not is filled up or cut, and that is told. */
export function makeRecord({ leader, fields }: Parts, origin: Origin = nowhere): MarcRecord {
  const index = new Int32Array(width * fields.length);
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
  const { number, byte, source, flavour, byteOfField, told } = origin;
  const view = new DataView(bytes.buffer);
  const place: Place = { number, byte, bytes, view, start: 0, end, index, indexAt: 0, count: fields.length };
  const findings = new Findings(number, (at) => {
    const n = fields.findLastIndex((_, n) => (index[width * n + 1] ?? 0) <= at);
    return n < 0 ? byte : byteOfField(n);
  });
  for (const { id, at, ...what } of told) findings.list.push({ id, record: number, field: null, byte: at, ...what });
  fields.forEach((field, n) => {
    for (const id of changesIn(field)) findings.add(id, index[width * n + 1] ?? 0, { field: field.tag, done: "repaired" });
  });
  if (leader.length !== leaderLength) findings.add("marc.leader-bytes", 0, { done: "repaired", data: { told: leader } });
  else if (!isUsualLeader(bytes, 0)) explainLeader(bytes, 0, findings);
  const seen = scanFields(place, index, 0, fields.length);
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
  return text.replace(/[^\x20-\x7e]/g, "?").padEnd(length).slice(0, length);
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
