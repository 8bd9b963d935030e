/** Bib-1's attributes by their names (Z39.50 Maintenance Agency, "Attribute Set Bib-1"): those that catalogues of libraries are asked by. */
import type { Attribute } from "./rpn.ts";

const types = {
  use: {
    type: 1,
    values: {
      "personal-name": 1,
      "corporate-name": 2,
      title: 4,
      "title-series": 5,
      isbn: 7,
      issn: 8,
      "local-number": 12,
      "local-classification": 20,
      subject: 21,
      "date-of-publication": 31,
      "national-bibliography-number": 48,
      "code-language": 54,
      "place-publication": 59,
      "material-type": 1031,
      author: 1003,
      "identifier-standard": 1007,
      any: 1016,
      publisher: 1018,
      anywhere: 1035,
    },
  },
  relation: {
    type: 2,
    values: {
      less: 1,
      "less-or-equal": 2,
      equal: 3,
      "greater-or-equal": 4,
      greater: 5,
      "not-equal": 6,
      phonetic: 100,
      stem: 101,
      relevance: 102,
      "always-matches": 103,
    },
  },
  position: { type: 3, values: { "first-in-field": 1, "first-in-subfield": 2, "any-position": 3 } },
  structure: {
    type: 4,
    values: {
      phrase: 1,
      word: 2,
      key: 3,
      year: 4,
      "date-normalized": 5,
      "word-list": 6,
      urx: 104,
      "free-form-text": 105,
      "document-text": 106,
      "local-number": 107,
      string: 108,
      "numeric-string": 109,
    },
  },
  truncation: {
    type: 5,
    values: {
      right: 1,
      left: 2,
      "left-and-right": 3,
      none: 100,
      "process-#": 101,
      regexpr: 102,
    },
  },
  completeness: {
    type: 6,
    values: { "incomplete-subfield": 1, "complete-subfield": 2, "complete-field": 3 },
  },
} as const;

type Words = { [T in keyof typeof types]?: keyof (typeof types)[T]["values"] };

/** The same, asked for by any word. */
const byName: Record<string, { type: number; values: Record<string, number> }> = types;

/** `{ use: "title", structure: "phrase" }` as attributes. */
export function bib1Attributes(words: Words): Attribute[] {
  return Object.entries(words).map(([name, word]) => ({
    type: byName[name]?.type ?? 0,
    value: byName[name]?.values[word] ?? 0,
  }));
}

/** The words of a query that somebody else sent; for what has none here the number. */
export function bib1Words(attributes: readonly Attribute[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ type, value }) => {
      const [name = String(type), { values } = { values: {} }] =
        Object.entries(byName).find(([, one]) => one.type === type) ?? [];
      const [word = value] = Object.entries(values).find(([, one]) => one === value) ?? [];
      return [name, word];
    }),
  );
}
