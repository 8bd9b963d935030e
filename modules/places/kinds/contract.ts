import { Line, operation, T } from "#contract";
import { Names, Slug } from "../shapes.ts";

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
