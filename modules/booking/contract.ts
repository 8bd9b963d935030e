/** JSON in and out of booking. */
import { Id, InstantShape, Line, Nullable, operation, Page, T } from "#contract";
import { ClaimSize, mostInClaim, Wheelchairs } from "./claim-size.ts";
import { claimStates } from "./claim-state.ts";
import { poolChannels } from "./pool-channels.ts";
import { OwnTerms } from "./rules/terms.ts";

const channel = T.Enum([...poolChannels]);

const ClaimStateShape = T.Enum([...claimStates]);

export { type ReservationRules, usualBoothRules, usualRules, usualSeatRules } from "./reserving/rules.ts";
export { termsFrom, termValues } from "./rules/contract.ts";
export { mostInClaim, OwnTerms, poolChannels };

export const PoolView = T.Object({
  channel,
  quota: T.Integer(),
  left: T.Integer(),
  /** When its places can be claimed. */
  releasesAt: InstantShape,
  /** The draw that gives its places; null where whoever comes first has them. */
  awaitsDraw: Nullable(Id),
  /** Only a draw gives them, and none has yet. */
  toBeDrawn: T.Optional(T.Boolean()),
});

export const OfferView = T.Object({
  id: Id,
  state: T.Enum(["open", "closed"]),
  opensAt: InstantShape,
  closesAt: InstantShape,
  startsAt: InstantShape,
  endsAt: InstantShape,
  left: T.Integer(),
  quota: T.Integer(),
  pools: T.Array(PoolView),
  rules: T.Object({
    maxPerClaim: T.Integer(),
    minLevel: T.Integer(),
    cancelUntilMinutes: T.Integer(),
    doorsBeforeMinutes: T.Integer(),
    own: T.Optional(OwnTerms),
    waitingList: T.Boolean(),
    approval: T.Boolean(),
    transferable: T.Boolean(),
    lastCallMinutes: T.Integer(),
    /** Places are numbered seats: `booking.seats`. */
    seated: T.Boolean(),
    /** The module it is for keeps the roll: no door opens for it. */
    ownRoll: T.Optional(T.Boolean()),
  }),
});

/** What an offer is for, told by the module that made it. */
export const AboutView = T.Object({
  kind: T.String(),
  ref: Id,
  title: T.String(),
  href: T.String(),
  place: Nullable(T.Object({ id: Id, name: T.String() })),
});

export const ClaimView = T.Object({
  id: Id,
  offerId: Id,
  state: ClaimStateShape,
  /** Expected or in: not over, not given back. */
  current: T.Boolean(),
  size: T.Integer(),
  pool: channel,
  madeAt: InstantShape,
  startsAt: InstantShape,
  endsAt: InstantShape,
  about: Nullable(AboutView),
  checkedInAt: Nullable(InstantShape),
  /** The last moment at which the holder may cancel. */
  cancelUntil: InstantShape,
  /** Later than that it can still be given back, and is marked like not coming. */
  cancelCounts: T.Boolean(),
  /** While it is held: what for, and until when. */
  held: Nullable(T.Object({ for: T.Enum(["waiting", "counter", "approval", "draw"]), until: InstantShape })),
  /** Of an occasion with numbered seats: what they are called. */
  seats: T.Array(T.String()),
  can: T.Array(T.Enum(["accept", "cancel", "reduce", "transfer"])),
});

/** A claim or a reservation of the same person at the same time. */
export const OverlapView = T.Object({
  claimId: Nullable(Id),
  reservationId: Nullable(Id),
  /** The first occasion of it at the time of one of the offer's. */
  startsAt: InstantShape,
  endsAt: InstantShape,
  /** How many there are: lessons of a class that meets at the same hours. */
  times: T.Integer(),
  about: Nullable(AboutView),
});

/** Held: until staff have approved it, or the person has said so. */
export const ClaimMade = T.Object({ claimId: Id, state: T.Enum(["confirmed", "held"]), size: T.Integer() });
const ofOffer = T.Object({ offerId: Id });
const SeatIds = T.Array(T.String({ minLength: 1, maxLength: 64 }), { maxItems: mostInClaim });

export const claimPlaces = operation({
  id: "booking.claim",
  method: "POST",
  path: "/api/offers/:offerId/claims",
  summary: "Claims places for oneself or the person one acts for. All or nothing.",
  params: ofOffer,
  body: T.Object({
    size: ClaimSize,
    /** Where seats are numbered: these, as many as places; the best there are unless told. */
    seats: T.Optional(SeatIds),
    /** How many of them come in a wheelchair. */
    wheelchairs: T.Optional(Wheelchairs),
  }),
  answer: T.Object({ ...ClaimMade.properties, overlaps: T.Array(OverlapView) }),
});

export const claimForPerson = operation({
  id: "booking.claim-for",
  method: "POST",
  path: "/api/offers/:offerId/counter-claims",
  summary: "Staff claim places for a person at the counter, from the counter's pool.",
  params: ofOffer,
  body: T.Object({
    subject: Id,
    size: ClaimSize,
    seats: T.Optional(SeatIds),
    wheelchairs: T.Optional(Wheelchairs),
  }),
  answer: ClaimMade,
});

export const cancelOwnClaim = operation({
  id: "booking.cancel",
  method: "POST",
  path: "/api/claims/:claimId/cancellation",
  summary: "Gives the places of a claim back. Staff say why to whoever had it.",
  params: T.Object({ claimId: Id }),
  body: T.Object({ because: T.Optional(Line(200)) }),
  answer: T.Object({ claimId: Id, state: T.Enum(["cancelled"]) }),
});

