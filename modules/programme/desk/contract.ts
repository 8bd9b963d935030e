/** JSON in and out of the programme: what staff write. */
import type { Static } from "typebox";
import {
  DayShape,
  Id,
  InstantShape,
  Line,
  Nullable,
  operation,
  Page,
  Prose,
  Reason,
  T,
  Version,
} from "#contract";
import { PublishingView, StepAsked } from "../../../platform/publishing/contract.ts";
import { OwnTerms, poolChannels } from "../../booking/contract.ts";
import {
  Admission,
  coverFamilies,
  EventView,
  Kind,
  Mode,
  OrganiserBrief,
  PermitShape,
  PlaceBrief,
  SessionView,
} from "../contract.ts";

/** Sessions that are written in one go at most. */
export const mostSessionsAtOnce = 200;
/** So many organise one event together at most. */
export const mostJointOrganisers = 20;

const Translation = T.Object({
  title: Line(200),
  summary: Prose(600),
  description: Prose(40_000),
  audience: Prose(400),
});

const translationsOf = <S extends Parameters<typeof T.Optional>[0]>(one: S) =>
  T.Object({
    en: T.Optional(one),
    ug: T.Optional(one),
    "kk-Arab": T.Optional(one),
    ru: T.Optional(one),
    "kk-Cyrl": T.Optional(one),
  });

const age = Nullable(T.Integer({ minimum: 0, maximum: 120 }));

/** An event as it is written, without its sessions. A draft may lack what publishing needs. */
export const EventText = T.Object({
  kind: Kind,
  title: Line(100),
  summary: Prose(300),
  description: Prose(20_000),
  audience: Prose(200),
  ageFrom: age,
  ageTo: age,
  translations: translationsOf(Translation),
  mode: Mode,
  placeId: Nullable(Id),
  spaceId: Nullable(Id),
  link: Nullable(T.String({ maxLength: 500, pattern: "^https://[^\\s]+$" })),
  seriesId: Nullable(Id),
  jointOrganiserIds: T.Array(Id, { maxItems: mostJointOrganisers }),
  /** At the fullest session, those without a place too. Left out or null: nobody has said. */
  expectedCrowd: T.Optional(Nullable(T.Integer({ minimum: 1, maximum: 10_000_000 }))),
});

export type EventText = Static<typeof EventText>;

const Pool = T.Object({
  channel: T.Enum([...poolChannels]),
  quota: T.Integer({ minimum: 0, maximum: 1_000_000 }),
  /** Null: with the offer. */
  releasesAt: Nullable(InstantShape),
});

export const BookingPlan = T.Object({
  opensAt: InstantShape,
  closesAt: InstantShape,
  pools: T.Array(Pool, { minItems: 1, maxItems: poolChannels.length }),
  maxPerClaim: T.Integer({ minimum: 1, maximum: 50 }),
  minLevel: T.Integer({ minimum: 0, maximum: 3 }),
  cancelUntilMinutes: T.Integer({ minimum: 0, maximum: 43_200 }),
  doorsBeforeMinutes: T.Integer({ minimum: 0, maximum: 1_440 }),
  /** What it asks of whoever comes, before any rule of its house. */
  own: T.Optional(OwnTerms),
  /** Who finds it full may wait for places. */
  waitingList: T.Optional(T.Boolean()),
  /** Staff approve each claim. */
  approval: T.Optional(T.Boolean()),
  /** Holders may hand places on. */
  transferable: T.Optional(T.Boolean()),
  /** So long before the start nobody is offered places, and nothing is approved, any more; two hours unless told. */
  lastCallMinutes: T.Optional(T.Integer({ minimum: 0, maximum: 43_200 })),
});

export type BookingPlan = Static<typeof BookingPlan>;

export const SessionText = T.Object({
  startsAt: InstantShape,
  endsAt: InstantShape,
  label: Prose(60),
  /** Null: where the event is. */
  placeId: Nullable(Id),
  spaceId: Nullable(Id),
  /** Null: no booking needed. */
  booking: Nullable(BookingPlan),
});
export type SessionText = Static<typeof SessionText>;

