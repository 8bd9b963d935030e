/** JSON of what stands for the return of books: deposits, guarantors, a decision of the house. */
import { DayShape, Empty, Id, Line, Nullable, operation, Reason, T } from "#contract";
import { Count, Text } from "../../../shapes.ts";

import { ofReader, placeId } from "../views-contract.ts";

const Receipt = Text(60);

export const takeDeposit = operation({
  id: "library.take-deposit",
  method: "POST",
  path: "/api/desk/readers/:subject/deposit",
  summary: "A deposit was taken: how much, and the number of the receipt. Paying is not done here",
  params: ofReader,
  body: T.Object({
    placeId,
    amountFen: T.Integer({ minimum: 1, maximum: 10_000_000 }),
    receipt: Receipt,
  }),
  answer: Empty,
});

export const returnDeposit = operation({
  id: "library.return-deposit",
  method: "POST",
  path: "/api/desk/readers/:subject/deposit/return",
  summary: "A deposit is given back, all of it, once nothing is lent or owed",
  params: ofReader,
  body: T.Object({ placeId, receipt: Receipt }),
  answer: T.Object({ amountFen: Count }),
});

export const takeGuarantor = operation({
  id: "library.take-guarantor",
  method: "POST",
  path: "/api/desk/readers/:subject/guarantor",
  summary: "A reader who stands there too agrees to stand for this one",
  params: ofReader,
  body: T.Object({ placeId, guarantor: Line(500), bothAgree: T.Boolean(), until: Nullable(DayShape) }),
  answer: Empty,
  unrepeated: true,
});

export const decideForReader = operation({
  id: "library.decide-for-reader",
  method: "POST",
  path: "/api/desk/readers/:subject/decision",
  summary: "The house lets somebody borrow until a day, for a reason",
  params: ofReader,
  body: T.Object({ until: DayShape, reason: Reason(300) }),
  answer: Empty,
});

export const stopGuarantee = operation({
  id: "library.stop-guarantee",
  method: "POST",
  path: "/api/desk/readers/:subject/guarantees/:id/end",
  summary: "A guarantor or a decision of the house ends before its day",
  params: T.Object({ subject: Id, id: Id }),
  body: Empty,
  answer: Empty,
});
