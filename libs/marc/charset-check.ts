/** Finds the charset of a record that is not all ASCII, and tells what is wrong with its text. */
import { escape, tagText } from "./bytes.ts";
import { charsetOf, type Indexed, type Kinds, measureField, type Stretch } from "./charset.ts";
import type { Charset } from "./decode.ts";
import type { Findings } from "./finding.ts";
import type { Flavour } from "./flavour.ts";

interface Asked {
  flavour: Flavour;
  /** By who sent the file; nothing is guessed then. */
  given: Charset | null;
  has: Kinds;
}

export interface Text {
  /** Null: none that we know, which refuses the record. */
  charset: Charset | null;
  /** Every byte means something. */
  isSound: boolean;
}

export function checkText(record: Indexed, { flavour, given, has }: Asked, findings: () => Findings): Text {
  const fields = fieldsBeyondAscii(record);
  const verdict = given ? null : charsetOf(record, flavour, fields, has);
  const charset = given ?? verdict?.charset ?? null;
  if (charset === null) {
    findings().add("marc.charset-unknown", record.start, {
      done: "refused",
      data: { declared: verdict?.declared ?? "" },
    });
    return { charset, isSound: false };
  }
  if (verdict?.unclear) findings().add("marc.charset-unclear", record.start, { done: "kept", data: { taken: charset } });
  else if (verdict && charset !== "ascii" && verdict.declared !== charset)
    findings().add("marc.charset-declared", record.start, {
      done: "repaired",
      data: { declared: verdict.declared ?? "", found: charset },
    });
  let isSound = true;
  if (given || verdict?.faults !== 0)
    for (const { tag, from, to } of fields) {
      const { faults, firstFault } = measureField(record.bytes, from, to, charset);
      if (faults === 0) continue;
      isSound = false;
      findings().add("marc.text-bytes", firstFault, {
        field: tagText(tag),
        done: "kept",
        data: { charset, count: faults },
      });
    }
  if (has.escapes && charset !== "marc-8")
    for (const { tag, from, to } of fields) {
      const at = record.bytes.indexOf(escape, from);
      if (at < 0 || at >= to) continue;
      isSound = false;
      findings().add("marc.control-character", at, { field: tagText(tag), done: "kept" });
    }
  return { charset, isSound };
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
