import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";

const ofAccount = T.Object({ account: Id });
const ofLeaving = T.Object({ id: Id });
const line = { ref: T.String(), text: T.String(), href: Nullable(T.String()) };
const State = T.Enum(["ahead", "done", "called-off"]);

export const leavingDraft = operation({
  id: "people.leaving-draft",
  method: "GET",
  path: "/api/desk/staff/:account/leaving",
  summary: "What somebody has in hand now: roles, drafts, occasions, people they help.",
  params: ofAccount,
  answer: T.Object({
    account: Id,
    name: T.String(),
    login: T.String(),
    /** The document that stands already. */
    standing: Nullable(Id),
    lines: T.Array(T.Object(line)),
  }),
});

export const staffLeaves = operation({
  id: "people.staff-leaves",
  method: "POST",
  path: "/api/desk/staff/:account/leaving",
  summary:
    "Somebody leaves, now or after their last day: what they have in hand is handed over, everything of theirs ends at that moment.",
  params: ofAccount,
  body: T.Object({
    /** Null: now. */
    lastDay: Nullable(DayShape),
    successor: Nullable(Id),
    /** The successor gets the roles at that moment. */
    passRoles: T.Boolean(),
    /** Lines that go to somebody else than the successor. */
    lines: T.Array(T.Object({ ref: Line(200), to: Id }), { maxItems: 500 }),
  }),
  answer: T.Object({ id: Id, done: T.Boolean() }),
});

export const getLeaving = operation({
  id: "people.leaving",
  method: "GET",
  path: "/api/desk/leavings/:id",
  summary: "A hand-over document: what, to whom, from when.",
  params: ofLeaving,
  answer: T.Object({
    id: Id,
    account: Id,
    name: T.String(),
    login: T.String(),
    state: State,
    effectiveAt: InstantShape,
    successor: Nullable(T.String()),
    passRoles: T.Boolean(),
    madeBy: Nullable(T.String()),
    madeAt: InstantShape,
    lines: T.Array(T.Object({ ...line, takenBy: Nullable(T.String()) })),
    can: T.Array(T.Enum(["call-off"])),
  }),
});

export const listLeavings = operation({
  id: "people.leavings",
  method: "GET",
  path: "/api/desk/leavings",
  summary: "Hand-over documents of an organisation and everything below it, the last made first.",
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        login: T.String(),
        state: State,
        effectiveAt: InstantShape,
        lines: T.Integer(),
        /** Lines nobody has been named for. */
        open: T.Integer(),
      }),
    ),
  }),
});

export const callOffLeaving = operation({
  id: "people.call-off-leaving",
  method: "DELETE",
  path: "/api/desk/leavings/:id",
  summary: "They stay after all: only before the moment has come.",
  params: ofLeaving,
  answer: Empty,
});
