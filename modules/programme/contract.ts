/** JSON in and out of the programme: what the public sees. The desk's operations are in desk/contract.ts. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Line, Nullable, operation, Page, T } from "#contract";

export const eventKinds = [
  "performance",
  "commercial-performance",
  "exhibition",
  "lecture",
  "reading",
  "workshop",
  "film",
  "contest",
  "sport",
  "festival",
  "tour",
  "other",
] as const;
export type EventKind = (typeof eventKinds)[number];

export const eventModes = ["on-site", "online", "hybrid"] as const;
export type EventMode = (typeof eventModes)[number];

/** Covers of one family look alike; a brand series has one for itself and all its parts. */
export const coverFamilies = ["atlas", "papercut", "felt", "yardang", "waves"] as const;
export type CoverFamily = (typeof coverFamilies)[number];

/** Groups of ages people look for. */
export const audiences = ["children", "teenagers", "adults", "older"] as const;
export type Audience = (typeof audiences)[number];

export const listWindows = ["now", "today", "weekend", "later", "coming"] as const;
export type ListWindow = (typeof listWindows)[number];

export const Kind = T.Enum([...eventKinds]);
export const Mode = T.Enum([...eventModes]);
const Family = T.Enum([...coverFamilies]);
const Language = T.String();

export const PlaceBrief = T.Object({
  id: Id,
  name: T.String(),
  address: T.String(),
  space: Nullable(T.String()),
});

export const OrganiserBrief = T.Object({ id: Id, name: T.String() });
export const SeriesBrief = T.Object({ id: Id, name: T.String(), family: Family });

/**
 * How whoever asks gets in. `left`: the most places that a claim of theirs can still have; `on-site` means places only at the
 * door, counted in `onSiteLeft`.
 */
export const Admission = T.Object({
  state: T.Enum(["no-booking", "not-yet", "open", "drawn", "full", "on-site", "closed", "over", "cancelled"]),
  left: Nullable(T.Integer()),
  onSiteLeft: Nullable(T.Integer()),
  opensAt: Nullable(InstantShape),
});

export type Admission = Static<typeof Admission>;
export type PlaceBrief = Static<typeof PlaceBrief>;

/** One line of a list: an event by its next session in the window asked for. */
export const EventRow = T.Object({
  id: Id,
  sessionId: Id,
  title: T.String(),
  /** Language of `title`, where it is not the one asked for. */
  lang: Language,
  kind: Kind,
  mode: Mode,
  startsAt: InstantShape,
  endsAt: InstantShape,
  place: Nullable(PlaceBrief),
  series: Nullable(SeriesBrief),
  admission: Admission,
  /** It has begun. */
  running: T.Boolean(),
  /** Further sessions of the same event in the window. */
  more: T.Integer(),
  /** One enters at a time of one's own choice: `admission` is that of the best slot left on the day. */
  timed: T.Boolean(),
});

export type EventRow = Static<typeof EventRow>;

