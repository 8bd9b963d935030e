import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Page, Reason, T } from "#contract";
import { ActingAs } from "../account/contract.ts";

const Relation = T.Object({
  id: Id,
  as: ActingAs,
  name: Nullable(T.String()),
  born: Nullable(DayShape),
  consent: T.Enum(["guardian", "code", "paper"]),
  since: InstantShape,
  until: Nullable(InstantShape),
  /** Names of the ward's other guardians, where one is a guardian. */
  otherGuardians: T.Array(Nullable(T.String())),
  can: T.Array(T.Enum(["act", "end", "share", "let-sign-in"])),
});

export const family = operation({
  id: "people.family",
  method: "GET",
  path: "/api/family",
  summary: "For whom one may act, a page of them, and who may act for oneself.",
  query: T.Object({ after: T.Optional(Id) }),
  answer: T.Object({
    wards: T.Array(Relation),
    /** Cursor of the next wards, or null. */
    next: Nullable(Id),
    agents: T.Array(Relation),
    /** The one acted for now. */
    acting: Nullable(T.Object({ as: ActingAs, name: Nullable(T.String()) })),
    can: T.Array(T.Enum(["add-child", "help"])),
  }),
});

export const addOwnChild = operation({
  id: "people.add-child",
  method: "POST",
  path: "/api/family/children",
  summary: "A guardian adds a child under 18 and gives the consent the law asks for under 14.",
  body: T.Object({ name: Line(60), born: DayShape, consent: T.Boolean() }),
  answer: T.Object({ relation: Id, subject: Id }),
});

export const makeFamilyCode = operation({
  id: "people.make-family-code",
  method: "POST",
  path: "/api/family/:id/codes",
  summary:
    "A guardian's code, shown once, good for a day: for a second guardian, or for a ward from 14 on to sign in alone.",
  params: T.Object({ id: Id }),
  body: T.Object({ opens: T.Enum(["guardianship", "own-sign-in"]) }),
  answer: T.Object({ code: T.String(), expiresAt: InstantShape }),
  // The code is nobody's to keep: it is in no stored answer.
  unrepeated: true,
});

export const joinFamily = operation({
  id: "people.join-family",
  method: "POST",
  path: "/api/family/joined",
  summary: "With a guardian's code: becomes the second guardian, or takes over one's own account from 14 on.",
  body: T.Object({ code: Line(40), as: T.Enum(["guardian", "oneself"]), consent: T.Boolean() }),
  answer: Empty,
  unrepeated: true,
});

export const askHelp = operation({
  id: "people.ask-to-help",
  method: "POST",
  path: "/api/helping",
  summary:
    "A helper asks a person: a code goes to the person's phone. Same answer for known and unknown numbers.",
  body: T.Object({ phone: Line(40) }),
  answer: T.Object({ attempt: Id, phone: T.String(), expiresAt: InstantShape }),
  unrepeated: true,
});

export const confirmHelping = operation({
  id: "people.confirm-help",
  method: "POST",
  path: "/api/helping/confirmation",
  summary: "The person told the helper the code: the helper may act for them for a year at most.",
  body: T.Object({ attempt: Id, code: Line(20) }),
  answer: T.Object({ relation: Id }),
  unrepeated: true,
});

export const notePaper = operation({
  id: "people.note-paper-consent",
  method: "POST",
  path: "/api/desk/helping",
  summary: "Staff note a signed consent to a helper, of somebody who has no account yet.",
  body: T.Object({
    organisation: Id,
    name: Line(60),
    phone: Nullable(Line(40)),
    helper: Line(60),
    paper: Line(100),
    through: DayShape,
  }),
  answer: T.Object({ relation: Id, subject: Id }),
});

export const endOneRelation = operation({
  id: "people.end-relation",
  method: "DELETE",
  path: "/api/family/:id",
  summary: "Ends a relation at once, from either side.",
  params: T.Object({ id: Id }),
  answer: Empty,
});

export const actFor = operation({
  id: "people.act-for",
  method: "PUT",
  path: "/api/acting",
  summary: "This session acts for the person of a relation from now on; null: for oneself again.",
  body: T.Object({ relation: Nullable(Id) }),
  answer: T.Object({ acting: Nullable(T.Object({ as: ActingAs, name: Nullable(T.String()) })) }),
  unrepeated: true,
});

const Act = T.Object({
  id: Id,
  at: InstantShape,
  what: T.String(),
  text: T.String(),
  by: Nullable(T.String()),
});

export const actsForMe = operation({
  id: "people.acted-for-me",
  method: "GET",
  path: "/api/family/acts",
  summary: "What others did on one's behalf, newest first.",
  query: T.Object({ after: T.Optional(T.String({ pattern: "^[0-9]{1,18}$" })) }),
  answer: Page(Act),
});

const ofPerson = T.Object({ subject: Id });
/** Person and document have been compared. */
const seen = T.Boolean();

export const actsAtDesk = operation({
  id: "people.acts-at-desk",
  method: "POST",
  path: "/api/desk/persons/:subject/acts",
  summary:
    "What others did on the person's behalf, for the person at the counter, on paper or screen. Noted.",
  params: ofPerson,
  body: T.Object({ organisation: Id, seen }),
  answer: T.Object({
    name: Nullable(T.String()),
    at: InstantShape,
    items: T.Array(Act),
    /** There are older ones than the two hundred. */
    more: T.Boolean(),
  }),
  unrepeated: true,
});

export const notePaperOf = operation({
  id: "people.note-paper-consent-of",
  method: "POST",
  path: "/api/desk/persons/:subject/helpers",
  summary: "Staff note the signed consent of somebody who has an account and has shown a document.",
  params: ofPerson,
  body: T.Object({ organisation: Id, helper: Line(60), paper: Line(100), through: DayShape, seen }),
  answer: T.Object({ relation: Id }),
});

export const endAtDesk = operation({
  id: "people.end-relation-at-desk",
  method: "POST",
  path: "/api/desk/persons/:subject/relations/:relation/end",
  summary: "A clerk ends a relation, with a document shown and a reason; both are told.",
  params: T.Object({ subject: Id, relation: Id }),
  body: T.Object({ organisation: Id, seen, reason: Reason(200) }),
  answer: Empty,
});
