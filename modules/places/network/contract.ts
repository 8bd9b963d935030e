import { DayShape, Id, Line, Nullable, operation, Page, T } from "#contract";
import { Code, Names, OrganisationRef, PlaceItem, Slug } from "../shapes.ts";

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

export const getOrganisation = operation({
  id: "places.organisation",
  method: "GET",
  path: "/api/organisations/:id",
  summary: "An organisation: the places it and those below it run, and the places of others it uses too",
  params: T.Object({ id: Id }),
  query: T.Object({
    after: T.Optional(T.String({ maxLength: 400 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: T.Object({
    id: Id,
    name: T.String(),
    kind: T.Object({ code: T.String(), name: T.String() }),
    demo: T.Boolean(),
    parent: Nullable(OrganisationRef),
    division: Nullable(T.Object({ code: T.String(), name: T.String() })),
    /** Directly below it. */
    below: T.Array(OrganisationRef),
    places: T.Integer(),
    runs: Page(T.Object({ ...PlaceItem.properties, organisation: OrganisationRef })),
    /** Today, beside the organisation that runs it. */
    uses: T.Array(
      T.Object({
        place: T.Object({ id: Id, name: T.String() }),
        organisation: OrganisationRef,
        purpose: T.String(),
        rooms: T.String(),
        hours: T.String(),
        since: DayShape,
        until: Nullable(DayShape),
      }),
    ),
  }),
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
    /** A library's number in the tags of its books. */
    isil: T.Optional(Nullable(T.String({ pattern: "^[A-Z]{1,4}-[0-9A-Z:/-]{1,14}$", maxLength: 16 }))),
  }),
  answer: OrganisationView,
});
