/** JSON of cards that a counter gives out and ends. */
import { Empty, Id, Nullable, operation, T } from "#contract";

import { ofReader, placeId } from "../views-contract.ts";

const CardNumber = T.String({
  minLength: 1,
  maxLength: 60,
  pattern: "^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
});

export const issueCard = operation({
  id: "library.issue-card",
  method: "POST",
  path: "/api/desk/readers/:subject/cards",
  summary:
    "A card: the one before is lost and never works again, or replaced and its number still leads here",
  params: ofReader,
  body: T.Object({ placeId, number: Nullable(CardNumber), old: T.Enum(["lost", "replaced"]) }),
  answer: T.Object({ number: T.String() }),
});

export const addOldCard = operation({
  id: "library.add-old-card",
  method: "POST",
  path: "/api/desk/readers/:subject/old-cards",
  summary: "A number from another library leads here too",
  params: ofReader,
  body: T.Object({ placeId, issuerId: Id, number: CardNumber }),
  answer: Empty,
});

export const endCard = operation({
  id: "library.end-card",
  method: "POST",
  path: "/api/desk/readers/:subject/cards/end",
  summary: "A number leads nowhere from now on",
  params: ofReader,
  body: T.Object({ placeId, issuerId: Id, number: CardNumber, as: T.Enum(["lost", "ended"]) }),
  answer: Empty,
});
