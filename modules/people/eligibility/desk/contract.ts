import { DayShape, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { Code } from "../contract.ts";

const ofPerson = T.Object({ subject: Id });
const ofCheck = T.Object({ subject: Id, check: Code });

export const lookAtEligibility = operation({
  id: "people.look-at-eligibility",
  method: "POST",
  path: "/api/desk/persons/:subject/eligibility",
  summary: "By which rules of this counter the person at it qualifies. Noted, and shown to the person.",
  params: ofPerson,
  body: T.Object({ organisation: Id }),
  answer: T.Object({
    name: Nullable(T.String()),
    checks: T.Array(
      T.Object({
        code: Code,
        name: T.String(),
        ways: T.Array(T.Object({ code: Code, name: T.String(), says: T.String() })),
        /** Null without a yes: a no is the person's own affair. */
        until: Nullable(InstantShape),
        way: Nullable(T.String()),
        can: T.Array(T.Enum(["record", "end"])),
      }),
    ),
  }),
  unrepeated: true,
});

export const recordEligibility = operation({
  id: "people.record-eligibility",
  method: "POST",
  path: "/api/desk/persons/:subject/eligibility/:check",
  summary: "The person has qualified in another way, at the counter.",
  params: ofCheck,
  body: T.Object({ organisation: Id, way: Code, seen: T.Boolean(), sentence: Nullable(Line(300)) }),
  answer: T.Object({ until: InstantShape }),
});

export const endEligibility = operation({
  id: "people.end-eligibility",
  method: "POST",
  path: "/api/desk/persons/:subject/eligibility/:check/end",
  summary: "What a counter has recorded is over; the person is told why and may appeal.",
  params: ofCheck,
  body: T.Object({ organisation: Id, sentence: Line(300) }),
  answer: T.Object({}),
});

export const eligibilityAppeals = operation({
  id: "people.eligibility-appeals",
  method: "GET",
  path: "/api/desk/eligibility-appeals",
  summary:
    "Appeals against rules of an organisation and those below it: the 200 most urgent, then the 50 answered last.",
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        check: T.String(),
        person: Nullable(T.String()),
        /** What was refused: a reason, or `ended` by staff. */
        against: T.String(),
        sentence: Nullable(T.String()),
        words: T.String(),
        madeAt: InstantShape,
        dueOn: DayShape,
        overdue: T.Boolean(),
        outcome: Nullable(T.Enum(["kept", "changed"])),
        answer: Nullable(T.String()),
      }),
    ),
    /** How many wait for an answer in all. */
    waiting: T.Integer(),
  }),
});

export const answerEligibilityAppeal = operation({
  id: "people.answer-appeal",
  method: "POST",
  path: "/api/desk/eligibility-appeals/:id",
  summary: "Answers an appeal in words: the decision stands, or the person qualifies.",
  params: T.Object({ id: Id }),
  body: T.Object({ outcome: T.Enum(["kept", "changed"]), answer: Line(300) }),
  answer: T.Object({}),
});
