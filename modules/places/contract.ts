/** JSON in and out of places. Names come in the caller's language; instants in UTC; distances are straight lines in metres. */
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Page, Prose, T } from "#contract";
import { compassPoints } from "#libs/geo";
import { HoursShape } from "./hours/hours-shape.ts";
import { accessCodes, closureReasons, coordinateSystems, equipmentCodes, facilityLevels } from "./words.ts";

export { detourFactor, walkingSpeed } from "./walking.ts";
export { accessCodes, closureReasons, coordinateSystems, equipmentCodes, facilityLevels } from "./words.ts";

const Level = T.Enum([...facilityLevels]);
const Access = T.Array(T.Enum([...accessCodes]), { maxItems: 40 });
const Equipment = T.Array(T.Enum([...equipmentCodes]), { maxItems: 40 });
const Code = T.String({ minLength: 2, maxLength: 12, pattern: "^[0-9]*$" });
const Slug = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });
/** Names in other languages than Chinese. */
const Names = T.Object({
  en: T.Optional(Line(100)),
  ug: T.Optional(Line(100)),
  "kk-Arab": T.Optional(Line(100)),
  ru: T.Optional(Line(100)),
  "kk-Cyrl": T.Optional(Line(100)),
});
const Position = T.Object({
  system: T.Enum([...coordinateSystems]),
  lon: T.Number({ minimum: -180, maximum: 180 }),
  lat: T.Number({ minimum: -90, maximum: 90 }),
});
const Spot = T.Object({ lon: T.Number(), lat: T.Number() });

const states = ["open", "closing-soon", "opening-soon", "closed", "shut", "unstated", "ended"] as const;
/**
 * Open or not at `at`. `until`: when an open place closes. `opensAt`: when a closed one opens next, null when not within
 * five weeks. `shut`: closed by an announced closure, with its reason. `unstated`: nobody has said the hours.
 */
export const OpenStateShape = T.Object({
  at: InstantShape,
  state: T.Enum([...states]),
  until: Nullable(InstantShape),
  opensAt: Nullable(InstantShape),
  /** On which day of the city that change lies, seen from `at`. */
  changesOn: Nullable(T.Enum(["today", "tomorrow", "later"])),
  reason: Nullable(T.Enum([...closureReasons])),
});

const Towards = T.Enum([...compassPoints]);
/** The straight line from the spot asked about, and minutes on foot estimated from it (× 1.3 at 75 m a minute). */
const Away = T.Object({ metres: T.Integer(), towards: Towards, minutes: T.Integer() });

/** A place in a list. */
export const PlaceItem = T.Object({
  id: Id,
  name: T.String(),
  kind: T.Object({ code: T.String(), name: T.String(), icon: T.String() }),
  level: Level,
  district: Nullable(T.Object({ code: T.String(), name: T.String() })),
  address: T.String(),
  /** WGS-84. */
  spot: Nullable(Spot),
  demo: T.Boolean(),
  open: OpenStateShape,
  away: Nullable(Away),
});

const at = T.Optional(InstantShape);
const lon = T.Optional(T.Number({ minimum: -180, maximum: 180 }));
const lat = T.Optional(T.Number({ minimum: -90, maximum: 90 }));

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

/** A day of the week strip. `spans` are local times of the day, past midnight as `25:30`. */
const DayHours = T.Object({
  day: DayShape,
  spans: T.Array(T.Object({ from: T.String(), to: T.String() })),
  /** Why the day differs from the week, in the words of the house; null when it does not. */
  exception: Nullable(T.String()),
  /** Why it is shut that day, wholly or in part. */
  closure: Nullable(T.Enum([...closureReasons])),
});

const ClosureView = T.Object({
  id: Id,
  startsAt: InstantShape,
  endsAt: Nullable(InstantShape),
  reason: T.Enum([...closureReasons]),
  words: T.String(),
});

const SpaceView = T.Object({
  id: Id,
  name: T.String(),
  capacity: T.Integer(),
  areaM2: Nullable(T.Number()),
  access: Access,
  equipment: Equipment,
  /** Where it can be booked, null where it cannot. */
  book: Nullable(T.String()),
});

/** Drawn by the server, with what must stand on it: 审图号, or that it is a demo. */
const SmallMap = T.Object({ svg: T.String(), credit: T.String() });

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

