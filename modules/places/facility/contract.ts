import {
  DayShape,
  Id,
  ImageShape,
  InstantShape,
  Line,
  Nullable,
  operation,
  Page,
  Reason,
  T,
  Version,
} from "#contract";
import { HoursShape } from "../hours/hours-shape.ts";
import {
  Access,
  at,
  ClosureView,
  Code,
  DayHours,
  Equipment,
  HolidayRef,
  Level,
  lat,
  lon,
  Names,
  OpenStateShape,
  OrganisationRef,
  PlaceItem,
  Position,
  Slug,
  SmallMap,
  SpaceView,
  Towards,
} from "../shapes.ts";
import { coordinateSystems, licences } from "../words.ts";

/** The position lies far outside the city's outline and is meant so: without it such a position is refused. */
const outsideCity = T.Optional(T.Boolean());

/** It changes what figures count, or their past: nothing of that holds before another person has confirmed it. */
const waits = T.Boolean();

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

export const getPlace = operation({
  id: "places.get",
  method: "GET",
  path: "/api/places/:id",
  summary: "One place: hours of the week, closures, spaces, access, what is on today",
  params: T.Object({ id: Id }),
  query: T.Object({
    at,
    lon,
    lat,
    system: T.Optional(T.Enum([...coordinateSystems])),
    /** A day of the week to show; the day of `at` unless told. */
    day: T.Optional(DayShape),
  }),
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
    /** Whose day it is at `at`. */
    holiday: Nullable(HolidayRef),
    /** Monday to Sunday around the day; empty when nobody has said. */
    week: T.Array(DayHours),
    /** Years of that week whose holidays have not been announced: on their days the hours follow the week. */
    holidaysUnknown: T.Array(T.Integer()),
    closures: T.Array(ClosureView),
    spaces: T.Array(SpaceView),
    onToday: T.Array(
      T.Object({
        title: T.String(),
        href: T.String(),
        startsAt: InstantShape,
        endsAt: InstantShape,
        left: Nullable(T.Integer()),
        closed: T.Boolean(),
      }),
    ),
    /** What can be booked there beside its rooms: seats, things. */
    toBook: T.Array(T.Object({ title: T.String(), href: T.String() })),
    /** What goes on there over weeks, each on a page of its own. */
    also: T.Array(T.Object({ title: T.String(), href: T.String() })),
    /** A place of the city or a district near by, and where this one lies seen from there. */
    landmark: Nullable(T.Object({ id: Id, name: T.String(), metres: T.Integer(), towards: Towards })),
    /** Who uses it today beside the organisation that runs it (共建共享). */
    sharedWith: T.Array(
      T.Object({
        organisation: OrganisationRef,
        purpose: T.String(),
        rooms: T.String(),
        hours: T.String(),
        since: DayShape,
        until: Nullable(DayShape),
      }),
    ),
    /** In their order; without any the page draws a cover from the name. */
    photographs: T.Array(
      T.Object({ image: ImageShape, alt: T.String(), credit: T.String(), licence: T.Enum([...licences]) }),
    ),
    /** The surroundings; null where no map may be shown. */
    map: Nullable(SmallMap),
    /** Anything but `published` is seen only by those who work on it. */
    state: T.String(),
    endedOn: Nullable(DayShape),
    version: T.Integer(),
    can: T.Array(T.Enum(["change", "close", "end"])),
  }),
});

export const deskList = operation({
  id: "places.desk-list",
  method: "GET",
  path: "/api/desk/places",
  summary: "The places your roles cover, ended ones and those not public too",
  query: T.Object({
    q: T.Optional(T.String({ maxLength: 200 })),
    after: T.Optional(T.String({ maxLength: 400 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(
    T.Object({
      ...PlaceItem.properties,
      organisation: OrganisationRef,
      state: T.String(),
      endedOn: Nullable(DayShape),
    }),
  ),
});

export const deskPlace = operation({
  id: "places.desk-get",
  method: "GET",
  path: "/api/desk/places/:id",
  summary: "One place with everything that can be edited, now or as it was in a version",
  params: T.Object({ id: Id }),
  query: T.Object({ version: T.Optional(Version) }),
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    changedAt: InstantShape,
    facts: T.Object(facts),
    organisation: OrganisationRef,
    division: T.Object({ code: T.String(), name: T.String() }),
    since: DayShape,
    /** On its way to the public, or public. */
    state: T.String(),
    endedOn: Nullable(DayShape),
    open: OpenStateShape,
    /** This week, Monday to Sunday. */
    week: T.Array(DayHours),
    holidaysUnknown: T.Array(T.Integer()),
    closures: T.Array(ClosureView),
    spaces: T.Array(
      T.Object({ ...T.Omit(SpaceView, ["book"]).properties, names: Names, version: T.Integer() }),
    ),
    /** `answer-for`: change name, kind and level, with a reason where the place is public. */
    can: T.Array(T.Enum(["change", "answer-for", "close", "end"])),
  }),
});

export const registerChoices = operation({
  id: "places.register-choices",
  method: "GET",
  path: "/api/desk/place-choices",
  summary: "For whom you may register places, and the divisions they can lie in",
  answer: T.Object({
    organisations: T.Array(
      T.Object({
        ...OrganisationRef.properties,
        /** Where it is at home, or the nearest above it; null: nowhere in particular. */
        division: Nullable(Code),
      }),
    ),
    /** Named with what they lie in: `克拉玛依区 › 天山路街道`. */
    divisions: T.Array(T.Object({ code: T.String(), name: T.String() })),
  }),
});

export const registerPlace = operation({
  id: "places.register",
  method: "POST",
  path: "/api/desk/places",
  summary: "Begin a place as a draft; it becomes public through the steps",
  body: T.Object({
    ...T.Partial(T.Object(facts)).properties,
    name: facts.name,
    kind: facts.kind,
    level: facts.level,
    organisationId: Id,
    divisionCode: Code,
    since: T.Optional(DayShape),
    outsideCity,
    /** Another place of this name in the division is meant to be another: without it such a name is refused once. */
    sameName: T.Optional(T.Boolean()),
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
    version: Version,
    /** After a refusal: parts in which these changes go before what they said in that version. */
    over: T.Optional(
      T.Object({
        version: Version,
        parts: T.Array(T.String({ maxLength: 40 }), { maxItems: 40 }),
      }),
    ),
    changes: T.Object(T.Partial(T.Object(facts)).properties),
    /** Needed where a public place gets another name, kind or level, which whoever publishes answers for. */
    reason: T.Optional(Reason(500)),
    outsideCity,
  }),
  answer: T.Object({ version: T.Integer(), waits }),
});

export const movePlace = operation({
  id: "places.move",
  method: "POST",
  path: "/api/desk/places/:id/move",
  summary: "From a day on another organisation runs the place, or it lies in another division",
  params: T.Object({ id: Id }),
  body: T.Object({
    organisationId: T.Optional(Id),
    divisionCode: T.Optional(Code),
    on: DayShape,
    /** Needed where the place is public, and for a day that is past where it ever was. */
    reason: T.Optional(Reason(500)),
  }),
  answer: T.Object({ waits }),
});

export const endPlace = operation({
  id: "places.end",
  method: "POST",
  path: "/api/desk/places/:id/end",
  summary: "The place is no more from a day on; it stays in the history",
  params: T.Object({ id: Id }),
  body: T.Object({
    on: DayShape,
    /** Needed while the place is public, and for a day that is past where it ever was. */
    reason: T.Optional(Reason(500)),
  }),
  answer: T.Object({ waits }),
});
