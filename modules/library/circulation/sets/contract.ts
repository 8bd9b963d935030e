/** JSON of sets: copies that are lent together to a group, and the weeks for which one is booked. */
import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";
import { Brief, Count, one, RowId, Text, Why } from "../../shapes.ts";

/** Copies of one set. */
export const mostCopies = 200;

const Barcode = T.String({ minLength: 1, maxLength: 60, pattern: "^[^\\u0000-\\u001f\\u007f]*$" });

const Booking = T.Object({
  id: Id,
  group: T.String(),
  since: DayShape,
  /** The last day. */
  until: DayShape,
  note: T.String(),
});

export const sets = operation({
  id: "library.sets",
  method: "GET",
  path: "/api/desk/sets",
  summary: "Sets of your houses: how many copies, who has one, for which weeks it is booked",
  query: T.Object({ place: T.Optional(Id) }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    today: DayShape,
    items: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        barcode: T.String(),
        note: T.String(),
        copies: Count,
        /** Of them with somebody. */
        out: Count,
        bookings: T.Array(Booking),
      }),
    ),
  }),
});

export const getSet = operation({
  id: "library.set",
  method: "GET",
  path: "/api/desk/sets/:id",
  summary: "A set with its copies and its bookings",
  params: one,
  answer: T.Object({
    id: Id,
    name: T.String(),
    barcode: T.String(),
    note: T.String(),
    place: Brief,
    today: DayShape,
    copies: T.Array(
      T.Object({
        itemId: RowId,
        barcode: T.String(),
        title: T.String(),
        /** Null: it is there. */
        dueOn: Nullable(DayShape),
        status: T.String(),
      }),
    ),
    /** Groups that have copies of it. */
    holders: T.Array(T.String()),
    bookings: T.Array(Booking),
  }),
});

export const makeSet = operation({
  id: "library.make-set",
  method: "POST",
  path: "/api/desk/sets",
  summary: "A new set that stands at a place, with the barcode on its box",
  body: T.Object({ placeId: Id, name: Line(100), barcode: Barcode, note: Text(300) }),
  answer: one,
});

export const putInSet = operation({
  id: "library.put-in-set",
  method: "POST",
  path: "/api/desk/sets/:id/copies",
  summary: "A copy of the house belongs to the set from now on, or no longer",
  params: one,
  body: T.Object({ barcode: Barcode, belongs: T.Boolean() }),
  answer: T.Object({ copies: Count }),
});

/** What became of each copy: none waits for another. */
const NotDone = T.Array(T.Object({ itemId: RowId, barcode: T.String(), why: Why }));

export const lendSet = operation({
  id: "library.lend-set",
  method: "POST",
  path: "/api/desk/sets/lent",
  summary: "All copies of a set are lent to a group, one loan each; what is missing is told copy by copy",
  body: T.Object({
    placeId: Id,
    barcode: Barcode,
    /** The group's card. */
    sign: Line(500),
  }),
  answer: T.Object({ lent: Count, dueOn: Nullable(DayShape), notLent: NotDone }),
  // A reader beside copies: nothing of it is kept. What is lent already is lent to nobody else, so that twice is harmless.
  unrepeated: true,
});

export const returnSet = operation({
  id: "library.return-set",
  method: "POST",
  path: "/api/desk/sets/returned",
  summary: "A set comes back as one; what is missing is told copy by copy and stays lent",
  body: T.Object({
    placeId: Id,
    barcode: Barcode,
    /** Copies that are not in the box. */
    missing: T.Array(Barcode, { maxItems: mostCopies }),
  }),
  answer: T.Object({
    returned: Count,
    /** Not in the box: still lent. */
    missing: T.Array(T.String()),
    /** For somebody who waits: they leave the box. */
    goesElsewhere: T.Array(T.String()),
  }),
});

export const bookSet = operation({
  id: "library.book-set",
  method: "POST",
  path: "/api/desk/sets/:id/bookings",
  summary: "A group has the set from a day to a day, ahead of time; no other then",
  params: one,
  body: T.Object({ sign: Line(500), since: DayShape, until: DayShape, note: Text(200) }),
  answer: one,
});

export const dropSetBooking = operation({
  id: "library.drop-set-booking",
  method: "POST",
  path: "/api/desk/sets/bookings/:id/drop",
  summary: "A booking of a set is given up",
  params: one,
  body: Empty,
  answer: Empty,
});
