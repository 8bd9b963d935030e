/** JSON in and out of touring exhibitions, their legs and the ledger of what houses lent one another. */
import type { Static } from "typebox";
import {
  DayShape,
  Empty,
  Id,
  InstantShape,
  Line,
  Nullable,
  operation,
  Prose,
  Reason,
  T,
  Version,
} from "#contract";

/** Of labels and panels, as guided tours are named. */
export const labelLanguages = ["zh", "ug", "kk", "ru", "en"] as const;

/** Asked for; then agreed or refused; then with the crates: on their way, here, gone on or home. */
export const legStates = [
  "asked",
  "refused",
  "agreed",
  "cancelled",
  "on-its-way",
  "arrived",
  "handed-on",
  "returning",
  "home",
] as const;
export type LegState = (typeof legStates)[number];

export const checkMoments = ["arrival", "departure", "home"] as const;
export type CheckMoment = (typeof checkMoments)[number];

export const mostCrates = 200;
/** So many days one house shows it at most. */
export const mostLegDays = 400;

const Languages = T.Array(T.Enum([...labelLanguages]), {
  minItems: 1,
  maxItems: labelLanguages.length,
  uniqueItems: true,
});
const Crate = T.Integer({ minimum: 1, maximum: mostCrates });
const Organisation = T.Object({ id: Id, name: T.String() });
const Place = Nullable(T.Object({ id: Id, name: T.String() }));
const State = T.Enum([...legStates]);
const ofThis = T.Object({ id: Id });
const Written = T.Object({ id: Id, version: T.Integer() });

/** What a house offers to others. */
export const TouringText = T.Object({
  title: Line(100),
  summary: Prose(2000),
  crates: Crate,
  wallMetres: T.Integer({ minimum: 0, maximum: 5000 }),
  insuredYuan: T.Integer({ minimum: 0, maximum: 2_000_000_000 }),
  /** Who carries it, how, and who pays. */
  transport: Line(500),
  languages: Languages,
  /** The days on which another house may show it; null: until further notice. */
  lentFrom: DayShape,
  lentThrough: Nullable(DayShape),
  /** For the way and for setting up, before each house. */
  betweenDays: T.Integer({ minimum: 0, maximum: 60 }),
});
export type TouringText = Static<typeof TouringText>;

/** What was found of the crates. */
export const CratesFound = T.Object({
  /** Numbers of those that are here. */
  present: T.Array(Crate, { maxItems: mostCrates, uniqueItems: true }),
  /** Labels of what does not belong to it. */
  wrong: T.Array(Line(60), { maxItems: 50 }),
  damaged: T.Boolean(),
  words: Prose(1000),
});
export type CratesFound = Static<typeof CratesFound>;

const LegRow = T.Object({
  id: Id,
  touring: T.Object({ id: Id, title: T.String() }),
  owner: Organisation,
  organisation: Organisation,
  place: Place,
  /** Both are days on which it is shown. */
  from: DayShape,
  through: DayShape,
  state: State,
  /** Something is wrong with the crates and nothing has come of it yet. */
  troubled: T.Boolean(),
  /** The asker may see all of it. */
  open: T.Boolean(),
});
export type LegRow = Static<typeof LegRow>;

const TouringRow = T.Object({ id: Id, title: T.String(), owner: Organisation, offered: T.Boolean() });

export const listTours = operation({
  id: "touring.list",
  method: "GET",
  path: "/api/tours",
  summary: "Touring exhibitions with the houses whose exhibition of it is public: past, now and to come.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        title: T.String(),
        summary: T.String(),
        owner: Organisation,
        languages: T.Array(T.Enum([...labelLanguages])),
        stops: T.Array(
          T.Object({
            /** The page of the exhibition there. */
            eventId: Id,
            organisation: Organisation,
            place: Place,
            from: DayShape,
            through: DayShape,
            when: T.Enum(["now", "coming", "over"]),
          }),
        ),
      }),
    ),
  }),
});

