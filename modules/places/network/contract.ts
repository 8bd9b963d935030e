import { DayShape, Id, Line, Nullable, operation, T } from "#contract";
import { Code, Names, Slug } from "../shapes.ts";

const Division = T.Object({
  code: T.String(),
  parentCode: Nullable(T.String()),
  level: T.Enum(["province", "city", "district", "street", "community"]),
  name: T.String(),
  kind: T.String(),
  from: Nullable(DayShape),
  to: Nullable(DayShape),
});

export const listDivisions = operation({
  id: "places.divisions",
  method: "GET",
  path: "/api/divisions",
  summary: "Divisions directly below another, as of a day; the widest ones when no parent is named",
  query: T.Object({ parent: T.Optional(Code), on: T.Optional(DayShape) }),
  answer: T.Object({ on: DayShape, items: T.Array(Division) }),
});

export const getDivision = operation({
  id: "places.division",
  method: "GET",
  path: "/api/divisions/:code",
  summary: "What a code meant and when, what it came from and became, and its population by basis and year",
  params: T.Object({ code: Code }),
  answer: T.Object({
    code: T.String(),
    history: T.Array(T.Object({ ...Division.properties, source: T.String(), note: Nullable(T.String()) })),
    links: T.Array(
      T.Object({
        from: T.String(),
        to: T.String(),
        how: T.Enum(["moved", "recoded", "merged", "split"]),
        on: Nullable(DayShape),
      }),
    ),
    /** Figures with different `basis` or `year` count different people: never add or compare them silently. */
    populations: T.Array(
      T.Object({
        basis: T.String(),
        basisName: T.String(),
        year: T.Integer(),
        banding: T.String(),
        ageFrom: T.Integer(),
        ageTo: Nullable(T.Integer()),
        people: T.Integer(),
        source: T.String(),
        status: T.Enum(["verified", "unverified", "demo"]),
      }),
    ),
  }),
});

const OrganisationView = T.Object({
  id: Id,
  parentId: Nullable(Id),
  path: T.String(),
  kind: T.String(),
  name: T.String(),
  divisionCode: Nullable(T.String()),
  demo: T.Boolean(),
});

export const listOrganisations = operation({
  id: "places.organisations",
  method: "GET",
  path: "/api/organisations",
  summary: "The tree of organisations, in tree order; below one when named",
  query: T.Object({ under: T.Optional(Id) }),
  answer: T.Object({ items: T.Array(OrganisationView) }),
});

export const addOrganisation = operation({
  id: "places.add-organisation",
  method: "POST",
  path: "/api/organisations",
  summary: "Add an organisation below another",
  body: T.Object({
    parentId: Id,
    label: T.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 32 }),
    kind: Slug,
    name: Line(100),
    names: T.Optional(Names),
    divisionCode: T.Optional(Nullable(Code)),
  }),
  answer: OrganisationView,
});
