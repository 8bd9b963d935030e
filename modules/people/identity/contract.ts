import { DayShape, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { LevelShape } from "../account/contract.ts";

/** Kinds that have a number. `by-guardian` is the child without a card, for whom a guardian's document stands. */
export const numberedKinds = [
  "resident-id",
  "hmt-residence",
  "foreigner-residence",
  "hmt-travel",
  "passport",
] as const;
export const KindShape = T.Enum([...numberedKinds, "by-guardian"]);
export const NumberedKindShape = T.Enum([...numberedKinds]);

/** What was typed or read from a document; the answer never repeats it. */
export const typedDocument = {
  kind: NumberedKindShape,
  number: Line(60),
  country: T.Optional(Nullable(Line(10))),
  born: T.Optional(Nullable(DayShape)),
  /** As it stands on the document. */
  name: Line(60),
};

export const DocumentView = T.Object({
  id: Id,
  kind: KindShape,
  /** Null for a child for whom a guardian's document stands. */
  lastFour: Nullable(T.String()),
  level: LevelShape,
  addedAt: InstantShape,
  shownAt: Nullable(InstantShape),
  confirmedAt: Nullable(InstantShape),
});

export const ownDocuments = operation({
  id: "people.documents",
  method: "GET",
  path: "/api/documents",
  summary: "One's documents by their last four, the level reached, and how to reach the next.",
  answer: T.Object({
    level: LevelShape,
    name: Nullable(T.String()),
    items: T.Array(
      T.Object({
        ...DocumentView.properties,
        /** What became of the last question to the authority: it waits, or its answer. */
        check: Nullable(T.Enum(["waiting", "match", "no-match", "unavailable"])),
        can: T.Array(T.Enum(["remove", "confirm"])),
      }),
    ),
    can: T.Array(T.Enum(["add", "add-by-guardian"])),
    /** Under 14 the guardian's consent is asked for, in other words. */
    under14: T.Boolean(),
  }),
});

export const addOwnDocument = operation({
  id: "people.add-document",
  method: "POST",
  path: "/api/documents",
  summary:
    "Adds a document that is right in its form: level 1. Only a keyed hash and the last four are kept.",
  body: T.Object({ ...typedDocument, consent: T.Boolean() }),
  answer: T.Object({ id: Id }),
  unrepeated: true,
});

export const addByGuardian = operation({
  id: "people.add-guardian-document",
  method: "POST",
  path: "/api/documents/by-guardian",
  summary:
    "For a child without a card, while its guardian acts for it: the guardian's document stands for it.",
  body: T.Object({ consent: T.Boolean() }),
  answer: T.Object({ id: Id }),
});

export const removeDocument = operation({
  id: "people.remove-document",
  method: "DELETE",
  path: "/api/documents/:id",
  summary: "Removes a document for good; the level falls to that of the best one left.",
  params: T.Object({ id: Id }),
  answer: T.Object({ level: LevelShape }),
});

export const confirmDocument = operation({
  id: "people.confirm-document",
  method: "POST",
  path: "/api/documents/:id/confirmation",
  summary:
    "Asks the authority whether name and number belong together: level 3. The answer comes as a message.",
  params: T.Object({ id: Id }),
  body: T.Object({
    number: Line(60),
    country: T.Optional(Nullable(Line(10))),
    name: Line(60),
    consent: T.Boolean(),
  }),
  answer: T.Object({ check: Id }),
  unrepeated: true,
});
