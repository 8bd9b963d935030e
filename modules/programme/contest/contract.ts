/** JSON in and out of contests: what the public sees, what entrants, jurors and staff do. */
import type { Static } from "typebox";
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Prose, Reason, T } from "#contract";

export const linkNeeds = ["none", "optional", "needed"] as const;
export type LinkNeed = (typeof linkNeeds)[number];
export const units = ["time", "distance", "points", "score"] as const;
export type Unit = (typeof units)[number];
export const entryStates = ["submitted", "accepted", "refused", "withdrawn"] as const;
export type EntryState = (typeof entryStates)[number];
export const stages = ["preliminary", "semi-final", "final"] as const;
export type Stage = (typeof stages)[number];
export const rankRules = ["mean", "trimmed-mean", "sum"] as const;
export type RankRule = (typeof rankRules)[number];
/** Started and finished, did not start, did not finish, disqualified. */
export const outcomes = ["ok", "dns", "dnf", "dsq"] as const;
export type Outcome = (typeof outcomes)[number];
export const awards = ["first", "second", "third", "excellent"] as const;
export type Award = (typeof awards)[number];

const years = Nullable(T.Integer({ minimum: 0, maximum: 120 }));
const WebLink = T.String({ maxLength: 500, pattern: "^https://[^\\s]+$" });
const ofThis = T.Object({ id: Id });
const Made = T.Object({ id: Id });

/** `weight` stands against those of the others: 60 and 40, or 3 and 1. */
const CriterionShape = T.Object({ name: Line(40), weight: T.Integer({ minimum: 1, maximum: 100 }) });
export type Criterion = Static<typeof CriterionShape>;

export const CategoryText = T.Object({
  name: Line(60),
  /** What records are compared in; empty for none. */
  discipline: T.String({ maxLength: 60 }),
  ageFrom: years,
  ageTo: years,
  /** One and one: each for themself. */
  teamFrom: T.Integer({ minimum: 1, maximum: 60 }),
  teamTo: T.Integer({ minimum: 1, maximum: 60 }),
  places: T.Integer({ minimum: 1, maximum: 10_000 }),
  decided: T.Enum(["jury", "measured"]),
  /** Of what is measured, else null. */
  unit: Nullable(T.Enum([...units])),
  better: Nullable(T.Enum(["lower", "higher"])),
});

/** One line of results. `name` is null where the entrant did not agree to stand there: their number does. */
const ResultRow = T.Object({
  entryId: Id,
  number: T.Integer(),
  name: Nullable(T.String()),
  title: T.String(),
  status: T.Enum([...outcomes]),
  value: Nullable(T.Number()),
  place: Nullable(T.Integer()),
  advances: T.Boolean(),
  award: Nullable(T.Enum([...awards])),
});
export type ResultRow = Static<typeof ResultRow>;

const CategoryView = T.Object({
  id: Id,
  ...CategoryText.properties,
  left: T.Integer(),
  rounds: T.Array(
    T.Object({
      id: Id,
      stage: T.Enum([...stages]),
      rule: Nullable(T.Enum([...rankRules])),
      criteria: T.Array(CriterionShape),
      /** Null until the results are public. */
      publishedAt: Nullable(InstantShape),
      /** Who gave points; of what is measured, or not public yet, null. */
      jurors: Nullable(T.Integer()),
      results: T.Array(ResultRow),
    }),
  ),
});
export type CategoryView = Static<typeof CategoryView>;

export const ContestText = T.Object({
  opensAt: InstantShape,
  closesAt: InstantShape,
  rules: T.String({ minLength: 1, maxLength: 20_000, pattern: "\\S" }),
  link: T.Enum([...linkNeeds]),
});

export const ContestView = T.Object({
  event: T.Object({ id: Id, title: T.String() }),
  ...ContestText.properties,
  state: T.Enum(["not-yet", "open", "closed", "cancelled"]),
  categories: T.Array(CategoryView),
  /** The best ever in the disciplines of this contest, all contests of the city counted. */
  records: T.Array(
    T.Object({
      discipline: T.String(),
      unit: T.Enum([...units]),
      value: T.Number(),
      name: Nullable(T.String()),
      number: T.Integer(),
      day: DayShape,
      event: T.Object({ id: Id, title: T.String() }),
    }),
  ),
});
export type ContestView = Static<typeof ContestView>;

export const getContest = operation({
  id: "contests.get",
  method: "GET",
  path: "/api/events/:id/contest",
  summary: "A contest: its rules, categories with places left, published results and records.",
  params: ofThis,
  answer: ContestView,
});

