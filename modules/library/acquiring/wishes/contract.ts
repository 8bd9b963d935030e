/** JSON in and out of wishes: what readers ask a house to buy. */
import { Empty, Id, InstantShape, Line, mostInteger, Nullable, operation, T } from "#contract";
import { HitView } from "../../catalogue/searching/contract.ts";
import { Brief, Count, one, Text } from "../../shapes.ts";
import { wishStates } from "./wish.ts";

const State = T.Enum([...wishStates]);

const Title = {
  title: T.String(),
  author: T.String(),
  isbn: Nullable(T.String()),
  publisher: T.String(),
};

export const wishForm = operation({
  id: "library.wish-form",
  method: "GET",
  path: "/api/wishes/form",
  summary: "Where you may ask for a book to be bought, and what the catalogue has with this title or ISBN",
  query: T.Object({
    title: T.Optional(T.String({ maxLength: 300 })),
    isbn: T.Optional(T.String({ maxLength: 40 })),
  }),
  answer: T.Object({
    places: T.Array(Brief),
    /** Where you asked last, as long as it takes wishes. */
    last: Nullable(Id),
    /** One edition of each work. */
    known: T.Array(HitView),
  }),
});

export const makeWish = operation({
  id: "library.make-wish",
  method: "POST",
  path: "/api/wishes",
  summary: "Ask a house to buy a title; others who asked for the same are joined",
  body: T.Object({
    placeId: Id,
    title: Line(300),
    author: Text(200),
    isbn: Text(40),
    publisher: Text(200),
    why: Text(500),
    /** You have seen what the catalogue has. */
    seen: T.Boolean(),
  }),
  answer: T.Object({ id: Id, wishers: Count }),
});

export const ownWishes = operation({
  id: "library.own-wishes",
  method: "GET",
  path: "/api/my/wishes",
  summary: "What you asked to be bought, and what became of it",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        ...Title,
        place: Brief,
        state: State,
        reason: T.String(),
        /** Its record, once it has come. */
        record: Nullable(T.String()),
        wishers: Count,
        wishedAt: InstantShape,
        can: T.Array(T.Enum(["leave"])),
      }),
    ),
  }),
});

export const leaveWish = operation({
  id: "library.leave-wish",
  method: "POST",
  path: "/api/wishes/:id/leave",
  summary: "You no longer want it",
  params: one,
  body: Empty,
  answer: Empty,
});

const DeskWish = T.Object({
  id: Id,
  organisation: Brief,
  ...Title,
  state: State,
  reason: T.String(),
  wishers: Count,
  places: T.Array(T.Object({ ...Brief.properties, count: Count })),
  whys: T.Array(T.String()),
  askedAt: InstantShape,
  /** What the catalogue has of it, or it came as. */
  record: Nullable(T.String()),
  mayDecide: T.Boolean(),
});

export const deskWishes = operation({
  id: "library.wishes",
  method: "GET",
  path: "/api/desk/acquiring/wishes",
  summary: "What readers want your houses to buy, most wanted first",
  query: T.Object({ state: T.Optional(State) }),
  answer: T.Object({
    items: T.Array(DeskWish),
    /** How many a month a reader may wish of each house whose manager you are. */
    limits: T.Array(T.Object({ organisation: Brief, aMonth: Count })),
  }),
});

export const deskWish = operation({
  id: "library.wish",
  method: "GET",
  path: "/api/desk/acquiring/wishes/:id",
  summary: "One wish: how many readers want it, where and why",
  params: one,
  answer: DeskWish,
});

export const decideWish = operation({
  id: "library.decide-wish",
  method: "POST",
  path: "/api/desk/acquiring/wishes/:id/decide",
  summary: "Say what becomes of a wish; its readers are told",
  params: one,
  body: T.Object({
    state: T.Enum(["considered", "arrived", "declined"]),
    reason: Text(500),
    record: Nullable(T.Integer({ minimum: 1, maximum: mostInteger })),
  }),
  answer: Empty,
});

export const limitWishes = operation({
  id: "library.limit-wishes",
  method: "POST",
  path: "/api/desk/acquiring/wish-limit",
  summary: "How many titles a reader may wish of a house and those below it in a month",
  body: T.Object({ organisationId: Id, aMonth: T.Integer({ minimum: 0, maximum: 100 }) }),
  answer: Empty,
});
