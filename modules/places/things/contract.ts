import { DayShape, Empty, Id, Line, Nullable, operation, T, Version } from "#contract";
import { goneReasons, thingCategories, thingConditions } from "../words.ts";

const facts = {
  name: Line(100),
  category: T.Enum([...thingCategories]),
  /** The number on its label; a thing that has one is one. */
  tag: T.Optional(Nullable(T.String({ pattern: "^[A-Za-z0-9]([A-Za-z0-9._/-]{0,38}[A-Za-z0-9])?$" }))),
  quantity: T.Integer({ minimum: 1, maximum: 1_000_000 }),
  condition: T.Enum([...thingConditions]),
  /** The room it stands in. */
  spaceId: T.Optional(Nullable(Id)),
  acquiredOn: T.Optional(Nullable(DayShape)),
  /** Yuan, of all of them together. */
  value: T.Optional(Nullable(T.Number({ minimum: 0, maximum: 9_999_999_999 }))),
  note: T.Optional(T.String({ maxLength: 500 })),
};

export const listThings = operation({
  id: "places.things",
  method: "GET",
  path: "/api/desk/places/:id/things",
  summary: "The inventory of a place: what stands in it, room by room",
  params: T.Object({ id: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        ...T.Required(T.Object(facts)).properties,
        /** Name of the room. */
        space: Nullable(T.String()),
        version: T.Integer(),
      }),
    ),
  }),
});

export const addThing = operation({
  id: "places.add-thing",
  method: "POST",
  path: "/api/desk/places/:id/things",
  summary: "Enter a thing into the inventory",
  params: T.Object({ id: Id }),
  body: T.Object(facts),
  answer: T.Object({ id: Id }),
});

export const changeThing = operation({
  id: "places.change-thing",
  method: "PUT",
  path: "/api/desk/places/:id/things/:thing",
  summary: "Change a thing; refused when somebody else did since `version`",
  params: T.Object({ id: Id, thing: Id }),
  body: T.Object({ ...facts, version: Version }),
  answer: Empty,
});

export const removeThing = operation({
  id: "places.remove-thing",
  method: "POST",
  path: "/api/desk/places/:id/things/:thing/going",
  summary: "Take a thing out of the inventory, with the reason; it stays in the history",
  params: T.Object({ id: Id, thing: Id }),
  body: T.Object({ because: T.Enum([...goneReasons]) }),
  answer: Empty,
});
