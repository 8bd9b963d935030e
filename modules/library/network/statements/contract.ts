/** JSON of what houses did for one another in a month. */
import { Id, mostInteger, Nullable, operation, T } from "#contract";
import { Brief } from "../../shapes.ts";

export { figureKey, figures } from "./figures.ts";

const Month = T.String({ pattern: "^2[0-9]{3}-(0[1-9]|1[0-2])$" });
/** Of a month; a balance may be below nought. */
const Figure = T.Integer({ maximum: mostInteger });

const LineView = T.Object({
  house: Brief,
  other: Brief,
  lentOfTheirs: Figure,
  lentOfOurs: Figure,
  returnedOfTheirs: Figure,
  returnedOfOurs: Figure,
  boxesSent: Figure,
  boxesCame: Figure,
  copiesSent: Figure,
  copiesCame: Figure,
  lost: Figure,
  balance: Figure,
});

const statementQuery = T.Object({ month: T.Optional(Month), house: T.Optional(Id) });

export const getStatement = operation({
  id: "library.statement",
  method: "GET",
  path: "/api/desk/between/statements",
  summary: "What your houses and others did for one another in a month, pair by pair",
  query: statementQuery,
  answer: T.Object({
    month: T.String(),
    /** It is over: nothing of it changes any more. */
    isOver: T.Boolean(),
    houses: T.Array(Brief),
    house: Nullable(Brief),
    lines: T.Array(LineView),
  }),
});

export const statementSheet = operation({
  id: "library.statement-sheet",
  method: "GET",
  path: "/api/desk/between/statements.csv",
  summary: "The same as a table",
  query: statementQuery,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});
