/** JSON in and out of the rules of lending. */
import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";
import { Brief, Code } from "../../shapes.ts";
import { columns } from "./match.ts";
import { guarantees, TermsShape, TermsTyped } from "./terms.ts";

export { categorySaid, readerCategories } from "./kinds.ts";
export type { Column } from "./match.ts";
export { guarantees, type TermsTyped, termsTyped } from "./terms.ts";

const Guarantee = T.Enum([...guarantees]);
const ColumnName = T.Enum([...columns]);
const Coded = T.Object({ code: T.String(), name: T.String() });
const Standing = T.Enum(["in-force", "coming", "past"]);
const After = T.Integer({ minimum: 0, maximum: 1_000_000 });

/** What a rule is about, organisations and places by id; null: whatever. */
const RuleAbout = T.Object({
  owner: Nullable(Id),
  place: Nullable(Id),
  shelf: Nullable(Line(60)),
  type: Nullable(Code),
  category: Nullable(Code),
  guarantee: Nullable(Guarantee),
  home: Nullable(Id),
  lentAt: Nullable(Id),
});

/** What a limit counts and for whom it is. Without an owner: all that readers of `home` have, whoever owns it. */
const LimitAbout = T.Object({
  owner: Nullable(Id),
  types: T.Array(Code, { maxItems: 20 }),
  categories: T.Array(Code, { maxItems: 20 }),
  guarantees: T.Array(Guarantee, { maxItems: guarantees.length }),
  home: Nullable(Id),
});

const versionOf = {
  id: Id,
  version: T.Integer(),
  since: DayShape,
  until: Nullable(DayShape),
  basis: T.String(),
  standing: Standing,
  setBy: T.String(),
  /** Of the organisation asked about. */
  own: T.Boolean(),
  /** No version has been written after it: the next is written after this. */
  isLast: T.Boolean(),
};

const Said = T.Object({ column: ColumnName, says: T.String() });

const RuleView = T.Object({
  ...versionOf,
  about: RuleAbout,
  /** In words, by column. */
  matches: T.Array(Said),
  /** Null: this version repealed it. */
  terms: Nullable(TermsShape),
  says: T.Array(T.String()),
});

const LimitView = T.Object({
  ...versionOf,
  about: LimitAbout,
  counts: T.String(),
  readers: T.String(),
  most: Nullable(T.Integer()),
});

const AmnestyView = T.Object({
  line: Id,
  firstDay: DayShape,
  lastDay: DayShape,
  basis: T.String(),
  standing: T.Enum(["in-force", "coming", "past", "repealed"]),
  setBy: T.String(),
  own: T.Boolean(),
});

/** What forms choose from. */
const Choices = T.Object({
  organisations: T.Array(Brief),
  places: T.Array(Brief),
  types: T.Array(Coded),
  categories: T.Array(Coded),
});

export const loanRules = operation({
  id: "library.loan-rules",
  method: "GET",
  path: "/api/desk/loan-rules",
  summary:
    "Rules, limits and amnesties that reach the things of an organisation, the most specific first, with their versions. Without one: the first of the asker's.",
  query: T.Object({ organisation: T.Optional(Id) }),
  answer: T.Object({
    houses: T.Array(Brief),
    house: Nullable(Brief),
    /** At and below the house: whose things a rule can be about. */
    own: T.Array(Brief),
    rules: T.Array(RuleView),
    /** What holds where no rule does, in words. */
    fallback: T.Array(T.String()),
    limits: T.Array(LimitView),
    /** The limit that holds where no other does. */
    fallbackMost: T.Integer(),
    amnesties: T.Array(AmnestyView),
    choices: Choices,
    can: T.Array(T.Enum(["write"])),
  }),
});

const written = {
  organisation: Id,
  since: Nullable(DayShape),
  until: Nullable(DayShape),
  basis: Line(300),
  /** The version it is written after; 0 for the first. */
  after: After,
};

