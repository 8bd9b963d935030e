/** JSON in and out of serials. */
import { DayShape, Empty, Id, Nullable, operation, Prose, T } from "#contract";
import { RecordId } from "../../catalogue/searching/contract.ts";
import { Brief, Count, Fen, one, Text } from "../../shapes.ts";
import { frequencies } from "./frequencies.ts";
import { issueActs } from "./issue-acts.ts";

export { frequencies };

const Year = T.Integer({ minimum: 1900, maximum: 2200 });
const IssueNumber = T.Integer({ minimum: 1, maximum: 1_000_000 });

const DaysOff = Prose(6000);

const PatternShape = T.Object({
  every: T.Enum([...frequencies]),
  skip: T.Array(T.Integer({ minimum: 1, maximum: 12 }), { maxItems: 12 }),
  /** Of a daily: the days on which it appears, from Monday, 1, to Sunday, 7; none named: every day. */
  weekdays: T.Optional(T.Array(T.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 })),
  /** Not on days of public rest. */
  holidays: T.Optional(T.Boolean()),
  number: IssueNumber,
  restarts: T.Boolean(),
  volume: Nullable(T.Integer({ minimum: 1, maximum: 10_000 })),
  whole: Nullable(IssueNumber),
});

const IssueView = T.Object({
  year: T.Integer(),
  number: T.Integer(),
  volume: Nullable(T.Integer()),
  whole: Nullable(T.Integer()),
  dueOn: DayShape,
  state: T.Enum(["coming", "due", "late", "arrived", "claimed", "missing"]),
  arrivedOn: Nullable(DayShape),
  item: Nullable(T.Integer()),
});

const SerialBrief = {
  id: Id,
  title: T.String(),
  record: T.String(),
  organisation: Brief,
  place: Brief,
  every: T.Enum([...frequencies]),
  startsOn: DayShape,
  endsOn: DayShape,
};

export const listSerials = operation({
  id: "library.serials",
  method: "GET",
  path: "/api/desk/acquiring/serials",
  summary: "What your houses subscribe to: which issue comes next, which are late",
  answer: T.Object({
    items: T.Array(
      T.Object({
        ...SerialBrief,
        next: Nullable(IssueView),
        late: T.Array(IssueView),
        supplier: Nullable(T.String()),
        mayCheckIn: T.Boolean(),
      }),
    ),
    /** Where you may subscribe. */
    places: T.Array(Brief),
    year: T.Integer(),
  }),
});

export const subscribe = operation({
  id: "library.subscribe",
  method: "POST",
  path: "/api/desk/acquiring/serials",
  summary: "Subscribe to a record for a place and a period; issues expected are computed",
  body: T.Object({
    placeId: Id,
    /** Number of its record, or its ISSN. */
    record: Text(20),
    supplierId: Nullable(Id),
    budgetId: Nullable(Id),
    priceFen: Fen,
    pattern: PatternShape,
    /** Other days on which it does not appear: a day or a run of days in each line. */
    daysOff: T.Optional(DaysOff),
    startsOn: DayShape,
    endsOn: DayShape,
    grace: T.Integer({ minimum: 0, maximum: 365 }),
  }),
  answer: one,
});

export const getSerial = operation({
  id: "library.serial",
  method: "GET",
  path: "/api/desk/acquiring/serials/:id",
  summary: "A subscription and its issues",
  params: one,
  answer: T.Object({
    ...SerialBrief,
    supplier: Nullable(T.String()),
    priceFen: T.Integer(),
    grace: T.Integer(),
    holidays: T.Boolean(),
    daysOff: T.String(),
    /** The next year, where it is renewed. */
    follower: Nullable(T.Object({ id: Id, startsOn: DayShape, endsOn: DayShape })),
    issues: T.Array(T.Object({ ...IssueView.properties, can: T.Array(T.Enum([...issueActs])) })),
    /** What comes next to be bound, and what is lacking between. */
    binding: Nullable(T.Object({ year: T.Integer(), from: T.Integer(), to: T.Integer(), lacks: T.String() })),
    budgets: T.Array(T.Object({ id: Id, name: T.String(), year: T.Integer(), leftFen: T.Integer() })),
    can: T.Array(T.Enum(["check-in", "claim", "renew", "end", "bind", "days-off"])),
  }),
});

export const renewSerial = operation({
  id: "library.renew-serial",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/renew",
  summary: "The same for another year",
  params: one,
  body: T.Object({ priceFen: Fen, budgetId: Nullable(Id) }),
  answer: one,
});

export const setDaysOff = operation({
  id: "library.serial-days-off",
  method: "PUT",
  path: "/api/desk/acquiring/serials/:id/days-off",
  summary:
    "Say on which days it does not appear; refused where issues of which something happened would be others",
  params: one,
  body: T.Object({ holidays: T.Boolean(), daysOff: DaysOff }),
  answer: Empty,
});

export const endSerial = operation({
  id: "library.end-serial",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/end",
  summary: "Nothing more is expected; what came stays",
  params: one,
  body: Empty,
  answer: Empty,
});

const which = T.Object({ year: Year, number: IssueNumber });

export const checkInIssue = operation({
  id: "library.check-in",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/check-in",
  summary: "An issue has come",
  params: one,
  body: which,
  answer: Empty,
});

export const scanIssue = operation({
  id: "library.scan-issue",
  method: "POST",
  path: "/api/desk/acquiring/serial-scan",
  summary: "An issue has come, known by its barcode or its ISSN",
  body: T.Object({ scanned: Text(60), placeId: Nullable(Id) }),
  answer: T.Object({ id: Id, title: T.String(), year: T.Integer(), number: T.Integer() }),
});

export const giveUpIssue = operation({
  id: "library.claim-issue",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/claim",
  summary: "An issue has not come: it is claimed, or given up as missing",
  params: one,
  body: T.Object({ ...which.properties, state: T.Enum(["claimed", "missing"]) }),
  answer: Empty,
});

export const takeBackIssue = operation({
  id: "library.take-back-issue",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/take-back",
  summary: "Take back what was said of an issue",
  params: one,
  body: which,
  answer: Empty,
});

export const bindIssues = operation({
  id: "library.bind",
  method: "POST",
  path: "/api/desk/acquiring/serials/:id/bind",
  summary: "Issues of a year become a bound volume: one item",
  params: one,
  body: T.Object({
    year: Year,
    from: IssueNumber,
    to: IssueNumber,
    barcode: T.String({ minLength: 1, maxLength: 60, pattern: "^\\S[^\\u0000-\\u001f]*$" }),
    shelf: Text(60),
    callNumber: Text(100),
    /** Said where issues between have not come: asked first, `serial.lacks`. */
    incomplete: T.Optional(T.Boolean()),
  }),
  answer: T.Object({ issues: Count }),
});

/** What a place has of a serial, for readers. */
const SerialHeld = T.Object({
  place: Brief,
  years: T.Array(T.Object({ year: T.Integer(), has: T.String(), lacks: T.String() })),
});

export const serialsHeld = operation({
  id: "library.serials-held",
  method: "GET",
  path: "/api/catalogue/:id/serials",
  summary: "Of a serial: which issues public places have, year by year",
  params: T.Object({ id: RecordId }),
  answer: T.Object({ items: T.Array(SerialHeld) }),
});
