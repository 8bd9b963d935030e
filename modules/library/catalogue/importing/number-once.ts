/** A control number that a record of the same file has already. Pure. */
import type { Prepared } from "../reading/prepare.ts";
import type { SaidBefore } from "./said-before.ts";

/**
 * Of the same title it is the record once more: it lands, and it is told. Of another title one of the two numbers is wrong, and nobody but a
 * librarian knows which: the second is refused, so that it neither takes the first one's place nor is lost.
 */
export function numberOnce(prepared: Prepared, numbers: SaidBefore): Prepared {
  const { record, entry, findings } = prepared;
  if (!entry?.controlKey) return prepared;
  const earlier = numbers.first(entry.controlKey, { record: record.number, about: entry.titleKey });
  if (!earlier) return prepared;
  const { value } = record.fields("001").next();
  const told = { field: "001", byte: value?.byte ?? record.byte, data: { first: earlier.record } };
  return earlier.isSame
    ? { ...prepared, findings: [...findings, { ...told, finding: "library.number-again", done: "kept" }] }
    : {
        ...prepared,
        entry: null,
        items: [],
        findings: [...findings, { ...told, finding: "library.number-twice", done: "refused" }],
      };
}
