/** JSON of fees: what a reader owes, what was settled and its paper, a place's day. Paying itself is elsewhere: money is taken at the counter, here it is written down. */
import { DayShape, Empty, Id, Line, Nullable, operation, Reason, T } from "#contract";
import { Brief, Count, Fen, Text } from "../../shapes.ts";

/** Fees that are settled with one paper. */
export const mostAtOnce = 50;
/** Money of a day, or of one paper: a hundred million yuan. */
const Sum = T.Integer({ minimum: 0, maximum: 10_000_000_000 });

export const feeKinds = ["overdue", "lost", "damaged", "card", "courier"] as const;
export const settledHow = ["paid", "waived", "replaced"] as const;
const How = T.Enum([...settledHow, "refunded"]);

const OpenFee = T.Object({
  feeId: Id,
  kind: T.Enum([...feeKinds]),
  amountFen: Count,
  /** Of what, while it is owed; null: of nothing that has one. */
  title: Nullable(T.String()),
  note: T.String(),
  since: DayShape,
  house: Brief,
  place: Brief,
  /** Another copy of the same book settles it too. */
  mayReplace: T.Boolean(),
});

/** Of what is settled nothing says which book it was for. */
const SettledFee = T.Object({
  feeId: Id,
  kind: T.Enum([...feeKinds]),
  amountFen: Count,
  on: DayShape,
  /** `undone`: it turned up, and is owed no more. */
  how: T.Enum([...settledHow, "undone"]),
  /** Of the paper. */
  number: T.String(),
  settlementId: Nullable(Id),
  /** The last day on which the money is given back, if it turns up; null: it is not. */
  refundUntil: Nullable(DayShape),
  refunded: T.Boolean(),
});

const Owed = { owesFen: Sum, open: T.Array(OpenFee), settled: T.Array(SettledFee) };

export const readerFees = operation({
  id: "library.reader-fees",
  method: "GET",
  path: "/api/desk/readers/:subject/fees",
  summary: "What a reader owes, and what they settled in a year.",
  params: T.Object({ subject: Id }),
  query: T.Object({ placeId: Id }),
  answer: T.Object({ name: Nullable(T.String()), mayLetGo: T.Boolean(), ...Owed }),
});

export const myFees = operation({
  id: "library.my-fees",
  method: "GET",
  path: "/api/my/fees",
  summary: "What somebody owes, to whom and since when, and what they settled in a year.",
  answer: T.Object(Owed),
});

const Settled = T.Object({ settlementId: Id, number: T.String() });

export const settleFees = operation({
  id: "library.settle-fees",
  method: "POST",
  path: "/api/library/fees/settlements",
  summary: "Fees of one reader are settled: the money was taken, or let go, or another copy came instead.",
  body: T.Object({
    placeId: Id,
    feeIds: T.Array(Id, { minItems: 1, maxItems: mostAtOnce }),
    how: T.Enum([...settledHow]),
    /** Why it is let go. */
    reason: Text(200),
    /** Of the house's own paper; null: we give one. */
    number: Nullable(Line(40)),
    /** Of the copy that came instead. */
    barcode: Nullable(Line(60)),
  }),
  answer: Settled,
});

export const refundFee = operation({
  id: "library.refund-fee",
  method: "POST",
  path: "/api/library/fees/refunds",
  summary: "What was paid for a lost copy is given back: it turned up, and the reader shows the paper.",
  body: T.Object({ placeId: Id, feeId: Id, reason: Reason(200) }),
  answer: Settled,
});

export const undoSettlement = operation({
  id: "library.undo-settlement",
  method: "POST",
  path: "/api/library/fees/undone-settlements",
  summary: "What was settled by mistake is owed again, the same day.",
  body: T.Object({ settlementId: Id, why: Reason(200) }),
  answer: Empty,
});

export const settlement = operation({
  id: "library.settlement",
  method: "GET",
  path: "/api/library/fees/settlements/:id",
  summary: "The paper of what was settled.",
  params: T.Object({ id: Id }),
  answer: T.Object({
    number: T.String(),
    how: How,
    on: DayShape,
    place: Brief,
    amountFen: Sum,
    reason: T.String(),
    clerk: Nullable(T.String()),
    lines: T.Array(T.Object({ feeId: Id, kind: T.Enum([...feeKinds]), amountFen: Count, house: T.String() })),
    undone: T.Boolean(),
    /** Today it can be taken back. */
    mayUndo: T.Boolean(),
    refundUntil: Nullable(DayShape),
    /** Where the desk goes back to; null: they are erased. */
    subject: Nullable(Id),
    placeId: Id,
  }),
});

const ofDay = T.Object({ place: T.Optional(Id), day: T.Optional(DayShape) });

export const cashDay = operation({
  id: "library.cash-day",
  method: "GET",
  path: "/api/desk/fees/day",
  summary: "What was settled at a place in a day, by kind and by clerk, and who counted the money.",
  query: ofDay,
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    day: DayShape,
    lines: T.Array(
      T.Object({ how: How, kind: T.Enum([...feeKinds]), fees: Count, amountFen: Sum, house: T.String() }),
    ),
    clerks: T.Array(T.Object({ name: Nullable(T.String()), papers: Count, cashFen: T.Integer() })),
    /** Paid, less what was given back: what is in the drawer by these papers. */
    cashFen: T.Integer(),
    undone: Count,
    closed: Nullable(
      T.Object({
        expectedFen: T.Integer(),
        countedFen: Sum,
        difference: T.String(),
        by: Nullable(T.String()),
      }),
    ),
  }),
});

export const cashDaySheet = operation({
  id: "library.cash-day-sheet",
  method: "GET",
  path: "/api/desk/fees/day.csv",
  summary: "The same as a table.",
  query: ofDay,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});

export const closeCashDay = operation({
  id: "library.close-cash-day",
  method: "POST",
  path: "/api/library/fees/closed-days",
  summary: "Somebody has counted the money of a place's day; what it differs by is explained.",
  body: T.Object({ placeId: Id, day: DayShape, countedFen: Fen, difference: Text(200) }),
  answer: Empty,
});
