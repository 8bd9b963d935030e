/** JSON in and out of seats: plans of halls, seats of an offer. */
import type { Static } from "typebox";
import { Id, InstantShape, Nullable, operation, T } from "#contract";
import { Wheelchairs } from "../claiming/claim-size.ts";
import { AboutView } from "../contract.ts";
import { poolChannels } from "../offers/pool-channels.ts";
import { PlanEdit } from "./draw.ts";
import { keptFor } from "./kept.ts";

export { keptFor };

const SeatIds = T.Array(T.String({ minLength: 1, maxLength: 64 }), { maxItems: 20_000, uniqueItems: true });
const PlanName = T.String({ minLength: 1, maxLength: 80 });

/** One seat as it is drawn. */
const DrawnSeat = T.Object({
  id: T.String(),
  label: T.String(),
  number: T.String(),
  row: T.String(),
  x: T.Number(),
  y: T.Number(),
  kind: T.Enum(["standard", "wheelchair", "companion", "restricted-view"]),
});
const Picture = {
  size: T.Object({ width: T.Number(), height: T.Number() }),
  focal: T.Object({ x: T.Number(), y: T.Number() }),
};
const Named = T.Object({ id: Id, name: T.String() });

/** A plan of as many seats as there may be, indented. */
const mostPlanChars = 6_000_000;

const PlanBrief = T.Object({
  id: Id,
  name: T.String(),
  version: T.Integer(),
  seats: T.Integer(),
  madeAt: InstantShape,
  place: Nullable(Named),
  space: Nullable(Named),
});

export const seatPlans = operation({
  id: "booking.seat-plans",
  method: "GET",
  path: "/api/seat-plans",
  summary: "Seat plans of an organisation and those below it, in all versions, and those being drawn.",
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    items: T.Array(PlanBrief),
    drafts: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        changedAt: InstantShape,
        place: Nullable(Named),
        space: Nullable(Named),
      }),
    ),
    /** Rooms a plan can be drawn for. */
    spaces: T.Array(T.Object({ id: Id, placeId: Id, name: T.String() })),
  }),
});

const PlanView = {
  name: T.String(),
  ...Picture,
  seats: T.Array(DrawnSeat),
  rows: T.Array(T.Object({ zone: T.String(), row: T.String(), seats: T.Integer() })),
};

export const seatPlan = operation({
  id: "booking.seat-plan",
  method: "GET",
  path: "/api/seat-plans/:planId",
  summary: "A version of a seat plan, drawn, and whole as JSON.",
  params: T.Object({ planId: Id }),
  answer: T.Object({ ...PlanView, version: T.Integer(), placeId: Id, spaceId: Id, json: T.String() }),
});

export const startSeatDraft = operation({
  id: "booking.start-seat-draft",
  method: "POST",
  path: "/api/seat-drafts",
  summary: "Starts drawing a plan for a room: empty, from a version that stands, or from JSON.",
  // Inside JSON a quotation mark takes two bytes, a Chinese sign three.
  bodyLimit: 2 * mostPlanChars,
  body: T.Object({
    placeId: Id,
    spaceId: Id,
    hall: T.Optional(
      T.Object({
        name: PlanName,
        width: T.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
        height: T.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
      }),
    ),
    planId: T.Optional(Id),
    json: T.Optional(T.String({ maxLength: mostPlanChars })),
  }),
  answer: T.Object({ draftId: Id }),
});

const ofDraft = T.Object({ draftId: Id });

export const seatDraft = operation({
  id: "booking.seat-draft",
  method: "GET",
  path: "/api/seat-drafts/:draftId",
  summary: "A plan that is being drawn, with everything that is wrong with it, by its place.",
  params: ofDraft,
  answer: T.Object({
    ...PlanView,
    faults: T.Array(T.Object({ at: T.String(), id: T.String(), says: T.String() })),
  }),
});

export const editSeatDraft = operation({
  id: "booking.edit-seat-draft",
  method: "POST",
  path: "/api/seat-drafts/:draftId/edits",
  summary: "Draws on a plan: a row, copies of one, an aisle, a wheelchair space with its companion's seat.",
  params: ofDraft,
  body: T.Object({ edit: PlanEdit }),
  answer: T.Object({ draftId: Id, faults: T.Integer() }),
});

