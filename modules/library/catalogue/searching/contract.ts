/** JSON of the catalogue as readers find it. */

import type { Static } from "typebox";
import { Id, Line, Nullable, operation, T } from "#contract";
import { SerialHeld } from "../../acquiring/serials/contract.ts";

/** Records are counted from 1, for ever. */
export const RecordId = T.String({ pattern: "^[1-9][0-9]{0,14}$" });
const Count = T.Integer();

export const askedFields = ["title", "name", "subject"] as const;
export const joins = ["and", "or", "not"] as const;
export const orders = ["relevance", "year", "title"] as const;
export const forms = [
  "book",
  "serial",
  "electronic",
  "large-print",
  "braille",
  "manuscript",
  "map",
  "score",
  "music",
  "speech",
  "video",
  "picture",
  "object",
  "mixed",
  "other",
] as const;
export const audiences = ["children", "young", "adult", "any"] as const;

/** Characters of one line that is asked for. */
export const mostWords = 200;
/** Years that one can keep to. */
export const [firstYear, lastYear] = [1000, 2100];

const Words = T.Optional(Line(mostWords));
const In = T.Optional(T.Enum([...askedFields]));
const Join = T.Optional(T.Enum([...joins]));
const Year = T.Optional(T.Integer({ minimum: firstYear, maximum: lastYear }));

/** What is asked for: one field, two more lines of the advanced form, what is kept to. */
export const Question = {
  q: Words,
  in: In,
  q2: Words,
  in2: In,
  join2: Join,
  q3: Words,
  in3: In,
  join3: Join,
  /** ISO 639-2, as records say it. */
  language: T.Optional(T.String({ pattern: "^[a-z]{3}$" })),
  form: T.Optional(T.Enum([...forms])),
  audience: T.Optional(T.Enum([...audiences])),
  /** The beginning of a number of 中图法, as far as three signs. */
  class: T.Optional(T.String({ pattern: "^[A-Z][A-Z]?[0-9]{0,2}$", maxLength: 3 })),
  from: Year,
  to: Year,
  place: T.Optional(Id),
  /** Only what can be taken from a shelf now. */
  available: T.Optional(T.Enum(["yes"])),
};

export const HitView = T.Object({
  id: RecordId,
  title: T.String(),
  names: T.String(),
  publisher: T.String(),
  year: Nullable(T.Integer()),
  language: T.String(),
  form: T.Enum([...forms]),
  audience: T.Enum([...audiences]),
  classNumber: T.String(),
  /** Editions of its work, with it, and the years in which they came out. */
  editions: Count,
  firstYear: Nullable(T.Integer()),
  lastYear: Nullable(T.Integer()),
  items: Count,
  available: Count,
  /** Of its thirty newest editions. */
  workAvailable: Count,
});
export type HitView = Static<typeof HitView>;

export const searchCatalogue = operation({
  id: "library.search",
  method: "GET",
  path: "/api/catalogue",
  summary:
    "Works that hit, each once: what is called so, then titles with the words, then the words anywhere, newest records first; or by year or title where there are at most 10,000.",
  query: T.Object({
    ...Question,
    order: T.Optional(T.Enum([...orders])),
    cursor: T.Optional(T.String({ maxLength: 1000 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 50 })),
  }),
  answer: T.Object({
    items: T.Array(HitView),
    next: Nullable(T.String()),
    /** As they are told; with too many hits it is another than was asked for. */
    order: T.Enum([...orders]),
    /** The question was a number: what kind. */
    number: Nullable(T.Enum(["isbn", "issn", "barcode"])),
    /** Where little was found: titles that may have been meant. */
    meant: T.Array(T.String()),
    /** Other names by which authorities know what was asked for: searched with it. */
    also: T.Array(T.String()),
  }),
});

export const countCatalogue = operation({
  id: "library.count",
  method: "GET",
  path: "/api/catalogue-counts",
  summary: "How many records hit, and of what kinds: exact up to 10,000, about so many above.",
  query: T.Object(Question),
  answer: T.Object({
    count: Count,
    /** More than are counted: this and every other number here is about so many. */
    about: T.Boolean(),
    /** Of which something stands on a shelf now. */
    onShelf: Count,
    facets: T.Array(
      T.Object({
        facet: T.Enum(["language", "form", "year", "class", "audience", "place"]),
        /** Most of them first. `name`: where the value does not say it. */
        values: T.Array(T.Object({ value: T.String(), name: Nullable(T.String()), count: Count })),
      }),
    ),
  }),
});

