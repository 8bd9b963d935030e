import type { Locale } from "../i18n/index.ts";
import { placeInAlphabet, type Script } from "./alphabets.ts";
import { chineseNumber } from "./chinese-number.ts";
import { foldHan } from "./han.ts";
import { foldDigits, foldLetters, unseen } from "./letters.ts";
import { type Reading, readingsOf } from "./pinyin.ts";

export interface SortKeyOptions {
  /** What the text names: a person's name begins with a surname, which may be read in its own way. */
  of?: "thing" | "person";
}

/** Characters that are looked at; what is the same so far counts as the same. */
const longest = 48;

// Bytes of a key. The end of a text sorts before everything, then the space between words, then numbers.
const space = 0x02;
const number = 0x04;
const firstLetter = 0x08;
const noReading = 0xf0;
const otherSign = 0xf8;

/**
 * A key by whose binary order texts are listed in one language: its own script first; Han by reading, tone and character;
 * Arabic, Cyrillic and Latin letters by alphabet, case and accents aside; numbers by size ("第2社区" before "第10社区", "第二"
 * like "第2"); punctuation only parts words. Hexadecimal, so that every collation of every database agrees; empty for no text.
 */
export function sortKey(text: string, locale: Locale, { of = "thing" }: SortKeyOptions = {}): string {
  const bytes: number[] = [];
  const order = scriptOrder(locale);
  let parted = false;
  for (const piece of piecesOf(text)) {
    if (piece.kind === "between") {
      parted = bytes.length > 0;
      continue;
    }
    if (parted) bytes.push(space);
    parted = false;
    if (piece.kind === "han") pushHan(bytes, piece.text, order, of === "person" && bytes.length === 0);
    else if (piece.kind === "number") pushNumber(bytes, foldDigits(piece.text));
    else pushLetters(bytes, foldLetters(piece.text), order);
  }
  return Buffer.from(bytes).toString("hex");
}

interface Piece {
  kind: "han" | "number" | "letters" | "between";
  text: string;
}

const pieces = new RegExp(
  `(\\p{Script=Han}[\\p{Script=Han}${unseen}]*)|(\\p{N}+)|([[\\p{L}\\p{M}${unseen}]--\\p{Script=Han}]+)|([^])`,
  "gv",
);

function* piecesOf(text: string): Generator<Piece> {
  // Folding may shorten; a few more characters than are kept do no harm.
  for (const [whole, han, digits, letters] of text.slice(0, longest * 2).matchAll(pieces)) {
    if (han !== undefined) yield { kind: "han", text: han };
    else if (digits !== undefined) yield { kind: "number", text: digits };
    else if (letters !== undefined) yield { kind: "letters", text: letters };
    else yield { kind: "between", text: whole };
  }
}

type Order = Record<Script, number>;

/** The lead byte of each script: that of the language first. */
function scriptOrder(locale: Locale): Order {
  const order = orders.get(locale);
  if (order) return order;
  const scripts: Record<Locale, Script[]> = {
    "zh-CN": ["han", "latin", "cyrillic", "arabic"],
    ug: ["arabic", "latin", "cyrillic", "han"],
    "kk-Arab": ["arabic", "cyrillic", "latin", "han"],
    en: ["latin", "cyrillic", "arabic", "han"],
    ru: ["cyrillic", "latin", "arabic", "han"],
    "kk-Cyrl": ["cyrillic", "arabic", "latin", "han"],
  };
  let next = firstLetter;
  const made: Order = { han: 0, latin: 0, cyrillic: 0, arabic: 0 };
  for (const script of scripts[locale]) {
    made[script] = next;
    // Room for every letter of the alphabet; Han has one lead byte.
    next += script === "han" ? 1 : 48;
  }
  orders.set(locale, made);
  return made;
}

const orders = new Map<Locale, Order>();

function pushLetters(bytes: number[], letters: string, order: Order): void {
  for (const letter of letters) {
    if (bytes.length > longest * 8) return;
    const found = placeInAlphabet(letter);
    if (found) bytes.push(order[found.script] + found.place);
    else bytes.push(otherSign, ...threeBytes(letter));
  }
}

/** Length before digits: a longer number is the greater one. */
function pushNumber(bytes: number[], digits: string): void {
  const significant = digits.replace(/^0+/, "").replace(/[^0-9]/g, "");
  bytes.push(number, Math.min(significant.length, 255));
  for (const digit of significant.slice(0, 255)) bytes.push(digit.charCodeAt(0));
}

function pushHan(bytes: number[], run: string, order: Order, person: boolean): void {
  const characters = [...run].map(foldHan).filter((character) => /\p{Script=Han}/u.test(character));
  const readings = readingsOf(characters.join(""), { person });
  for (let i = 0; i < characters.length; i++) {
    if (bytes.length > longest * 8) return;
    const character = characters[i] ?? "";
    pushCharacter(bytes, character, readings[i] ?? null, order.han);
    // "第十八社区": a number counts as one only after 第, for 五五新镇 and 三平路 are names.
    const counted = character === "第" ? chineseNumber(characters.slice(i + 1)) : null;
    if (counted) {
      pushNumber(bytes, String(counted.value));
      i += counted.length;
    }
  }
}

function pushCharacter(bytes: number[], character: string, reading: Reading | null, lead: number): void {
  if (!reading) {
    bytes.push(noReading, ...threeBytes(character));
    return;
  }
  // A zero ends the syllable, so that "lu" comes before "luan"; then lu before lü, then tones.
  bytes.push(
    lead,
    ...Buffer.from(reading.syllable),
    0,
    (reading.umlaut ? 8 : 0) + reading.tone,
    ...threeBytes(character),
  );
}

function threeBytes(character: string): [number, number, number] {
  const code = character.codePointAt(0) ?? 0;
  return [code >> 16, (code >> 8) & 0xff, code & 0xff];
}
