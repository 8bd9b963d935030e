/** JSON of the till: what was scanned, lending, taking back, the reader who stands there. Reader and title are never in one stored answer. */
import { DayShape, Empty, Id, Line, mostInteger, Nullable, operation, Reason, T } from "#contract";
import { Brief, RowId, Why } from "../../shapes.ts";

export { overrulable } from "../lending/overrulable.ts";

/** Characters of a scan: the code of a pass is the longest. */
export const longestScan = 500;
/** Loans of a reader that one answer lists, and that one command renews. */
export const mostLoans = 50;

export const till = operation({
  id: "library.till",
  method: "GET",
  path: "/api/library/till",
  summary: "The places whose till the asker may stand at, those of the own house first.",
  answer: T.Object({
    places: T.Array(T.Object({ id: Id, name: T.String(), mayOverrule: T.Boolean() })),
  }),
});

/** It is lost, or its reader says that it was returned. */
export const Trouble = Nullable(T.Enum(["lost", "claimed"]));

const TillLoan = T.Object({
  loanId: Id,
  title: T.String(),
  barcode: T.String(),
  dueOn: DayShape,
  /** Days until it is due; negative: so many late. */
  daysLeft: T.Integer(),
  renewals: T.Integer(),
  recalled: T.Boolean(),
  trouble: Trouble,
});

const Loans = T.Object({ items: T.Array(TillLoan), next: Nullable(T.String()) });

/** Whoever stands at the till. */
export const TillReader = T.Object({
  subject: Id,
  /** Null: nobody has written it down. */
  name: Nullable(T.String()),
  kind: T.Enum(["person", "group"]),
  category: T.String(),
  home: Nullable(Brief),
  card: Nullable(T.String()),
  /** Somebody may have copied the code: a document has to be seen. */
  needsDocument: T.Boolean(),
  /** What they borrowed without a line though a counter would not have lent it: rules, to be talked about. */
  talks: T.Array(T.String()),
  /** Why nothing is lent to them, the gravest first; empty: they may borrow. */
  against: T.Array(Why),
  loans: T.Integer(),
  overdue: T.Integer(),
  holds: T.Integer(),
  owesFen: T.Integer(),
  /** Who has come for them; null: they themself. */
  agent: Nullable(T.Object({ subject: Id, name: Nullable(T.String()) })),
  /** For whom else they may borrow and collect, and how much stands here for each. */
  comesFor: T.Array(
    T.Object({
      subject: Id,
      name: Nullable(T.String()),
      as: T.Enum(["family", "contact", "proxy"]),
      ready: T.Integer(),
    }),
  ),
  /** What stands on the hold shelf here for them. */
  ready: T.Array(T.Object({ title: T.String(), slot: T.String(), until: Nullable(DayShape) })),
  listed: Loans,
});

export const tillScan = operation({
  id: "library.till-scan",
  method: "POST",
  path: "/api/library/till/scans",
  summary: "What was scanned at a till: a reader's pass or card, or a copy, and what to do with it.",
  body: T.Object({
    scan: Line(longestScan),
    placeId: Id,
    /** The reader at the till, if any. */
    subject: Nullable(Id),
    /** Of several that are called so: whose copy, or whose card. */
    ownerId: Nullable(Id),
    issuerId: Nullable(Id),
  }),
  answer: T.Union([
    T.Object({ is: T.Literal("reader"), reader: TillReader }),
    T.Object({
      is: T.Literal("copy"),
      itemId: RowId,
      title: T.String(),
      barcode: T.String(),
      do: T.Enum(["check-out", "return"]),
    }),
    T.Object({
      is: T.Literal("several"),
      copies: T.Array(T.Object({ ownerId: Id, owner: T.String(), title: T.String() })),
      cards: T.Array(T.Object({ issuerId: Id, issuer: T.String() })),
    }),
  ]),
  // A live code of a pass is good once, and who was looked up is nobody's business afterwards.
  unrepeated: true,
});

export const readerAtTill = operation({
  id: "library.reader-at-till",
  method: "POST",
  path: "/api/library/till/reader",
  summary: "The reader at a till, with a page of what they have.",
  // In the body: an address stands in logs.
  body: T.Object({ subject: Id, placeId: Id, agent: T.Optional(Nullable(Id)), after: T.Optional(Line(80)) }),
  answer: TillReader,
  unrepeated: true,
});

export const checkOutCopy = operation({
  id: "library.check-out",
  method: "POST",
  path: "/api/library/till/loans",
  summary: "A copy is lent to a reader; theirs already, it is theirs for longer.",
  body: T.Object({
    itemId: RowId,
    subject: Id,
    placeId: Id,
    /** Who has come for the reader. */
    agent: T.Optional(Nullable(Id)),
    /** In spite of what staff may overrule. */
    despite: Nullable(T.Object({ reason: Reason(200) })),
  }),
  answer: T.Object({ loanId: Id, dueOn: DayShape, renewed: T.Boolean(), ruleId: Id }),
});

export const undoCheckOut = operation({
  id: "library.undo-check-out",
  method: "POST",
  path: "/api/library/till/undone-loans",
  summary: "A loan that was made here a moment ago never was.",
  body: T.Object({ loanId: Id, placeId: Id }),
  answer: Empty,
});

export const Goes = T.Union([
  T.Object({ to: T.Literal("shelf"), shelf: T.String() }),
  T.Object({ to: T.Literal("hold-shelf"), slot: T.String(), until: DayShape }),
  T.Object({ to: T.Literal("place"), place: Brief, reason: T.Enum(["home", "hold"]) }),
]);

export const returnCopy = operation({
  id: "library.return",
  method: "POST",
  path: "/api/library/till/returns",
  summary: "A copy comes back, wherever, and it is said where it goes. Always taken.",
  body: T.Object({
    itemId: RowId,
    placeId: Id,
    /** The day it lay in the box at the door, where that was before today. */
    returnedOn: Nullable(DayShape),
  }),
  answer: T.Object({
    /** Null: nobody had it. */
    loan: Nullable(
      T.Object({
        lateDays: T.Integer(),
        suspendedUntil: Nullable(DayShape),
        feeFen: T.Integer({ maximum: mostInteger }),
      }),
    ),
    goes: Goes,
  }),
});

export const renewLoan = operation({
  id: "library.renew",
  method: "POST",
  path: "/api/library/till/renewals",
  summary: "A loan lasts longer.",
  body: T.Object({ loanId: Id, placeId: Id }),
  answer: T.Object({ dueOn: DayShape }),
});

/** What became of each: none waits for another. */
export const Renewals = T.Object({
  renewed: T.Array(T.Object({ loanId: Id, dueOn: DayShape })),
  refused: T.Array(T.Object({ loanId: Id, why: Why })),
});

export const renewAll = operation({
  id: "library.renew-all",
  method: "POST",
  path: "/api/library/till/all-renewals",
  summary: "All that a reader has lasts longer, as far as it may; the earliest due first, fifty at once.",
  body: T.Object({ subject: Id, placeId: Id }),
  answer: Renewals,
});
