import { Empty, Id, Line, Nullable, operation, T, Version } from "#contract";
import { Access, Equipment, Names } from "../shapes.ts";

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
  body: T.Object({ ...spaceFacts, version: Version }),
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
