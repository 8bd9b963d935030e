/** JSON in of what is streamed of a session. */
import { Id, InstantShape, Nullable, operation, T } from "#contract";

export const setStream = operation({
  id: "events.set-stream",
  method: "PUT",
  path: "/api/desk/sessions/:id/stream",
  summary:
    "Says when a session is streamed, where it is not its own time, and after it where it can be seen again.",
  params: T.Object({ id: Id }),
  body: T.Object({
    /** Null: with the session. */
    times: Nullable(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
    replayLink: Nullable(T.String({ maxLength: 500, pattern: "^https://[^\\s]+$" })),
  }),
  answer: T.Object({}),
});