export const listEvents = operation({
  id: "events.list",
  method: "GET",
  path: "/api/events",
  summary: "Published events, each by its next session in a window of time, soonest first.",
  query: T.Object({
    when: T.Optional(T.Enum([...listWindows])),
    /** A day in the city's zone; wins over `when`. */
    day: T.Optional(DayShape),
    /** Code of a division; all divisions below it are meant too. */
    division: T.Optional(T.String({ pattern: "^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$" })),
    audience: T.Optional(T.Enum([...audiences])),
    kind: T.Optional(Kind),
    place: T.Optional(Id),
    series: T.Optional(Id),
    q: T.Optional(Line(100)),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(EventRow),
});

export const PoolOfSession = T.Object({
  channel: T.String(),
  quota: T.Integer(),
  left: T.Integer(),
  releasesAt: InstantShape,
  /** The draw that gives its places. */
  awaitsDraw: Nullable(Id),
});

export const SessionView = T.Object({
  id: Id,
  label: T.String(),
  /** A slot of timed entry, or a guided tour in a language; null: an occasion of its own. */
  entry: Nullable(T.Enum(["slot", "tour"])),
  language: Nullable(T.String()),
  startsAt: InstantShape,
  endsAt: InstantShape,
  begun: T.Boolean(),
  /** When it was to begin before it was moved. */
  previousStartsAt: Nullable(InstantShape),
  /** Why the one who asks, or whom they act for, is not of the age it is meant for on that day. A hint: nobody is refused. */
  notForAge: Nullable(T.Union([T.Literal("too-young"), T.Literal("too-old")])),
  /** Rules of its house and its own beyond those of `offer.rules`, and which of them the one who asks, or whom they act for, does not meet. */
  houseRules: T.Object({
    rules: T.Array(
      T.Object({
        says: T.String(),
        /** Who set it and on what basis; null where it is the session's own. */
        source: Nullable(T.String()),
        /** Only of places of these pools; null: of all. */
        pools: Nullable(T.Array(T.String())),
      }),
    ),
    unmet: T.Array(
      T.Object({
        title: T.String(),
        help: T.String(),
        next: Nullable(T.Object({ href: T.String(), label: T.String() })),
      }),
    ),
  }),
  place: Nullable(PlaceBrief),
  /** Its place has said that it is closed then: until when, or null where nobody knows. The organiser has not yet decided. */
  placeClosed: Nullable(T.Object({ until: Nullable(InstantShape) })),
  /** The house has closed its room, and the organiser has not yet decided. */
  roomGone: T.Boolean(),
  admission: Admission,
  /** The draw that gives its places on line, or gave them; none that was called off. */
  drawId: Nullable(Id),
  cancelledBecause: Nullable(T.String()),
  /** It had begun when it was cancelled, and took place in part. */
  cutShort: T.Boolean(),
  /** What is to be seen of it on line, and when; null of what is on site only. */
  stream: Nullable(
    T.Object({
      state: T.Enum(["not-yet", "waiting", "live", "over", "replay"]),
      startsAt: InstantShape,
      endsAt: InstantShape,
      replay: Nullable(T.Object({ link: T.String(), since: InstantShape })),
      /** Of a stream of our own a picture is there: where a player finds it (HLS). */
      playlist: Nullable(T.String()),
    }),
  ),
  offer: Nullable(
    T.Object({
      id: Id,
      opensAt: InstantShape,
      closesAt: InstantShape,
      maxPerClaim: T.Integer(),
      /** Who finds it full may wait for places. */
      waitingList: T.Boolean(),
      /** Its places are numbered seats, which are chosen on a page of their own. */
      seated: T.Boolean(),
      /** Whoever books now cannot cancel by themself any more. */
      final: T.Boolean(),
      pools: T.Array(PoolOfSession),
      /** The rules of this offer, a sentence each, in the language asked for. */
      rules: T.Array(T.String()),
    }),
  ),
});

export type SessionView = Static<typeof SessionView>;

/** 营业性演出许可 and the like. Both days are days on which it holds. */
export const PermitShape = T.Object({
  number: Line(60),
  authority: Line(100),
  from: DayShape,
  to: DayShape,
});

const EntryDays = T.Object({
  /** The day whose slots are among the sessions. */
  day: DayShape,
  days: T.Array(T.Object({ day: DayShape, admission: Admission })),
  /** Days with slots before and after those told. */
  before: Nullable(DayShape),
  after: Nullable(DayShape),
});

export const EventView = T.Object({
  id: Id,
  title: T.String(),
  summary: T.String(),
  description: T.String(),
  audience: T.String(),
  lang: Language,
  kind: Kind,
  mode: Mode,
  ageFrom: Nullable(T.Integer()),
  ageTo: Nullable(T.Integer()),
  /** Only for those who may know it now: on-line events have their link in public. */
  link: Nullable(T.String()),
  place: Nullable(PlaceBrief),
  organiser: OrganiserBrief,
  jointOrganisers: T.Array(OrganiserBrief),
  /** From the brand series down to the theme this event belongs to. */
  series: T.Array(SeriesBrief),
  permit: Nullable(PermitShape),
  /** It is a contest that one can enter, or whose results are read. */
  contest: T.Boolean(),
  /** An exhibition with stops to read or listen to on one's own phone. */
  guide: T.Boolean(),
  state: T.String(),
  cancelledBecause: Nullable(T.String()),
  changedAt: InstantShape,
  /** Slots and tours are told for one day: these are the days that have any, and how much the best slot of the days around has left. */
  entry: Nullable(EntryDays),
  sessions: T.Array(SessionView),
  /** What the person asking may do at the desk. */
  can: T.Array(T.String()),
});

export type EventView = Static<typeof EventView>;

const ofEvent = T.Object({ id: Id });

export const getEvent = operation({
  id: "events.get",
  method: "GET",
  path: "/api/events/:id",
  summary: "An event with its sessions, what is left in each pool, and its rules in sentences.",
  params: ofEvent,
  /** Of an exhibition with timed entry the day whose slots are told, or the session whose day it is; else the next day. */
  query: T.Object({ day: T.Optional(DayShape), session: T.Optional(Id) }),
  answer: EventView,
});

export const monthOfEvents = operation({
  id: "events.month",
  method: "GET",
  path: "/api/calendar/:month",
  summary:
    "A month (`2026-06`, or `now`) day by day: how many events each day has and the first few of them.",
  params: T.Object({ month: T.String({ pattern: "^(now|(19|20|21)[0-9]{2}-(0[1-9]|1[0-2]))$" }) }),
  query: T.Object({ kind: T.Optional(Kind), series: T.Optional(Id) }),
  answer: T.Object({
    month: T.String(),
    /** Today in the city. */
    today: DayShape,
    days: T.Array(
      T.Object({
        day: DayShape,
        count: T.Integer(),
        first: T.Array(
          T.Object({
            id: Id,
            title: T.String(),
            lang: Language,
            startsAt: InstantShape,
            admission: T.String(),
          }),
        ),
      }),
    ),
  }),
});

const calendarFile = { media: "text/calendar; charset=utf-8", answer: T.String() };

export const programmeFeed = operation({
  id: "events.feed",
  method: "GET",
  path: "/api/events.ics",
  summary: "The programme from a month back to a year ahead as iCalendar, for subscribing.",
  query: T.Object({ kind: T.Optional(Kind), series: T.Optional(Id), place: T.Optional(Id) }),
  ...calendarFile,
});

export const eventFeed = operation({
  id: "events.feed-one",
  method: "GET",
  path: "/api/events/:id.ics",
  summary: "One event with all its sessions as iCalendar.",
  params: ofEvent,
  ...calendarFile,
});

const Part = T.Object({
  id: Id,
  level: T.String(),
  name: T.String(),
  summary: T.String(),
  startsOn: Nullable(DayShape),
  endsOn: Nullable(DayShape),
  events: T.Integer(),
});

export const SeriesView = T.Object({
  id: Id,
  level: T.Enum(["series", "edition", "theme"]),
  name: T.String(),
  summary: T.String(),
  lang: Language,
  family: Family,
  startsOn: Nullable(DayShape),
  endsOn: Nullable(DayShape),
  organiser: OrganiserBrief,
  above: T.Array(SeriesBrief),
  /** Editions or themes, each with its own themes. */
  below: T.Array(T.Object({ ...Part.properties, below: T.Array(Part) })),
  /** Published events of this series and everything below it. */
  events: T.Integer(),
  figures: T.Object({
    sessions: T.Integer(),
    places: T.Integer(),
    organisers: T.Integer(),
    /** People who came to what was booked or counted at the door; null below ten. */
    visits: Nullable(T.Integer()),
  }),
  can: T.Array(T.Enum(["edit"])),
});

export const getSeries = operation({
  id: "series.get",
  method: "GET",
  path: "/api/series/:id",
  summary: "A brand series, one of its editions or themes, with what is below it.",
  params: ofEvent,
  answer: SeriesView,
});

export const listSeries = operation({
  id: "series.list",
  method: "GET",
  path: "/api/series",
  summary: "Brand series with their newest edition: running ones first.",
  query: T.Object({ running: T.Optional(T.Boolean()) }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        summary: T.String(),
        lang: Language,
        family: Family,
        startsOn: Nullable(DayShape),
        endsOn: Nullable(DayShape),
        events: T.Integer(),
      }),
    ),
  }),
});
