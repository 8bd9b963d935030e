/** JSON of the organisations that lend as one, and the terms of the network. */
import { DayShape, Empty, Id, mostInteger, Nullable, operation, T } from "#contract";
import { Brief, one } from "../../shapes.ts";

export const listMembers = operation({
  id: "library.network-members",
  method: "GET",
  path: "/api/desk/between/members",
  summary: "The organisations that lend as one, with their ISIL, and the network's terms",
  answer: T.Object({
    members: T.Array(
      T.Object({
        ...Brief.properties,
        isil: Nullable(T.String()),
        isCentre: T.Boolean(),
        joinedOn: DayShape,
        leftOn: Nullable(DayShape),
      }),
    ),
    daysOnWay: T.Integer(),
    mayDecide: T.Boolean(),
    /** Houses that could join. */
    houses: T.Array(Brief),
  }),
});

/** Numbers that others have too. */
const Met = T.Integer({ maximum: mostInteger });

export const joinNetwork = operation({
  id: "library.join-network",
  method: "POST",
  path: "/api/desk/between/members",
  summary:
    "An organisation joins with its ISIL; told is how many of its barcodes and card numbers others have too",
  body: T.Object({
    organisationId: Id,
    isil: T.String({ pattern: "^[A-Z]{1,4}-[0-9A-Z:/-]{1,14}$", maxLength: 16 }),
    isCentre: T.Boolean(),
  }),
  answer: T.Object({ barcodes: Met, cards: Met }),
});

export const leaveNetwork = operation({
  id: "library.leave-network",
  method: "POST",
  path: "/api/desk/between/members/:id/leave",
  summary: "An organisation leaves, when nothing of it is with others and nothing of others with it",
  params: one,
  body: Empty,
  answer: Empty,
});

export const putNetworkTerms = operation({
  id: "library.network-terms",
  method: "PUT",
  path: "/api/desk/between/terms",
  summary: "After how many days a copy is too long on its way",
  body: T.Object({ daysOnWay: T.Integer({ minimum: 1, maximum: 90 }) }),
  answer: Empty,
});