export const publishSeatDraft = operation({
  id: "booking.publish-seat-draft",
  method: "POST",
  path: "/api/seat-drafts/:draftId/version",
  summary: "The plan stands as the next version of its name, for good.",
  params: ofDraft,
  body: T.Object({}),
  answer: T.Object({ planId: Id, version: T.Integer() }),
});

export const dropSeatDraft = operation({
  id: "booking.drop-seat-draft",
  method: "POST",
  path: "/api/seat-drafts/:draftId/dropping",
  summary: "Throws away a plan that is being drawn.",
  params: ofDraft,
  body: T.Object({}),
  answer: ofDraft,
});

/** Free seats one can have, as they are read aloud. */
export const SeatZones = T.Array(
  T.Object({
    zone: T.String(),
    free: T.Integer(),
    rows: T.Array(
      T.Object({
        row: T.String(),
        seats: T.Array(T.Object({ id: T.String(), label: T.String(), kind: T.String(), says: T.String() })),
      }),
    ),
  }),
);
export type SeatZones = Static<typeof SeatZones>;

const ofOffer = T.Object({ offerId: Id });
const Channel = T.Enum([...poolChannels]);

export const seatsOfOffer = operation({
  id: "booking.seats",
  method: "GET",
  path: "/api/offers/:offerId/seats",
  summary:
    "The hall of an offer: the seats one can have, zone by zone and row by row, and the whole as a picture.",
  params: ofOffer,
  answer: T.Object({
    offerId: Id,
    about: Nullable(AboutView),
    startsAt: InstantShape,
    endsAt: InstantShape,
    name: T.String(),
    ...Picture,
    maxPerClaim: T.Integer(),
    zones: SeatZones,
    seats: T.Array(
      T.Object({
        ...DrawnSeat.properties,
        /** `elsewhere`: given out in another way. */
        state: T.Enum(["free", "taken", "kept", "elsewhere", "mine"]),
      }),
    ),
    /** One's own claim on it. */
    mine: Nullable(
      T.Object({
        claimId: Id,
        size: T.Integer(),
        seats: T.Array(T.Object({ id: T.String(), label: T.String() })),
        can: T.Array(T.Enum(["change", "reduce"])),
      }),
    ),
  }),
});

export const seatingOfOffer = operation({
  id: "booking.seating",
  method: "GET",
  path: "/api/offers/:offerId/seating",
  summary:
    "For who arranges an occasion: its plan and which seats are given out how, or the plans it can have.",
  params: ofOffer,
  answer: T.Object({
    offerId: Id,
    about: Nullable(AboutView),
    startsAt: InstantShape,
    endsAt: InstantShape,
    organisationId: Nullable(Id),
    plans: T.Array(PlanBrief),
    seating: Nullable(
      T.Object({
        planId: Id,
        name: T.String(),
        version: T.Integer(),
        ...Picture,
        pools: T.Array(T.Object({ channel: Channel, quota: T.Integer() })),
        rows: T.Array(
          T.Object({
            zone: T.String(),
            row: T.String(),
            seats: T.Array(
              T.Object({
                ...DrawnSeat.properties,
                channel: Nullable(Channel),
                keptFor: Nullable(T.Enum([...keptFor])),
                taken: T.Boolean(),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

export const setSeatingOf = operation({
  id: "booking.set-seating",
  method: "POST",
  path: "/api/offers/:offerId/seating",
  summary: "The occasion has numbered seats of this plan, all in one pool at first; quotas follow from them.",
  params: ofOffer,
  body: T.Object({ planId: Id, channel: Channel }),
  answer: T.Object({ seats: T.Integer() }),
});

export const shareSeatsOf = operation({
  id: "booking.share-seats",
  method: "POST",
  path: "/api/offers/:offerId/seat-shares",
  summary: "These seats are given out by another pool, or kept for stage, jury, repair or the house.",
  params: ofOffer,
  body: T.Object({ seats: SeatIds, to: T.Enum([...poolChannels, ...keptFor]) }),
  answer: T.Object({ seats: T.Integer() }),
});

export const changeSeatsOf = operation({
  id: "booking.change-seats",
  method: "POST",
  path: "/api/claims/:claimId/seats",
  summary: "Other seats for a claim, as many as it has places: those named, or the best there are.",
  params: T.Object({ claimId: Id }),
  body: T.Object({
    seats: T.Optional(SeatIds),
    wheelchairs: T.Optional(Wheelchairs),
  }),
  answer: T.Object({ claimId: Id, seats: T.Array(T.String()) }),
});
