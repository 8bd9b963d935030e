/** JSON in and out of what is held: taken, held at the counter, approved or refused; the list staff work on. */
import { Id, InstantShape, Nullable, operation, Reason, T } from "#contract";
import { ClaimSize } from "../claiming/claim-size.ts";
import { AboutView, ClaimMade } from "../contract.ts";

const ofOffer = T.Object({ offerId: Id });

export const acceptHeld = operation({
  id: "booking.accept",
  method: "POST",
  path: "/api/claims/:claimId/acceptance",
  summary: "Takes places that are held for a person: an offer from the line, or a hold at the counter.",
  params: T.Object({ claimId: Id }),
  body: T.Object({}),
  answer: ClaimMade,
});

export const holdForPerson = operation({
  id: "booking.hold-for",
  method: "POST",
  path: "/api/offers/:offerId/holds",
  summary: "Staff hold places of the counter for a person until a moment.",
  params: ofOffer,
  /** Whom for: by a scanned pass, or by subject key for systems that know it. */
  body: T.Object({
    subject: T.Optional(Id),
    scan: T.Optional(T.String({ minLength: 4, maxLength: 2000 })),
    size: ClaimSize,
    until: InstantShape,
  }),
  answer: ClaimMade,
});

export const answerHeld = operation({
  id: "booking.answer",
  method: "POST",
  path: "/api/offers/:offerId/approvals",
  summary: "Staff approve claims, or refuse them with a reason, several at once.",
  params: ofOffer,
  body: T.Object({
    claimIds: T.Array(Id, { minItems: 1, maxItems: 200 }),
    answer: T.Enum(["approve", "refuse"]),
    reason: T.Optional(Reason(200)),
  }),
  answer: T.Object({ answered: T.Integer(), gone: T.Integer() }),
});

const Named = { name: Nullable(T.String()), phoneTail: Nullable(T.String()), size: T.Integer() };

export const queueOf = operation({
  id: "booking.queue",
  method: "GET",
  path: "/api/offers/:offerId/queue",
  summary:
    "What staff decide at an offer: claims to approve, places held, who waits and who was passed over.",
  params: ofOffer,
  answer: T.Object({
    offerId: Id,
    about: Nullable(AboutView),
    startsAt: InstantShape,
    endsAt: InstantShape,
    left: T.Integer(),
    /** Approvals and offers end then. */
    endsLineAt: InstantShape,
    held: T.Array(
      T.Object({
        claimId: Id,
        ...Named,
        for: T.Enum(["waiting", "counter", "approval", "draw"]),
        until: InstantShape,
        madeAt: InstantShape,
      }),
    ),
    waiting: T.Array(
      T.Object({
        waitingId: Id,
        ...Named,
        since: InstantShape,
        first: T.Boolean(),
        /** Places that were free went to the next. Why is told to the person only. */
        passedOver: T.Boolean(),
      }),
    ),
    /** How many wait altogether; the list is of the first two hundred. */
    allWaiting: T.Integer(),
    can: T.Array(T.Enum(["move-up"])),
  }),
});
