/** JSON of one's own loans: what is due, renewing, and the list of what one has read, for who wishes one. */
import { DayShape, Empty, Id, Line, Nullable, operation, T } from "#contract";
import { RecordId } from "../../catalogue/searching/contract.ts";
import { Why } from "../../shapes.ts";
import { Renewals, Trouble } from "../till/contract.ts";

const After = T.Object({ after: T.Optional(Line(80)) });

export const myLoans = operation({
  id: "library.my-loans",
  method: "GET",
  path: "/api/my/loans",
  summary: "What somebody has borrowed, the earliest due first, and whether they may borrow.",
  query: After,
  answer: T.Object({
    /** Null: no reader yet. */
    reader: Nullable(
      T.Object({
        against: T.Array(Why),
        owesFen: T.Integer(),
        keepsHistory: T.Boolean(),
      }),
    ),
    /** The list of what was read is for the asker to see. */
    maySeeHistory: T.Boolean(),
    loans: T.Array(
      T.Object({
        loanId: Id,
        record: RecordId,
        title: T.String(),
        dueOn: DayShape,
        /** Days until it is due; negative: so many late. */
        daysLeft: T.Integer(),
        renewals: T.Integer(),
        recalled: T.Boolean(),
        trouble: Trouble,
      }),
    ),
    next: Nullable(T.String()),
  }),
});

export const renewMine = operation({
  id: "library.renew-mine",
  method: "POST",
  path: "/api/my/loans/renewals",
  summary: "One's own loan lasts longer.",
  body: T.Object({ loanId: Id }),
  answer: T.Object({ dueOn: DayShape }),
});

export const renewAllMine = operation({
  id: "library.renew-all-mine",
  method: "POST",
  path: "/api/my/loans/all-renewals",
  summary: "All one's own loans last longer, as far as they may.",
  body: Empty,
  answer: Renewals,
});

export const myHistory = operation({
  id: "library.history",
  method: "GET",
  path: "/api/my/reading",
  summary: "What somebody has read, as far as they wished to keep it, the last first.",
  query: After,
  answer: T.Object({
    keeps: T.Boolean(),
    count: T.Integer(),
    items: T.Array(T.Object({ record: RecordId, title: T.String(), lentOn: DayShape, returnedOn: DayShape })),
    next: Nullable(T.String()),
  }),
});

export const keepHistory = operation({
  id: "library.keep-history",
  method: "POST",
  path: "/api/my/reading/keeping",
  summary:
    "From now on what comes back is kept for its reader; or no more, and all that was kept is deleted.",
  body: T.Object({ keeps: T.Boolean() }),
  answer: Empty,
});

export const forgetReading = operation({
  id: "library.forget-reading",
  method: "POST",
  path: "/api/my/reading/forgotten",
  summary: "One book is taken off one's own list of what was read; without one, all are.",
  body: T.Object({ one: Nullable(T.Object({ record: RecordId, lentOn: DayShape })) }),
  answer: Empty,
});
