import { Empty, Id, ImageFile, ImageShape, imageBodyLimit, Line, operation, T } from "#contract";
import { Names } from "../shapes.ts";
import { licences } from "../words.ts";

const words = {
  /** What is to be seen, for those who do not see it. */
  alt: Line(200),
  alts: T.Optional(Names),
  /** Who took it; empty where nobody is to be named. */
  credit: T.Optional(T.String({ maxLength: 100, pattern: "^[^\\u0000-\\u001f\\u007f]*$" })),
  licence: T.Enum([...licences]),
};
const Photograph = T.Object({ id: Id, image: ImageShape, ...T.Required(T.Object(words)).properties });

export const listPhotographs = operation({
  id: "places.photographs",
  method: "GET",
  path: "/api/desk/places/:id/photographs",
  summary: "The photographs of a place in their order, with their words as they were entered",
  params: T.Object({ id: Id }),
  answer: T.Object({
    items: T.Array(Photograph),
    /** So many there may be. */
    most: T.Integer(),
  }),
});

export const addPhotograph = operation({
  id: "places.add-photograph",
  method: "POST",
  path: "/api/desk/places/:id/photographs",
  summary: "Add a photograph as the last one; what the camera wrote into the file is not kept",
  params: T.Object({ id: Id }),
  body: T.Object({ file: ImageFile, ...words }),
  bodyLimit: imageBodyLimit,
  answer: T.Object({ id: Id }),
});

export const changePhotograph = operation({
  id: "places.change-photograph",
  method: "PUT",
  path: "/api/desk/places/:id/photographs/:photograph",
  summary: "Change the words of a photograph",
  params: T.Object({ id: Id, photograph: Id }),
  body: T.Object(words),
  answer: Empty,
});

export const orderPhotographs = operation({
  id: "places.order-photographs",
  method: "PUT",
  path: "/api/desk/places/:id/photograph-order",
  summary: "Put the photographs into another order; every one of them must be named",
  params: T.Object({ id: Id }),
  body: T.Object({ ids: T.Array(Id, { maxItems: 12 }) }),
  answer: Empty,
});

export const erasePhotograph = operation({
  id: "places.erase-photograph",
  method: "DELETE",
  path: "/api/desk/places/:id/photographs/:photograph",
  summary: "Erase a photograph and all its files",
  params: T.Object({ id: Id, photograph: Id }),
  answer: Empty,
});
