/** Texts of fields without the marks of cataloguing: ISBD punctuation that leads to the next area, signs around articles, marks of direction. */
import { type Field, soundedSubfields } from "#libs/marc";
import type { Written } from "./description.ts";

/** Around what is passed over in sorting: «NSB» and «NSE» of ISO 6630, and the angle brackets some libraries type. */
const articleSigns = /[\u0088\u0089\u0098\u009c]|<</;
export const hasArticleSigns = (text: string) => articleSigns.test(text);
/** Those, and marks of direction: some systems put them around every subfield, and what shows a text knows its direction. */
const signs = /[\u0088\u0089\u0098\u009c\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|<<|>>/g;
const hasSigns = /[\u0088\u0089\u0098\u009c\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|<</;

/** Embeddings, overrides and isolates of UAX #9 turn what stands beside the text they are in. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const unturned = (text: string): string => text.replace(turning, "");

const blanks = /\s{2,}|[^\S ]/;
/** What leads to the next area, in the scripts that have marks of their own. */
const marks = new Set(" \u3000,:;/=，：；／＝،؛");
/** A full stop ends the area, unless it belongs to an initial or stands for something left out. */
const lastStop = /(?:[\p{L}\p{M}\p{N}]{3}|[)\]"”»])\.$/u;

/** Blanks made one, and what leads to the next part taken off the end. */
export function trimmed(text: string): string {
  let made = blanks.test(text) ? text.replace(/\s+/g, " ") : text;
  if (hasSigns.test(made)) made = made.replace(signs, "");
  let [from, to] = [0, made.length];
  while (from < to && marks.has(made.charAt(from))) from++;
  while (to > from && marks.has(made.charAt(to - 1))) to--;
  made = made.slice(from, to);
  return made.endsWith(".") && lastStop.test(made) ? made.slice(0, -1) : made;
}

/** Square brackets say that the cataloguer found it elsewhere; they may open here and close in another subfield. */
export function unbracketed(text: string): string {
  const made = trimmed(text);
  const inside = made.replace(/^\[|\]$/g, "");
  return /[[\]]/.test(inside) ? made : trimmed(inside);
}

/** Subfields of these codes in the order of the field. */
export function joined(field: Field, codes: string, between = " "): string {
  let text = "";
  for (const { code, value } of field.subfields)
    if (codes.includes(code) && value !== "") text += (text === "" ? "" : between) + value;
  return unturned(text);
}

export const isPinyin = (text: string | null): text is string => text !== null && /[a-z]/i.test(text);

const beyondLatin = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Of a text written twice: which is in the script of the thing itself. */
export function isRomanised(text: string, other: string): boolean {
  return beyondLatin.test(other) && !beyondLatin.test(text);
}

/** Of a field that may be written twice: the one in the script of the thing itself, and the other, where there are two that say something. */
export function inOwnScript(
  field: Field,
  twin: Field | null,
  read: (field: Field) => string,
): { own: Field; text: string; romanised: string | null } {
  const text = read(field);
  const other = twin ? read(twin) : "";
  if (!twin || other === "" || other === text) return { own: field, text, romanised: null };
  if (text === "") return { own: twin, text: other, romanised: null };
  return isRomanised(other, text)
    ? { own: field, text, romanised: other }
    : { own: twin, text: other, romanised: text };
}

/** The text of such a field; null where it has none. */
export function writtenTwice(
  field: Field,
  twin: Field | null,
  read: (field: Field) => string,
): Written | null {
  const { text, romanised } = inOwnScript(field, twin, read);
  return text === "" ? null : { text, romanised };
}

/** The text of a UNIMARC field whose capital subfields are its pinyin. */
export function writtenWithPinyin(field: Field, codes: string, between: string): Written | null {
  const parts: string[] = [];
  const sounds: string[] = [];
  for (const { code, text, pinyin } of soundedSubfields(field)) {
    const part = codes.includes(code) ? trimmed(text) : "";
    if (part === "") continue;
    parts.push(part);
    if (isPinyin(pinyin)) sounds.push(trimmed(pinyin));
  }
  return parts.length === 0 ? null : { text: parts.join(between), romanised: sounds.join(between) || null };
}