export const enterContest = operation({
  id: "contests.enter",
  method: "POST",
  path: "/api/contest-categories/:id/entries",
  summary:
    "Enters a category of a contest, for oneself or whom one acts for; a team gets a code for its members.",
  params: ofThis,
  body: T.Object({
    title: Line(100),
    description: Prose(2000),
    link: Nullable(WebLink),
    teamName: Nullable(Line(60)),
    /** The name, or that of the team, may stand in public. */
    namePublic: T.Boolean(),
    /** They have read the rules and keep them. */
    agrees: T.Boolean(),
  }),
  answer: T.Object({ id: Id, number: T.Integer(), code: Nullable(T.String()) }),
});

export const joinTeam = operation({
  id: "contests.join",
  method: "POST",
  path: "/api/contest-teams/join",
  summary: "Joins a team by the code its captain gave; one team of a category for each person.",
  body: T.Object({ code: Line(20), agrees: T.Boolean() }),
  answer: Made,
});

export const leaveEntry = operation({
  id: "contests.leave",
  method: "POST",
  path: "/api/contest-entries/:id/leave",
  summary:
    "Withdraws one's entry, or leaves the team of somebody else, until results of a first round are entered.",
  params: ofThis,
  body: Empty,
  answer: T.Object({ withdrawn: T.Boolean() }),
});

const MyEntry = T.Object({
  id: Id,
  number: T.Integer(),
  event: T.Object({ id: Id, title: T.String() }),
  category: T.String(),
  title: T.String(),
  teamName: Nullable(T.String()),
  /** Members of a team by name, for whoever is in it. */
  members: T.Array(T.String()),
  /** All of them, those without a name, too. */
  size: T.Integer(),
  teamFrom: T.Integer(),
  teamTo: T.Integer(),
  captain: T.Boolean(),
  /** For members to come, shown to the captain. */
  code: Nullable(T.String()),
  namePublic: T.Boolean(),
  state: T.Enum([...entryStates]),
  reason: Nullable(T.String()),
  can: T.Array(T.Enum(["leave"])),
});

export const myEntries = operation({
  id: "contests.mine",
  method: "GET",
  path: "/api/my/contest-entries",
  summary: "What the asker, or whom they act for, has entered or is a member of.",
  answer: T.Object({ items: T.Array(MyEntry) }),
});

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
  summary: "A contest as its staff see it: entries with names, the jury, rounds.",
  params: ofThis,
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
    jurors: T.Array(T.Object({ id: Id, name: T.String(), code: Nullable(T.String()) })),
    /** Somebody has entered: changes need a reason. */
    entered: T.Boolean(),
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
      }),
      { maxItems: 10_000 },
    ),
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
  body: T.Object({ version: T.Integer() }),
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

export const takeJurySeat = operation({
  id: "jury.take-seat",
  method: "POST",
  path: "/api/jury/seats",
  summary: "Takes the seat in a jury that a code stands for.",
  body: T.Object({ code: Line(20) }),
  answer: T.Object({ eventId: Id }),
});

export const myJury = operation({
  id: "jury.rounds",
  method: "GET",
  path: "/api/jury/rounds",
  summary: "Rounds that wait for the asker's points.",
  answer: T.Object({
    items: T.Array(
      T.Object({ id: Id, contest: T.String(), category: T.String(), stage: T.Enum([...stages]) }),
    ),
  }),
});

export const juryRound = operation({
  id: "jury.round",
  method: "GET",
  path: "/api/jury/rounds/:id",
  summary:
    "A round for one of its jury: entries, own points, from which one stands aside. Nobody else's points.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    contest: T.String(),
    category: T.String(),
    stage: T.Enum([...stages]),
    criteria: T.Array(CriterionShape),
    open: T.Boolean(),
    entries: T.Array(
      T.Object({
        id: Id,
        number: T.Integer(),
        title: T.String(),
        description: T.String(),
        link: Nullable(T.String()),
        /** Who it is of, so that a conflict is seen. */
        people: T.Array(T.String()),
        conflict: T.Boolean(),
        /** Of each criterion, 0 to 10. */
        points: Nullable(T.Array(T.Number())),
      }),
    ),
  }),
});

export const giveScore = operation({
  id: "jury.score",
  method: "PUT",
  path: "/api/jury/rounds/:id/scores/:entry",
  summary: "Gives an entry points for each criterion; changed only with a reason.",
  params: T.Object({ id: Id, entry: Id }),
  body: T.Object({
    points: T.Array(T.Number({ minimum: 0, maximum: 10 }), { minItems: 1, maxItems: 12 }),
    reason: T.Optional(Reason(500)),
  }),
  answer: Empty,
});

export const declareConflict = operation({
  id: "jury.stand-aside",
  method: "POST",
  path: "/api/jury/rounds/:id/conflicts/:entry",
  summary: "Declares a conflict of interest: one does not judge this entry, and points already given go.",
  params: T.Object({ id: Id, entry: Id }),
  body: Empty,
  answer: Empty,
});
