/** JSON in and out of study seats: the map of a room, and leaving a seat for a while. */
import type { Static } from "typebox";
import { Empty, Id, InstantShape, Nullable, operation, T } from "#contract";
import { ReservationRules } from "../rules.ts";

export const SeatView = T.Object({
  id: Id,
  label: T.String(),
  row: T.Integer(),
  column: T.Integer(),
  /** `away`: whoever has it is back soon; `shut`: free, but its place is not open then. */
  state: T.Enum(["free", "reserved", "used", "away", "closed", "shut"]),
  mine: T.Boolean(),
});
export type SeatView = Static<typeof SeatView>;

export const roomSeats = operation({
  id: "booking.study-seats",
  method: "GET",
  path: "/api/rooms/:id/seats",
  summary:
    "The seats of a reading room as they are in a time; nobody is named. From now on unless a time is told.",
  params: T.Object({ id: Id }),
  query: T.Object({ from: T.Optional(InstantShape), to: T.Optional(InstantShape) }),
  answer: T.Object({
    id: Id,
    name: T.String(),
    place: Nullable(T.Object({ id: Id, name: T.String() })),
    demo: T.Boolean(),
    rules: ReservationRules,
    today: T.String(),
    lastDay: T.String(),
    /** What not coming costs, in sentences. */
    penalties: T.Array(T.String()),
    startsAt: InstantShape,
    endsAt: InstantShape,
    /** The place is not open all that time: then nobody can have a seat. */
    shut: T.Boolean(),
    /** When it opens next, where that is known. */
    opensAt: Nullable(InstantShape),
    /** Why the house has closed some of its seats, or all, then. */
    closed: T.Array(T.String()),
    seats: T.Array(SeatView),
  }),
});

export const makeSeats = operation({
  id: "booking.make-seats",
  method: "POST",
  path: "/api/desk/rooms/:id/seats",
  summary: "Puts rows of seats behind those a room has; they follow its rules.",
  params: T.Object({ id: Id }),
  body: T.Object({
    rows: T.Integer({ minimum: 1, maximum: 26 }),
    columns: T.Integer({ minimum: 1, maximum: 40 }),
    /** Everybody may pick them, unless told otherwise. */
    public: T.Optional(T.Boolean()),
  }),
  answer: T.Object({ made: T.Integer() }),
});

export const deskSeats = operation({
  id: "booking.room-seats-desk",
  method: "GET",
  path: "/api/desk/rooms/:id/seats",
  summary: "The seats of a reading room as the house sees them: who has them is not told.",
  params: T.Object({ id: Id }),
  answer: T.Object({
    id: Id,
    name: T.String(),
    place: Nullable(T.Object({ id: Id, name: T.String() })),
    /** Everybody may pick one. */
    public: T.Boolean(),
    seats: T.Array(
      T.Object({
        id: Id,
        label: T.String(),
        row: T.Integer(),
        column: T.Integer(),
        retired: T.Boolean(),
        coming: T.Integer(),
        closedUntil: Nullable(InstantShape),
      }),
    ),
  }),
});

export const openSeats = operation({
  id: "booking.open-seats",
  method: "PUT",
  path: "/api/desk/rooms/:id/seats",
  summary: "Whether everybody may pick a seat of a reading room, or staff only.",
  params: T.Object({ id: Id }),
  body: T.Object({ public: T.Boolean() }),
  answer: Empty,
});

export const leaveSeat = operation({
  id: "booking.leave-seat",
  method: "POST",
  path: "/api/reservations/:id/leave",
  summary: "Goes out for a while and keeps the seat; who is not back in time gives the rest to others.",
  params: T.Object({ id: Id }),
  body: T.Object({}),
  answer: T.Object({ until: InstantShape }),
});

export const returnToSeat = operation({
  id: "booking.return-to-seat",
  method: "POST",
  path: "/api/reservations/:id/return",
  summary: "Is back at the seat, by the code shown in the room.",
  params: T.Object({ id: Id }),
  body: T.Object({ code: T.String({ maxLength: 40 }) }),
  answer: Empty,
});

export const finishReservation = operation({
  id: "booking.finish-reservation",
  method: "POST",
  path: "/api/reservations/:id/end",
  summary: "Leaves for good: what is left of the time is others'.",
  params: T.Object({ id: Id }),
  body: T.Object({}),
  answer: Empty,
});
