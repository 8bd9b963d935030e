/** What a record is found by: words with weights (A titles, B names, C subjects, D the rest), and marks of what one keeps to. */
import { toTsvectors } from "#platform/search";
import type { Description } from "../describing/description.ts";
import { fieldsForSearch } from "../describing/for-search.ts";
import { classLetters } from "./class-letters.ts";

export interface Tokens {
  title: string;
  words: string;
}

/** `places`: where its items are at home. */
export function tokensOf(description: Description, places: readonly string[]): Tokens {
  const { titles, names, subjects, rest } = fieldsForSearch(description);
  const [title, words] = toTsvectors(titles, [...names, ...subjects, ...rest]);
  const marks = marksFor(description, places)
    .map((mark) => ` '${mark}'`)
    .join("");
  return { title: title + marks, words: words + marks };
}

function marksFor(
  { languages, form, audience, year, classNumbers }: Description,
  places: readonly string[],
): string[] {
  return [
    ...languages.map((code) => `l=${code}`),
    `f=${form}`,
    `a=${audience}`,
    ...(year === null ? [] : [`y=${year}`]),
    ...classLetters(classNumbers).map((letters) => `c=${letters}`),
    ...places.map((id) => `p=${id}`),
  ];
}
