/** JSON of holds: what readers wait for, what shelves are searched for, what stands ready. */
import { DayShape, Empty, Id, Nullable, operation, Reason, T } from "#contract";
import { RecordId } from "../../catalogue/searching/contract.ts";
import { Brief, Count, one, RowId } from "../../shapes.ts";

const Barcode = T.String({ minLength: 1, maxLength: 60, pattern: "^[^\\u0000-\\u001f\\u007f]*$" });
const State = T.Enum(["waiting", "wanted", "travelling", "ready"]);
const at = T.Object({ place: T.Optional(Id) });

export const holdForm = operation({
  id: "library.hold-form",
  method: "GET",
  path: "/api/catalogue/:id/hold",
  summary: "Where you could collect a title, how many wait for it, and where it stands on the shelf now",
  params: T.Object({ id: RecordId }),
  answer: T.Object({
    title: T.String(),
    waiting: Count,
    copies: Count,
    /** Where it is lent, with how many stand there now. */
    pickups: T.Array(T.Object({ ...Brief.properties, available: Count })),
    /** Your library, where it is one of these. */
    home: Nullable(Id),
    /** Copies that are told apart by their volume. */
    volumes: T.Array(
      T.Object({ itemId: RowId, volume: T.String(), callNumber: T.String(), place: T.String() }),
    ),
    /** Other editions of the work, of which the first that is ready could be taken. */
    editions: T.Array(
      T.Object({ id: RecordId, title: T.String(), publisher: T.String(), year: Nullable(T.Integer()) }),
    ),
    /** How many you may wait for at once. */
    most: Count,
    held: Count,
    /** Your library brings it to the door. */
    toDoor: T.Boolean(),
  }),
});

const Wanted = {
  record: RecordId,
  alternatives: T.Array(RecordId, { maxItems: 9 }),
  itemId: Nullable(RowId),
  pickupId: Id,
  /** Brought to the door by one's own library. */
  toDoor: T.Optional(T.Boolean()),
  neededBy: Nullable(DayShape),
  frozenUntil: Nullable(DayShape),
};

export const placeHold = operation({
  id: "library.place-hold",
  method: "POST",
  path: "/api/my/holds",
  summary: "Wait for a title, one copy of it, or the first that comes of several titles",
  body: T.Object(Wanted),
  answer: one,
});

export const ownHolds = operation({
  id: "library.own-holds",
  method: "GET",
  path: "/api/my/holds",
  summary: "What you wait for, how many are before you, and what stands ready",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        record: RecordId,
        title: T.String(),
        volume: T.String(),
        pickup: Brief,
        toDoor: T.Boolean(),
        /** The day for which it is packed. */
        bringOn: Nullable(DayShape),
        state: State,
        before: Count,
        copies: Count,
        frozenUntil: Nullable(DayShape),
        neededBy: Nullable(DayShape),
        readyUntil: Nullable(DayShape),
        slot: T.String(),
        /** Nothing can fill it as things are. */
        hopeless: T.Boolean(),
        /** Others with the same number end when this is ready. */
        group: Nullable(Count),
        can: T.Array(T.Enum(["change", "cancel"])),
      }),
    ),
    pickups: T.Array(Brief),
    toDoor: T.Boolean(),
  }),
});

export const changeHold = operation({
  id: "library.change-hold",
  method: "POST",
  path: "/api/my/holds/:id",
  summary: "Collect it elsewhere, wait from a later day, or until an earlier one",
  params: one,
  body: T.Object({
    pickupId: Id,
    toDoor: T.Optional(T.Boolean()),
    frozenUntil: Nullable(DayShape),
    neededBy: Nullable(DayShape),
  }),
  answer: Empty,
});

export const cancelHold = operation({
  id: "library.cancel-hold",
  method: "POST",
  path: "/api/my/holds/:id/cancel",
  summary: "Wait for it no longer",
  params: one,
  body: Empty,
  answer: Empty,
});

export const placeHoldFor = operation({
  id: "library.place-hold-for",
  method: "POST",
  path: "/api/desk/holds",
  summary: "Place a hold for a reader who stands at the desk or calls",
  body: T.Object({ subject: Id, ...Wanted }),
  answer: one,
});

const Copy = {
  itemId: RowId,
  record: RecordId,
  barcode: T.String(),
  title: T.String(),
  shelf: T.String(),
  callNumber: T.String(),
  volume: T.String(),
};

