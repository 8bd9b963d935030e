/** What a rule says of a loan, in one shape for what is stored, sent and typed. */
import type { Static } from "typebox";
import { DayShape, Nullable, T } from "#contract";

const days = (least: number, most: number) => T.Integer({ minimum: least, maximum: most });

/** What being late costs: nothing, days without borrowing, or money. */
export const Late = T.Union([
  T.Object({ kind: T.Literal("none") }),
  T.Object({ kind: T.Literal("suspend"), daysPerDay: days(1, 30), most: days(1, 3650) }),
  T.Object({
    kind: T.Literal("fee"),
    fenPerDay: T.Integer({ minimum: 1, maximum: 100_000 }),
    /** For one thing. */
    mostFen: T.Integer({ minimum: 1, maximum: 10_000_000 }),
  }),
]);

/** The same as it is typed: each number a field of its own that a fault can point at, and those of the kind that is not chosen left empty. */
const LateTyped = T.Object({
  kind: T.Enum(["none", "suspend", "fee"]),
  daysPerDay: Nullable(days(1, 30)),
  most: Nullable(days(1, 3650)),
  fenPerDay: Nullable(T.Integer({ minimum: 1, maximum: 100_000 })),
  mostFen: Nullable(T.Integer({ minimum: 1, maximum: 10_000_000 })),
});

const shapes = {
  /** False: it is used in the house. */
  lends: T.Boolean(),
  days: days(0, 730),
  /** No later than this day, the end of a term. */
  untilDay: Nullable(DayShape),
  renewals: days(0, 99),
  renewDays: days(0, 730),
  renewFrom: T.Enum(["due", "today"]),
  /** Renewed by itself while nobody waits. */
  auto: T.Boolean(),
  /** May be reserved. */
  holds: T.Boolean(),
  /** So many late days are let go. */
  graceDays: days(0, 60),
  lateCounts: T.Enum(["open-days", "all-days"]),
  /** Whoever has something overdue borrows and renews nothing. It never keeps them from bringing things back. */
  overdueBlocks: T.Boolean(),
  /** The least time left when it is called back for somebody else; null: it is not. */
  recallDays: Nullable(days(0, 60)),
  /** How long it is kept for whoever reserved it. */
  readyDays: days(1, 60),
  /** `owner`: readers are asked to bring it back to a house of its owner. Elsewhere it is taken all the same, and the loan ends. */
  returnTo: T.Enum(["anywhere", "owner"]),
  /** Dearer things are not lent; null: whatever they cost. */
  dearestFen: Nullable(T.Integer({ minimum: 1, maximum: 100_000_000 })),
  /** Who owes more than this borrows and renews nothing; null: owing is not in the way. */
  owesMostFen: Nullable(T.Integer({ minimum: 0, maximum: 10_000_000 })),
  lost: T.Object({
    /** Of its price. */
    percent: days(0, 2000),
    handlingFen: T.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** Of what has no price. */
    unknownFen: T.Integer({ minimum: 0, maximum: 10_000_000 }),
    /** So many days behind the day it was due it is lost; null: when somebody says so. */
    afterDays: Nullable(days(8, 730)),
    /** So many days behind the payment the money is given back, if it turns up. */
    refundDays: days(0, 3650),
  }),
  claims: T.Object({
    /** So often shelves are looked through for what somebody says to have returned, before staff decide. */
    checks: days(1, 9),
    /** So often in a year somebody is believed. */
    believed: days(0, 20),
  }),
};

export const TermsShape = T.Object({ ...shapes, late: Late });
export type Terms = Static<typeof TermsShape>;

export const TermsTyped = T.Object({ ...shapes, late: LateTyped });
export type TermsTyped = Static<typeof TermsTyped>;

/** Names of the numbers that each kind of being late needs. */
export const lateNeeds = {
  none: [],
  suspend: ["daysPerDay", "most"],
  fee: ["fenPerDay", "mostFen"],
} as const;

/** Terms as they are kept, or null where a number is missing that their kind of being late needs. */
export function termsFrom({ late: typed, ...terms }: TermsTyped): Terms | null {
  const { kind, daysPerDay, most, fenPerDay, mostFen } = typed;
  if (kind === "none") return { ...terms, late: { kind } };
  if (kind === "suspend")
    return daysPerDay === null || most === null ? null : { ...terms, late: { kind, daysPerDay, most } };
  return fenPerDay === null || mostFen === null ? null : { ...terms, late: { kind, fenPerDay, mostFen } };
}

/** The same as they are typed. */
export const termsTyped = ({ late, ...terms }: Terms): TermsTyped => ({
  ...terms,
  late: { daysPerDay: null, most: null, fenPerDay: null, mostFen: null, ...late },
});

export const guarantees = ["none", "credit", "deposit", "guarantor", "staff"] as const;
export type Guarantee = (typeof guarantees)[number];