export const deskTourings = operation({
  id: "touring.desk-list",
  method: "GET",
  path: "/api/desk/tourings",
  summary: "One's own touring exhibitions, those other houses offer, and the legs one has to do with.",
  answer: T.Object({
    own: T.Array(TouringRow),
    offered: T.Array(
      T.Object({
        ...TouringRow.properties,
        crates: T.Integer(),
        wallMetres: T.Integer(),
        lentFrom: DayShape,
        lentThrough: Nullable(DayShape),
      }),
    ),
    legs: T.Array(LegRow),
    /** Where the asker may add one. */
    organisations: T.Array(Organisation),
  }),
});

export const deskTouring = operation({
  id: "touring.desk-get",
  method: "GET",
  path: "/api/desk/tourings/:id",
  summary: "A touring exhibition with its legs; its owner's staff see it always, others while it is offered.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    ...TouringText.properties,
    owner: Organisation,
    offered: T.Boolean(),
    version: T.Integer(),
    /** To others only those that are agreed. */
    legs: T.Array(LegRow),
    /** For whom the asker may ask. */
    organisations: T.Array(Organisation),
    can: T.Array(T.Enum(["write", "offer", "ask"])),
  }),
});

export const createTouring = operation({
  id: "touring.create",
  method: "POST",
  path: "/api/desk/tourings",
  summary: "Writes down an exhibition that can travel. It is not offered yet.",
  body: T.Object({ organisationId: Id, touring: TouringText }),
  answer: Written,
});

export const editTouring = operation({
  id: "touring.edit",
  method: "PUT",
  path: "/api/desk/tourings/:id",
  summary: "Changes it. Its crates stay as many while they are away; days that are agreed stay agreed.",
  params: ofThis,
  body: T.Object({ version: Version, touring: TouringText }),
  answer: Written,
});

export const offerTouring = operation({
  id: "touring.offer",
  method: "POST",
  path: "/api/desk/tourings/:id/offer",
  summary: "Offers it to other houses, or takes it back; what is agreed stays.",
  params: ofThis,
  body: T.Object({ version: Version, offered: T.Boolean() }),
  answer: Written,
});

export const askForLeg = operation({
  id: "touring.ask",
  method: "POST",
  path: "/api/desk/tourings/:id/legs",
  summary: "Asks for it for a house, its place and days.",
  params: ofThis,
  body: T.Object({
    organisationId: Id,
    placeId: Id,
    from: DayShape,
    through: DayShape,
    message: Prose(500),
  }),
  answer: Written,
});

export const deskLeg = operation({
  id: "touring.leg",
  method: "GET",
  path: "/api/desk/tour-legs/:id",
  summary: "One leg: days, crates, what was found, the exhibition it has become; for both houses.",
  params: ofThis,
  answer: T.Object({
    ...LegRow.properties,
    version: T.Integer(),
    message: T.String(),
    because: Nullable(T.String()),
    crates: T.Integer(),
    insuredYuan: T.Integer(),
    transport: T.String(),
    betweenDays: T.Integer(),
    sentOn: Nullable(DayShape),
    arrivedOn: Nullable(DayShape),
    leftOn: Nullable(DayShape),
    homeOn: Nullable(DayShape),
    /** What the borrower shows it as. */
    event: Nullable(T.Object({ id: Id, title: T.String(), state: T.String() })),
    checks: T.Array(
      T.Object({
        at: T.Enum([...checkMoments]),
        missing: T.Array(T.Integer()),
        wrong: T.Array(T.String()),
        damaged: T.Boolean(),
        words: T.String(),
        notedAt: InstantShape,
        settledHow: Nullable(T.String()),
      }),
    ),
    /** Of other houses that are agreed after it: where it may go on to. */
    next: T.Array(T.Object({ id: Id, organisation: Organisation, from: DayShape })),
    can: T.Array(
      T.Enum(["answer", "cancel", "send", "arrive", "begin-event", "leave", "take-home", "settle"]),
    ),
  }),
});

const leg = { version: Version };

export const answerLeg = operation({
  id: "touring.answer-leg",
  method: "POST",
  path: "/api/desk/tour-legs/:id/answer",
  summary: "The owner agrees, or refuses with a reason. Days that are agreed never overlap.",
  params: ofThis,
  body: T.Object({ ...leg, agreed: T.Boolean(), reason: T.Optional(Reason(500)) }),
  answer: Written,
});

