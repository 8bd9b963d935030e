/** JSON of the terms on which people become readers. */
import { Empty, Id, Line, Nullable, operation, T } from "#contract";
import { Brief, Code } from "../../../shapes.ts";
import { Categories } from "../views-contract.ts";

const Terms = {
  level: T.Integer({ minimum: 0, maximum: 3 }),
  childUnder: T.Integer({ minimum: 0, maximum: 18 }),
  childCategory: Code,
  adultCategory: Code,
  validMonths: Nullable(T.Integer({ minimum: 1, maximum: 600 })),
  creditCheck: Line(60),
  depositFen: T.Integer({ minimum: 0, maximum: 10_000_000 }),
  guaranteesMost: T.Integer({ minimum: 0, maximum: 20 }),
};

export const readerTerms = operation({
  id: "library.reader-terms",
  method: "GET",
  path: "/api/desk/reader-terms",
  summary: "On which terms people become readers of your houses",
  query: T.Object({ organisationId: Id }),
  answer: T.Object({
    organisation: Brief,
    /** Whose terms hold here; null: nobody has said. */
    setBy: Nullable(T.String()),
    ...Terms,
    /** Rules of people that may be named. */
    checks: T.Array(T.Object({ code: T.String(), name: T.String() })),
    categories: Categories,
    can: T.Array(T.Enum(["put"])),
  }),
});

export const putReaderTerms = operation({
  id: "library.put-reader-terms",
  method: "POST",
  path: "/api/desk/reader-terms",
  summary: "Say on which terms people become readers of a house and those below it",
  body: T.Object({ organisationId: Id, ...Terms }),
  answer: Empty,
});
