import { Id, Nullable, operation, Reason, T } from "#contract";

const ofPerson = T.Object({ subject: Id });
const Likeness = T.Enum(["same-document", "name-and-birth", "child-of-same-guardian", "name-without-phone"]);

export const alikePersons = operation({
  id: "people.alike",
  method: "GET",
  path: "/api/desk/persons/:subject/alike",
  summary: "Other accounts that may be the same person, and what speaks for it.",
  params: ofPerson,
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        subject: Id,
        name: Nullable(T.String()),
        likenesses: T.Array(Likeness),
        /** Problem id of what speaks against it. */
        against: Nullable(T.String()),
      }),
    ),
  }),
});

export const mergePlan = operation({
  id: "people.merge-plan",
  method: "GET",
  path: "/api/desk/persons/:subject/merge",
  summary:
    "What would move from another account to this one, and how what both have would be settled. Changes nothing.",
  params: ofPerson,
  query: T.Object({ organisation: Id, from: Id }),
  answer: T.Object({
    likenesses: T.Array(Likeness),
    moved: T.Array(T.Object({ what: T.String(), rows: T.Integer(), settled: T.Array(T.String()) })),
  }),
});

export const mergePersons = operation({
  id: "people.merge",
  method: "POST",
  path: "/api/desk/persons/:subject/merge",
  summary:
    "Joins another account to this one for good. What nothing in the records speaks for, and two children of one guardian, needs a manager and a reason.",
  params: ofPerson,
  body: T.Object({
    organisation: Id,
    from: Id,
    /** The person has shown that both are theirs. */
    proven: T.Boolean(),
    reason: T.Optional(Reason(200)),
  }),
  answer: T.Object({ subject: Id }),
});
