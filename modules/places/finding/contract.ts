import { Id, InstantShape, Nullable, operation, Page, T } from "#contract";
import { at, Code, Level, lat, lon, PlaceItem, Slug, SmallMap, Spot, states } from "../shapes.ts";
import { coordinateSystems } from "../words.ts";

export const listPlaces = operation({
  id: "places.list",
  method: "GET",
  path: "/api/places",
  summary: "Places by kind, level, division, words, openness and distance, by name or nearest first",
  query: T.Object({
    kind: T.Optional(Slug),
    level: T.Optional(Level),
    /** The division and everything in it: `650203`. */
    division: T.Optional(Code),
    /** Only places that are open at `at`. */
    open: T.Optional(T.Enum(["now"])),
    /** The moment asked about; now unless told. */
    at,
    q: T.Optional(T.String({ maxLength: 200 })),
    lon,
    lat,
    /** The system of `lon` and `lat`. */
    system: T.Optional(T.Enum([...coordinateSystems])),
    /** Only what is reached in so many estimated minutes on foot. */
    minutes: T.Optional(T.Integer({ minimum: 1, maximum: 120 })),
    sort: T.Optional(T.Enum(["name", "distance"])),
    after: T.Optional(T.String({ maxLength: 400 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(PlaceItem),
});

const Mark = T.Object({
  id: Id,
  name: T.String(),
  icon: T.String(),
  spot: Spot,
  state: T.Enum([...states]),
});

export const nearbyPlaces = operation({
  id: "places.nearby",
  method: "GET",
  path: "/api/places/nearby",
  summary: "How many places are open within some minutes on foot, and where they are: for a small map",
  query: T.Object({
    lon: T.Number({ minimum: -180, maximum: 180 }),
    lat: T.Number({ minimum: -90, maximum: 90 }),
    system: T.Optional(T.Enum([...coordinateSystems])),
    minutes: T.Integer({ minimum: 1, maximum: 60 }),
    at,
  }),
  answer: T.Object({
    at: InstantShape,
    minutes: T.Integer(),
    metres: T.Integer(),
    places: T.Integer(),
    open: T.Integer(),
    /** The nearest 100. */
    marks: T.Array(Mark),
  }),
});

export const placesMap = operation({
  id: "places.map",
  method: "GET",
  path: "/api/places/map",
  summary: "A small map of the surroundings of a spot; null where no map may be shown",
  query: T.Object({
    lon: T.Number({ minimum: -180, maximum: 180 }),
    lat: T.Number({ minimum: -90, maximum: 90 }),
    minutes: T.Integer({ minimum: 1, maximum: 60 }),
    /** Does the reader stand there, or is it a start chosen for want of one? */
    middle: T.Optional(T.Enum(["reader", "start"])),
  }),
  answer: T.Object({ map: Nullable(SmallMap) }),
});

export const listFilters = operation({
  id: "places.filters",
  method: "GET",
  path: "/api/place-filters",
  summary: "What the list can be narrowed by, with how many places each leaves, and the middle of the city",
  answer: T.Object({
    at: InstantShape,
    kinds: T.Array(T.Object({ code: T.String(), name: T.String(), icon: T.String(), places: T.Integer() })),
    districts: T.Array(T.Object({ code: T.String(), name: T.String(), places: T.Integer() })),
    places: T.Integer(),
    /** The start for those who do not say where they are: the middle of the places in the district with the most, WGS-84. */
    centre: Nullable(Spot),
  }),
});
