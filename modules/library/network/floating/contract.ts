/** JSON of groups of places among which copies float. */
import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";
import { Brief, Code, one, Text } from "../../shapes.ts";

export const listFloating = operation({
  id: "library.floating",
  method: "GET",
  path: "/api/desk/between/floating",
  summary: "Groups of places among which copies stay where they were returned",
  answer: T.Object({
    groups: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        types: T.Array(T.String()),
        madeOn: DayShape,
        endedOn: Nullable(DayShape),
        places: T.Array(T.Object({ ...Brief.properties, shelf: T.String() })),
        mayWrite: T.Boolean(),
      }),
    ),
    places: T.Array(Brief),
    houses: T.Array(Brief),
  }),
});

export const beginFloating = operation({
  id: "library.begin-floating",
  method: "POST",
  path: "/api/desk/between/floating",
  summary: "From now on copies of these places stay where they were returned among them",
  body: T.Object({
    organisationId: Id,
    name: Line(60),
    types: T.Array(Code, { maxItems: 20 }),
    places: T.Array(T.Object({ placeId: Id, shelf: Text(60) }), { minItems: 2, maxItems: 100 }),
  }),
  answer: one,
});

export const endFloating = operation({
  id: "library.end-floating",
  method: "POST",
  path: "/api/desk/between/floating/:id/end",
  summary: "Copies of these places travel home again",
  params: one,
  body: Empty,
  answer: Empty,
});
