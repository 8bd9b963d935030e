/** The barcode of a magazine: 977, the ISSN without its check digit, two digits of price or variant, a check digit (ISO 3297, GS1); issue behind it. Pure. */
import { isEan13, issnOf } from "../../catalogue/describing/standard-numbers.ts";

/** Which serial was scanned, and which issue where a supplement of two digits says it. An ISSN may be typed as well. Null: neither, or misread. */
export function serialOf(scanned: string): { issn: string; issue: number | null } | null {
  const text = scanned.normalize("NFKC").trim();
  const [, ean = "", serial, issue] = /^(977(\d{7})\d{3})[\s+]?(\d{2}|\d{5})?$/.exec(text) ?? [];
  if (serial !== undefined && isEan13(ean))
    return {
      issn: issnOf(serial + checkOf(serial)) ?? "",
      issue: issue?.length === 2 ? Number(issue) : null,
    };
  const issn = /^\d{4}-?\d{3}[\dXx]$/.test(text) ? issnOf(text) : null;
  return issn === null ? null : { issn, issue: null };
}

/** ISO 3297: weights 8 to 2, modulo 11. */
function checkOf(digits: string): string {
  const sum = Array.from(digits).reduce((all, digit, n) => all + (8 - n) * Number(digit), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}
