/** JSON in and out of our own live streams. */
import { Id, InstantShape, Nullable, operation, T } from "#contract";

const params = T.Object({ id: Id });

export const liveDesk = operation({
  id: "live.desk",
  method: "GET",
  path: "/api/desk/events/:id/live",
  summary:
    "Where a picture of an event is sent to, which sessions have a stream key, and whether a picture comes.",
  params,
  answer: T.Object({
    /** Null where the city has no live stream of its own. */
    address: Nullable(T.String()),
    /** ffmpeg, which makes the stream for browsers, is there. */
    ready: T.Boolean(),
    sessions: T.Array(T.Object({ id: Id, keyMadeAt: InstantShape, picture: T.Boolean() })),
  }),
});

export const makeStreamKey = operation({
  id: "live.make-key",
  method: "POST",
  path: "/api/desk/sessions/:id/stream-key",
  summary: "Makes the key under which a picture of this session is sent; the one before is void. Told once.",
  params,
  body: T.Object({}),
  answer: T.Object({ key: T.String() }),
});

export const dropStreamKey = operation({
  id: "live.drop-key",
  method: "DELETE",
  path: "/api/desk/sessions/:id/stream-key",
  summary: "Takes the stream key back: whoever sends is cut off.",
  params,
  answer: T.Object({}),
});
