/** JSON of loans that went wrong: lost, damaged, said to be returned. By the loan's id: no answer has the reader. */
import { DayShape, Empty, Id, Line, Nullable, operation, Reason, T } from "#contract";
import { Brief, Count, Fen } from "../../shapes.ts";
import { Goes } from "../till/contract.ts";

const Astray = T.Object({
  loanId: Id,
  title: T.String(),
  barcode: T.String(),
  callNumber: T.String(),
  shelf: T.String(),
  dueOn: DayShape,
  claimedOn: Nullable(DayShape),
  lostOn: Nullable(DayShape),
  checks: Count,
  checkedOn: Nullable(DayShape),
  /** So often shelves are looked through before staff decide. */
  checksNeeded: Count,
});

export const astrayList = operation({
  id: "library.astray",
  method: "GET",
  path: "/api/desk/astray",
  summary: "What a place looks for because readers say they returned it, and what is lost and not settled.",
  query: T.Object({ place: T.Optional(Id) }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    mayDecide: T.Boolean(),
    claimed: T.Array(Astray),
    lost: T.Array(Astray),
  }),
});

export const findLoan = operation({
  id: "library.find-loan",
  method: "POST",
  path: "/api/library/astray/found-loans",
  summary: "The loan of a copy that was scanned.",
  body: T.Object({ placeId: Id, scan: Line(500) }),
  answer: T.Object({ loanId: Id }),
  unrepeated: true,
});

export const oneLoan = operation({
  id: "library.loan-in-trouble",
  method: "GET",
  path: "/api/desk/astray/:id",
  summary: "A loan of which something is wrong: what it is of, and what it would cost to have lost it.",
  params: T.Object({ id: Id }),
  query: T.Object({ place: Id }),
  answer: T.Object({ ...Astray.properties, lostFen: Count, mayDecide: T.Boolean() }),
});

const ofLoan = { loanId: Id, placeId: Id };
const Owes = T.Object({ feeFen: Fen });

export const loseLoan = operation({
  id: "library.lose",
  method: "POST",
  path: "/api/library/astray/lost",
  summary: "A loan's copy is lost; what its rule says is owed.",
  body: T.Object(ofLoan),
  answer: Owes,
});

export const returnDamaged = operation({
  id: "library.return-damaged",
  method: "POST",
  path: "/api/library/astray/damaged",
  summary: "A copy comes back damaged: it waits for who mends it, and something may be owed.",
  body: T.Object({ ...ofLoan, note: Reason(200), feeFen: T.Integer({ minimum: 0, maximum: 1_000_000 }) }),
  answer: T.Object({ feeFen: Fen, goes: Goes }),
});

export const claim = operation({
  id: "library.claim-returned",
  method: "POST",
  path: "/api/library/astray/claims",
  summary: "A reader says at the counter that they returned it; or that they have it after all.",
  body: T.Object({ ...ofLoan, claims: T.Boolean() }),
  answer: Empty,
});

export const look = operation({
  id: "library.look-for",
  method: "POST",
  path: "/api/library/astray/looks",
  summary: "Somebody has looked at the shelf for what a reader says to have returned.",
  body: T.Object({ ...ofLoan, isFound: T.Boolean() }),
  answer: T.Object({ goes: Nullable(Goes) }),
});

export const decide = operation({
  id: "library.decide-claim",
  method: "POST",
  path: "/api/library/astray/decisions",
  summary: "Not found: the reader is believed, or it is lost.",
  body: T.Object({ ...ofLoan, believes: T.Boolean() }),
  answer: Owes,
});

export const loseMine = operation({
  id: "library.lose-mine",
  method: "POST",
  path: "/api/my/loans/lost",
  summary: "One's own loan is lost.",
  body: T.Object({ loanId: Id }),
  answer: Owes,
});

export const claimMine = operation({
  id: "library.claim-mine",
  method: "POST",
  path: "/api/my/loans/claims",
  summary: "One returned it; or has it after all.",
  body: T.Object({ loanId: Id, claims: T.Boolean() }),
  answer: Empty,
});
