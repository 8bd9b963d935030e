import { DayShape, Empty, Id, Line, Nullable, operation, T, Version } from "#contract";
import { OrganisationRef } from "../shapes.ts";

const words = {
  purpose: Line(200),
  /** Which rooms, in words; empty: the whole place. */
  rooms: T.Optional(T.String({ maxLength: 200 })),
  /** When, in words; empty: whenever it is open. */
  hours: T.Optional(T.String({ maxLength: 200 })),
  /** First day without it; null: until further notice. */
  until: T.Optional(Nullable(DayShape)),
};

export const listSharings = operation({
  id: "places.sharings",
  method: "GET",
  path: "/api/desk/places/:id/sharings",
  summary: "Who uses the place beside the organisation that runs it: now, later and before",
  params: T.Object({ id: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        organisation: OrganisationRef,
        ...T.Required(T.Object(words)).properties,
        since: DayShape,
        state: T.Enum(["now", "later", "over"]),
        version: T.Integer(),
      }),
    ),
    can: T.Array(T.Enum(["share"])),
  }),
});

export const addSharing = operation({
  id: "places.share",
  method: "POST",
  path: "/api/desk/places/:id/sharings",
  summary:
    "From a day on an organisation uses the place beside the one that runs it; the figures stay the running one's",
  params: T.Object({ id: Id }),
  body: T.Object({ organisationId: Id, ...words, since: DayShape }),
  answer: T.Object({ id: Id }),
});

export const changeSharing = operation({
  id: "places.change-sharing",
  method: "PUT",
  path: "/api/desk/places/:id/sharings/:sharing",
  summary: "Change what for, where, when and until when; refused when somebody else did since `version`",
  params: T.Object({ id: Id, sharing: Id }),
  body: T.Object({ ...words, version: Version }),
  answer: Empty,
});
