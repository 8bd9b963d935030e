/** What a record says, as far as lists and the search need it in columns. */
import type { Description } from "../describing/description.ts";
import { keptTokens, type Tokens } from "../searching/search-row.ts";
import type { NumberRow, SearchRow } from "./record-store.ts";

export interface Derived {
  names: string;
  publisher: string;
  year: number | null;
  language: string;
  form: string;
  audience: string;
  classNumber: string;
}

export function derivedOf(description: Description | null): Derived {
  return {
    names:
      description?.responsibility?.text ||
      description?.names
        .slice(0, 3)
        .map(({ text }) => text)
        .join("，") ||
      "",
    publisher: description?.publisher?.text ?? "",
    year: description?.year ?? null,
    language: description?.languages[0] ?? "",
    form: description?.form ?? "other",
    audience: description?.audience ?? "any",
    classNumber: description?.classNumbers.find(({ scheme }) => scheme === "clc")?.number ?? "",
  };
}

/** What it is found by; `places`: where its items are; `numbers`: of what has become part of it. */
export function searchRowOf(
  id: number,
  { tokens, derived }: { tokens: Tokens; derived: Derived },
  { places = [], numbers = [] }: { places?: readonly string[] | undefined; numbers?: readonly string[] },
): SearchRow {
  const { year, form, audience } = derived;
  return {
    recordId: id,
    ...keptTokens(tokens, { id, places, numbers }),
    year,
    language: tokens.language,
    form,
    audience,
    class: tokens.class,
  };
}

/** The numbers that are right. */
export const numbersOf = ({ isbns, issns }: Description): Omit<NumberRow, "recordId">[] => [
  ...isbns.filter(({ isRight }) => isRight).map(({ number }) => ({ kind: "isbn" as const, number })),
  ...issns.map((number) => ({ kind: "issn" as const, number })),
];