export const cancelLeg = operation({
  id: "touring.cancel-leg",
  method: "POST",
  path: "/api/desk/tour-legs/:id/cancellation",
  summary: "Calls a leg off before it has arrived, with a reason. Nothing of it is in the ledger.",
  params: ofThis,
  body: T.Object({ ...leg, reason: Reason(500) }),
  answer: Written,
});

export const sendLeg = operation({
  id: "touring.send-leg",
  method: "POST",
  path: "/api/desk/tour-legs/:id/sending",
  summary: "The owner sends the crates from home.",
  params: ofThis,
  body: T.Object(leg),
  answer: Written,
});

export const receiveLeg = operation({
  id: "touring.receive-leg",
  method: "POST",
  path: "/api/desk/tour-legs/:id/arrival",
  summary: "The crates have arrived; what is missing, wrong or damaged is told to both houses.",
  params: ofThis,
  body: T.Object({ ...leg, found: CratesFound }),
  answer: Written,
});

export const beginEvent = operation({
  id: "touring.begin-event",
  method: "POST",
  path: "/api/desk/tour-legs/:id/event",
  summary: "Begins the exhibition at the borrower's place as a draft; the owner organises it jointly.",
  params: ofThis,
  body: T.Object(leg),
  answer: T.Object({ ...Written.properties, eventId: Id }),
});

export const leaveLeg = operation({
  id: "touring.leave-leg",
  method: "POST",
  path: "/api/desk/tour-legs/:id/departure",
  summary: "The crates leave: to the next house, or home.",
  params: ofThis,
  body: T.Object({
    ...leg,
    /** The next leg; null: home. */
    to: Nullable(Id),
    found: CratesFound,
  }),
  answer: Written,
});

export const takeHome = operation({
  id: "touring.take-home",
  method: "POST",
  path: "/api/desk/tour-legs/:id/home",
  summary: "The crates are home again.",
  params: ofThis,
  body: T.Object({ ...leg, found: CratesFound }),
  answer: Written,
});

export const settleCheck = operation({
  id: "touring.settle-check",
  method: "POST",
  path: "/api/desk/tour-legs/:id/checks/:at/settling",
  summary: "What came of crates that were missing, wrong or damaged.",
  params: T.Object({ id: Id, at: T.Enum([...checkMoments]) }),
  body: T.Object({ how: Reason(500) }),
  answer: Empty,
});

const LedgerQuery = T.Object({
  organisation: T.Optional(Id),
  year: T.Optional(T.Integer({ minimum: 2000, maximum: 2999 })),
});

/** People at the door, and what staff reported who were not checked in: told side by side, never added up. */
const visitors = { visits: T.Integer(), reported: T.Integer() };

const LoanRow = T.Object({
  legId: Id,
  eventId: Nullable(Id),
  title: T.String(),
  lender: Organisation,
  borrower: Organisation,
  from: DayShape,
  /** Null: it is there still. */
  through: Nullable(DayShape),
  /** Of the year, up to today. */
  days: T.Integer(),
  ...visitors,
});

const UseRow = T.Object({
  what: T.Enum(["room", "thing", "teacher"]),
  name: T.String(),
  lender: Organisation,
  borrower: Organisation,
  times: T.Integer(),
  minutes: T.Integer(),
});

const Side = T.Object({
  exhibitions: T.Integer(),
  days: T.Integer(),
  ...visitors,
  roomMinutes: T.Integer(),
  thingMinutes: T.Integer(),
  teacherMinutes: T.Integer(),
});

export const exchangeLedger = operation({
  id: "touring.ledger",
  method: "GET",
  path: "/api/desk/exchange-ledger",
  summary:
    "What a house and those below it lent to others and had from them in a year: exhibitions, rooms, things and teachers.",
  query: LedgerQuery,
  answer: T.Object({
    organisation: Organisation,
    organisations: T.Array(Organisation),
    year: T.Integer(),
    loans: T.Array(LoanRow),
    uses: T.Array(UseRow),
    lent: Side,
    borrowed: Side,
  }),
});
export type Ledger = Static<(typeof exchangeLedger)["answer"]>;

export const ledgerSheet = operation({
  id: "touring.ledger-sheet",
  method: "GET",
  path: "/api/desk/exchange-ledger.csv",
  summary: "The same as a table to take away.",
  query: LedgerQuery,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});
