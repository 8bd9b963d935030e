/** Bib-1's attributes by their names (Z39.50 Maintenance Agency, "Attribute Set Bib-1"): those that catalogues of libraries are asked by. */
import type { Attribute } from "./rpn.ts";

/** Types of attributes. */
const types = { use: 1, relation: 2, position: 3, structure: 4, truncation: 5, completeness: 6 } as const;

/** Values of each type. */
const values = {
  use: {
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
  relation: {
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
  position: { "first-in-field": 1, "first-in-subfield": 2, "any-position": 3 },
  structure: {
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
  truncation: {
    right: 1,
    left: 2,
    "left-and-right": 3,
    none: 100,
    "process-#": 101,
    regexpr: 102,
  },
  completeness: { "incomplete-subfield": 1, "complete-subfield": 2, "complete-field": 3 },
} as const;

type Words = { [T in keyof typeof values]?: keyof (typeof values)[T] };

/** `{ use: "title", structure: "phrase" }` as attributes. */
export function bib1Attributes(words: Words): Attribute[] {
  return Object.entries(words).map(([type, word]) => ({
    // The types of `values`, and each word one of its own.
    type: types[type as keyof typeof types],
    value: (values[type as keyof typeof values] as Record<string, number>)[word] ?? 0,
  }));
}

/** The words of a query that somebody else sent: of attributes without one the number. */
export function bib1Words(attributes: readonly Attribute[]): Record<string, string | number> {
  const words: Record<string, string | number> = {};
  for (const { type, value } of attributes) {
    const [name] = Object.entries(types).find(([, number]) => number === type) ?? [];
    // A type of `types`.
    const own =
      name && Object.entries(values[name as keyof typeof values]).find(([, number]) => number === value);
    words[name ?? type] = own ? own[0] : value;
  }
  return words;
}
