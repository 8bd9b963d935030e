/** What a rule can ask, each kind with its own terms. One shape for what is stored, sent and typed. */
import type { Static } from "typebox";
import { Nullable, T } from "#contract";

const years = T.Integer({ minimum: 0, maximum: 120 });

/** Bookable from so many days before the day of the occasion, at this time of the city. */
const Horizon = T.Object({
  kind: T.Literal("horizon"),
  days: T.Integer({ minimum: 0, maximum: 366 }),
  at: T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" }),
});
/** Booking closes so many minutes before the start or the end. */
const Closing = T.Object({
  kind: T.Literal("closing"),
  minutes: T.Integer({ minimum: 0, maximum: 10_080 }),
  before: T.Enum(["start", "end"]),
});
const Level = T.Object({ kind: T.Literal("level"), level: T.Integer({ minimum: 1, maximum: 3 }) });
/** How many people one claim is for. */
const Group = T.Object({
  kind: T.Literal("group"),
  from: T.Integer({ minimum: 1, maximum: 500 }),
  to: T.Integer({ minimum: 1, maximum: 500 }),
});
/** Completed years on the day of the occasion, both ends included. */
const Age = T.Object({ kind: T.Literal("age"), from: Nullable(years), to: Nullable(years) });
/** Whoever is younger comes with somebody: the claim is for two at least. */
const Companion = T.Object({
  kind: T.Literal("companion"),
  under: T.Integer({ minimum: 1, maximum: 18 }),
});
/** So many occasions at most within so many days in a row, or in one week, month or year of the calendar. */
const Period = T.Object({
  kind: T.Literal("period"),
  most: T.Integer({ minimum: 1, maximum: 1000 }),
  window: T.Enum(["days", "week", "month", "year"]),
  /** Of a window of days; else 1. */
  days: T.Integer({ minimum: 1, maximum: 366 }),
  /** Which occasions are counted together: all of the organisation that set the rule, those at one place, those of one series. */
  scope: T.Enum(["organisation", "place", "series"]),
});
const NoOverlap = T.Object({ kind: T.Literal("no-overlap") });

export const Terms = T.Union([Horizon, Closing, Group, Level, Age, Companion, Period, NoOverlap]);
export type Terms = Static<typeof Terms>;
export type RuleKind = Terms["kind"];
export type TermsOf<K extends RuleKind> = Extract<Terms, { kind: K }>;

/** What one offer can ask for itself. Its times, the level and the most of one claim it has anyway; what counts over occasions is a house's. */
export const OwnTerms = T.Union([Group, Age, Companion]);
export type OwnTerms = Static<typeof OwnTerms>;

/** All kinds in the one order in which they are asked. */
export const ruleKinds = [
  "horizon",
  "closing",
  "group",
  "level",
  "age",
  "companion",
  "period",
  "no-overlap",
] as const satisfies RuleKind[];

/** What a version says: a limit, that there is none here whatever is said above, or nothing any more. */
export const effects = ["limit", "none", "repealed"] as const;
