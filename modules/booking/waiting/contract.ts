/** JSON in and out of the line. */
import { Id, InstantShape, Nullable, operation, Reason, T } from "#contract";
import { ClaimSize, Wheelchairs } from "../claim-size.ts";
import { AboutView } from "../contract.ts";

const ofOffer = T.Object({ offerId: Id });
const ofEntry = T.Object({ waitingId: Id });

export const LineView = T.Object({
  offerId: Id,
  about: Nullable(AboutView),
  startsAt: InstantShape,
  endsAt: InstantShape,
  /** Somebody may join: the offer has a line, and it has not ended. */
  open: T.Boolean(),
  /** From then on nobody is offered places any more. */
  endsLineAt: InstantShape,
  maxPerClaim: T.Integer(),
  /** Seats are numbered: who comes in a wheelchair says so and waits for a space. */
  seated: T.Boolean(),
  /** Its other seats are to be drawn: only who comes in a wheelchair waits before, and is served when the draw is carried out. */
  beforeDraw: T.Boolean(),
  /** How many wait, and for how many places together. */
  waiting: T.Integer(),
  places: T.Integer(),
  /** The entry of the one who asks, or whom they act for. */
  mine: Nullable(
    T.Object({
      id: Id,
      state: T.Enum(["waiting", "offered"]),
      size: T.Integer(),
      /** Of them in a wheelchair, while they wait. */
      wheelchairs: T.Integer(),
      since: InstantShape,
      /** How many wait before them, and for how many places. */
      before: T.Object({ entries: T.Integer(), places: T.Integer() }),
      /** What stands against them now, in a sentence, where places that were free went to the next. */
      passedOver: Nullable(T.String()),
      claimId: Nullable(Id),
    }),
  ),
});

export const getLine = operation({
  id: "booking.line",
  method: "GET",
  path: "/api/offers/:offerId/line",
  summary: "How many wait for places of an offer, and where one stands.",
  params: ofOffer,
  /** What the asker has already. */
  query: T.Object({ without: T.Optional(T.Enum(["about"])) }),
  answer: LineView,
});

export const myLines = operation({
  id: "booking.my-lines",
  method: "GET",
  path: "/api/my/lines",
  summary: "Where one waits for places now, soonest first.",
  answer: T.Object({
    items: T.Array(
      T.Object({ offerId: Id, about: Nullable(AboutView), startsAt: InstantShape, size: T.Integer() }),
    ),
  }),
});

export const joinTheLine = operation({
  id: "booking.join-line",
  method: "POST",
  path: "/api/offers/:offerId/line",
  summary: "Joins the line of an offer that has not the places asked for. All of them or none.",
  params: ofOffer,
  body: T.Object({ size: ClaimSize, wheelchairs: T.Optional(Wheelchairs) }),
  answer: ofEntry,
});

export const leaveTheLine = operation({
  id: "booking.leave-line",
  method: "POST",
  path: "/api/waiting/:waitingId/leaving",
  summary: "Leaves the line.",
  params: ofEntry,
  body: T.Object({}),
  answer: T.Object({ waitingId: Id, state: T.Enum(["left"]) }),
});

export const moveUpInLine = operation({
  id: "booking.move-up",
  method: "POST",
  path: "/api/waiting/:waitingId/moving-up",
  summary: "Staff put somebody first in line, with a reason.",
  params: ofEntry,
  body: T.Object({ reason: Reason(200) }),
  answer: ofEntry,
});