const ofThis = T.Object({ id: RecordId });
const Written = T.Object({ text: T.String(), romanised: Nullable(T.String()) });

export const EditionView = T.Object({
  id: RecordId,
  title: T.String(),
  names: T.String(),
  publisher: T.String(),
  year: Nullable(T.Integer()),
  language: T.String(),
  form: T.Enum([...forms]),
  available: Count,
});
export type EditionView = Static<typeof EditionView>;

export const RecordView = T.Object({
  id: RecordId,
  title: Written,
  titleProper: Written,
  otherTitles: T.Array(T.Object({ ...Written.properties, kind: T.String() })),
  responsibility: Nullable(Written),
  names: T.Array(
    T.Object({
      ...Written.properties,
      kind: T.Enum(["person", "body", "meeting", "family"]),
      roles: T.Array(T.String()),
      rolesSaid: T.Array(T.String()),
      dates: Nullable(T.String()),
    }),
  ),
  place: Nullable(Written),
  publisher: Nullable(Written),
  date: Nullable(T.String()),
  year: Nullable(T.Integer()),
  edition: Nullable(Written),
  extent: Nullable(T.String()),
  series: T.Array(T.Object({ ...Written.properties, number: Nullable(T.String()) })),
  isbns: T.Array(T.Object({ number: T.String(), isRight: T.Boolean() })),
  issns: T.Array(T.String()),
  price: Nullable(T.String()),
  languages: T.Array(T.String()),
  originalLanguages: T.Array(T.String()),
  classNumbers: T.Array(T.Object({ scheme: T.String(), number: T.String() })),
  subjects: T.Array(T.Object({ text: T.String(), parts: T.Array(T.String()) })),
  genres: T.Array(T.String()),
  summary: Nullable(T.String()),
  contents: Nullable(T.String()),
  notes: T.Array(T.String()),
  form: T.Enum([...forms]),
  audience: T.Enum([...audiences]),
  holdings: T.Array(
    T.Object({
      place: T.Object({ id: Id, name: T.String(), address: T.String() }),
      items: Count,
      available: Count,
      shelves: T.Array(
        T.Object({
          shelf: T.String(),
          callNumber: T.String(),
          volume: T.String(),
          items: Count,
          available: Count,
        }),
      ),
    }),
  ),
  /** Items whose place their house has not said yet. */
  unplaced: T.Array(T.Object({ house: T.String(), items: Count, available: Count })),
  /** Of a serial: which issues are where. */
  serials: T.Array(SerialHeld),
  /** Of the same work, newest first. */
  otherEditions: T.Array(EditionView),
  /** What stands beside it by its class number, with it in the middle. */
  shelf: T.Array(T.Object({ ...EditionView.properties, classNumber: T.String() })),
  /** GB/T 7714. */
  citation: T.String(),
});
export type RecordView = Static<typeof RecordView>;

export const getRecord = operation({
  id: "library.record",
  method: "GET",
  path: "/api/catalogue/:id",
  summary:
    "An edition: what its record says, where it stands, other editions, what stands beside it, how it is cited.",
  params: ofThis,
  answer: RecordView,
});

export const marcOfRecord = operation({
  id: "library.record-marc",
  method: "GET",
  path: "/api/catalogue/:id/marc",
  summary: "A record field by field, as MARC has it.",
  params: ofThis,
  answer: T.Object({
    title: T.String(),
    flavour: T.Enum(["marc21", "unimarc"]),
    leader: T.String(),
    fields: T.Array(
      T.Object({
        tag: T.String(),
        indicators: T.String(),
        /** Of a control field. */
        value: Nullable(T.String()),
        subfields: T.Array(T.Object({ code: T.String(), value: T.String() })),
      }),
    ),
  }),
});

export const risOfRecord = operation({
  id: "library.record-ris",
  method: "GET",
  path: "/api/catalogue/:id.ris",
  summary: "A record for reference managers, as RIS.",
  params: ofThis,
  media: "application/x-research-info-systems; charset=utf-8",
  answer: T.String(),
});

export const bibtexOfRecord = operation({
  id: "library.record-bibtex",
  method: "GET",
  path: "/api/catalogue/:id.bib",
  summary: "A record for LaTeX, as BibTeX.",
  params: ofThis,
  media: "application/x-bibtex; charset=utf-8",
  answer: T.String(),
});