export const pullList = operation({
  id: "library.pull-list",
  method: "GET",
  path: "/api/desk/holds/pull",
  summary: "What is to be fetched from the shelves of a place, in the order of the shelves",
  query: at,
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    items: T.Array(T.Object({ ...Copy, until: DayShape, missedBefore: T.Boolean() })),
    /** More than are shown. */
    more: T.Boolean(),
  }),
});

export const sendOn = operation({
  id: "library.send-on",
  method: "POST",
  path: "/api/desk/holds/send-on",
  summary: "A copy of the pull list or of the hold shelf is in hand: where it goes",
  body: T.Object({ placeId: Id, barcode: Barcode }),
  answer: T.Object({
    title: T.String(),
    goes: T.Union([
      T.Object({ to: T.Literal("shelf"), shelf: T.String() }),
      T.Object({ to: T.Literal("hold-shelf"), slot: T.String(), until: DayShape }),
      T.Object({ to: T.Literal("place"), place: T.String(), reason: T.Enum(["home", "hold"]) }),
    ]),
  }),
});

export const notThere = operation({
  id: "library.not-there",
  method: "POST",
  path: "/api/desk/holds/not-there",
  summary:
    "A copy of the pull list is not where it should be: another is looked for; the second time it is missing",
  body: T.Object({ placeId: Id, itemId: RowId }),
  answer: T.Object({ missing: T.Boolean() }),
});

export const holdShelf = operation({
  id: "library.hold-shelf",
  method: "GET",
  path: "/api/desk/holds/shelf",
  summary: "What stands ready at a place and for whom, and what is to be taken off",
  query: at,
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    ready: T.Array(
      T.Object({
        ...Copy,
        id: Id,
        slot: T.String(),
        reader: T.String(),
        /** The last digits of their phone. */
        phoneTail: Nullable(T.String()),
        until: Nullable(DayShape),
      }),
    ),
    /** For nobody any more: they are scanned and go on. */
    left: T.Array(T.Object({ ...Copy, slot: T.String(), since: DayShape })),
  }),
});

export const holdQueue = operation({
  id: "library.hold-queue",
  method: "GET",
  path: "/api/desk/holds/queue/:record",
  summary: "Who waits for a title, in order, with what is on its way to whom",
  params: T.Object({ record: RecordId }),
  answer: T.Object({
    title: T.String(),
    copies: Count,
    waiting: Count,
    items: T.Array(
      T.Object({
        id: Id,
        reader: T.String(),
        pickup: Brief,
        state: State,
        /** Put before the others by staff. */
        first: T.Boolean(),
        frozenUntil: Nullable(DayShape),
        neededBy: Nullable(DayShape),
        hopeless: T.Boolean(),
        can: T.Array(T.Enum(["put-first", "cancel"])),
      }),
    ),
  }),
});

export const putFirst = operation({
  id: "library.put-hold-first",
  method: "POST",
  path: "/api/desk/holds/:id/first",
  summary: "Serve somebody before all others, and say why",
  params: one,
  body: T.Object({ reason: Reason(200) }),
  answer: Empty,
});

export const endHoldOf = operation({
  id: "library.end-hold-of",
  method: "POST",
  path: "/api/desk/holds/:id/cancel",
  summary: "End somebody's hold; they are told why",
  params: one,
  body: T.Object({ reason: Reason(200) }),
  answer: Empty,
});

export const hopelessHolds = operation({
  id: "library.hopeless-holds",
  method: "GET",
  path: "/api/desk/holds/hopeless",
  summary: "Titles of which no copy can be lent to those who wait at your places",
  answer: T.Object({
    items: T.Array(
      T.Object({
        record: RecordId,
        title: T.String(),
        waiting: Count,
        since: DayShape,
        copies: Count,
      }),
    ),
    /** What your houses say of holds. */
    terms: T.Array(
      T.Object({
        organisation: Brief,
        most: Count,
        pullDays: Count,
        since: Nullable(DayShape),
        basis: T.String(),
      }),
    ),
  }),
});

export const setHoldTerms = operation({
  id: "library.set-hold-terms",
  method: "POST",
  path: "/api/desk/holds/terms",
  summary: "How many titles readers of a house may wait for, and how long its places look for a copy",
  body: T.Object({
    organisationId: Id,
    most: T.Integer({ minimum: 0, maximum: 200 }),
    pullDays: T.Integer({ minimum: 1, maximum: 14 }),
    since: DayShape,
    basis: Reason(300),
  }),
  answer: Empty,
});
