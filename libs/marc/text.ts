/** Finds the charset of a record that is not all ASCII, and what is wrong with its text. */
import { escape, indexWithin, tagText } from "./bytes.ts";
import { charsetOf, type Indexed, measureField, type Stretch } from "./charset.ts";
import type { Charset } from "./decode.ts";
import { sawEscape, sawUpper } from "./fields.ts";
import type { Told } from "./finding.ts";
import type { Flavour } from "./flavour.ts";

interface Asked {
  flavour: Flavour;
  /** By who sent the file; nothing is guessed then. */
  given: Charset | null;
  /** By `scanFields`. */
  seen: number;
}

export interface Text {
  /** Null: none that we know, which refuses the record. */
  charset: Charset | null;
  /** Every byte means something. */
  isSound: boolean;
  findings: Told[];
}

export function judgeText(record: Indexed, { flavour, given, seen }: Asked): Text {
  const fields = fieldsBeyondAscii(record);
  const has = { upper: (seen & sawUpper) !== 0, escapes: (seen & sawEscape) !== 0 };
  const { charset, declared, unclear, faults } = given
    ? { charset: given, declared: given, unclear: false, faults: -1 }
    : charsetOf(record, flavour, fields, has);
  const at = record.start;
  if (charset === null)
    return {
      charset,
      isSound: false,
      findings: [{ id: "marc.charset-unknown", at, done: "refused", data: { declared: declared ?? "" } }],
    };
  const findings: Told[] = [];
  if (unclear) findings.push({ id: "marc.charset-unclear", at, done: "kept", data: { taken: charset } });
  else if (declared !== charset && charset !== "ascii")
    findings.push({
      id: "marc.charset-declared",
      at,
      done: "repaired",
      data: { declared: declared ?? "", found: charset },
    });
  const broken = faults === 0 ? [] : brokenText(record.bytes, fields, charset);
  const controls = has.escapes && charset !== "marc-8" ? strayEscapes(record.bytes, fields) : [];
  return {
    charset,
    isSound: broken.length === 0 && controls.length === 0,
    findings: [...findings, ...broken, ...controls],
  };
}

function brokenText(bytes: Uint8Array, fields: readonly Stretch[], charset: Charset): Told[] {
  return fields.flatMap(({ tag, from, to }) => {
    const { faults, firstFault } = measureField(bytes, from, to, charset);
    if (faults === 0) return [];
    const data = { charset, count: faults };
    return [{ id: "marc.text-bytes", at: firstFault, field: tagText(tag), done: "kept", data }];
  });
}

function strayEscapes(bytes: Uint8Array, fields: readonly Stretch[]): Told[] {
  return fields.flatMap(({ tag, from, to }) => {
    const at = indexWithin(bytes, escape, from, to);
    return at < to ? [{ id: "marc.control-character", at, field: tagText(tag), done: "kept" }] : [];
  });
}

function fieldsBeyondAscii({ bytes, index, indexAt, count }: Indexed): Stretch[] {
  const fields: Stretch[] = [];
  for (let at = indexAt; at < indexAt + 3 * count; at += 3) {
    const from = index[at + 1] ?? 0;
    const to = index[at + 2] ?? 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x80 && byte !== escape) continue;
      fields.push({ tag: index[at] ?? 0, from, to });
      break;
    }
  }
  return fields;
}