export const putLoanRule = operation({
  id: "library.put-loan-rule",
  method: "POST",
  path: "/api/desk/loan-rules",
  summary:
    "Writes the next version of a rule of lending, or its first; without terms it is repealed. No version is ever changed.",
  body: T.Object({ ...written, about: RuleAbout, terms: Nullable(TermsTyped) }),
  answer: T.Object({ id: Id, version: T.Integer() }),
});

export const putLoanLimit = operation({
  id: "library.put-loan-limit",
  method: "POST",
  path: "/api/desk/loan-limits",
  summary: "Writes the next version of a limit, or its first; without a number it is repealed.",
  body: T.Object({
    ...written,
    about: LimitAbout,
    most: Nullable(T.Integer({ minimum: 0, maximum: 9999 })),
  }),
  answer: T.Object({ id: Id, version: T.Integer() }),
});

export const putAmnesty = operation({
  id: "library.put-amnesty",
  method: "POST",
  path: "/api/desk/amnesties",
  summary: "Lets go what lateness would cost for things that are brought back on these days.",
  body: T.Object({ organisation: Id, firstDay: DayShape, lastDay: DayShape, basis: Line(300) }),
  answer: T.Object({ line: Id }),
});

export const repealAmnesty = operation({
  id: "library.repeal-amnesty",
  method: "POST",
  path: "/api/desk/amnesties/:line/repeal",
  summary: "Takes an amnesty back; what was let go stays so.",
  params: T.Object({ line: Id }),
  body: T.Object({ basis: Line(300) }),
  answer: Empty,
});

export const tryLoanRules = operation({
  id: "library.try-loan-rules",
  method: "GET",
  path: "/api/desk/loan-rules/trial",
  summary:
    "What would be ruled on a loan: which rule decides and which lost by what, when it is due, within which limits, what bringing it back on a day would cost.",
  query: T.Object({
    owner: T.Optional(Id),
    type: T.Optional(Code),
    place: T.Optional(Id),
    shelf: T.Optional(Line(60)),
    category: T.Optional(Code),
    home: T.Optional(Id),
    guarantee: T.Optional(Guarantee),
    /** Where it is lent, and where it is brought back: places. */
    at: T.Optional(Id),
    back: T.Optional(Id),
    lent: T.Optional(DayShape),
    returned: T.Optional(DayShape),
  }),
  answer: T.Object({
    choices: Choices,
    asked: T.Object({ lent: DayShape, owner: Nullable(Id), at: Nullable(Id), home: Nullable(Id) }),
    /** Null: too little was asked. */
    ruled: Nullable(
      T.Object({
        rule: Nullable(T.Object({ basis: T.String(), setBy: T.String(), matches: T.Array(Said) })),
        lends: T.Boolean(),
        says: T.Array(T.String()),
        due: Nullable(
          T.Object({
            day: DayShape,
            /** The place is shut on the day that was reckoned. */
            movedFrom: Nullable(DayShape),
            renewals: T.Array(DayShape),
          }),
        ),
        limits: T.Array(
          T.Object({
            counts: T.String(),
            readers: T.String(),
            most: T.Integer(),
            basis: T.String(),
            setBy: T.String(),
          }),
        ),
        returned: Nullable(
          T.Object({
            lateDays: T.Integer(),
            says: T.String(),
            /** Ground of the amnesty that lets it go. */
            amnesty: Nullable(T.String()),
            elsewhere: T.Boolean(),
          }),
        ),
        others: T.Array(
          T.Object({
            id: Id,
            matches: T.Array(Said),
            says: T.Array(T.String()),
            setBy: T.String(),
            outcome: T.Enum(["lost", "not-about"]),
            /** The column that settled it; null: the nearer house's goes before. */
            by: Nullable(ColumnName),
          }),
        ),
        othersLeftOut: T.Integer(),
      }),
    ),
  }),
});