const OrganisationRef = T.Object({ id: Id, name: T.String() });

export const getPlace = operation({
  id: "places.get",
  method: "GET",
  path: "/api/places/:id",
  summary: "One place: hours of the week, closures, spaces, access, what is on today",
  params: T.Object({ id: Id }),
  query: T.Object({ at, lon, lat, system: T.Optional(T.Enum([...coordinateSystems])) }),
  answer: T.Object({
    ...PlaceItem.properties,
    number: Nullable(T.String()),
    organisation: OrganisationRef,
    /** From the city down to the smallest division the place lies in. */
    divisions: T.Array(T.Object({ code: T.String(), name: T.String() })),
    position: Nullable(Position),
    phone: Nullable(T.String()),
    access: Access,
    equipment: Equipment,
    /** Monday to Sunday around `at`; empty when nobody has said. */
    week: T.Array(DayHours),
    closures: T.Array(ClosureView),
    spaces: T.Array(SpaceView),
    onToday: T.Array(
      T.Object({
        title: T.String(),
        href: T.String(),
        startsAt: InstantShape,
        endsAt: InstantShape,
        left: Nullable(T.Integer()),
      }),
    ),
    /** A place of the city or a district near by, and where this one lies seen from there. */
    landmark: Nullable(T.Object({ id: Id, name: T.String(), metres: T.Integer(), towards: Towards })),
    /** The surroundings; null where no map may be shown. */
    map: Nullable(SmallMap),
    endedOn: Nullable(DayShape),
    version: T.Integer(),
    can: T.Array(T.Enum(["change", "close", "end"])),
  }),
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

const KindShape = T.Object({
  code: Slug,
  name: Line(60),
  names: Names,
  icon: Slug,
  sort: T.Integer({ minimum: 0, maximum: 30000 }),
  retired: T.Boolean(),
});

export const listKinds = operation({
  id: "places.kinds",
  method: "GET",
  path: "/api/place-kinds",
  summary: "Kinds of place, with how many places of each there are",
  answer: T.Object({
    items: T.Array(T.Object({ ...KindShape.properties, says: T.String(), places: T.Integer() })),
  }),
});

export const putKind = operation({
  id: "places.put-kind",
  method: "PUT",
  path: "/api/place-kinds/:code",
  summary: "Add a kind of place or change it",
  params: T.Object({ code: Slug }),
  body: T.Object(T.Omit(KindShape, ["code"]).properties),
  answer: KindShape,
});

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

// ——— The desk ———

const facts = {
  number: Nullable(T.String({ pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$" })),
  name: Line(100),
  names: Names,
  kind: Slug,
  level: Level,
  address: T.String({ maxLength: 200, pattern: "^[^\\u0000-\\u001f\\u007f]*$" }),
  position: Nullable(Position),
  phone: Nullable(T.String({ pattern: "^[0-9+][0-9 ()-]{2,29}$" })),
  access: Access,
  equipment: Equipment,
  hours: Nullable(HoursShape),
};

export const deskList = operation({
  id: "places.desk-list",
  method: "GET",
  path: "/api/desk/places",
  summary: "The places your roles cover, ended ones too",
  query: T.Object({
    q: T.Optional(T.String({ maxLength: 200 })),
    after: T.Optional(T.String({ maxLength: 400 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(
    T.Object({ ...PlaceItem.properties, organisation: OrganisationRef, endedOn: Nullable(DayShape) }),
  ),
});

export const deskPlace = operation({
  id: "places.desk-get",
  method: "GET",
  path: "/api/desk/places/:id",
  summary: "One place with everything that can be edited, now or as it was in a version",
  params: T.Object({ id: Id }),
  query: T.Object({ version: T.Optional(T.Integer({ minimum: 1 })) }),
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    changedAt: InstantShape,
    facts: T.Object(facts),
    organisation: OrganisationRef,
    division: T.Object({ code: T.String(), name: T.String() }),
    since: DayShape,
    endedOn: Nullable(DayShape),
    open: OpenStateShape,
    /** This week, Monday to Sunday. */
    week: T.Array(DayHours),
    closures: T.Array(ClosureView),
    spaces: T.Array(
      T.Object({ ...T.Omit(SpaceView, ["book"]).properties, names: Names, version: T.Integer() }),
    ),
    can: T.Array(T.Enum(["change", "close", "end"])),
  }),
});

export const registerChoices = operation({
  id: "places.register-choices",
  method: "GET",
  path: "/api/desk/place-choices",
  summary: "For whom you may register places, and the divisions they can lie in",
  answer: T.Object({
    organisations: T.Array(OrganisationRef),
    /** Named with what they lie in: `克拉玛依区 › 天山路街道`. */
    divisions: T.Array(T.Object({ code: T.String(), name: T.String() })),
  }),
});

export const registerPlace = operation({
  id: "places.register",
  method: "POST",
  path: "/api/desk/places",
  summary: "Enter a place into the register",
  body: T.Object({
    ...T.Partial(T.Object(facts)).properties,
    name: facts.name,
    kind: facts.kind,
    level: facts.level,
    organisationId: Id,
    divisionCode: Code,
    since: T.Optional(DayShape),
  }),
  answer: T.Object({ id: Id }),
});

export const changePlace = operation({
  id: "places.change",
  method: "PUT",
  path: "/api/desk/places/:id",
  summary:
    "Change facts of a place; refused with the present value where somebody else changed the same fact since `version`",
  params: T.Object({ id: Id }),
  body: T.Object({
    version: T.Integer({ minimum: 1 }),
    /** After a refusal: parts in which these changes go before what they said in that version. */
    over: T.Optional(
      T.Object({
        version: T.Integer({ minimum: 1 }),
        parts: T.Array(T.String({ maxLength: 40 }), { maxItems: 40 }),
      }),
    ),
    changes: T.Object(T.Partial(T.Object(facts)).properties),
  }),
  answer: T.Object({ version: T.Integer() }),
});

export const movePlace = operation({
  id: "places.move",
  method: "POST",
  path: "/api/desk/places/:id/move",
  summary: "From a day on another organisation runs the place, or it lies in another division",
  params: T.Object({ id: Id }),
  body: T.Object({ organisationId: T.Optional(Id), divisionCode: T.Optional(Code), on: DayShape }),
  answer: Empty,
});

export const endPlace = operation({
  id: "places.end",
  method: "POST",
  path: "/api/desk/places/:id/end",
  summary: "The place is no more from a day on; it stays in the history",
  params: T.Object({ id: Id }),
  body: T.Object({ on: DayShape }),
  answer: Empty,
});

export const announceClosure = operation({
  id: "places.close",
  method: "POST",
  path: "/api/desk/places/:id/closures",
  summary: "Announce that a place is closed against its posted hours",
  params: T.Object({ id: Id }),
  body: T.Object({
    startsAt: InstantShape,
    /** Null: until further notice. */
    endsAt: Nullable(InstantShape),
    reason: T.Enum([...closureReasons]),
    words: T.Optional(Prose(500)),
  }),
  answer: T.Object({ id: Id }),
});

export const liftClosure = operation({
  id: "places.lift-closure",
  method: "DELETE",
  path: "/api/desk/places/:id/closures/:closure",
  summary: "Open again before the announced end, or call the closure off",
  params: T.Object({ id: Id, closure: Id }),
  answer: Empty,
});

const spaceFacts = {
  name: Line(100),
  names: T.Optional(Names),
  capacity: T.Integer({ minimum: 1, maximum: 1_000_000 }),
  areaM2: T.Optional(Nullable(T.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }))),
  access: T.Optional(Access),
  equipment: T.Optional(Equipment),
};

export const addSpace = operation({
  id: "places.add-space",
  method: "POST",
  path: "/api/desk/places/:id/spaces",
  summary: "Add a room, court or hall",
  params: T.Object({ id: Id }),
  body: T.Object(spaceFacts),
  answer: T.Object({ id: Id }),
});

export const changeSpace = operation({
  id: "places.change-space",
  method: "PUT",
  path: "/api/desk/places/:id/spaces/:space",
  summary: "Change a space; refused when somebody else did since `version`",
  params: T.Object({ id: Id, space: Id }),
  body: T.Object({ ...spaceFacts, version: T.Integer({ minimum: 1 }) }),
  answer: Empty,
});

export const retireSpace = operation({
  id: "places.retire-space",
  method: "DELETE",
  path: "/api/desk/places/:id/spaces/:space",
  summary: "Take a space out of use",
  params: T.Object({ id: Id, space: Id }),
  answer: Empty,
});
