/** JSON in and out of shelves: stocktakes, weeding, labels, new books. */
import { DayShape, Empty, Id, InstantShape, mostInteger, Nullable, operation, Reason, T } from "#contract";
import { Brief, one, RowId, Text } from "../../shapes.ts";
import { AwayShape, ItemView, Status } from "../items/contract.ts";
import { standings, weedable } from "../items/status.ts";

const After = T.Integer({ minimum: 0, maximum: mostInteger });

export const bookPlaces = operation({
  id: "library.book-places",
  method: "GET",
  path: "/api/catalogue-places",
  summary: "Public places that have books, by name.",
  answer: T.Object({ items: T.Array(Brief) }),
});

export const getShelf = operation({
  id: "library.shelf",
  method: "GET",
  path: "/api/desk/catalogue/shelves",
  summary: "Your places, and of one of them its shelves and the items that are at home there",
  query: T.Object({
    place: T.Optional(Id),
    shelf: T.Optional(T.String({ maxLength: 60 })),
    status: T.Optional(T.Enum([...standings])),
    after: T.Optional(After),
  }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    shelves: T.Array(T.Object({ shelf: T.String(), items: T.Integer(), available: T.Integer() })),
    items: T.Array(ItemView),
    next: Nullable(T.Integer()),
    mayWork: T.Boolean(),
  }),
});

export const newBooks = operation({
  id: "library.new-books",
  method: "GET",
  path: "/api/desk/catalogue/places/:id/new-books",
  summary: "What came to a place in these days: acquired, or catalogued where nobody says when",
  params: one,
  query: T.Object({ days: T.Optional(T.Integer({ minimum: 1, maximum: 366 })) }),
  answer: T.Object({ place: Brief, since: DayShape, items: T.Array(ItemView), mayWork: T.Boolean() }),
});

export const printLabels = operation({
  id: "library.labels",
  method: "GET",
  path: "/api/desk/catalogue/labels",
  summary:
    "Labels for the spines of a shelf, or of what came there since a day, as PDF on sheets of three by eight",
  query: T.Object({
    place: Id,
    shelf: T.Optional(T.String({ maxLength: 60 })),
    since: T.Optional(DayShape),
    item: T.Optional(RowId),
  }),
  files: ["application/pdf"],
  answer: T.String(),
});

const outcomes = ["there", "missing", "elsewhere", "unknown"] as const;

const StocktakeView = T.Object({
  id: Id,
  place: Brief,
  shelf: T.String(),
  state: T.Enum(["open", "closed"]),
  there: T.Integer(),
  missing: T.Integer(),
  elsewhere: T.Integer(),
  unknown: T.Integer(),
  beganAt: InstantShape,
  closedAt: Nullable(InstantShape),
});

export const listStocktakes = operation({
  id: "library.stocktakes",
  method: "GET",
  path: "/api/desk/catalogue/stocktakes",
  summary: "Stocktakes of your places, newest first",
  answer: T.Object({ items: T.Array(StocktakeView), places: T.Array(Brief) }),
});

export const beginStocktake = operation({
  id: "library.begin-stocktake",
  method: "POST",
  path: "/api/desk/catalogue/stocktakes",
  summary: "Begin to count a place, or the shelves of it whose name begins so",
  body: T.Object({ placeId: Id, shelf: Text(60) }),
  answer: T.Object({ id: Id }),
});

const CountedShape = T.Object({
  outcome: T.Enum([...outcomes]),
  barcode: T.String(),
  itemId: Nullable(T.Integer()),
  title: Nullable(T.String()),
  callNumber: Nullable(T.String()),
  place: Nullable(T.String()),
  shelf: Nullable(T.String()),
  status: Nullable(Status),
  away: AwayShape,
});

export const getStocktake = operation({
  id: "library.stocktake",
  method: "GET",
  path: "/api/desk/catalogue/stocktakes/:id",
  summary: "How a stocktake stands: counts, and what is there, missing, from elsewhere or unknown",
  params: one,
  query: T.Object({
    outcome: T.Optional(T.Enum([...outcomes])),
    /** The one that was scanned last. */
    barcode: T.Optional(T.String({ maxLength: 60 })),
  }),
  answer: T.Object({
    ...StocktakeView.properties,
    listed: T.Array(CountedShape),
    last: Nullable(CountedShape),
    mayWork: T.Boolean(),
  }),
});

