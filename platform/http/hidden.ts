/**
 * Characters nobody sees that change what others read: a name that turns the line it stands in, two titles that look the same. What
 * a script needs is left alone: joiners after Arabic letters and in emoji, direction marks in a text with right-to-left letters.
 */
import { unseenInLines } from "./shapes.ts";

/** In any text: controls; embeddings, overrides and isolates of UAX #9; deprecated and annotating format characters; no characters at all. */
const everywhere =
  /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2061-\u2064\u2066-\u206f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/u;
const mark = /[\u061c\u200e\u200f]/u;
const rightToLeft =
  /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** ZWNJ and ZWJ where no letter before them joins (RFC 5892, appendix A) and no emoji is made of parts. */
const idleJoiner =
  /(?<![\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{scx=Arabic}\p{scx=Syriac}\p{scx=Mongolian}\p{scx=Nko}\p{scx=Devanagari}\p{scx=Bengali}\p{scx=Tamil}\p{scx=Malayalam}\p{scx=Sinhala}])[\u200c\u200d]/u;
const flag = /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}/gu;
const tag = /[\u{e0000}-\u{e007f}]/u;

const inLines = new RegExp(`[${unseenInLines}]`, "u");
const any = new RegExp(
  [everywhere, mark, tag, inLines, /[\u200c\u200d]/u].map(({ source }) => source).join("|"),
  "gu",
);

/** The first character of a text that only hides or turns, as `U+202E`, or null. */
export function hiddenIn(text: string): string | null {
  const found =
    everywhere.exec(text) ??
    (rightToLeft.test(text) ? null : mark.exec(text)) ??
    idleJoiner.exec(text) ??
    tag.exec(text.replace(flag, ""));
  return found && nameOf(found[0]);
}

/** The same for a line of words: a title, a name. */
export function hiddenInLine(text: string): string | null {
  const found = inLines.exec(text);
  return hiddenIn(text) ?? (found && nameOf(found[0]));
}

/** The text without any of them: for what is looked up and kept by nobody. */
export const withoutHidden = (text: string): string => text.replace(any, "");

const nameOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
