/** JSON in and out of handing places on. */
import { Id, InstantShape, operation, T } from "#contract";

export const makeTransferCode = operation({
  id: "booking.make-transfer-code",
  method: "POST",
  path: "/api/claims/:claimId/transfer",
  summary:
    "Makes a code with which another person can take one's places over, where the organiser allows it.",
  params: T.Object({ claimId: Id }),
  body: T.Object({}),
  answer: T.Object({ code: T.String(), until: InstantShape }),
});

export const takeOverPlaces = operation({
  id: "booking.take-over",
  method: "POST",
  path: "/api/my/transfers",
  summary: "Takes over places by the code of who held them.",
  body: T.Object({ code: T.String({ minLength: 1, maxLength: 40 }) }),
  answer: T.Object({ claimId: Id, offerId: Id, size: T.Integer() }),
});
