/** JSON in and out of contests: what the public sees and what entrants do. The desk's and the jury's operations are beside, in desk/ and jury/. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Line, Nullable, operation, Prose, T } from "#contract";

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
export const ofThis = T.Object({ id: Id });
/** Where a list that was not told whole goes on. */
export const goingOnAfter = T.Object({ after: T.Optional(T.String({ maxLength: 200 })) });
export const Made = T.Object({ id: Id });

/** `weight` stands against those of the others: 60 and 40, or 3 and 1. */
export const CriterionShape = T.Object({ name: Line(40), weight: T.Integer({ minimum: 1, maximum: 100 }) });
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
export const ResultRow = T.Object({
  entryId: Id,
  number: T.Integer(),
  name: Nullable(T.String()),
  title: T.String(),
  status: T.Enum([...outcomes]),
  value: Nullable(T.Number()),
  place: Nullable(T.Integer()),
  advances: T.Boolean(),
  award: Nullable(T.Enum([...awards])),
  /** Why they were disqualified. */
  reason: Nullable(T.String()),
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
      /** Of those, who work for the organiser. */
      ofHouse: Nullable(T.Integer()),
      /** Why awards, or who goes on, are not as the places say. */
      awardsReason: Nullable(T.String()),
      /** The first hundred, or those `after`. */
      results: T.Array(ResultRow),
      next: Nullable(T.String()),
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
  summary:
    "A contest: its rules, categories with places left, published results of each round page by page, records.",
  params: ofThis,
  query: goingOnAfter,
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
    "Leaves a team, whose captain becomes whoever joined it next, or withdraws one's entry with all in it, until results of a first round are entered.",
  params: ofThis,
  /** `whole`: a captain withdraws their team. */
  body: T.Object({ whole: T.Optional(T.Boolean()) }),
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
