/** A question that is an ISBN, an ISSN or a barcode is asked directly. */
import type { Db } from "#platform/db";
import { isbn13, issnOf } from "../describing/standard-numbers.ts";
import { recordsBarcoded, recordsNumbered } from "./number-store.ts";

export type NumberKind = "isbn" | "issn" | "barcode";

const most = 20;
const isNumber = /^(?:isbn|issn)?[\s:：]*[\d\s\-‐–]{7,20}[\dXx]?$/iu;
const isBarcode = /^[\p{L}\p{N}.-]{4,60}$/u;

/** Which records are meant; null where the words are no number of any. */
export async function byNumber(db: Db, words: string): Promise<{ kind: NumberKind; ids: number[] } | null> {
  const [isbn, issn] = isNumber.test(words) ? [isbn13(words), issnOf(words)] : [null, null];
  for (const [kind, number] of [
    ["isbn", isbn],
    ["issn", issn],
  ] as const) {
    const found = number ? await recordsNumbered(db, number, most) : [];
    if (found.length > 0) return { kind, ids: found.map(({ id }) => id) };
  }
  // A barcode has a digit in it: words have none.
  if (!isBarcode.test(words) || !/\d/.test(words)) return null;
  const found = await recordsBarcoded(db, words, most);
  return found.length > 0 ? { kind: "barcode", ids: found.map(({ id }) => id) } : null;
}
