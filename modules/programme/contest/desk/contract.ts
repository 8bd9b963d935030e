/** JSON in and out of contests at the desk: categories, entries, the jury, rounds and their results. */
import { Empty, Id, Line, Nullable, operation, Reason, T, Version } from "#contract";
import {
  awards,
  CategoryText,
  ContestText,
  CriterionShape,
  entryStates,
  goingOnAfter,
  Made,
  ofThis,
  outcomes,
  ResultRow,
  rankRules,
  stages,
  units,
} from "../contract.ts";

/** Read by entrants and kept in the history of the event; needed from the first entry on. */
const WhyChanged = T.Optional(Reason(500));

export const putContest = operation({
  id: "contests.put",
  method: "PUT",
  path: "/api/desk/events/:id/contest",
  summary:
    "Makes an event of the kind contest or sport a contest, or changes its rules and the days of entry; with a reason once somebody has entered.",
  params: ofThis,
  body: T.Object({ ...ContestText.properties, reason: WhyChanged }),
  answer: Empty,
});

export const addCategory = operation({
  id: "contests.add-category",
  method: "POST",
  path: "/api/desk/events/:id/contest/categories",
  summary: "Adds a category: who may enter, in what size of team, and how it is decided.",
  params: ofThis,
  body: T.Object({ ...CategoryText.properties, reason: WhyChanged }),
  answer: Made,
});

export const setCategoryPlaces = operation({
  id: "contests.set-places",
  method: "PUT",
  path: "/api/desk/contest-categories/:id/places",
  summary: "Gives a category more places, or fewer, but never fewer than are taken.",
  params: ofThis,
  body: T.Object({ places: CategoryText.properties.places, reason: WhyChanged }),
  answer: Empty,
});

export const deskContest = operation({
  id: "contests.desk-get",
  method: "GET",
  path: "/api/desk/events/:id/contest",
  summary:
    "A contest as its staff see it: entries with names page by page, those to decide about first; the jury, rounds.",
  params: ofThis,
  query: goingOnAfter,
  answer: T.Object({
    event: T.Object({ id: Id, title: T.String(), kind: T.String() }),
    /** Null until it is made one. */
    contest: Nullable(ContestText),
    categories: T.Array(
      T.Object({
        id: Id,
        ...CategoryText.properties,
        taken: T.Integer(),
        rounds: T.Array(
          T.Object({ id: Id, stage: T.Enum([...stages]), state: T.Enum(["open", "entered", "published"]) }),
        ),
      }),
    ),
    /** How many have entered in all. */
    total: T.Integer(),
    next: Nullable(T.String()),
    entries: T.Array(
      T.Object({
        id: Id,
        categoryId: Id,
        number: T.Integer(),
        title: T.String(),
        description: T.String(),
        link: Nullable(T.String()),
        teamName: Nullable(T.String()),
        members: T.Array(T.String()),
        /** A team with fewer members than its category asks for. */
        short: T.Boolean(),
        state: T.Enum([...entryStates]),
        reason: Nullable(T.String()),
      }),
    ),
    jurors: T.Array(T.Object({ id: Id, name: T.String(), code: Nullable(T.String()), ofHouse: T.Boolean() })),
    can: T.Array(T.Enum(["write", "change", "decide"])),
  }),
});

export const decideEntry = operation({
  id: "contests.decide",
  method: "POST",
  path: "/api/desk/contest-entries/:id/decision",
  summary: "Accepts an entry, or refuses it with the reason its people are told.",
  params: ofThis,
  body: T.Object({ accept: T.Boolean(), reason: T.Optional(Reason(500)) }),
  answer: Empty,
});

export const appointJuror = operation({
  id: "contests.appoint",
  method: "POST",
  path: "/api/desk/events/:id/contest/jurors",
  summary: "Appoints somebody to the jury by name; they take the seat by the code, signed in as themself.",
  params: ofThis,
  body: T.Object({ name: Line(60) }),
  answer: T.Object({ id: Id, code: T.String() }),
});

export const dismissJuror = operation({
  id: "contests.dismiss",
  method: "POST",
  path: "/api/desk/contest-jurors/:id/dismissal",
  summary: "Ends a seat of the jury; the points it gave stand, none are waited for.",
  params: ofThis,
  body: T.Object({ reason: Reason(500) }),
  answer: Empty,
});

export const addRound = operation({
  id: "contests.add-round",
  method: "POST",
  path: "/api/desk/contest-categories/:id/rounds",
  summary: "Adds the next round of a category; a jury's with its criteria and the rule of ranking.",
  params: ofThis,
  body: T.Object({
    stage: T.Enum([...stages]),
    rule: Nullable(T.Enum([...rankRules])),
    criteria: T.Array(CriterionShape, { maxItems: 12 }),
  }),
  answer: Made,
});

export const deskRound = operation({
  id: "contests.desk-round",
  method: "GET",
  path: "/api/desk/contest-rounds/:id",
  summary:
    "A round for its staff: who is in it, how many points are still to come, results as they stand. No juror's points.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    event: T.Object({ id: Id, title: T.String() }),
    category: T.String(),
    stage: T.Enum([...stages]),
    unit: Nullable(T.Enum([...units])),
    rule: Nullable(T.Enum([...rankRules])),
    state: T.Enum(["open", "entered", "published"]),
    version: T.Integer(),
    awardsReason: Nullable(T.String()),
    /** A later round can follow. */
    last: T.Boolean(),
    /** Points that jurors have still to give. */
    lacking: T.Integer(),
    rows: T.Array(
      T.Object({
        entryId: Id,
        number: T.Integer(),
        title: T.String(),
        name: Nullable(T.String()),
        result: Nullable(T.Omit(ResultRow, ["entryId", "number", "name", "title"])),
      }),
    ),
    can: T.Array(T.Enum(["enter", "publish", "retract"])),
  }),
});

export const enterResults = operation({
  id: "contests.enter-results",
  method: "PUT",
  path: "/api/desk/contest-rounds/:id/results",
  summary:
    "Enters what became of each entry: measured values, or the jury's points as they are; who goes on and what is awarded.",
  params: ofThis,
  body: T.Object({
    rows: T.Array(
      T.Object({
        entryId: Id,
        status: T.Enum([...outcomes]),
        /** What was measured; of a jury's round null. */
        value: Nullable(T.Number({ minimum: 0, maximum: 999_999_999 })),
        advances: T.Boolean(),
        award: Nullable(T.Enum([...awards])),
        /** Of whoever is disqualified; it is shown with the results. */
        reason: T.Optional(Reason(500)),
      }),
      { maxItems: 10_000 },
    ),
    /** Asked for where awards, or who goes on, are not as the places say; it is shown with the results. */
    reason: T.Optional(Reason(500)),
  }),
  answer: Empty,
  bodyLimit: 2 * 1024 * 1024,
});

export const publishResults = operation({
  id: "contests.publish-results",
  method: "POST",
  path: "/api/desk/contest-rounds/:id/publication",
  summary: "Makes the results of a round public; never whoever entered them.",
  params: ofThis,
  /** Of the results they have seen. */
  body: T.Object({ version: Version }),
  answer: T.Object({ told: T.Integer() }),
});

export const retractResults = operation({
  id: "contests.retract-results",
  method: "POST",
  path: "/api/desk/contest-rounds/:id/retraction",
  summary:
    "Takes public results back for correction, with a reason, while no later round has begun; the jury may judge again.",
  params: ofThis,
  body: T.Object({ reason: Reason(500) }),
  answer: Empty,
});