export const scanBarcodes = operation({
  id: "library.scan",
  method: "POST",
  path: "/api/desk/catalogue/stocktakes/:id/scans",
  summary:
    "Note barcodes that stand on the shelf: one, or a list as a reading device exports it (barcodes, OI.PII, a CSV that names its column); twice is once, and what is not as it should be is told by line",
  params: one,
  body: T.Object({ barcodes: T.String({ maxLength: 500_000 }) }),
  bodyLimit: 2 * 1024 * 1024,
  answer: T.Object({
    noted: T.Integer(),
    again: T.Integer(),
    /** Noted, and no item's. */
    unknown: T.Integer(),
    /** Can be no barcode: not noted. */
    unread: T.Integer(),
    /** One by one, of as many as somebody scans at once; nothing of a longer list. */
    answers: T.Array(
      T.Object({
        ...CountedShape.properties,
        line: T.Integer(),
        /** It had been scanned before. */
        again: T.Boolean(),
      }),
    ),
    /** How the stocktake stands now. */
    counts: T.Object({
      there: T.Integer(),
      missing: T.Integer(),
      elsewhere: T.Integer(),
      unknown: T.Integer(),
    }),
    /** The first two hundred of them. */
    told: T.Array(
      T.Object({
        line: T.Integer(),
        barcode: T.String(),
        why: T.Enum(["repeated", "again", "unknown", "unread"]),
        first: Nullable(T.Integer()),
      }),
    ),
  }),
});

export const takeBackScan = operation({
  id: "library.take-back-scan",
  method: "POST",
  path: "/api/desk/catalogue/stocktakes/:id/taken-back",
  summary: "Take back what was scanned by mistake: it has not been scanned",
  params: one,
  body: T.Object({ barcode: Text(60) }),
  answer: Empty,
});

export const closeStocktake = operation({
  id: "library.close-stocktake",
  method: "POST",
  path: "/api/desk/catalogue/stocktakes/:id/close",
  summary:
    "Close a stocktake: what was not found is missing from now on, what has turned up is what it was before it was missing; of more than a tenth one says that one knows how many",
  params: one,
  /** How many one was told will be missing from now on. */
  body: T.Object({ missing: T.Optional(T.Integer({ minimum: 0, maximum: mostInteger })) }),
  answer: Empty,
});

const RuleShape = {
  publishedBefore: Nullable(T.Integer({ minimum: 1, maximum: 9999 })),
  acquiredBefore: Nullable(DayShape),
  keepCopies: Nullable(T.Integer({ minimum: 0, maximum: 1000 })),
  statuses: T.Array(T.Enum([...weedable]), { maxItems: weedable.length }),
  shelf: Text(60),
};

const WeedingView = T.Object({
  id: Id,
  place: Brief,
  rule: T.Object(RuleShape),
  state: T.Enum(["proposed", "approved", "turned-down"]),
  reason: T.String(),
  items: T.Integer(),
  proposedAt: InstantShape,
  decidedAt: Nullable(InstantShape),
});

export const listWeedings = operation({
  id: "library.weedings",
  method: "GET",
  path: "/api/desk/catalogue/weedings",
  summary: "Lists of items to be withdrawn, those that wait for a decision first",
  answer: T.Object({ items: T.Array(WeedingView), places: T.Array(Brief) }),
});

export const proposeWeeding = operation({
  id: "library.propose-weeding",
  method: "POST",
  path: "/api/desk/catalogue/weedings",
  summary: "Propose items of a place to be withdrawn, by a rule: at most two thousand at once",
  body: T.Object({ placeId: Id, ...RuleShape }),
  answer: T.Object({ id: Id }),
});

export const getWeeding = operation({
  id: "library.weeding",
  method: "GET",
  path: "/api/desk/catalogue/weedings/:id",
  summary: "A list of items to be withdrawn, and whether you may decide it",
  params: one,
  answer: T.Object({
    ...WeedingView.properties,
    listed: T.Array(
      T.Object({
        itemId: T.Integer(),
        barcode: T.String(),
        title: T.String(),
        year: Nullable(T.Integer()),
        callNumber: T.String(),
        shelf: T.String(),
        status: Status,
        away: AwayShape,
        acquiredOn: Nullable(DayShape),
        kept: T.Boolean(),
        done: T.Boolean(),
        isOther: T.Boolean(),
      }),
    ),
    mayKeep: T.Boolean(),
    mayDecide: T.Boolean(),
    /** You proposed it: somebody else decides. */
    isOwn: T.Boolean(),
  }),
});

export const keepWeeded = operation({
  id: "library.keep-weeded",
  method: "POST",
  path: "/api/desk/catalogue/weedings/:id/kept",
  summary: "Take an item off a list of items to be withdrawn, or put it back",
  params: one,
  body: T.Object({ itemId: T.Integer({ minimum: 1, maximum: mostInteger }), kept: T.Boolean() }),
  answer: Empty,
});

export const decideWeeding = operation({
  id: "library.decide-weeding",
  method: "POST",
  path: "/api/desk/catalogue/weedings/:id/decision",
  summary: "Approve a list that somebody else has proposed, or turn it down with a reason",
  params: one,
  body: T.Object({ approve: T.Boolean(), reason: T.Optional(Reason(500)) }),
  answer: Empty,
});
