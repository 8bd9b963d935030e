/** JSON in and out of insight. */
import { DayShape, Id, InstantShape, Nullable, operation, T } from "#contract";

const metric = T.Enum([
  "visits",
  "participation",
  "participation-reported",
  "beneficiaries",
  "places-claimed",
  "sessions-held",
  "lessons-held",
  "lesson-attendance",
  "loans",
  "returns",
  "holds",
  "used-in-house",
  "cards",
  "volumes",
  "residents",
  "facilities",
]);
const unit = T.Enum([
  "session",
  "lesson",
  "person-times",
  "person",
  "facility",
  "beneficiary",
  "loan",
  "use",
  "hold",
  "card",
  "volume",
]);
const kind = T.Enum(["flow", "stock"]);
/** Counted from what happened, or reported by somebody who answers for it. */
const by = T.Enum(["computed", "reported"]);

const period = T.Object({
  from: T.Optional(DayShape),
  until: T.Optional(DayShape),
  org: T.Optional(Id),
});

export const overview = operation({
  id: "insight.overview",
  method: "GET",
  path: "/api/insight",
  summary: "The city's figures for a period (this month unless told), each with its unit and its as-of time.",
  query: period,
  answer: T.Object({
    from: DayShape,
    until: DayShape,
    asOf: Nullable(InstantShape),
    demo: T.Boolean(),
    figures: T.Array(
      T.Object({
        metric,
        unit,
        kind,
        by,
        amount: T.Integer(),
        days: T.Array(T.Object({ day: DayShape, amount: T.Integer() })),
      }),
    ),
  }),
});

/** A month's figure for everybody: what it was, about what it was, or null where fewer people than `fewest` stand behind it. */
const PublicMonth = T.Object({
  /** `2026-06` */
  month: T.String(),
  /** False for the month that is not over: it is counted until yesterday. */
  whole: T.Boolean(),
  amount: Nullable(T.Integer()),
  /** The amount is rounded down to tens. */
  rounded: T.Boolean(),
});

export const publicFigures = operation({
  id: "insight.public",
  method: "GET",
  path: "/api/figures",
  summary:
    "The city's figures that everybody may see: the last twelve months and the running one until yesterday, never a count of few people",
  answer: T.Object({
    /** The last day that is counted. */
    lastDay: DayShape,
    demo: T.Boolean(),
    fewest: T.Integer(),
    figures: T.Array(T.Object({ metric, unit, kind, by, months: T.Array(PublicMonth) })),
  }),
});

export const figure = operation({
  id: "insight.figure",
  method: "GET",
  path: "/api/insight/:metric",
  summary: "One figure by day and by organisation.",
  params: T.Object({ metric }),
  query: period,
  answer: T.Object({
    metric,
    unit,
    kind,
    by,
    from: DayShape,
    until: DayShape,
    asOf: Nullable(InstantShape),
    amount: T.Integer(),
    days: T.Array(T.Object({ day: DayShape, amount: T.Integer() })),
    organisations: T.Array(T.Object({ id: Nullable(Id), name: T.String(), amount: T.Integer() })),
    can: T.Array(T.Enum(["see-rows"])),
  }),
});

export const factRows = operation({
  id: "insight.rows",
  method: "GET",
  path: "/api/insight/:metric/rows",
  summary: "The rows behind a figure, newest first.",
  params: T.Object({ metric }),
  query: T.Object({
    from: T.Optional(DayShape),
    until: T.Optional(DayShape),
    org: T.Optional(Id),
    after: T.Optional(T.String({ maxLength: 200 })),
  }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        eventId: Id,
        at: InstantShape,
        organisation: T.String(),
        amount: T.Integer(),
        source: T.Object({ kind: T.String(), id: Id }),
        about: Nullable(T.Object({ title: T.String(), href: T.String() })),
      }),
    ),
    next: Nullable(T.String()),
  }),
});
