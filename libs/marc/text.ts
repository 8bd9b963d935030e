/** What is wrong with the text of a record that is not all ASCII. */
import { escapeByte, indexWithin, tagText } from "./bytes.ts";
import { type Beyond, charsetOf, declaredCharset, measureField } from "./charset.ts";
import type { Charset } from "./decode.ts";
import { sawEscape, sawUpper } from "./fields.ts";
import type { Told } from "./finding.ts";
import type { Flavour } from "./flavour.ts";
import { Measure } from "./measure.ts";
import type { Place } from "./place.ts";

interface Asked {
  flavour: Flavour;
  /** By who sent the file; nothing is guessed then. */
  given: Charset | null;
  /** By `scanFields`: what there is beyond ASCII, and in which fields of the index. */
  seen: number;
  fields: Beyond;
}

export interface Text {
  /** Null: none that we know, which refuses the record. */
  charset: Charset | null;
  /** Every byte means something. */
  isSound: boolean;
  findings: readonly Told[];
}

const nothing: readonly Told[] = [];

export function judgeText(record: Place, { flavour, given, seen, fields }: Asked): Text {
  const at = record.start;
  const has = { upper: (seen & sawUpper) !== 0, escapes: (seen & sawEscape) !== 0 };
  const declared = given ?? declaredCharset(record, flavour);
  const { charset, isUnclear, faults } = given
    ? { charset: given, isUnclear: false, faults: -1 }
    : charsetOf(record, { flavour, declared, fields, has });
  if (charset === declared && faults === 0 && !isUnclear && (charset === "marc-8" || !has.escapes))
    return { charset, isSound: true, findings: nothing };
  if (charset === null) {
    const unknown: Told = {
      id: "marc.charset-unknown",
      at,
      done: "refused",
      data: { declared: declared ?? "" },
    };
    return { charset, isSound: false, findings: [unknown] };
  }
  const findings: Told[] = [];
  if (isUnclear) findings.push({ id: "marc.charset-unclear", at, done: "kept", data: { taken: charset } });
  else if (declared !== charset && charset !== "ascii") {
    const data = { declared: declared ?? "", found: charset };
    findings.push({ id: "marc.charset-declared", at, done: "repaired", data });
  }
  const broken = faults === 0 ? [] : brokenText(record, fields, charset);
  const controls = has.escapes && charset !== "marc-8" ? strayEscapes(record, fields) : [];
  const isSound = broken.length === 0 && controls.length === 0;
  return { charset, isSound, findings: [...findings, ...broken, ...controls] };
}

function brokenText(record: Place, { beyond, beyondCount }: Beyond, charset: Charset): Told[] {
  return [...beyond.subarray(0, beyondCount)].flatMap((n): Told[] => {
    const measure = new Measure();
    measureField(record, n, measure, charset);
    const { faults: count, firstFault: at } = measure;
    const field = tagText(record.index[n] ?? 0);
    return count === 0 ? [] : [{ id: "marc.text-bytes", at, field, done: "kept", data: { charset, count } }];
  });
}

function strayEscapes({ bytes, index }: Place, { beyond, beyondCount }: Beyond): Told[] {
  return [...beyond.subarray(0, beyondCount)].flatMap((n): Told[] => {
    const to = index[n + 2] ?? 0;
    const at = indexWithin(bytes, escapeByte, index[n + 1] ?? 0, to);
    return at === to
      ? []
      : [{ id: "marc.control-character", at, field: tagText(index[n] ?? 0), done: "kept" }];
  });
}