export const reduceOwnClaim = operation({
  id: "booking.reduce",
  method: "POST",
  path: "/api/claims/:claimId/size",
  summary: "Gives some places of a claim back and keeps so many.",
  params: T.Object({ claimId: Id }),
  body: T.Object({
    size: ClaimSize,
    because: T.Optional(Line(200)),
    /** Where seats are numbered: those that are given back. */
    seats: T.Optional(SeatIds),
  }),
  answer: T.Object({ claimId: Id, size: T.Integer() }),
});

export const myClaims = operation({
  id: "booking.my-claims",
  method: "GET",
  path: "/api/my/claims",
  summary: "One's claims: coming ones first, soonest on top, then the past, page by page.",
  query: T.Object({ after: T.Optional(T.String({ maxLength: 200 })) }),
  answer: Page(ClaimView),
});

export const myClaimOn = operation({
  id: "booking.my-claim-on",
  method: "GET",
  path: "/api/my/offers/:offerId",
  summary:
    "One's claim on an offer, and what else one has at its time, by lessons and sessions: a hint, never a reason against it.",
  params: ofOffer,
  answer: T.Object({ claim: Nullable(ClaimView), overlaps: T.Array(OverlapView) }),
});

export const getOffer = operation({
  id: "booking.offer",
  method: "GET",
  path: "/api/offers/:offerId",
  summary: "An offer with all its pools and what is left in each.",
  params: ofOffer,
  answer: OfferView,
});

export const doorList = operation({
  id: "booking.door-list",
  method: "GET",
  path: "/api/door",
  summary: "Occasions of one's organisations whose door is open now or opens within twelve hours.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        offer: OfferView,
        about: Nullable(AboutView),
        expected: T.Integer(),
        arrived: T.Integer(),
        /** Ended, cancelled or cut short: only mistakes can be corrected. */
        over: T.Boolean(),
      }),
    ),
    /** Others begin later than these. */
    more: T.Boolean(),
  }),
});

export const doorOf = operation({
  id: "booking.door",
  method: "GET",
  path: "/api/offers/:offerId/holders",
  summary: "Who is expected at an occasion and who has come.",
  params: ofOffer,
  query: T.Object({
    /** Part of a name, or the last digits of a phone number: only these. */
    q: T.Optional(Line(100)),
  }),
  answer: T.Object({
    offer: OfferView,
    about: Nullable(AboutView),
    /** Places for people without a claim; null where there were never any. */
    leftAtTheDoor: Nullable(T.Integer()),
    expected: T.Integer(),
    arrived: T.Integer(),
    /** How many claims the whole list has. */
    listed: T.Integer(),
    holders: T.Array(
      T.Object({
        claimId: Id,
        name: Nullable(T.String()),
        /** Last four digits of the phone number: of those who left no name, share it, or are looked for by digits. */
        phoneTail: Nullable(T.String()),
        /** In order of booking, among those whom name and phone do not tell apart. */
        number: Nullable(T.Integer()),
        size: T.Integer(),
        /** How many of them may still be let in. */
        toCome: T.Integer(),
        state: ClaimStateShape,
        pool: channel,
        seats: T.Array(T.String()),
        /** Who comes with them, where a draw gave the places to people who were named. */
        together: T.Array(T.String()),
        checkedInAt: Nullable(InstantShape),
        /** `undo-for-good`: the occasion was cut short, so nobody can be checked in again. */
        can: T.Array(T.Enum(["check-in", "undo", "undo-for-good"])),
      }),
    ),
  }),
});

const CheckedIn = T.Object({
  claimId: Id,
  /** How many were let in. */
  size: T.Integer(),
  /** How many of the party are still to come. */
  rest: T.Integer(),
  already: T.Boolean(),
  checkedInAt: InstantShape,
});

export const checkInAtDoor = operation({
  id: "booking.check-in",
  method: "POST",
  path: "/api/offers/:offerId/check-ins",
  summary: "Checks in a claim, or some of its party, by a scanned pass or picked from the list.",
  params: ofOffer,
  body: T.Object({
    scan: T.Optional(T.String({ minLength: 4, maxLength: 2000 })),
    claimId: T.Optional(Id),
    documentSeen: T.Optional(T.Boolean()),
    /** Of a party so many have come; all that are to come unless told. */
    came: T.Optional(ClaimSize),
  }),
  answer: CheckedIn,
});

export const undoCheckInAtDoor = operation({
  id: "booking.undo-check-in",
  method: "POST",
  path: "/api/offers/:offerId/check-ins/:claimId/undoing",
  summary:
    "Takes a mistaken check-in back on the day of the occasion; people who walked in give their places back.",
  params: T.Object({ offerId: Id, claimId: Id }),
  body: T.Object({}),
  answer: T.Object({ claimId: Id, size: T.Integer(), state: ClaimStateShape }),
});

export const walkInAtDoor = operation({
  id: "booking.walk-in",
  method: "POST",
  path: "/api/offers/:offerId/walk-ins",
  summary: "Counts people in who came without a claim, from the walk-in pool, then from the counter's.",
  params: ofOffer,
  body: T.Object({ size: ClaimSize }),
  answer: CheckedIn,
});
