import { DayShape, Id, InstantShape, Line, Nullable, operation, Reason, T } from "#contract";
import { ActingAs, LevelShape } from "../../account/contract.ts";
import { DocumentView, typedDocument } from "../contract.ts";

const ofPerson = T.Object({ subject: Id });
const organisation = Id;
const shown = {
  organisation,
  ...typedDocument,
  /** May be left out when the card reader sends it with the number. */
  name: T.String({ maxLength: 60 }),
  number: Line(1000),
  /** Person and document have been compared. */
  seen: T.Boolean(),
  consent: T.Boolean(),
  /** Under 14: pass, phone number or card of the guardian who is there too. */
  guardian: T.Optional(Nullable(Line(1000))),
};

export const lookForPerson = operation({
  id: "people.look-for-person",
  method: "POST",
  path: "/api/desk/persons/search",
  summary: "Who stands at the counter: by a scanned pass, a phone number or a card, typed or read. Noted.",
  body: T.Object({ organisation, sign: Line(1000) }),
  /** Nobody has the card: what stands on it, for making an account. */
  answer: T.Object({
    subject: Nullable(Id),
    card: Nullable(T.Object({ number: T.String(), name: Nullable(T.String()) })),
  }),
  unrepeated: true,
});

export const personAtDesk = operation({
  id: "people.person-at-desk",
  method: "GET",
  path: "/api/desk/persons/:subject",
  summary: "A person as the counter may see them: name, level, documents by their last four.",
  params: ofPerson,
  query: T.Object({ organisation }),
  answer: T.Object({
    subject: Id,
    name: Nullable(T.String()),
    /** `139****5678` */
    phone: Nullable(T.String()),
    born: Nullable(DayShape),
    level: LevelShape,
    status: T.Enum(["active", "left", "erased", "merged"]),
    documents: T.Array(DocumentView),
    /** Chosen by the person, so that the counter can serve them better. */
    languages: T.Array(T.String()),
    audiences: T.Array(T.String()),
    /** Who may act for them; with a guardian's own level. */
    agents: T.Array(
      T.Object({
        id: Id,
        as: ActingAs,
        name: Nullable(T.String()),
        until: Nullable(InstantShape),
        level: Nullable(LevelShape),
      }),
    ),
  }),
});

export const showDocument = operation({
  id: "people.show-document",
  method: "POST",
  path: "/api/desk/persons/:subject/documents",
  summary: "A clerk has looked at the person's document: level 2. Refuses one that is another account's.",
  params: ofPerson,
  body: T.Object({
    ...shown,
    takeOver: T.Optional(T.Boolean()),
    /** The name on it is not the registered one, and it is the same person: which of the two stands from now on. */
    otherName: T.Optional(T.Enum(["take", "keep"])),
    /** Why what is contradicted was wrong, or why a checked name is another now; refused without it. */
    correction: T.Optional(Reason(200)),
  }),
  answer: T.Object({ id: Id, level: LevelShape }),
  // What was typed must not be kept in a stored answer's key or body.
  unrepeated: true,
});

export const registerAtDesk = operation({
  id: "people.register-at-desk",
  method: "POST",
  path: "/api/desk/persons",
  summary: "An account for somebody who has none, perhaps without a phone, with the document they showed.",
  body: T.Object(shown),
  answer: T.Object({ subject: Id, level: LevelShape }),
  unrepeated: true,
});

export const showByGuardian = operation({
  id: "people.show-guardian-document",
  method: "POST",
  path: "/api/desk/persons/:subject/guardian-document",
  summary: "For a child without a card: the clerk has seen the guardian's document and whose child it is.",
  params: ofPerson,
  body: T.Object({ organisation, relation: Id, seen: T.Boolean(), consent: T.Boolean() }),
  answer: T.Object({ id: Id, level: LevelShape }),
});

export const openDocumentNumber = operation({
  id: "people.open-document-number",
  method: "POST",
  path: "/api/desk/persons/:subject/documents/:document/number",
  summary: "Reads a sealed number where a law asks for it; with a reason, audited, and the person is told.",
  params: T.Object({ subject: Id, document: Id }),
  body: T.Object({ organisation, reason: Reason(200) }),
  answer: T.Object({ number: T.String() }),
  unrepeated: true,
});
