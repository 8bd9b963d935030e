/** JSON of tills without a line: what a device may know ahead, what it did, what became of it. */
import { DayShape, Empty, Id, InstantShape, Line, mostInteger, Nullable, operation, T } from "#contract";
import { Brief } from "../../shapes.ts";

export { longestBarcode, scanned } from "../../catalogue/items/scanned.ts";
export { cardDigest } from "./digest.ts";
export { isConflict, isPlain } from "./settling.ts";

/** Steps of one sending. */
export const mostSteps = 200;
/** A device counts so far. */
const mostOrder = 1_000_000_000;
/** Digests of cards that are not to be served; beyond it a device says that it does not know them all. */
export const mostCards = 5000;
/** Days ahead of which a device knows when a loan is due. */
export const daysAhead = 8;
const mostListed = 200;

const ofPlace = T.Object({ place: Id });

export const prepareOffline = operation({
  id: "library.prepare-offline",
  method: "GET",
  path: "/api/library/till/ahead",
  summary:
    "What a till may know when its line is gone: who stands at it, when a loan is due at the earliest, which cards are not served.",
  query: ofPlace,
  answer: T.Object({
    now: InstantShape,
    place: Brief,
    /** Who is signed in: what is done without a line is theirs. */
    staff: T.Object({ key: Id, name: Nullable(T.String()) }),
    /** For a loan of a day the earliest day on which anything may be due; null: nothing is lent by rule. */
    due: T.Array(T.Object({ on: DayShape, earliest: Nullable(DayShape), isSame: T.Boolean() })),
    /** What cards, and what barcodes of this place, look like: their first three signs, a blank, how many they have. */
    shapes: T.Object({ cards: T.Array(T.String()), copies: T.Array(T.String()) }),
    /** Cards that were lost or ended, and those of readers who are kept from borrowing: digests under this salt. */
    salt: T.String(),
    cards: T.Array(T.String()),
    /** There are more than these. */
    isCut: T.Boolean(),
  }),
});

export const OfflineStep = T.Object({
  id: Id,
  kind: T.Enum(["lend", "return"]),
  card: Nullable(Line(60)),
  barcode: Line(100),
  /** By the device's clock. */
  at: InstantShape,
  /** By so many seconds the city's clock was ahead when the device was last on line; and when that was, by the city's clock. */
  ahead: T.Integer({ minimum: -mostInteger, maximum: mostInteger }),
  onlineAt: InstantShape,
  madeBy: Id,
  /** Of the device's own counting, whatever its clock says; a page that was kept before it counted sends none. */
  order: T.Optional(T.Integer({ minimum: 0, maximum: mostOrder })),
});

export const sendOffline = operation({
  id: "library.send-offline",
  method: "POST",
  path: "/api/library/till/offline-steps",
  summary:
    "A till whose line is back sends what it did, in order, each once by its own id. They are played through afterwards.",
  body: T.Object({
    placeId: Id,
    device: Id,
    steps: T.Array(OfflineStep, { minItems: 1, maxItems: mostSteps }),
  }),
  /** Neither who nor what. */
  answer: T.Object({ taken: T.Array(Id) }),
  bodyLimit: 256 * 1024,
  // Each is known again by its own id.
  unrepeated: true,
});

const Count = T.Integer({ minimum: 0, maximum: mostInteger });

export const offlineProgress = operation({
  id: "library.offline-progress",
  method: "GET",
  path: "/api/library/till/offline-steps/progress",
  summary: "How far the steps of a device have been played through.",
  query: T.Object({ place: Id, device: Id }),
  answer: T.Object({ waiting: Count, open: Count, done: Count }),
});

const OfflineGoes = T.Object({
  to: T.Enum(["shelf", "hold-shelf", "place"]),
  shelf: T.String(),
  place: Nullable(T.String()),
  reason: T.String(),
});

export const offlineSteps = operation({
  id: "library.offline-steps",
  method: "GET",
  path: "/api/library/till/offline-steps",
  summary:
    "What was done without a line at a place: what waits, what the desk has to decide, what became of the rest.",
  query: T.Object({ place: T.Optional(Id) }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    waiting: Count,
    open: T.Array(
      T.Object({
        id: Id,
        kind: T.Enum(["lend", "return"]),
        at: InstantShape,
        madeBy: Nullable(T.String()),
        card: Nullable(T.String()),
        barcode: T.String(),
        rule: T.String(),
        title: Nullable(T.String()),
        /** Of several: whose card, whose copy. */
        issuers: T.Array(Brief),
        owners: T.Array(Brief),
      }),
      { maxItems: mostListed },
    ),
    talks: T.Array(
      T.Object({
        id: Id,
        reader: T.Object({ subject: Id, name: Nullable(T.String()) }),
        rule: T.String(),
        on: DayShape,
      }),
      { maxItems: mostListed },
    ),
    /** Of all that is told of, however many are listed. */
    conflicts: Count,
    done: T.Array(
      T.Object({
        id: Id,
        kind: T.Enum(["lend", "return"]),
        at: InstantShape,
        state: T.Enum(["done", "closed"]),
        madeBy: Nullable(T.String()),
        rules: T.Array(T.String()),
        /** Of a loan while it lasts, or of what came back. */
        title: Nullable(T.String()),
        barcode: Nullable(T.String()),
        dueOn: Nullable(DayShape),
        goes: Nullable(OfflineGoes),
      }),
      { maxItems: mostListed },
    ),
  }),
});

export const settleOffline = operation({
  id: "library.settle-offline",
  method: "POST",
  path: "/api/library/till/settled-offline-steps",
  summary:
    "The desk decides a step that no rule could: it is tried again as somebody says it was meant, or closed.",
  body: T.Object({
    id: Id,
    how: T.Enum(["again", "closed"]),
    /** As it should have been scanned. */
    card: Nullable(Line(60)),
    barcode: Nullable(Line(100)),
    issuerId: Nullable(Id),
    ownerId: Nullable(Id),
  }),
  answer: T.Object({ state: T.Enum(["open", "done", "closed"]), rules: T.Array(T.String()) }),
});

export const endTalk = operation({
  id: "library.end-talk",
  method: "POST",
  path: "/api/library/till/ended-talks",
  summary: "Somebody has spoken with a reader about what they borrowed without a line.",
  body: T.Object({ id: Id }),
  answer: Empty,
});