const ofEvent = T.Object({ id: Id });
const reason = Reason(500);
const largeBody = { bodyLimit: 1024 * 1024 };
const Written = T.Object({ id: Id, version: Version, state: T.String() });
/** What was changed in public, and how many holders of claims were told. */
const Changed = T.Object({ id: Id, version: Version, state: T.String(), told: T.Integer() });

/** A place is closed when a session is on there, or another event is in the same room. Nothing forbids it; whoever checks and publishes should know. */
export const Warning = T.Object({
  sessionId: Id,
  startsAt: InstantShape,
  place: T.Object({ id: Id, name: T.String() }),
  kind: T.Enum(["closure", "outside-hours", "ended", "not-public", "overlap"]),
  /** Of a closure: why, the words of its announcement, from when to when (null: until further notice). Of an overlap the title of the other. */
  reason: Nullable(T.String()),
  words: T.String(),
  closedFrom: Nullable(InstantShape),
  closedUntil: Nullable(InstantShape),
  /** All of it in a sentence. */
  message: T.String(),
});

export type Warning = Static<typeof Warning>;

export const createEvent = operation({
  id: "events.create",
  method: "POST",
  path: "/api/desk/events",
  summary: "Begins a draft for an organisation.",
  body: T.Object({
    organisationId: Id,
    event: EventText,
    sessions: T.Array(SessionText, { maxItems: mostSessionsAtOnce }),
  }),
  answer: Written,
  ...largeBody,
});

export const editEvent = operation({
  id: "events.edit",
  method: "PUT",
  path: "/api/desk/events/:id",
  summary:
    "Edits a draft, or changes a published event with a reason; holders are told of another place or link.",
  params: ofEvent,
  body: T.Object({ version: Version, event: EventText, reason: T.Optional(reason) }),
  answer: Changed,
  ...largeBody,
});

export const addSessions = operation({
  id: "events.add-sessions",
  method: "POST",
  path: "/api/desk/events/:id/sessions",
  summary: "Adds sessions to a draft, or with a reason to a published event, all or none.",
  params: ofEvent,
  body: T.Object({
    version: Version,
    sessions: T.Array(SessionText, { minItems: 1, maxItems: mostSessionsAtOnce }),
    reason: T.Optional(reason),
  }),
  answer: T.Object({ id: Id, version: Version, sessionIds: T.Array(Id) }),
  ...largeBody,
});

export const editSession = operation({
  id: "events.edit-session",
  method: "PUT",
  path: "/api/desk/sessions/:id",
  summary:
    "Edits a session of a draft, or changes a published one with a reason; holders are told of another time or place.",
  params: ofEvent,
  body: T.Object({ version: Version, session: SessionText, reason: T.Optional(reason) }),
  answer: Changed,
});

export const removeSession = operation({
  id: "events.remove-session",
  method: "DELETE",
  path: "/api/desk/sessions/:id",
  summary: "Takes a session out of a draft. Published sessions are cancelled instead.",
  params: ofEvent,
  query: T.Object({ version: Version }),
  answer: Written,
});

export const stepEvent = operation({
  id: "events.step",
  method: "POST",
  path: "/api/desk/events/:id/steps",
  summary: "Takes an event one step on the way from draft to published, or back.",
  params: ofEvent,
  body: StepAsked,
  answer: T.Object({
    ...Changed.properties,
    /** Sessions whose place is closed then; on the way to the public only. */
    warnings: T.Array(Warning),
  }),
});

export const setPermit = operation({
  id: "events.set-permit",
  method: "PUT",
  path: "/api/desk/events/:id/permit",
  summary: "Writes the permit of an event, or takes it away; of a published event with a reason.",
  params: ofEvent,
  body: T.Object({ version: Version, permit: Nullable(PermitShape), reason: T.Optional(reason) }),
  answer: Written,
});

export const permitRules = operation({
  id: "events.permit-rules",
  method: "GET",
  path: "/api/permit-rules",
  summary: "Kinds of event that need a permit before they are approved, and by which rule.",
  answer: T.Object({
    items: T.Array(T.Object({ kind: Kind, basis: T.String(), since: InstantShape })),
    /** From so many people expected on every event needs one; null where no rule says so. */
    crowd: Nullable(T.Object({ from: T.Integer(), basis: T.String(), since: InstantShape })),
    can: T.Array(T.Enum(["change"])),
  }),
});

