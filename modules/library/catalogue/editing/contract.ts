/** JSON in and out of the cataloguing desk. Its rules are here too: the page checks with them while somebody types. */
import type { Static } from "typebox";
import {
  Empty,
  Id,
  InstantShape,
  Line,
  mostInteger,
  Nullable,
  operation,
  Prose,
  T,
  Version,
} from "#contract";

export { kindOf } from "../describing/kind.ts";
export { type FieldLine, inLines, type Lines, lineOf, recordInLines } from "../reading/as-lines.ts";
export { sideBySide } from "../reading/side-by-side.ts";
export { codedOf, type Remark, remarksOn } from "./check.ts";
export { materialOf } from "./formats/format.ts";

const RecordId = T.Integer({ minimum: 1, maximum: mostInteger });
const one = T.Object({ id: RecordId });
const Flavour = T.Enum(["marc21", "unimarc"]);
/** A record of the longest kind, as lines. */
const RecordLines = Prose(200_000);
const Why = T.Optional(T.String({ maxLength: 500 }));
const largest = 1024 * 1024;

const Choice = T.Object({ value: T.String(), name: T.String() });
const Kind = T.Enum(["bibliographic", "authority"]);
const FormatShape = T.Object({
  kind: Kind,
  flavour: Flavour,
  fields: T.Array(
    T.Object({
      tag: T.String(),
      name: T.String(),
      required: T.Boolean(),
      once: T.Boolean(),
      control: T.Boolean(),
      open: T.Boolean(),
      indicators: T.Array(Nullable(T.Array(Choice))),
      subfields: T.Array(T.Object({ code: T.String(), name: T.String(), once: T.Boolean() })),
      example: T.String(),
      note: T.String(),
    }),
  ),
  coded: T.Array(
    T.Object({
      tag: T.String(),
      code: Nullable(T.String()),
      length: T.Integer(),
      material: Nullable(T.String()),
      positions: T.Array(
        T.Object({
          at: T.Integer(),
          length: T.Integer(),
          name: T.String(),
          choices: Nullable(T.Array(Choice)),
          kind: Nullable(T.Enum(["day", "year", "language"])),
        }),
      ),
    }),
  ),
  common: T.String(),
});
export type FormatShape = Static<typeof FormatShape>;

const Organisations = T.Array(T.Object({ id: Id, name: T.String() }));

export const listTemplates = operation({
  id: "library.templates",
  method: "GET",
  path: "/api/desk/catalogue/templates",
  summary:
    "What a record can begin with: usual templates and those of the asker's houses, and for whom the asker may make records",
  answer: T.Object({
    items: T.Array(
      T.Object({
        /** Of a usual one a word, of a house's own a UUID. */
        id: T.String(),
        name: T.String(),
        flavour: Flavour,
        organisation: Nullable(T.String()),
        lines: T.String(),
        mayDrop: T.Boolean(),
      }),
    ),
    organisations: Organisations,
  }),
});

export const recentRecords = operation({
  id: "library.recent-records",
  method: "GET",
  path: "/api/desk/catalogue/recent",
  summary: "Records that were made or changed at the desk lately, of whichever house, the latest first",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: T.Integer(),
        title: T.String(),
        state: T.Enum(["standing", "hidden", "merged", "withdrawn"]),
        did: T.Enum(["made", "edited", "withdrawn", "restored", "went-back"]),
        at: InstantShape,
      }),
    ),
  }),
});

export const getFormat = operation({
  id: "library.format",
  method: "GET",
  path: "/api/desk/catalogue/formats/:flavour",
  summary: "The fields in daily use of a format: names, indicators, subfields, codes by position, examples",
  params: T.Object({ flavour: Flavour }),
  query: T.Object({ kind: T.Optional(Kind) }),
  answer: FormatShape,
});

export const saveTemplate = operation({
  id: "library.save-template",
  method: "POST",
  path: "/api/desk/catalogue/templates",
  summary: "Keeps a record as a template of a house; one of the same name is replaced",
  body: T.Object({ organisationId: Id, name: Line(60), flavour: Flavour, lines: RecordLines }),
  bodyLimit: largest,
  answer: T.Object({ id: Id }),
});

export const dropTemplate = operation({
  id: "library.drop-template",
  method: "POST",
  path: "/api/desk/catalogue/templates/:id/drop",
  summary: "Nobody begins with this template any more",
  params: T.Object({ id: Id }),
  answer: Empty,
});

export const openRecord = operation({
  id: "library.open-record",
  method: "GET",
  path: "/api/desk/catalogue/records/:id",
  summary: "A record as lines, with the rules it is checked by, to be changed",
  params: one,
  answer: T.Object({
    id: T.Integer(),
    version: T.Integer(),
    state: T.Enum(["standing", "hidden", "merged", "withdrawn"]),
    mergedInto: Nullable(T.Integer()),
    title: T.String(),
    lines: T.String(),
    items: T.Integer(),
    cameFrom: T.String(),
    changedAt: InstantShape,
    mayEdit: T.Boolean(),
    mayAddItems: T.Boolean(),
    /** Houses with items of it that the asker does not edit for: what is changed is changed for them too. */
    otherHouses: T.Array(T.String()),
    /** Readers find it in the catalogue. */
    isShown: T.Boolean(),
    format: FormatShape,
  }),
});

