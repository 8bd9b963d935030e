import { foldHan } from "./han.ts";
import { foldDigits, foldWord, unseen } from "./letters.ts";

/** The smallest thing that is found: one Han (or kana) character, one word, one number. It takes one position. */
export interface Unit {
  kind: "han" | "word" | "number";
  /** As it is looked up: folded, never empty, at most 64 characters (256 bytes). */
  folded: string;
  /** Where it stands in the text, in UTF-16 units. */
  from: number;
  to: number;
}

/** Longer "words" are noise (base64, rows of dashes of letters); cut alike in text and query, they are still found. */
const longest = 64;

const han = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70";
// The `v` flag for "letters without Han"; letters and numbers part, so that GB11643 and GB 11643 find each other.
const pattern = new RegExp(
  `([${han}])[${unseen}\\u3099\\u309a]*|(\\p{N}(?:[\\p{N}${unseen}]*\\p{N})?)|([[\\p{L}\\p{M}${unseen}]--[${han}]]+)`,
  "gv",
);

// NFKC makes "(1)" of ⑴ and a sentence of ﷺ; a mark alone is nothing to look for.
const notFound = /[^\p{L}\p{M}\p{N}]+/gu;
const someLetter = /[\p{L}\p{N}]/u;

/** The units of a text in order. Takes any string: punctuation, lone surrogates and control signs only separate. */
export function* unitsOf(text: string): Generator<Unit> {
  for (const match of text.matchAll(pattern)) {
    const [whole, character, digits, word] = match;
    const from = match.index;
    const to = from + whole.length;
    if (character !== undefined) {
      yield { kind: "han", folded: foldHan(character), from, to };
      continue;
    }
    const kind = digits === undefined ? "word" : "number";
    const folded = digits === undefined ? foldWord(word ?? "") : foldDigits(digits);
    const found = cut(folded.replace(notFound, ""));
    if (someLetter.test(found)) yield { kind, folded: found, from, to };
  }
}

function cut(folded: string): string {
  return folded.length <= longest ? folded : [...folded].slice(0, longest).join("");
}
