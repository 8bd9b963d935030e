/** What a record says, as far as lists and the search need it in columns. */
import type { Description } from "../describing/description.ts";

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