export const makeRecord = operation({
  id: "library.make-record",
  method: "POST",
  path: "/api/desk/catalogue/records",
  summary:
    "A new record of a house; refused where one with its ISBN or ISSN is there, unless it is said that it is another edition",
  body: T.Object({
    organisationId: Id,
    flavour: Flavour,
    lines: RecordLines,
    /** There is one with this number, and this is another edition. */
    isOther: T.Optional(T.Boolean()),
    /** From whose catalogue it was copied, and as it came from there. */
    copied: T.Optional(
      T.Object({
        target: T.String({ maxLength: 40 }),
        original: T.String({ contentEncoding: "base64", maxLength: 700_000 }),
      }),
    ),
  }),
  bodyLimit: largest,
  answer: T.Object({ id: T.Integer() }),
});

export const editRecord = operation({
  id: "library.edit-record",
  method: "POST",
  path: "/api/desk/catalogue/records/:id",
  summary: "Changes a record, unless somebody else has changed it since it was read; what it was is kept",
  params: one,
  body: T.Object({ version: Version, lines: RecordLines, reason: Why }),
  bodyLimit: largest,
  answer: T.Object({ version: T.Integer() }),
});

export const withdrawRecord = operation({
  id: "library.withdraw-record",
  method: "POST",
  path: "/api/desk/catalogue/records/:id/withdraw",
  summary: "Takes a record without items out of the catalogue; it can come back",
  params: one,
  body: T.Object({ version: Version, reason: Why }),
  answer: Empty,
});

export const restoreRecord = operation({
  id: "library.restore-record",
  method: "POST",
  path: "/api/desk/catalogue/records/:id/restore",
  summary: "Puts a withdrawn record back into the catalogue",
  params: one,
  body: T.Object({ version: Version }),
  answer: Empty,
});

export const recordHistory = operation({
  id: "library.record-history",
  method: "GET",
  path: "/api/desk/catalogue/records/:id/history",
  summary: "What a record was, the newest first, and two of its versions field by field beside each other",
  params: one,
  query: T.Object({ older: T.Optional(Version), newer: T.Optional(Version) }),
  answer: T.Object({
    id: T.Integer(),
    title: T.String(),
    version: T.Integer(),
    state: T.Enum(["standing", "hidden", "merged", "withdrawn"]),
    cameFrom: T.String(),
    items: T.Integer(),
    mayEdit: T.Boolean(),
    versions: T.Array(
      T.Object({
        version: T.Integer(),
        /** How it came to be so. */
        did: T.Enum(["made", "changed", "edited", "withdrawn", "restored", "went-back"]),
        reason: T.String(),
        /** The file that brought it. */
        file: Nullable(T.String()),
        at: InstantShape,
      }),
    ),
    older: Nullable(T.Integer()),
    newer: Nullable(T.Integer()),
    fields: T.Array(T.Object({ tag: T.String(), one: Nullable(T.String()), other: Nullable(T.String()) })),
  }),
});

export const goBack = operation({
  id: "library.go-back",
  method: "POST",
  path: "/api/desk/catalogue/records/:id/history/:to",
  summary: "A record becomes again what it was in an earlier version, as a new one",
  params: T.Object({ id: RecordId, to: Version }),
  body: T.Object({ version: Version }),
  answer: Empty,
});

export const proposeHeadings = operation({
  id: "library.headings",
  method: "GET",
  path: "/api/desk/catalogue/headings",
  summary: "Headings of authorities that begin so",
  query: T.Object({ q: Line(100) }),
  answer: T.Object({ items: T.Array(T.String()) }),
});

export const proposePinyin = operation({
  id: "library.pinyin",
  method: "GET",
  path: "/api/desk/catalogue/pinyin",
  summary: "How a title or a name is read, as a proposal",
  query: T.Object({ text: Line(300), person: T.Optional(T.Enum(["yes"])) }),
  answer: T.Object({ pinyin: T.String() }),
});

export const copyTargets = operation({
  id: "library.copy-targets",
  method: "GET",
  path: "/api/desk/catalogue/copy",
  summary: "Other libraries' catalogues that may be asked for records",
  answer: T.Object({
    items: T.Array(T.Object({ id: T.String(), name: T.String(), protocol: T.Enum(["z39.50", "sru"]) })),
  }),
});

export const askTarget = operation({
  id: "library.ask-target",
  method: "GET",
  path: "/api/desk/catalogue/copy/:target",
  summary: "Asks one of these catalogues: what it has, to be copied, and what went wrong",
  params: T.Object({ target: T.String({ maxLength: 40 }) }),
  query: T.Object({ isbn: T.Optional(Line(40)), title: T.Optional(Line(200)), name: T.Optional(Line(100)) }),
  answer: T.Object({
    found: Nullable(T.Integer()),
    records: T.Array(
      T.Object({
        position: T.Integer(),
        flavour: Flavour,
        title: T.String(),
        names: T.String(),
        publisher: T.String(),
        year: Nullable(T.Integer()),
        isbns: T.Array(T.String()),
        /** As it would be kept here. */
        lines: T.String(),
        /** Fields of theirs that were left out. */
        leftOut: T.Array(T.String()),
        original: T.String(),
      }),
    ),
    /** In words. */
    troubles: T.Array(T.String()),
  }),
});
