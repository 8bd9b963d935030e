/** JSON for other people's programs: the programme as an open feed (OpenActive: Realtime Paged Data Exchange 1.1, Modelling 2.0). */
import { Id, operation, T } from "#contract";

const Item = T.Object({
  state: T.Enum(["updated", "deleted"]),
  kind: T.Enum(["SessionSeries", "ScheduledSession"]),
  id: Id,
  /** Milliseconds since 1970: never smaller than that of the item before. */
  modified: T.Integer(),
  /** Absent of what was deleted. */
  data: T.Optional(T.Record(T.String(), T.Unknown())),
});

/** Both or neither: where the page before ended. */
const query = T.Object({
  afterTimestamp: T.Optional(T.Integer({ minimum: 0, maximum: 8_640_000_000_000 })),
  afterId: T.Optional(Id),
  limit: T.Optional(T.Integer({ minimum: 1, maximum: 500 })),
});

const answer = T.Object({
  /** Absolute. Of the last page, which has no items, the page itself: ask again later. */
  next: T.String(),
  items: T.Array(Item),
  license: T.String(),
});

export const sessionSeriesFeed = operation({
  id: "openactive.session-series",
  method: "GET",
  path: "/api/openactive/session-series",
  summary: "Published events as RPDE items of SessionSeries, in the order of their last change.",
  query,
  answer,
});

export const scheduledSessionFeed = operation({
  id: "openactive.scheduled-sessions",
  method: "GET",
  path: "/api/openactive/scheduled-sessions",
  summary:
    "Sessions of published events as RPDE items of ScheduledSession, in the order of their last change.",
  query,
  answer,
});

export const openDataset = operation({
  id: "openactive.dataset",
  method: "GET",
  path: "/api/openactive",
  summary: "What open feeds there are, as a schema.org Dataset.",
  answer: T.Record(T.String(), T.Unknown()),
});
