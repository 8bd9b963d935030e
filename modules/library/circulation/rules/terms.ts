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

export const TermsShape = T.Object({
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
  late: Late,
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
});
export type Terms = Static<typeof TermsShape>;

export const guarantees = ["none", "credit", "deposit", "guarantor", "staff"] as const;
export type Guarantee = (typeof guarantees)[number];
