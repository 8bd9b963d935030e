/** What a record is found by: words with weights (A titles, B names, C subjects, D the rest), and marks of what one keeps to. */
import { toTsvectors } from "#platform/search";
import type { Description } from "../describing/description.ts";
import { fieldsForSearch } from "../describing/for-search.ts";
import { classLetters } from "./class-letters.ts";

export interface Tokens {
  title: string;
  words: string;
}

/** Of what it says by itself; `keptTokens` adds what the catalogue knows. */
export function tokensOf(description: Description): Tokens {
  const { titles, names, subjects, rest } = fieldsForSearch(description);
  const [title, words] = toTsvectors(titles, [...names, ...subjects, ...rest]);
  return withMarks({ title, words }, marksFor(description));
}

/** `places`: where its items are at home. */
export const keptTokens = (tokens: Tokens, { places }: { id: number; places: readonly string[] }): Tokens =>
  withMarks(
    tokens,
    places.map((place) => `p=${place}`),
  );

function withMarks({ title, words }: Tokens, marks: readonly string[]): Tokens {
  const more = marks.map((mark) => ` '${mark}'`).join("");
  return { title: title + more, words: words + more };
}

function marksFor({ languages, form, audience, year, classNumbers }: Description): string[] {
  return [
    ...languages.map((code) => `l=${code}`),
    `f=${form}`,
    `a=${audience}`,
    ...(year === null ? [] : [`y=${year}`]),
    ...classLetters(classNumbers).map((letters) => `c=${letters}`),
  ];
}
