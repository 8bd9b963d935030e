/** JSON in and out of items: where they stand, how they are, added, changed, placed. */
import { DayShape, Empty, Id, InstantShape, Nullable, operation, T, Version } from "#contract";
import { Brief, RowId, Text } from "../../shapes.ts";
import { addable, aways, itemStatuses } from "./status.ts";

const oneItem = T.Object({ id: RowId });

export {
  addable,
  codeMeanings,
  standing,
  standings,
  weedable,
} from "./status.ts";

export const Status = T.Enum([...itemStatuses]);
export const AwayShape = Nullable(T.Enum([...aways]));

export const ItemView = T.Object({
  id: T.Integer(),
  recordId: T.Integer(),
  title: T.String(),
  names: T.String(),
  barcode: T.String(),
  owner: T.String(),
  place: Nullable(Brief),
  shelf: T.String(),
  callNumber: T.String(),
  volume: T.String(),
  status: Status,
  /** Where lending sent it. */
  away: AwayShape,
  priceFen: Nullable(T.Integer()),
  source: T.String(),
  acquiredOn: Nullable(DayShape),
  note: T.String(),
});

export const recordItems = operation({
  id: "library.record-items",
  method: "GET",
  path: "/api/desk/catalogue/records/:id/items",
  summary: "All items of a record, of whichever owner",
  params: oneItem,
  query: T.Object({ place: T.Optional(Id) }),
  answer: T.Object({
    id: T.Integer(),
    title: T.String(),
    mergedInto: Nullable(T.Integer()),
    items: T.Array(ItemView),
    adding: Nullable(
      T.Object({
        places: T.Array(Brief),
        houses: T.Array(Brief),
        placeId: Id,
        nextBarcode: Nullable(T.String()),
        shelf: T.String(),
        callNumber: T.String(),
        priceFen: Nullable(T.Integer()),
      }),
    ),
  }),
});

const ItemText = {
  placeId: Nullable(Id),
  shelf: Text(60),
  callNumber: Text(100),
  volume: Text(60),
  status: Status,
  priceFen: Nullable(T.Integer({ minimum: 0, maximum: 100_000_000 })),
  source: Text(200),
  acquiredOn: Nullable(DayShape),
  note: Text(500),
};

export const addItems = operation({
  id: "library.add-items",
  method: "POST",
  path: "/api/desk/catalogue/records/:id/items",
  summary:
    "Add copies of a record: of the house of the place unless it is said whose; without a barcode the next ones of that house",
  params: oneItem,
  body: T.Object({
    ...ItemText,
    placeId: Id,
    ownerId: Nullable(Id),
    barcode: Text(60),
    copies: T.Integer({ minimum: 1, maximum: 50 }),
    status: T.Enum([...addable]),
  }),
  answer: T.Object({ items: T.Array(T.Object({ id: T.Integer(), barcode: T.String() })) }),
});

export const getItem = operation({
  id: "library.item",
  method: "GET",
  path: "/api/desk/catalogue/items/:id",
  summary: "An item: where it stands, how it is, what it cost and where it came from, and what it was before",
  params: oneItem,
  answer: T.Object({
    ...ItemView.properties,
    version: T.Integer(),
    places: T.Array(Brief),
    mayWrite: T.Boolean(),
    /** How staff may say that it is, as it stands. */
    sayable: T.Array(Status),
    /** How often it was used in the house in a year. */
    usedInHouse: T.Integer(),
    /** Why it cannot be taken away; null: it can. */
    stays: Nullable(T.Enum(["lent", "file", "bound", "weeding"])),
    versions: T.Array(
      T.Object({
        version: T.Integer(),
        status: T.String(),
        place: Nullable(T.String()),
        shelf: T.String(),
        callNumber: T.String(),
        why: T.Enum(["edited", "stocktake", "weeding", "rotation", "floating", "file"]),
        file: Nullable(T.String()),
        endedAt: InstantShape,
      }),
    ),
  }),
});

export const editItem = operation({
  id: "library.edit-item",
  method: "PUT",
  path: "/api/desk/catalogue/items/:id",
  summary: "Change where an item stands and how it is; what it was is kept",
  params: oneItem,
  body: T.Object({ ...ItemText, version: Version }),
  answer: Empty,
});

export const removeItem = operation({
  id: "library.remove-item",
  method: "POST",
  path: "/api/desk/catalogue/items/:id/remove",
  summary:
    "Take away an item that was added by mistake, as long as nothing hangs on it; its barcode is free again",
  params: oneItem,
  body: T.Object({ version: Version }),
  answer: Empty,
});

export const listNowhere = operation({
  id: "library.nowhere",
  method: "GET",
  path: "/api/desk/catalogue/nowhere",
  summary: "Items of your houses that have no place, by house and by the code of a place that came with them",
  query: T.Object({ owner: T.Optional(Id), said: T.Optional(T.String({ maxLength: 200 })) }),
  answer: T.Object({
    groups: T.Array(
      T.Object({
        owner: Brief,
        /** What the file said; empty where it said nothing. */
        said: T.String(),
        items: T.Integer(),
        mayPlace: T.Boolean(),
      }),
    ),
    /** Where they may be placed. */
    places: T.Array(Brief),
    /** The first of the group that was asked for, or of all. */
    items: T.Array(ItemView),
  }),
});

export const placeItems = operation({
  id: "library.place-items",
  method: "POST",
  path: "/api/desk/catalogue/nowhere",
  summary: "Place all items of a house that have no place and came with this code; twenty thousand at once",
  body: T.Object({ owner: Id, said: T.String({ maxLength: 200 }), placeId: Id }),
  answer: T.Object({ placed: T.Integer() }),
});