export const putPermitRule = operation({
  id: "events.put-permit-rule",
  method: "PUT",
  path: "/api/desk/permit-rules/:kind",
  summary: "Says that events of a kind need a permit, by which rule; null: that they need none.",
  params: T.Object({ kind: Kind }),
  body: T.Object({ basis: Nullable(Line(300)) }),
  answer: T.Object({}),
});

export const putCrowdRule = operation({
  id: "events.put-crowd-rule",
  method: "PUT",
  path: "/api/desk/crowd-rule",
  summary: "Says from how many people expected on an event needs a permit, by which rule; null: from none.",
  body: T.Object({
    rule: Nullable(T.Object({ from: T.Integer({ minimum: 1, maximum: 10_000_000 }), basis: Line(300) })),
  }),
  answer: T.Object({}),
});

/** Of a session that has begun: it took place in part and those who came are counted (so it is, unless told), or not at all. */
const cutShort = T.Optional(T.Boolean());

export const cancelEvent = operation({
  id: "events.cancel",
  method: "POST",
  path: "/api/desk/events/:id/cancellation",
  summary:
    "Cancels a published event with all sessions that are not over, and tells everybody who holds a place or is in already.",
  params: ofEvent,
  body: T.Object({ version: Version, reason, cutShort }),
  answer: Changed,
});

export const cancelSession = operation({
  id: "events.cancel-session",
  method: "POST",
  path: "/api/desk/sessions/:id/cancellation",
  summary: "Cancels one session of a published event and tells everybody who holds a place or is in already.",
  params: ofEvent,
  body: T.Object({ version: Version, reason, cutShort }),
  answer: Changed,
});

export const concernedBy = operation({
  id: "events.concerned",
  method: "GET",
  path: "/api/desk/events/:id/concerned",
  summary:
    "Who would be told of a change or cancellation: claims and places for each session that is not over.",
  params: ofEvent,
  answer: T.Object({
    claims: T.Integer(),
    places: T.Integer(),
    sessions: T.Array(
      T.Object({
        id: Id,
        startsAt: InstantShape,
        /** It has begun: it can be cut short, or has not taken place. */
        begun: T.Boolean(),
        claims: T.Integer(),
        places: T.Integer(),
        /** People who are in already, named or not. */
        arrived: T.Integer(),
      }),
    ),
  }),
});

export const DeskRow = T.Object({
  id: Id,
  title: T.String(),
  kind: Kind,
  state: T.String(),
  cancelled: T.Boolean(),
  organiser: OrganiserBrief,
  sessions: T.Integer(),
  nextAt: Nullable(InstantShape),
  changedAt: InstantShape,
  /** When it is published by itself. */
  scheduledFor: Nullable(InstantShape),
  /** Steps that wait for the person asking. */
  can: T.Array(T.String()),
});

