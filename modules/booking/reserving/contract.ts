/** JSON in and out of reservations: what can be had, when, by whom it was taken (for those who may know), and one's own. */
import type { Static } from "typebox";
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Reason, T } from "#contract";
import { OverlapView } from "../contract.ts";
import { ReservationRules, usualRules } from "./rules.ts";
import { slotsLast } from "./slot.ts";
import { reservationStates, resourceKinds, scopes } from "./states.ts";

export { ReservationRules, scopes, slotsLast, usualRules };

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
  /** `shut`: the house has closed it then, and says why. */
  state: T.Enum(["free", "taken", "past", "shut"]),
  because: Nullable(T.String()),
});

/** One of the fixed slots of a booth. */
export const SlotView = T.Object({
  startsAt: InstantShape,
  endsAt: InstantShape,
  state: T.Enum(["free", "taken", "past", "shut", "closed"]),
  because: Nullable(T.String()),
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
  /** The room whose code is asked: itself, or that of the seat. */
  door: Id,
  seat: T.Boolean(),
  /** Whoever has it is out and back by then. */
  awayUntil: Nullable(InstantShape),
  can: T.Array(T.Enum(["cancel", "cancel-series", "check-in", "leave", "return", "finish"])),
});
export type ReservationView = Static<typeof ReservationView>;

const moveOption = { n: T.Integer(), room: T.String(), startsAt: InstantShape, endsAt: InstantShape };

const MoveView = T.Object({
  id: Id,
  reservationId: Id,
  room: T.String(),
  startsAt: InstantShape,
  endsAt: InstantShape,
  organisation: T.String(),
  purpose: T.String(),
  reason: T.String(),
  answerBy: InstantShape,
  state: T.Enum(["requested", "open", "agreed", "declined", "lapsed", "withdrawn", "refused"]),
  options: T.Array(T.Object(moveOption)),
});
export type MoveView = Static<typeof MoveView>;

export const reservableResources = operation({
  id: "booking.rooms",
  method: "GET",
  path: "/api/rooms",
  summary: "Rooms, things, seats and booths that can be reserved, with what is free of each on a day.",
  query: T.Object({
    /** Words of a name, of its place, or of what such things are called: 舞蹈排练厅, 自习座位. */
    q: T.Optional(T.String({ maxLength: 200 })),
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
        /** Its place is not open on the day. */
        closed: T.Boolean(),
        free: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
      }),
    ),
    /** Reading rooms with seats to pick. */
    reading: T.Array(T.Object({ id: Id, name: T.String(), place: PlaceRef, seats: T.Integer() })),
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
    /** What not coming costs, in sentences. */
    penalties: T.Array(T.String()),
    days: T.Array(T.Object({ day: DayShape, parts: T.Array(PartView), slots: Nullable(T.Array(SlotView)) })),
    can: T.Array(T.Enum(["write", "see-holders"])),
  }),
});

export const roomPanel = operation({
  id: "booking.room-panel",
  method: "GET",
  path: "/api/rooms/:id/panel",
  summary: "What the screen at a room's door shows, by the key staff gave it; nobody is named.",
  params: T.Object({ id: Id }),
  query: T.Object({ key: T.String({ maxLength: 40 }) }),
  answer: T.Object({
    name: T.String(),
    place: Nullable(T.String()),
    demo: T.Boolean(),
    at: InstantShape,
    now: T.Object({
      state: T.Enum(["free", "taken", "shut", "closed"]),
      /** Free, taken or shut until then; closed: when it opens today, if it does. */
      until: Nullable(InstantShape),
      /** What goes on; of what the house has shut, why. */
      title: Nullable(T.String()),
      /** Whoever has it is to check in by then. */
      checkInBy: Nullable(InstantShape),
    }),
    next: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape, title: Nullable(T.String()) })),
    /** Of a reading room. */
    seats: Nullable(T.Object({ free: T.Integer(), of: T.Integer() })),
    checkIn: Nullable(T.Object({ code: T.String(), href: T.String() })),
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
  answer: T.Object({
    reservationId: Id,
    state: T.Enum(["requested", "confirmed"]),
    /** What else the person has at the time: a hint, never a reason against it. */
    overlaps: T.Array(OverlapView),
  }),
});

