/** UNIMARC's fields in fields: 4xx names another record by parts of it, each behind $1 with its tag and indicators (UNIMARC manual, 4--). */
import type { Field, Subfield } from "./field.ts";

export interface Embedded {
  tag: string;
  indicators: [string, string];
  /** Of a control field such as 001. */
  value: string | null;
  subfields: Subfield[];
}

/** The fields in a field; none where it is made otherwise ($0, $t …: the other technique). What stands before the first $1 is in none. */
export function embeddedFields(field: Field): Embedded[] {
  const found: Embedded[] = [];
  for (const { code, value } of field.subfields) {
    if (code !== "1") {
      found.at(-1)?.subfields.push({ code, value });
      continue;
    }
    const tag = value.slice(0, 3);
    if (tag.startsWith("00"))
      found.push({ tag, indicators: [" ", " "], value: value.slice(3), subfields: [] });
    else found.push({ tag, indicators: [value[3] ?? " ", value[4] ?? " "], value: null, subfields: [] });
  }
  return found;
}
