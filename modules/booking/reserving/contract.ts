/** JSON in and out of reservations: what can be had, when, by whom it was taken (for those who may know), and one's own. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { ReservationRules } from "./rules.ts";
import { reservationStates, resourceKinds, scopes } from "./states.ts";

export { ReservationRules, scopes };

const PlaceRef = Nullable(T.Object({ id: Id, name: T.String() }));

export const ResourceView = T.Object({
  id: Id,
  kind: T.Enum([...resourceKinds]),
  name: T.String(),
  place: PlaceRef,
  capacity: Nullable(T.Integer()),
  equipment: T.Array(T.String()),
  access: T.Array(T.String()),
  rules: ReservationRules,
  demo: T.Boolean(),
});
export type ResourceView = Static<typeof ResourceView>;

export const PartView = T.Object({
  startsAt: InstantShape,
  endsAt: InstantShape,
  state: T.Enum(["free", "taken", "past"]),
});

export const ReservationView = T.Object({
  id: Id,
  seriesId: Nullable(Id),
  room: T.Object({ id: Id, name: T.String(), place: PlaceRef }),
  startsAt: InstantShape,
  endsAt: InstantShape,
  purpose: T.String(),
  people: Nullable(T.Integer()),
  state: T.Enum([...reservationStates]),
  because: Nullable(T.String()),
  /** Who approves it next, while it waits for that. */
  awaits: Nullable(T.Enum(["house", "above"])),
  /** Of an organisation, not of a person. */
  organisation: Nullable(T.String()),
  checkedInAt: Nullable(InstantShape),
  giveBackUntil: InstantShape,
  /** When one is to say that one is there; null where nobody asks. */
  checkIn: Nullable(T.Object({ from: InstantShape, until: InstantShape, release: T.Boolean() })),
  can: T.Array(T.Enum(["cancel", "cancel-series"])),
});
export type ReservationView = Static<typeof ReservationView>;

export const reservableResources = operation({
  id: "booking.rooms",
  method: "GET",
  path: "/api/rooms",
  summary: "Rooms, things, seats and booths that can be reserved, with what is free of each on a day.",
  query: T.Object({
    place: T.Optional(Id),
    kind: T.Optional(T.Enum(["space", "thing", "booth"])),
    /** For so many at least. */
    people: T.Optional(T.Integer({ minimum: 1, maximum: 100_000 })),
    equipment: T.Optional(T.String({ maxLength: 40 })),
    /** Today unless told. */
    day: T.Optional(DayShape),
  }),
  answer: T.Object({
    day: DayShape,
    items: T.Array(
      T.Object({
        ...ResourceView.properties,
        free: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
      }),
    ),
    /** Equipment any of them has, for the choice. */
    equipment: T.Array(T.String()),
    more: T.Boolean(),
  }),
});

export const resourceDays = operation({
  id: "booking.room",
  method: "GET",
  path: "/api/rooms/:id",
  summary: "A room or thing, its rules, and what is free of it from a day on; nobody is named.",
  params: T.Object({ id: Id }),
  query: T.Object({
    from: T.Optional(DayShape),
    days: T.Optional(T.Integer({ minimum: 1, maximum: 31 })),
  }),
  answer: T.Object({
    ...ResourceView.properties,
    public: T.Boolean(),
    /** The first day on which it can be had, and the last. */
    today: DayShape,
    lastDay: DayShape,
    days: T.Array(T.Object({ day: DayShape, parts: T.Array(PartView) })),
    can: T.Array(T.Enum(["write", "see-holders"])),
  }),
});

export const wishShape = {
  startsAt: InstantShape,
  endsAt: InstantShape,
  purpose: Line(200),
  people: T.Optional(Nullable(T.Integer({ minimum: 1, maximum: 100_000 }))),
  /** For this organisation of one's own; else for the person. */
  organisation: T.Optional(Nullable(Id)),
};

export const reserveResource = operation({
  id: "booking.reserve",
  method: "POST",
  path: "/api/rooms/:id/reservations",
  summary: "Reserves a room or thing for a time, or asks for approval where the house wants it.",
  params: T.Object({ id: Id }),
  body: T.Object(wishShape),
  answer: T.Object({ reservationId: Id, state: T.Enum(["requested", "confirmed"]) }),
});

export const myReservations = operation({
  id: "booking.my-reservations",
  method: "GET",
  path: "/api/my/reservations",
  summary:
    "One's reservations, and those of the organisations one works for: coming ones first, then the past.",
  answer: T.Object({ items: T.Array(ReservationView) }),
});

export const oneReservation = operation({
  id: "booking.reservation",
  method: "GET",
  path: "/api/reservations/:id",
  summary: "A reservation, for whoever has it and for staff of the house, with other times that are free.",
  params: T.Object({ id: Id }),
  answer: T.Object({
    reservation: ReservationView,
    /** Others of the same series that still stand. */
    series: T.Array(T.Object({ id: Id, startsAt: InstantShape })),
    /** Where it came to nothing: times of the same length that are free. */
    others: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
  }),
});

export const cancelOwnReservation = operation({
  id: "booking.cancel-reservation",
  method: "POST",
  path: "/api/reservations/:id/cancellation",
  summary: "Gives a reservation back: one, it and what follows in its series, or the whole series.",
  params: T.Object({ id: Id }),
  body: T.Object({ scope: T.Enum([...scopes]), because: T.Optional(Line(200)) }),
  answer: T.Object({ cancelled: T.Integer(), stay: T.Integer() }),
});

export const makeResource = operation({
  id: "booking.make-room",
  method: "POST",
  path: "/api/desk/rooms",
  summary: "Makes a space of a place, a thing, a seat or a booth one that can be reserved, with its rules.",
  body: T.Object({
    place: Id,
    kind: T.Enum(["space", "thing", "seat", "booth"]),
    /** Of a space. */
    space: T.Optional(Id),
    /** Of all others. */
    label: T.Optional(Line(100)),
    rules: ReservationRules,
    public: T.Boolean(),
    /** Rooms it is divided into: whoever has it has them, and the other way round nobody has both. */
    parts: T.Optional(T.Array(Id, { maxItems: 20, uniqueItems: true })),
  }),
  answer: T.Object({ id: Id }),
});