export const overlapsOwn = operation({
  id: "booking.my-overlaps",
  method: "GET",
  path: "/api/my/overlaps",
  summary:
    "What one has at a time already, places and reservations: a hint before one reserves something for it.",
  query: T.Object({ startsAt: InstantShape, endsAt: InstantShape }),
  answer: T.Object({ overlaps: T.Array(OverlapView) }),
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
    /** Somebody of a higher class asks the holder to move. */
    /** `asked`: whoever looks asked it, or works for who did; only the holder answers. */
    move: Nullable(
      T.Object({
        ...MoveView.properties,
        asked: T.Boolean(),
        /** `overlaps`: what else the person has at the time of the option; told to nobody else. */
        options: T.Array(T.Object({ ...moveOption, overlaps: T.Array(OverlapView) })),
      }),
    ),
    /** Where it came to nothing: times of the same length that are free. */
    others: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
    /** What else the person has at the time; told to nobody else. */
    overlaps: T.Array(OverlapView),
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

/** As recurrence rules name them, in the order of the week. */
const weekday = T.Enum(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);

export const Repeat = T.Object({
  /** `month-weekday`: the same weekday of the month as the first, e.g. the second Tuesday; the fifth means the last. */
  every: T.Enum(["day", "week", "month-weekday"]),
  interval: T.Integer({ minimum: 1, maximum: 52 }),
  /** Of weeks; none: that of the first. */
  weekdays: T.Array(weekday, { maxItems: 7, uniqueItems: true }),
  until: Nullable(DayShape),
  count: Nullable(T.Integer({ minimum: 1, maximum: 110 })),
});
export type Repeat = Static<typeof Repeat>;

const OccurrenceView = T.Object({
  startsAt: InstantShape,
  endsAt: InstantShape,
  result: T.Enum(["free", "made", "taken", "closed", "holiday", "refused"]),
  /** What is against it, as a sentence. */
  says: Nullable(T.String()),
});

export const planReservations = operation({
  id: "booking.plan-reservations",
  method: "POST",
  path: "/api/rooms/:id/planned-reservations",
  summary: "When a reservation would be if it repeated, and what is against each: nothing is written.",
  params: T.Object({ id: Id }),
  body: T.Object({ ...wishShape, repeat: Repeat }),
  answer: T.Object({ items: T.Array(OccurrenceView), more: T.Boolean() }),
  unrepeated: true,
});

export const reserveSeries = operation({
  id: "booking.reserve-series",
  method: "POST",
  path: "/api/rooms/:id/repeated-reservations",
  summary: "Reserves what can be had of one that repeats, or all or none; a report for each.",
  params: T.Object({ id: Id }),
  body: T.Object({ ...wishShape, repeat: Repeat, all: T.Boolean() }),
  answer: T.Object({ seriesId: Id, firstId: Id, made: T.Integer(), items: T.Array(OccurrenceView) }),
});

export const answerRequested = operation({
  id: "booking.answer-reservation",
  method: "POST",
  path: "/api/reservations/:id/answer",
  summary: "The house, or the organisation above it, approves a reservation or refuses it with a reason.",
  params: T.Object({ id: Id }),
  body: T.Object({ answer: T.Enum(["approve", "refuse"]), reason: T.Optional(Reason(200)) }),
  answer: T.Object({ state: T.Enum(["requested", "confirmed", "refused"]) }),
});

export const checkInToRoom = operation({
  id: "booking.check-in-reservation",
  method: "POST",
  path: "/api/reservations/:id/check-in",
  summary: "Says that somebody is there: staff of the house, or the holder by the code shown at the room.",
  params: T.Object({ id: Id }),
  body: T.Object({ code: T.Optional(T.String({ maxLength: 40 })) }),
  answer: T.Object({ checkedInAt: InstantShape }),
});

export const askHolderToMove = operation({
  id: "booking.ask-to-move",
  method: "POST",
  path: "/api/rooms/:id/move-requests",
  summary:
    "Asks whoever has a room then to move, for an organisation of a higher class, naming other times or rooms; where approval is needed, once it is given.",
  params: T.Object({ id: Id }),
  body: T.Object({
    ...wishShape,
    organisation: Id,
    reason: Reason(200),
    options: T.Array(T.Object({ room: Id, startsAt: InstantShape, endsAt: InstantShape }), {
      minItems: 1,
      maxItems: 3,
    }),
  }),
  answer: T.Object({ id: Id, state: T.Enum(["requested", "open"]), answerBy: InstantShape }),
});

export const approveMoveRequest = operation({
  id: "booking.approve-move",
  method: "POST",
  path: "/api/move-requests/:id/approval",
  summary:
    "The house, or the organisation above it, approves what is wanted, after which the holder is asked; or refuses it with a reason.",
  params: T.Object({ id: Id }),
  body: T.Object({ answer: T.Enum(["approve", "refuse"]), reason: T.Optional(Reason(200)) }),
  answer: T.Object({ state: T.Enum(["requested", "open", "refused"]) }),
});

export const answerMoveRequest = operation({
  id: "booking.answer-move",
  method: "POST",
  path: "/api/move-requests/:id/answer",
  summary: "The holder agrees to one of the options, and both change at once; or to none.",
  params: T.Object({ id: Id }),
  body: T.Object({ option: Nullable(T.Integer({ minimum: 1, maximum: 3 })) }),
  answer: T.Object({
    /** `withdrawn`: whoever asked cannot have it any more, nothing has changed. */
    state: T.Enum(["agreed", "declined", "withdrawn"]),
  }),
});

export const planBlackout = operation({
  id: "booking.plan-blackout",
  method: "GET",
  path: "/api/desk/rooms/:id/blackout-plan",
  summary: "Whoever would lose a room that staff close for a time.",
  params: T.Object({ id: Id }),
  query: T.Object({ startsAt: InstantShape, endsAt: InstantShape }),
  answer: T.Object({
    /** `use`: a class or event of another module, by its name; else whose it is. */
    hits: T.Array(
      T.Object({
        id: Id,
        who: T.String(),
        use: T.Boolean(),
        startsAt: InstantShape,
        endsAt: InstantShape,
      }),
    ),
  }),
});

/** So many lose it by one blackout at most: a longer one is made in parts. */
export const mostHits = 500;

export const makeBlackout = operation({
  id: "booking.black-out",
  method: "POST",
  path: "/api/desk/rooms/:id/blackouts",
  summary:
    "Staff close a room for a time, with a reason; those it hits, as seen before, are told and offered other times.",
  params: T.Object({ id: Id }),
  body: T.Object({
    startsAt: InstantShape,
    endsAt: InstantShape,
    reason: Reason(200),
    hits: T.Array(Id, { maxItems: mostHits, uniqueItems: true }),
  }),
  answer: T.Object({ id: Id, displaced: T.Integer() }),
});

export const endBlackout = operation({
  id: "booking.lift-blackout",
  method: "POST",
  path: "/api/desk/blackouts/:id/lifting",
  summary: "Opens a room again before the end that was said; classes and events have what is free of it.",
  params: T.Object({ id: Id }),
  body: T.Object({}),
  /** How many of them have it again, and how many go on without. */
  answer: T.Object({ again: T.Integer(), without: T.Integer() }),
});

export const changeResource = operation({
  id: "booking.change-room",
  method: "PUT",
  path: "/api/desk/rooms/:id",
  summary: "Changes the rules of a room and what it is divided into; what is reserved already stands.",
  params: T.Object({ id: Id }),
  body: T.Object({
    rules: ReservationRules,
    public: T.Boolean(),
    parts: T.Array(Id, { maxItems: 20, uniqueItems: true }),
    version: T.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  }),
  answer: Empty,
});

export const retireRoom = operation({
  id: "booking.retire-room",
  method: "PUT",
  path: "/api/desk/rooms/:id/retirement",
  summary: "Takes a room, thing, booth or seat out of use once nobody has it any more, or brings it back.",
  params: T.Object({ id: Id }),
  body: T.Object({ retired: T.Boolean() }),
  answer: Empty,
});

export const renameRoom = operation({
  id: "booking.rename-room",
  method: "PUT",
  path: "/api/desk/rooms/:id/name",
  summary: "Gives a thing, a booth or a seat another name; a room is named where its place is registered.",
  params: T.Object({ id: Id }),
  body: T.Object({ label: Line(100) }),
  answer: Empty,
});

const AwaitingView = T.Object({
  id: Id,
  who: T.String(),
  room: T.String(),
  place: Nullable(T.String()),
  startsAt: InstantShape,
  endsAt: InstantShape,
  purpose: T.String(),
  people: Nullable(T.Integer()),
  step: T.Enum(["house", "above"]),
  /** Somebody has the room then, who is asked to move once it is approved. */
  move: T.Boolean(),
});

export const roomsDesk = operation({
  id: "booking.rooms-desk",
  method: "GET",
  path: "/api/desk/rooms",
  summary:
    "What can be reserved of the organisations one works for, what waits for an answer, and who was asked to move.",
  answer: T.Object({
    rooms: T.Array(
      T.Object({
        ...ResourceView.properties,
        public: T.Boolean(),
        retired: T.Boolean(),
        coming: T.Integer(),
        /** Everybody may pick one of so many seats in it. */
        seats: T.Integer(),
      }),
    ),
    awaiting: T.Array(AwaitingView),
    moves: T.Array(MoveView),
    more: T.Boolean(),
  }),
});

export const roomDesk = operation({
  id: "booking.room-desk",
  method: "GET",
  path: "/api/desk/rooms/:id",
  summary:
    "A room as the house sees it: who has it on a day, when it is closed, its parts, its code of the day.",
  params: T.Object({ id: Id }),
  query: T.Object({ day: T.Optional(DayShape) }),
  answer: T.Object({
    ...ResourceView.properties,
    public: T.Boolean(),
    retired: T.Boolean(),
    /** Of a seat: its room. */
    within: Nullable(Id),
    /** What it is called by itself; null of a room, which its place names. */
    label: Nullable(T.String()),
    version: T.Integer(),
    day: DayShape,
    code: T.String(),
    /** Address of the screen at its door. */
    panel: T.String(),
    holders: T.Array(
      T.Object({
        id: Id,
        who: T.String(),
        kind: T.Enum(["use", "house", "organisation", "person"]),
        room: T.String(),
        startsAt: InstantShape,
        endsAt: InstantShape,
        purpose: T.String(),
        people: Nullable(T.Integer()),
        state: T.Enum([...reservationStates]),
        can: T.Array(T.Enum(["check-in", "cancel"])),
      }),
    ),
    blackouts: T.Array(
      T.Object({ id: Id, startsAt: InstantShape, endsAt: InstantShape, reason: T.String() }),
    ),
    /** Rooms of the same place, and whether this one is divided into them. */
    parts: T.Array(T.Object({ id: Id, name: T.String(), within: T.Boolean() })),
    seats: T.Integer(),
    can: T.Array(T.Enum(["write", "black-out"])),
  }),
});
