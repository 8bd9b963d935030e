import { Empty, Id, InstantShape, Nullable, operation, T } from "#contract";

export const myMessages = operation({
  id: "people.messages",
  method: "GET",
  path: "/api/messages",
  summary: "What the city told the person, newest first.",
  query: T.Object({ after: T.Optional(Id) }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        at: InstantShape,
        text: T.String(),
        href: Nullable(T.String()),
        isNew: T.Boolean(),
      }),
    ),
    next: Nullable(T.String()),
    unread: T.Integer(),
    /** Children of the person who have something new to read and no phone of their own. */
    wards: T.Array(T.Object({ relation: Id, name: Nullable(T.String()), unread: T.Integer() })),
  }),
});

export const readMessages = operation({
  id: "people.read-messages",
  method: "POST",
  path: "/api/messages/read",
  summary: "Marks all messages as read.",
  answer: Empty,
});

export const shownMessages = operation({
  id: "people.shown-messages",
  method: "GET",
  path: "/api/dev/messages",
  summary: "Demo only: what would have gone to phones, newest first.",
  answer: T.Object({
    items: T.Array(
      T.Object({ id: T.String(), at: InstantShape, address: T.String(), kind: T.String(), text: T.String() }),
    ),
  }),
});
