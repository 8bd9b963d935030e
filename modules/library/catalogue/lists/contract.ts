/** JSON in and out of reading lists, new books, and what readers keep for themselves. */
import type { Static } from "typebox";
import {
  DayShape,
  Empty,
  Id,
  ImageFile,
  ImageShape,
  imageBodyLimit,
  Line,
  Nullable,
  operation,
  Page,
  Prose,
  Reason,
  T,
  Version,
} from "#contract";
import { PublishingView, StepAsked, WaitingRow } from "../../../../platform/publishing/contract.ts";
import { HitView, RecordId } from "../searching/contract.ts";

const Organisation = T.Object({ id: Id, name: T.String() });
const Place = T.Object({ id: Id, name: T.String() });
const ofThis = T.Object({ id: Id });
const ofRecord = T.Object({ id: RecordId });
const Words = { title: T.String(), about: T.String(), audience: T.String() };

/** In another language: whole or not at all, so that one `lang` fits it. */
const Translation = T.Object({ title: Line(200), about: Prose(4000), audience: Prose(200) });

/** Books of one list. */
export const mostEntries = 200;

export const ListText = T.Object({
  title: Line(100),
  about: Prose(2000),
  audience: Prose(100),
  from: Nullable(DayShape),
  until: Nullable(DayShape),
  translations: T.Object({
    en: T.Optional(Translation),
    ug: T.Optional(Translation),
    "kk-Arab": T.Optional(Translation),
    ru: T.Optional(Translation),
    "kk-Cyrl": T.Optional(Translation),
  }),
  entries: T.Array(T.Object({ record: RecordId, words: Prose(300) }), { maxItems: mostEntries }),
});
export type ListText = Static<typeof ListText>;

/** Its own picture; `alt`: what is to be seen, in the language the list was written in. */
const Cover = T.Object({ image: ImageShape, alt: T.String() });

const ListRow = T.Object({
  id: Id,
  ...Words,
  /** In which language its words are. */
  lang: T.String(),
  organisation: Organisation,
  from: Nullable(DayShape),
  until: Nullable(DayShape),
  /** Of today. */
  current: T.Boolean(),
  books: T.Integer(),
  /** Titles of the first of them, for covers. */
  titles: T.Array(T.String()),
  /** Null: it is shown by the covers of its books. */
  cover: Nullable(Cover),
});

export const listLists = operation({
  id: "library.lists",
  method: "GET",
  path: "/api/lists",
  summary: "Published reading lists, those of now first, newest first.",
  query: T.Object({ limit: T.Optional(T.Integer({ minimum: 1, maximum: 200 })) }),
  answer: T.Object({ items: T.Array(ListRow) }),
});

export const listPicture = operation({
  id: "library.list-picture",
  method: "GET",
  path: "/api/lists/:id/picture.png",
  summary: "A picture of a published reading list, 1200 × 630, for where its address is shared.",
  params: ofThis,
  answer: T.String(),
  files: ["image/png"],
});

const EntryView = T.Object({
  book: HitView,
  words: T.String(),
  /** Where it can be taken from a shelf now, most of it first; `more`: other places. */
  places: T.Array(Place),
  more: T.Integer(),
});
export type EntryView = Static<typeof EntryView>;

export const getList = operation({
  id: "library.list",
  method: "GET",
  path: "/api/lists/:id",
  summary: "A published reading list: its books in order, and where each stands on a shelf now.",
  params: ofThis,
  answer: T.Object({ ...ListRow.properties, entries: T.Array(EntryView) }),
});

export const publicNewBooks = operation({
  id: "library.public-new-books",
  method: "GET",
  path: "/api/new-books",
  summary:
    "What came to the libraries in the last weeks, newest first: of all of them or one, of all classes or one.",
  query: T.Object({
    weeks: T.Optional(T.Integer({ minimum: 1, maximum: 26 })),
    place: T.Optional(Id),
    class: T.Optional(T.String({ pattern: "^[A-Z]$" })),
  }),
  answer: T.Object({
    since: DayShape,
    /** More than are told: there are so many at least. */
    more: T.Boolean(),
    items: T.Array(T.Object({ book: HitView, on: DayShape })),
    places: T.Array(T.Object({ ...Place.properties, count: T.Integer() })),
    classes: T.Array(T.Object({ class: T.String(), count: T.Integer() })),
  }),
});

