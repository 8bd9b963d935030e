/** JSON of renovation projects. Days; money in yuan. */
import { DayShape, Empty, Id, Line, Nullable, operation, Prose, Reason, T, Version } from "#contract";
import { moneySources, renovationStates } from "./words.ts";

export { moneySources } from "./words.ts";

const Yuan = T.Number({ minimum: 0, maximum: 999_999_999_999 });
const Area = T.Optional(Nullable(T.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })));
const Capacity = T.Optional(Nullable(T.Integer({ minimum: 0, maximum: 1_000_000 })));
const State = T.Enum([...renovationStates]);
const Money = T.Object({
  source: T.Enum([...moneySources]),
  planned: T.Number({ exclusiveMinimum: 0, maximum: 999_999_999_999 }),
});

/** What everybody may know of a project. */
const Known = {
  id: Id,
  name: T.String(),
  scope: T.String(),
  state: State,
  /** Planned days; `to` is the first day on which it is open again. */
  from: DayShape,
  to: DayShape,
  startedOn: Nullable(DayShape),
  endedOn: Nullable(DayShape),
  stopReason: Nullable(T.String()),
  /** Is it closed meanwhile? */
  closes: T.Boolean(),
  areaBefore: Nullable(T.Number()),
  areaAfter: Nullable(T.Number()),
  capacityBefore: Nullable(T.Integer()),
  capacityAfter: Nullable(T.Integer()),
  /** As last reported; null before the first report. */
  percent: Nullable(T.Integer()),
};

const Whole = {
  ...Known,
  version: T.Integer(),
  money: T.Array(Money),
  planned: T.Number(),
  /** As last reported. */
  spent: T.Number(),
};

export const placeRenovations = operation({
  id: "places.renovations",
  method: "GET",
  path: "/api/places/:id/renovations",
  summary: "Renovations of a place: planned, under way, finished, stopped",
  params: T.Object({ id: Id }),
  answer: T.Object({ items: T.Array(T.Object(Known)) }),
});

export const deskPlaceRenovations = operation({
  id: "places.desk-place-renovations",
  method: "GET",
  path: "/api/desk/places/:id/renovations",
  summary: "Renovations of a place with money and every report",
  params: T.Object({ id: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        ...Whole,
        progress: T.Array(
          T.Object({ id: Id, on: DayShape, percent: T.Integer(), spent: T.Number(), words: T.String() }),
        ),
      }),
    ),
    can: T.Array(T.Enum(["plan", "report"])),
  }),
});

export const deskRenovations = operation({
  id: "places.desk-renovations",
  method: "GET",
  path: "/api/desk/renovations",
  summary:
    "Renovations of a year at the places your roles cover, with the year's figures of stations of streets and communities",
  query: T.Object({ year: T.Optional(T.Integer({ minimum: 1949, maximum: 2200 })) }),
  answer: T.Object({
    year: T.Integer(),
    figures: T.Object({
      places: T.Integer(),
      renovated: T.Integer(),
      share: Nullable(T.Number()),
      finished: T.Integer(),
      planned: T.Array(Money),
      spent: T.Number(),
    }),
    /** The same of all years up to this one: a place renewed twice is one. */
    ever: T.Object({ places: T.Integer(), renovated: T.Integer(), share: Nullable(T.Number()) }),
    /** Those that begin last; with `more` there are others. */
    items: T.Array(T.Object({ ...Whole, placeId: Id, placeName: T.String() })),
    more: T.Boolean(),
  }),
});

const plan = {
  name: Line(100),
  scope: Prose(2000),
  from: DayShape,
  to: DayShape,
  money: T.Array(Money, { maxItems: moneySources.length }),
  closes: T.Boolean(),
  areaBefore: Area,
  capacityBefore: Capacity,
};

export const planRenovation = operation({
  id: "places.plan-renovation",
  method: "POST",
  path: "/api/desk/places/:id/renovations",
  summary: "Plan a renovation; `closes` announces the closure that belongs to it",
  params: T.Object({ id: Id }),
  body: T.Object(plan),
  answer: T.Object({ id: Id }),
});

const Of = T.Object({ id: Id, renovation: Id });

export const changeRenovation = operation({
  id: "places.change-renovation",
  method: "PUT",
  path: "/api/desk/places/:id/renovations/:renovation",
  summary:
    "Change the plan; the announced closure follows its days; refused when somebody else changed it since `version`",
  params: Of,
  body: T.Object({ ...plan, version: Version }),
  answer: T.Object({ version: T.Integer() }),
});

export const startRenovation = operation({
  id: "places.start-renovation",
  method: "POST",
  path: "/api/desk/places/:id/renovations/:renovation/start",
  summary: "The work began on a day",
  params: Of,
  body: T.Object({ on: DayShape }),
  answer: Empty,
});

export const reportProgress = operation({
  id: "places.report-progress",
  method: "POST",
  path: "/api/desk/places/:id/renovations/:renovation/progress",
  summary: "How far the work was on a day, and what had been spent by then",
  params: Of,
  body: T.Object({
    on: DayShape,
    percent: T.Integer({ minimum: 0, maximum: 100 }),
    spent: Yuan,
    words: T.Optional(Prose(1000)),
  }),
  answer: Empty,
});

export const finishRenovation = operation({
  id: "places.finish-renovation",
  method: "POST",
  path: "/api/desk/places/:id/renovations/:renovation/finish",
  summary: "The work was done on a day; `reopen` lifts the closure that belongs to it",
  params: Of,
  body: T.Object({
    on: DayShape,
    areaBefore: Area,
    areaAfter: Area,
    capacityBefore: Capacity,
    capacityAfter: Capacity,
    reopen: T.Boolean(),
  }),
  answer: Empty,
});

export const stopRenovation = operation({
  id: "places.stop-renovation",
  method: "POST",
  path: "/api/desk/places/:id/renovations/:renovation/stop",
  summary: "The project was given up on a day, with the reason",
  params: Of,
  body: T.Object({ on: DayShape, reason: Reason(500), reopen: T.Boolean() }),
  answer: Empty,
});
