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
  /** A Han character next to another one: nothing stands between them, or only what parts no words. */
  touches: boolean;
}

/** Quotation marks, brackets, a dot within names and one blank between Han: 《读者》合订本, 北京·上海, 简明 宋 史. */
const weak =
  /^(?=.{1,3}$)[·•‧・《》〈〉“”‘’"'「」『』()（）[\]【】〔〕]*[ \u3000]?[·•‧・《》〈〉“”‘’"'「」『』()（）[\]【】〔〕]*$/u;

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
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < text.length; ) {
    const from = at;
    const kind = plainKind(text, at++);
    if (kind === "between") continue;
    if (kind === "word" || kind === "number") while (plainKind(text, at) === kind) at++;
    // What most texts are made of needs no pattern, where nothing follows that may belong to it.
    if (kind !== null && plainKind(text, at) !== null) {
      const said = text.slice(from, at);
      if (kind === "han") units.push(hanUnit(text, { character: said, from, to: at }, units.at(-1)));
      else {
        const sign = kind === "word" && said.length === 1 ? signBehind(text, from) : 0;
        at += sign;
        units.push({ kind, folded: cut(said.toLowerCase()) + signNames[sign], from, to: at, touches: false });
      }
      continue;
    }
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (!match) break;
    at = match.index + match[0].length;
    const unit = unitOf(text, match, units.at(-1));
    if (unit) units.push(unit);
  }
  return units;
}

function hanUnit(
  text: string,
  { character, from, to }: { character: string; from: number; to: number },
  before: Unit | undefined,
): Unit {
  const touches = before?.kind === "han" && (before.to === from || weak.test(text.slice(before.to, from)));
  return { kind: "han", folded: foldHan(character), from, to, touches };
}

/** Programming languages whose name is a letter with signs are words of their own: how many signs stand behind the letter. */
const signBehind = (text: string, at: number): 0 | 1 | 2 =>
  /^c\+\+$/i.test(text.slice(at, at + 3)) ? 2 : /^[cf]#$/i.test(text.slice(at, at + 2)) ? 1 : 0;
const signNames = ["", "sharp", "plusplus"] as const;

/** Of ASCII, the Han of everyday and its punctuation; null: it is for the pattern to say. */
function plainKind(text: string, at: number): Unit["kind"] | "between" | null {
  if (at === text.length) return "between";
  const code = text.charCodeAt(at);
  if (code < 0x80) return ascii[code] ?? null;
  if (code >= 0x4e00 && code <= 0x9fff) return "han";
  return code === 0x3001 || code === 0x3002 || (code > 0xff00 && code < 0xff10) ? "between" : null;
}

const ascii = Array.from({ length: 0x80 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[A-Za-z]/.test(sign) ? "word" : /[0-9]/.test(sign) ? "number" : "between";
});

function unitOf(
  text: string,
  { index: from, 0: whole, 1: character, 2: digits, 3: word = "" }: RegExpExecArray,
  before: Unit | undefined,
): Unit | null {
  const to = from + whole.length;
  if (character !== undefined) return hanUnit(text, { character, from, to }, before);
  const kind = digits === undefined ? "word" : "number";
  const folded = cut((digits === undefined ? foldWord(word) : foldDigits(digits)).replace(notFound, ""));
  return someLetter.test(folded) ? { kind, folded, from, to, touches: false } : null;
}

function cut(folded: string): string {
  return folded.length <= longest ? folded : [...folded].slice(0, longest).join("");
}
