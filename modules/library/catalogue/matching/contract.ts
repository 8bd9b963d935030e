/** JSON in and out of the merge desk. */
import { Empty, Id, InstantShape, mostInteger, Nullable, operation, T } from "#contract";

const RecordId = T.Integer({ minimum: 1, maximum: mostInteger });
const Why = T.Enum(["number", "isbn", "title"]);

export const listLikenesses = operation({
  id: "library.likenesses",
  method: "GET",
  path: "/api/desk/catalogue/likenesses",
  summary: "Records that may be the same, the oldest first, and what was made one lately",
  answer: T.Object({
    total: T.Integer(),
    items: T.Array(
      T.Object({
        recordId: T.Integer(),
        likeId: T.Integer(),
        why: Why,
        title: T.String(),
        likeTitle: T.String(),
        names: T.String(),
        publisher: T.String(),
        year: Nullable(T.Integer()),
      }),
    ),
    merges: T.Array(
      T.Object({
        id: Id,
        keptId: T.Integer(),
        title: T.String(),
        mergedTitle: T.String(),
        mergedAt: InstantShape,
      }),
    ),
  }),
});

const pair = T.Object({ record: RecordId, like: RecordId });

const Side = T.Object({
  id: T.Integer(),
  title: T.String(),
  state: T.Enum(["standing", "hidden", "merged", "withdrawn"]),
  items: T.Integer(),
  owners: T.Integer(),
});

export const getLikeness = operation({
  id: "library.likeness",
  method: "GET",
  path: "/api/desk/catalogue/likenesses/:record/:like",
  summary: "Two records that may be the same, field by field beside each other",
  params: pair,
  answer: T.Object({
    why: Why,
    settledHow: Nullable(T.Enum(["merged", "apart"])),
    one: Side,
    other: Side,
    fields: T.Array(T.Object({ tag: T.String(), one: Nullable(T.String()), other: Nullable(T.String()) })),
    mayJoin: T.Boolean(),
  }),
});

export const keepApart = operation({
  id: "library.keep-apart",
  method: "POST",
  path: "/api/desk/catalogue/likenesses/:record/:like/apart",
  summary: "Two records are of different editions: nobody is asked again",
  params: pair,
  answer: Empty,
});

export const mergeRecords = operation({
  id: "library.merge",
  method: "POST",
  path: "/api/desk/catalogue/likenesses/:record/:like/merge",
  summary:
    "Two records become one: items and numbers go to the one that is kept, the other knows what it is part of",
  params: pair,
  body: T.Object({ keep: RecordId }),
  answer: T.Object({ id: Id }),
});

export const undoMerge = operation({
  id: "library.undo-merge",
  method: "POST",
  path: "/api/desk/catalogue/merges/:id/undo",
  summary: "Two records that were made one stand again, each with the items it brought",
  params: T.Object({ id: Id }),
  answer: Empty,
});
