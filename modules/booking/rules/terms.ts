/** What a rule can ask, each kind with its own terms. One shape for what is stored, sent and typed. */
import type { Static } from "typebox";
import { Nullable, T } from "#contract";
import { ClaimSize } from "../claiming/claim-size.ts";

const years = T.Integer({ minimum: 0, maximum: 120 });
const Slug = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });

/** All kinds in the one order in which they are asked. */
export const termShapes = {
  /** Bookable from so many days before the day of the occasion, at this time of the city. */
  horizon: T.Object({
    days: T.Integer({ minimum: 0, maximum: 366 }),
    at: T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" }),
  }),
  /** Booking closes so many minutes before the start or the end. */
  closing: T.Object({
    minutes: T.Integer({ minimum: 0, maximum: 10_080 }),
    before: T.Enum(["start", "end"]),
  }),
  /** How many people one claim is for. */
  group: T.Object({ from: ClaimSize, to: ClaimSize }),
  level: T.Object({ level: T.Integer({ minimum: 1, maximum: 3 }) }),
  /** Has a yes under an eligibility check of people that is not over. `called`: as the check was called when the rule was written. */
  eligible: T.Object({ code: Slug, called: T.Optional(T.String({ maxLength: 200 })) }),
  /** Completed years on the day of the occasion, both ends included. */
  age: T.Object({ from: Nullable(years), to: Nullable(years) }),
  /** Whoever is younger comes with somebody: the claim is for two at least. */
  companion: T.Object({ under: T.Integer({ minimum: 1, maximum: 18 }) }),
  /** Of places for groups: which organisations may claim them. No kinds: any; `house`: the one that set the rule and those below it. */
  organisation: T.Object({
    kinds: T.Array(Slug, { maxItems: 40, uniqueItems: true }),
    within: T.Enum(["city", "house"]),
    called: T.Optional(T.String({ maxLength: 400 })),
  }),
  /** So many occasions at most within so many days in a row, or in one week, month or year of the calendar. */
  period: T.Object({
    most: T.Integer({ minimum: 1, maximum: 1000 }),
    window: T.Enum(["days", "week", "month", "year"]),
    /** Of a window of days; else 1. */
    days: T.Integer({ minimum: 1, maximum: 366 }),
    /** Which occasions are counted together: all the rule is about, those of them at one place, or of one series. */
    scope: T.Enum(["organisation", "place", "series"]),
  }),
  "no-overlap": T.Object({}),
};

type Shapes = typeof termShapes;
export type RuleKind = keyof Shapes;
export type TermsOf<K extends RuleKind> = { kind: K } & Static<Shapes[K]>;
export type HouseTerms = { [K in RuleKind]: TermsOf<K> }[RuleKind];

// The keys of an object that names them all.
export const ruleKinds = Object.keys(termShapes) as RuleKind[];

/** Terms under the name of their kind: how they are sent and typed, so that a fault points at its field. */
export const TermsByKind = T.Partial(T.Object(termShapes));
export type TermsByKind = Static<typeof TermsByKind>;

const { group, age, companion } = termShapes;
/** What one offer can ask for itself. Its times, the level and the most of one claim it has anyway; what counts over occasions is a house's. */
export const OwnTerms = T.Partial(T.Object({ group, age, companion }));
export type OwnTerms = Static<typeof OwnTerms>;

/** The terms of a kind, or null where none are given. */
export function termsIn(given: TermsByKind, kind: RuleKind): HouseTerms | null {
  const terms = given[kind];
  // The kind and the terms found under it belong together.
  return terms ? ({ kind, ...terms } as HouseTerms) : null;
}

/** All terms given, in the one order. */
export function allTermsIn(given: TermsByKind): HouseTerms[] {
  return ruleKinds.flatMap((kind) => termsIn(given, kind) ?? []);
}

export function byKind({ kind, ...terms }: HouseTerms): TermsByKind {
  return { [kind]: terms };
}
