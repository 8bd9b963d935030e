/** What somebody asks the catalogue for, as one `tsquery` over the rows of the search. */
import { tsqueryParts } from "#platform/search";
import { isbnAsked, issnAsked } from "./asked-number.ts";

/** The fields one can ask in; null: anywhere. */
export type AskedField = "title" | "name" | "subject";

export interface AskedLine {
  text: string;
  field: AskedField | null;
  /** How it joins what stands before it. */
  join: "and" | "or" | "not";
}

/** Weights of `words`: see `search-row.ts`. */
const weights: Record<AskedField, "A" | "B" | "C"> = { title: "A", name: "B", subject: "C" };

/** More words than this are not looked at. */
const mostWords = 32;

/** Words of grammar, in the languages of Latin and Cyrillic script that books have most: what begins like them is not meant. */
const grammatical = new Set(
  `the and for with from into that this der die das des dem den und von ein eine mit les une aux des sur dans par pour avec del los las una con por para
   che gli dei delle della per как для при или что его это`.split(/\s+/),
);

const quoted = /"[^"]*"|“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》/u;
const words = new RegExp(`-?(?:${quoted.source})|[|｜]|[^\\s"“「『《|｜]+|["“「『《]`, "gu");

/**
 * The one field: all words and "phrases" must be there; `OR` or `|` between two lets either do, `NOT` or `-` before one forbids it. Null
 * where there is nothing to look for, also where everything is forbidden. Never throws.
 */
export function tsqueryOf(text: string, field: AskedField | null = null): string | null {
  const { query, isWanted } = readLine(text, field);
  return isWanted ? query : null;
}

/** `query`: empty where there is no word; `isWanted`: something is asked for, and not only forbidden. */
function readLine(text: string, field: AskedField | null): { query: string; isWanted: boolean } {
  const number = field === null ? (isbnAsked(text) ?? issnAsked(text)) : null;
  if (number !== null) return { query: tsqueryOfNumber(number), isWanted: true };
  const groups: string[][] = [];
  let isEither = false;
  let isForbidden = false;
  let isWanted = false;
  for (const [word] of [...text.matchAll(words)].slice(0, mostWords)) {
    if (word === "AND") continue;
    if (word === "OR" || word === "|" || word === "｜") {
      isEither = groups.length > 0;
      continue;
    }
    if (word === "NOT") {
      isForbidden = true;
      continue;
    }
    const minus = word.startsWith("-") && word.length > 1;
    const parts = tsqueryParts(minus ? word.slice(1) : word, field ? { weight: weights[field] } : {}).map(
      whole,
    );
    if (parts.length === 0) continue;
    const all = parts.length === 1 ? `(${parts[0]})` : `(${parts.join(" & ")})`;
    const isNot = minus || isForbidden;
    if (isEither && !isNot) groups.at(-1)?.push(all);
    else groups.push([isNot ? `!${all}` : all]);
    isWanted ||= !isNot;
    isEither = false;
    isForbidden = false;
  }
  const query = groups
    .map((either) => (either.length === 1 ? either[0] : `(${either.join(" | ")})`))
    .join(" & ");
  return { query, isWanted };
}

/** A word of grammar is found as it is. */
const whole = (part: string) =>
  part.replace(/'(\p{L}+)':\*([ABC]?)$/u, (beginning, word: string, weight: string) =>
    grammatical.has(word) ? `'${word}'${weight && `:${weight}`}` : beginning,
  );

/** Of an ISBN or ISSN, as rows have it: among the words, or of what became part of a record. */
function tsqueryOfNumber(number: string): string {
  const whole = `'${number.replace("-", "")}'`;
  return number.includes("-") ? `((${tsqueryParts(`"${number}"`).join(" & ")}) | ${whole})` : whole;
}

/**
 * The advanced form: lines joined in their order, each to all that stands above it; a line that only forbids forbids it of everything. Null where
 * there is nothing to look for.
 */
export function tsqueryOfLines(lines: readonly AskedLine[]): string | null {
  let all: string | null = null;
  const forbidden: string[] = [];
  for (const { text, field, join } of lines) {
    const { query: one, isWanted } = readLine(text, field);
    if (one === "") continue;
    if (!isWanted) {
      if (join !== "or") forbidden.push(one);
    } else if (all === null) {
      // What is forbidden must be forbidden of something.
      if (join !== "not") all = `(${one})`;
    } else all = `(${all} ${join === "or" ? "|" : "&"} ${join === "not" ? "!" : ""}(${one}))`;
  }
  return all === null ? null : [all, ...forbidden].join(" & ");
}

/** What the reader keeps to: each a list of which one will do. */
export interface Kept {
  languages?: readonly string[];
  forms?: readonly string[];
  audiences?: readonly string[];
  /** Letters of the class tree, or the beginning of a number as far as it is marked (`search-row.ts`). */
  classes?: readonly string[];
  /** Both included. */
  years?: { from: number; to: number } | null;
  places?: readonly string[];
}

/** Every row has one of these (`search-row.ts`). */
export const everything = `(${Array.from({ length: 64 }, (_, n) => `'n=${n}'`).join(" | ")})`;

/** Marks stand in the rows beside the words: `l=chi`. No word has a `=`. */
export function marksOf(kept: Kept): string[] {
  const some = (letter: string, values: readonly string[] = []) =>
    values.length > 0 ? [`(${values.map((value) => `'${letter}=${plain(value)}'`).join(" | ")})`] : [];
  const { years } = kept;
  return [
    ...some("l", kept.languages),
    ...some("f", kept.forms),
    ...some("a", kept.audiences),
    ...some("c", kept.classes),
    ...some("p", kept.places),
    ...(years ? [`(${yearsBetween(years).join(" | ")})`] : []),
  ];
}

const plain = (value: string) => value.replace(/[^\p{L}\p{N}.-]/gu, "");

/** Hundreds and tens of years as far as they are whole, else years. */
function yearsBetween({ from, to }: { from: number; to: number }): string[] {
  const marks: string[] = [];
  const last = Math.min(2100, to);
  for (let year = Math.max(1000, from); year <= last; ) {
    const [letter, span] =
      year % 100 === 0 && year + 99 <= last
        ? (["h", 100] as const)
        : year % 10 === 0 && year + 9 <= last
          ? (["d", 10] as const)
          : (["y", 1] as const);
    marks.push(`'${letter}=${year / span}'`);
    year += span;
  }
  // Years the wrong way round are none.
  return marks.length > 0 ? marks : ["'y=none'"];
}
