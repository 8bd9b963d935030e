/** JSON of the class tree. */
import { InstantShape, Line, Nullable, operation, T } from "#contract";

const Node = T.Object({ class: T.String(), name: T.String() });

/** As far as a search can keep to it. */
const Class = T.String({ pattern: "^[A-Z][A-Z]?[0-9]{0,2}$", maxLength: 3 });

export const getClasses = operation({
  id: "library.classes",
  method: "GET",
  path: "/api/catalogue-classes",
  summary:
    "The class tree by which books are shelved (中图法): the main classes, or what is below one, with how many records stand there.",
  query: T.Object({ under: T.Optional(Class) }),
  answer: T.Object({
    /** From the letter to where one is. */
    path: T.Array(Node),
    below: T.Array(T.Object({ ...Node.properties, records: T.Integer(), leads: T.Boolean() })),
    records: Nullable(T.Integer()),
    /** Null: not counted yet. */
    countedAt: Nullable(InstantShape),
  }),
});

export const classHelp = operation({
  id: "library.class-help",
  method: "GET",
  path: "/api/desk/catalogue/classes",
  summary:
    "Where a book may be classed: classes that are called so, and numbers that books with these words have.",
  query: T.Object({ q: T.Optional(Line(100)) }),
  answer: T.Object({
    called: T.Array(T.Object({ ...Node.properties, path: T.Array(Node), records: T.Integer() })),
    used: T.Array(
      T.Object({ number: T.String(), path: T.Array(Node), records: T.Integer(), title: T.String() }),
    ),
  }),
});