export const myBooks = operation({
  id: "library.my-books",
  method: "GET",
  path: "/api/my/books",
  summary: "What you keep for yourself, last kept first; nobody else sees it.",
  answer: T.Object({
    items: T.Array(HitView),
    /** Kept, and taken out of the catalogue since. */
    gone: T.Array(T.Object({ id: RecordId, title: T.String() })),
  }),
});

export const keepBook = operation({
  id: "library.keep-book",
  method: "PUT",
  path: "/api/my/books/:id",
  summary: "Keep an edition in your own list; twice is once.",
  params: ofRecord,
  answer: Empty,
});

export const letBookGo = operation({
  id: "library.let-book-go",
  method: "DELETE",
  path: "/api/my/books/:id",
  summary: "Take an edition off your own list.",
  params: ofRecord,
  answer: Empty,
});

export const myBooksRis = operation({
  id: "library.my-books-ris",
  method: "GET",
  path: "/api/my/books.ris",
  summary: "Your own list for reference managers, as RIS.",
  media: "application/x-research-info-systems; charset=utf-8",
  answer: T.String(),
});

export const myBooksBibtex = operation({
  id: "library.my-books-bibtex",
  method: "GET",
  path: "/api/my/books.bib",
  summary: "Your own list for LaTeX, as BibTeX.",
  media: "application/x-bibtex; charset=utf-8",
  answer: T.String(),
});

const Written = T.Object({ id: Id, version: T.Integer(), state: T.String() });

export const deskLists = operation({
  id: "library.desk-lists",
  method: "GET",
  path: "/api/desk/lists",
  summary: "Reading lists of the asker's organisations, last changed first; where they may begin one.",
  query: T.Object({
    /** Only what waits for a step of mine. */
    mine: T.Optional(T.Boolean()),
    /** Only what not everybody sees yet, or any more. */
    unpublished: T.Optional(T.Boolean()),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: T.Object({
    ...Page(T.Object({ ...WaitingRow.properties, books: T.Integer() })).properties,
    organisations: T.Array(Organisation),
  }),
});

export const deskList = operation({
  id: "library.desk-list",
  method: "GET",
  path: "/api/desk/lists/:id",
  summary: "A reading list as its staff write it, where it stands, and what the asker may do.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    state: T.String(),
    text: ListText,
    cover: Nullable(Cover),
    organiser: Organisation,
    /** What is missing before it may be submitted: message keys. */
    missing: T.Array(T.String()),
    /** What the entries are; `record` is null where it is not in the catalogue any more. */
    books: T.Array(
      T.Object({ record: Nullable(RecordId), title: T.String(), line: T.String(), words: T.String() }),
    ),
    ...PublishingView.properties,
    can: T.Array(T.String()),
  }),
});
export type DeskList = Static<(typeof deskList)["answer"]>;

export const createList = operation({
  id: "library.create-list",
  method: "POST",
  path: "/api/desk/lists",
  summary: "Begins a reading list of an organisation. It is not public yet.",
  body: T.Object({ organisationId: Id, list: ListText }),
  answer: Written,
});

export const editList = operation({
  id: "library.edit-list",
  method: "PUT",
  path: "/api/desk/lists/:id",
  summary: "Changes a reading list: a draft whoever writes, a public one whoever publishes, with a reason.",
  params: ofThis,
  body: T.Object({ version: Version, list: ListText, reason: T.Optional(Reason(500)) }),
  answer: Written,
});

export const putListCover = operation({
  id: "library.put-list-cover",
  method: "PUT",
  path: "/api/desk/lists/:id/cover",
  summary:
    "Gives a reading list a picture of its own, or other words for the one it has; null takes it away. Of a public one with a reason.",
  params: ofThis,
  body: T.Object({
    version: Version,
    cover: Nullable(T.Object({ file: T.Optional(ImageFile), alt: Line(200) })),
    reason: T.Optional(Reason(500)),
  }),
  bodyLimit: imageBodyLimit,
  answer: Written,
});

export const stepList = operation({
  id: "library.step-list",
  method: "POST",
  path: "/api/desk/lists/:id/steps",
  summary: "Takes a step of publishing: submit, check, approve, publish, or a way back.",
  params: ofThis,
  body: StepAsked,
  answer: Written,
});

export type ListRowView = Static<typeof ListRow>;