export const listDeskEvents = operation({
  id: "events.desk-list",
  method: "GET",
  path: "/api/desk/events",
  summary: "Events of the organisations one works for, the last changed first.",
  query: T.Object({
    state: T.Optional(T.Enum(["draft", "submitted", "checked", "approved", "published", "withdrawn"])),
    /** Only what waits for a step of mine. */
    mine: T.Optional(T.Boolean()),
    /** Only what not everybody sees yet, or any more. */
    unpublished: T.Optional(T.Boolean()),
    q: T.Optional(Line(100)),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(DeskRow),
});

export const DeskSession = T.Object({
  id: Id,
  text: SessionText,
  entry: SessionView.properties.entry,
  language: SessionView.properties.language,
  place: Nullable(PlaceBrief),
  admission: Admission,
  over: T.Boolean(),
  cancelledBecause: Nullable(T.String()),
  claimed: T.Integer(),
  quota: Nullable(T.Integer()),
  /** The offer whose line and approvals the asker works on. */
  queue: Nullable(Id),
  /** The offer for whose counter places the asker can book people in. */
  counter: Nullable(Id),
  /** The offer whose seats the asker can number and share out. */
  seating: Nullable(Id),
  can: T.Array(T.Enum(["edit", "remove", "cancel"])),
});

export const getDeskEvent = operation({
  id: "events.desk-get",
  method: "GET",
  path: "/api/desk/events/:id",
  summary: "An event as staff see it: text, sessions, what is missing, history with names, what one may do.",
  params: ofEvent,
  /** As for the public: which day's slots are told. */
  query: T.Object({ day: T.Optional(DayShape), session: T.Optional(Id) }),
  answer: T.Object({
    id: Id,
    version: Version,
    state: T.String(),
    organiser: OrganiserBrief,
    jointOrganisers: T.Array(OrganiserBrief),
    cancelledBecause: Nullable(T.String()),
    text: EventText,
    place: Nullable(PlaceBrief),
    entry: EventView.properties.entry,
    sessions: T.Array(DeskSession),
    /** What publishing still needs, a sentence each. */
    missing: T.Array(T.Object({ field: T.String(), message: T.String() })),
    permit: Nullable(PermitShape),
    /** Why this event needs a permit, for its kind or for so many people; null where it needs none. */
    permitNeeded: Nullable(T.String()),
    /** The permit may be written now. */
    mayPermit: T.Boolean(),
    /** Sessions whose place is closed then: told to those who check and publish, forbids nothing. */
    warnings: T.Array(Warning),
    ...PublishingView.properties,
    can: T.Array(T.String()),
  }),
});

/** The public page of an event that is not public yet. */
export const previewEvent = operation({
  id: "events.preview",
  method: "GET",
  path: "/api/desk/events/:id/preview",
  summary: "An event as the public will see it, for those who write and check it.",
  params: ofEvent,
  answer: EventView,
});

export const SeriesText = T.Object({
  name: Line(100),
  summary: Prose(500),
  translations: translationsOf(T.Object({ name: Line(200), summary: Prose(1000) })),
  /** Cover family; parts take that of the whole. */
  family: Nullable(T.Enum([...coverFamilies])),
  startsOn: Nullable(DayShape),
  endsOn: Nullable(DayShape),
  /** Among the parts of one whole, smallest first. Left out: 0. */
  position: T.Optional(T.Integer({ minimum: 0, maximum: 999 })),
});

const Named = T.Object({ id: Id, name: T.String() });

export const eventChoices = operation({
  id: "events.choices",
  method: "GET",
  path: "/api/desk/event-choices",
  summary: "What the forms offer: organisations one writes for, places with their rooms, series.",
  query: T.Object({
    q: T.Optional(Line(100)),
    /** Words in the name of joint organisers. */
    organiser: T.Optional(Line(100)),
    /** A place that must be among them with its rooms: where the event is now, whoever's it is. */
    with: T.Optional(Id),
  }),
  answer: T.Object({
    organisations: T.Array(Named),
    /** Organisations of the whole city for joint organisers, in tree order: the first, or those that words name. */
    all: T.Array(Named),
    /** There are more organisations than are told; words find them. */
    moreOrganisers: T.Boolean(),
    places: T.Array(
      T.Object({
        ...Named.properties,
        spaces: T.Array(T.Object({ ...Named.properties, capacity: T.Integer() })),
      }),
    ),
    /** There are more places than are told; words find them. */
    morePlaces: T.Boolean(),
    series: T.Array(T.Object({ ...Named.properties, level: T.String() })),
  }),
});

export const createSeries = operation({
  id: "series.create",
  method: "POST",
  path: "/api/desk/series",
  summary: "Begins a brand series, or an edition or theme below one.",
  body: T.Object({
    organisationId: Id,
    level: T.Enum(["series", "edition", "theme"]),
    parentId: Nullable(Id),
    series: SeriesText,
  }),
  answer: T.Object({ id: Id, version: Version }),
});

export const editSeries = operation({
  id: "series.edit",
  method: "PUT",
  path: "/api/desk/series/:id",
  summary: "Changes the words and days of a series.",
  params: ofEvent,
  body: T.Object({ version: Version, series: SeriesText }),
  answer: T.Object({ id: Id, version: Version }),
});
