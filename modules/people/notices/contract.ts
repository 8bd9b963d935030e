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
  }),
});

export const readMessages = operation({
  id: "people.read-messages",
  method: "POST",
  path: "/api/messages/read",
  summary: "Marks all messages as read.",
  answer: Empty,
});
