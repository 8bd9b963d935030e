/** What a record is found by: words with weights (A titles, B names, C subjects, D the rest), and marks of what one keeps to. */
import { toTsvectors } from "#platform/search";
import type { Description } from "../describing/description.ts";
import { fieldsForSearch } from "../describing/for-search.ts";
import { classLetters } from "./class-letters.ts";

export interface Tokens {
  title: string;
  words: string;
  /** All it is found by, with blanks between: it is counted in each. */
  language: string;
  class: string;
}

/** Of what it says by itself; `keptTokens` adds what the catalogue knows. */
export function tokensOf(description: Description): Tokens {
  const { titles, names, subjects, rest } = fieldsForSearch(description);
  const [title, words] = toTsvectors(titles, [...names, ...subjects, ...rest]);
  const classes = classLetters(description.classNumbers);
  return {
    ...withMarks({ title, words }, marksFor(description, classes)),
    language: description.languages.join(" "),
    class: classes.join(" "),
  };
}

/** `places`: where its items are at home; `numbers`: ISBNs and ISSNs of what has become part of it. */
export function keptTokens(
  tokens: Tokens,
  { id, places, numbers }: { id: number; places: readonly string[]; numbers: readonly string[] },
): Pick<Tokens, "title" | "words"> {
  const { title, words } = withMarks(tokens, [...places.map((place) => `p=${place}`), ...marksOfId(id)]);
  return { title, words: words + numbers.map((number) => ` '${number.replace("-", "")}'`).join("") };
}

function withMarks(
  { title, words }: Pick<Tokens, "title" | "words">,
  marks: readonly string[],
): Pick<Tokens, "title" | "words"> {
  const more = marks.map((mark) => ` '${mark}'`).join("");
  return { title: title + more, words: words + more };
}

function marksFor({ languages, form, audience, year }: Description, classes: readonly string[]): string[] {
  return [
    ...languages.map((code) => `l=${code}`),
    `f=${form}`,
    `a=${audience}`,
    ...(year === null ? [] : marksOfYear(year)),
    ...classes.map((letters) => `c=${letters}`),
  ];
}

/** A year, its ten and its hundred: a span is asked for by few of them (`question.ts`). */
const marksOfYear = (year: number) => [
  `y=${year}`,
  `d=${Math.floor(year / 10)}`,
  `h=${Math.floor(year / 100)}`,
];

/**
 * Two marks by which the index itself is asked for a part of a segment of 65,536 records: which thousand of it, to look at the newest first
 * (`find-store.ts`); and one of sixty-four even shares, to count in (`count-store.ts`). Shares are by Fibonacci hashing (Knuth, TAOCP 6.4):
 * what comes again every so many records of a file falls into all of them.
 */
export const marksOfId = (id: number) => [`n=${(id >> 10) & 63}`, `m=${Math.imul(id, 0x9e3779b1) >>> 26}`];
