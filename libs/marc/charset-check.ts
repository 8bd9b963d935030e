/** Finds the charset of a record that is not all ASCII, and tells what is wrong with its text. */
import { tagText } from "./bytes.ts";
import { charsetOf, type Indexed, measureField } from "./charset.ts";
import type { Charset } from "./decode.ts";
import { sawUpper } from "./fields.ts";
import type { Findings } from "./finding.ts";
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
  isText: boolean;
}

export function checkText(record: Indexed, { flavour, given, seen }: Asked, findings: Findings): Text {
  const verdict = given ? null : charsetOf(record, flavour, (seen & sawUpper) !== 0);
  const charset = given ?? verdict?.charset ?? null;
  if (charset === null) {
    findings.add("marc.charset-unknown", record.start, {
      done: "refused",
      data: { declared: verdict?.declared ?? "" },
    });
    return { charset, isText: false };
  }
  if (verdict?.unclear) findings.add("marc.charset-unclear", record.start, { done: "kept", data: { taken: charset } });
  else if (verdict && charset !== "ascii" && verdict.declared !== charset)
    findings.add("marc.charset-declared", record.start, {
      done: "repaired",
      data: { declared: verdict.declared ?? "", found: charset },
    });
  let isText = true;
  for (let at = record.indexAt; at < record.indexAt + 3 * record.count; at += 3) {
    const [tag = 0, from = 0, to = 0] = record.index.subarray(at, at + 3);
    const { faults, firstFault } = measureField(record.bytes, from, to, charset);
    if (faults === 0) continue;
    isText = false;
    findings.add("marc.text-bytes", firstFault, {
      field: tagText(tag),
      done: "kept",
      data: { charset, count: faults },
    });
  }
  return { charset, isText };
}
