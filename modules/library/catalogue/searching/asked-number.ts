/** Numbers that are asked for as readers type or copy them. Pure. */
import { isbn13, issnOf } from "../describing/standard-numbers.ts";

const number = /^(?:ISBN|ISSN)?(?:-?1[03](?=[\s:]))?[\s:]*([\d\s.-]{7,20}[\dX]?)$/;

/** With the hyphens and signs that word processors and Chinese keyboards make of the plain ones. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212\ufe58]/g, "-")
    .toUpperCase()
    .trim();

/** The thirteen digits of a line that is an ISBN and nothing else; null for others, and where the check digit is wrong. */
export function isbnAsked(line: string): string | null {
  const [, digits] = number.exec(plain(line)) ?? [];
  return digits === undefined ? null : isbn13(digits);
}

/** `1234-567X` of a line that is an ISSN and nothing else; null for others. */
export function issnAsked(line: string): string | null {
  const [, digits] = number.exec(plain(line)) ?? [];
  return digits === undefined || digits.replace(/[^\dX]/g, "").length !== 8 ? null : issnOf(digits);
}
