import { DayShape, Empty, Line, Nullable, operation, T } from "#contract";
import { Code, Level, Names, Slug } from "../shapes.ts";

const Status = T.Enum(["verified", "unverified"]);
const Named = T.Object({ code: T.String(), name: T.String() });

const asked = {
  name: Line(60),
  names: T.Optional(Names),
  level: Level,
  /** Words of the list of divisions (街道, 镇, 社区 …); empty: all of the level. */
  divisionKinds: T.Array(Line(20), { maxItems: 20 }),
  /** Any of these kinds of place will do. */
  kinds: T.Array(Slug, { minItems: 1, maxItems: 40 }),
  atLeast: T.Integer({ minimum: 1, maximum: 100 }),
  /** Where it is written that this is asked for. */
  source: T.String({ minLength: 1, maxLength: 500, pattern: "\\S" }),
  status: Status,
};

const Count = { of: T.Integer(), have: T.Integer() };

export const getNetwork = operation({
  id: "places.network",
  method: "GET",
  path: "/api/network",
  summary:
    "The four-level network of a day: places by level and district, and which divisions have what the standards ask",
  query: T.Object({ on: T.Optional(DayShape) }),
  answer: T.Object({
    on: DayShape,
    demo: T.Boolean(),
    levels: T.Array(T.Object({ level: Level, places: T.Integer() })),
    /** Places by the district they lay in on the day. */
    districts: T.Array(
      T.Object({ ...Named.properties, levels: T.Array(T.Object({ level: Level, places: T.Integer() })) }),
    ),
    standards: T.Array(
      T.Object({
        code: T.String(),
        name: T.String(),
        level: Level,
        divisionKinds: T.Array(T.String()),
        kinds: T.Array(Named),
        atLeast: T.Integer(),
        from: DayShape,
        source: T.String(),
        status: Status,
        /** Divisions that are to have it, and those that have it. */
        ...Count,
        missing: T.Array(T.Object({ ...Named.properties, district: Nullable(T.String()) })),
        districts: T.Array(T.Object({ ...Named.properties, ...Count })),
      }),
    ),
    can: T.Array(T.Enum(["edit"])),
  }),
});

export const listStandards = operation({
  id: "places.standards",
  method: "GET",
  path: "/api/standards",
  summary: "What every division of a level is to have, with all that was asked for before",
  answer: T.Object({
    items: T.Array(
      T.Object({
        code: T.String(),
        ...T.Required(T.Object(asked)).properties,
        /** In the reader's language. */
        says: T.String(),
        from: DayShape,
        to: Nullable(DayShape),
      }),
    ),
    /** Words of the list of divisions, as they stand in it today. */
    divisionKinds: T.Array(T.String()),
  }),
});

export const putStandard = operation({
  id: "places.put-standard",
  method: "PUT",
  path: "/api/standards/:code",
  summary: "From a day on a standard asks for this; the days before keep what was asked then",
  params: T.Object({ code: Slug }),
  body: T.Object({ ...asked, from: DayShape }),
  answer: Empty,
});

export const endStandard = operation({
  id: "places.end-standard",
  method: "POST",
  path: "/api/standards/:code/end",
  summary: "From a day on nobody asks for it any more",
  params: T.Object({ code: Slug }),
  body: T.Object({ from: DayShape }),
  answer: Empty,
});

export const listPopulations = operation({
  id: "places.populations",
  method: "GET",
  path: "/api/populations",
  summary:
    "How many people live in a division and those below it, one table for each basis and year: never added up",
  query: T.Object({ division: T.Optional(Code) }),
  answer: T.Object({
    division: Named,
    tables: T.Array(
      T.Object({
        basis: T.String(),
        basisName: T.String(),
        year: T.Integer(),
        columns: T.Array(
          T.Object({ banding: T.String(), ageFrom: T.Integer(), ageTo: Nullable(T.Integer()) }),
        ),
        rows: T.Array(T.Object({ ...Named.properties, people: T.Array(Nullable(T.Integer())) })),
        /** Of those below, where all of them have the figure on this basis; beside the division's own, which may be another count. */
        sum: T.Array(Nullable(T.Integer())),
        status: T.Enum(["verified", "unverified", "demo"]),
        sources: T.Array(T.String()),
      }),
    ),
  }),
});
