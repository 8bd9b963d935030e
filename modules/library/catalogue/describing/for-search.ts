/** What a record is found by. The weights tell the kinds apart: A titles, B names, C subjects, D everything else. */
import type { Field } from "#platform/search";
import type { Description, Written } from "./description.ts";

interface SearchTexts {
  titles: Field[];
  names: Field[];
  subjects: Field[];
  rest: Field[];
}

/** Texts with their romanisation behind them, each once. */
export function fieldsForSearch(description: Description): SearchTexts {
  const { title, otherTitles, series, names, subjects, genres } = description;
  return {
    titles: fields("A", [title, ...otherTitles, ...series].flatMap(bothWays)),
    names: fields("B", [
      ...names.flatMap((name) => [...bothWays(name), name.fuller ?? ""]),
      ...bothWays(description.responsibility),
    ]),
    subjects: fields("C", [...subjects.flatMap(bothWays), ...genres]),
    rest: fields("D", [
      ...[description.publisher, description.place, description.edition].flatMap(bothWays),
      description.summary ?? "",
      description.contents ?? "",
      ...description.notes,
      description.extent ?? "",
      ...description.alsoFound,
      ...description.isbns.map(({ number }) => number),
      ...description.issns,
      ...description.otherNumbers.map(({ number }) => number),
      ...description.classNumbers.map(({ number }) => number),
      description.date ?? "",
    ]),
  };
}

const bothWays = (written: Written | null): string[] =>
  written ? [written.text, ...(written.romanised === null ? [] : [written.romanised])] : [];

const fields = (weight: NonNullable<Field["weight"]>, texts: readonly string[]): Field[] =>
  [...new Set(texts)].filter((text) => text !== "").map((text) => ({ text, weight }));
