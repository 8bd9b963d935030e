/** JSON in and out of the jury: seats, rounds to judge, points. */
import { Empty, Id, Line, Nullable, operation, Reason, T } from "#contract";
import { CriterionShape, goingOnAfter, ofThis, stages } from "../contract.ts";

export const takeJurySeat = operation({
  id: "jury.take-seat",
  method: "POST",
  path: "/api/jury/seats",
  summary: "Takes the seat in a jury that a code stands for.",
  body: T.Object({ code: Line(20) }),
  answer: T.Object({ eventId: Id }),
});

export const myJury = operation({
  id: "jury.rounds",
  method: "GET",
  path: "/api/jury/rounds",
  summary: "Rounds that wait for the asker's points.",
  answer: T.Object({
    items: T.Array(
      T.Object({ id: Id, contest: T.String(), category: T.String(), stage: T.Enum([...stages]) }),
    ),
  }),
});

export const juryRound = operation({
  id: "jury.round",
  method: "GET",
  path: "/api/jury/rounds/:id",
  summary:
    "A round for one of its jury, page by page: entries, own points, from which one stands aside. Nobody else's points.",
  params: ofThis,
  query: goingOnAfter,
  answer: T.Object({
    id: Id,
    contest: T.String(),
    category: T.String(),
    stage: T.Enum([...stages]),
    criteria: T.Array(CriterionShape),
    open: T.Boolean(),
    /** Entries of the whole round, and those of them the asker has judged or stands aside from. */
    total: T.Integer(),
    done: T.Integer(),
    next: Nullable(T.String()),
    entries: T.Array(
      T.Object({
        id: Id,
        number: T.Integer(),
        title: T.String(),
        description: T.String(),
        link: Nullable(T.String()),
        /** Who it is of, so that a conflict is seen. */
        people: T.Array(T.String()),
        conflict: T.Boolean(),
        /** Of each criterion, 0 to 10. */
        points: Nullable(T.Array(T.Number())),
      }),
    ),
  }),
});

export const giveScore = operation({
  id: "jury.score",
  method: "PUT",
  path: "/api/jury/rounds/:id/scores/:entry",
  summary: "Gives an entry points for each criterion; changed only with a reason.",
  params: T.Object({ id: Id, entry: Id }),
  body: T.Object({
    points: T.Array(T.Number({ minimum: 0, maximum: 10 }), { minItems: 1, maxItems: 12 }),
    reason: T.Optional(Reason(500)),
  }),
  answer: Empty,
});

export const declareConflict = operation({
  id: "jury.stand-aside",
  method: "POST",
  path: "/api/jury/rounds/:id/conflicts/:entry",
  summary: "Declares a conflict of interest: one does not judge this entry, and points already given go.",
  params: T.Object({ id: Id, entry: Id }),
  body: Empty,
  answer: Empty,
});
