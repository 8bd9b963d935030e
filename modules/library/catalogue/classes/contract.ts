/** JSON of the class tree. */
import { InstantShape, Line, Nullable, operation, T } from "#contract";
import { Question } from "../searching/contract.ts";

const Node = T.Object({ class: T.String(), name: T.String() });

const { class: Class, ...Search } = Question;

export const getClasses = operation({
  id: "library.classes",
  method: "GET",
  path: "/api/catalogue-classes",
  summary:
    "The class tree by which books are shelved (中图法): the main classes, or what is below one, with how many records stand there, or how many of those that a search finds.",
  query: T.Object({ under: Class, ...Search }),
  answer: T.Object({
    /** From the letter to where one is. */
    path: T.Array(Node),
    below: T.Array(T.Object({ ...Node.properties, records: T.Integer(), leads: T.Boolean() })),
    records: Nullable(T.Integer()),
    /** Too many are found: the numbers are about so many. */
    about: T.Boolean(),
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
