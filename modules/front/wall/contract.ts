import { DayShape, Id, InstantShape, Nullable, operation, T } from "#contract";

export const figureIds = [
  "visits",
  "places-claimed",
  "sessions-held",
  "residents",
  "facilities",
  "open-now",
  "sessions-today",
  "missed",
] as const;

export const alarmKinds = [
  "dead-letters",
  "stuck-handover",
  "stuck-leaving",
  "no-check-in",
  "closed-place",
  "waiting-check",
  "waiting-publish",
  "no-hours",
] as const;

const WallFigure = T.Object({
  id: T.Enum([...figureIds]),
  /** Null where there is nothing to reckon it from. */
  amount: Nullable(T.Number()),
  unit: T.Enum([
    "person-times",
    "session",
    "lesson",
    "person",
    "facility",
    "percent",
    "beneficiary",
    "loan",
    "use",
    "hold",
    "card",
    "volume",
  ]),
  /** First and last day counted; null for what is so at this moment. */
  from: Nullable(DayShape),
  through: Nullable(DayShape),
  /** Other numbers its definition names: of how many, how many on line. */
  beside: T.Record(T.String(), T.Integer()),
  /** The rows or the list behind it. */
  href: Nullable(T.String()),
});

const Alarm = T.Object({
  kind: T.Enum([...alarmKinds]),
  count: T.Integer(),
  /** Since when; for a session, when it begins. */
  since: Nullable(InstantShape),
  organisation: Nullable(T.Object({ id: Id, name: T.String() })),
  title: Nullable(T.String()),
  href: Nullable(T.String()),
  /** Name of who is to see to it; null where nobody holds that role. */
  inCharge: Nullable(T.String()),
});

export const cityWall = operation({
  id: "front.wall",
  method: "GET",
  path: "/api/front/wall",
  summary:
    "The city at this moment for those who answer for it: eight figures, the map, and five things to see to with who is in charge",
  answer: T.Object({
    at: InstantShape,
    /** When the newest of all counted things happened. */
    asOf: Nullable(InstantShape),
    figures: T.Array(WallFigure, { minItems: 8, maxItems: 8 }),
    /** A drawing with its 审图号, or that it is a demo, on it; null where no map may be shown. */
    map: Nullable(T.String()),
    /** The most pressing first. */
    alarms: T.Array(Alarm, { maxItems: 5 }),
    /** Further things to see to. */
    more: T.Integer(),
  }),
});
