/** JSON in and out of whoever teaches: their seat, their lessons, the roll. */
import type { Static } from "typebox";
import { Empty, Id, InstantShape, Line, Nullable, operation, Reason, T } from "#contract";
import { OrganiserBrief } from "../../programme/contract.ts";

export const marks = ["present", "late", "absent", "excused"] as const;
export type Mark = (typeof marks)[number];
export const MarkShape = T.Enum([...marks]);

const ofThis = T.Object({ id: Id });

export const listTeachers = operation({
  id: "teachers.list",
  method: "GET",
  path: "/api/desk/teachers",
  summary: "Who teaches for the asker's organisations, and where they may appoint somebody.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        organiser: OrganiserBrief,
        /** Typed in by whoever takes the seat; shown until then. */
        code: Nullable(T.String()),
        /** Other houses may ask them for their classes. */
        shared: T.Boolean(),
        classes: T.Integer(),
      }),
    ),
    organisations: T.Array(OrganiserBrief),
    /** Of other houses that offer them. */
    offered: T.Array(T.Object({ id: Id, name: T.String(), organiser: OrganiserBrief })),
  }),
});

export const appointTeacher = operation({
  id: "teachers.appoint",
  method: "POST",
  path: "/api/desk/teachers",
  summary: "Appoints a teacher by name. They take the seat with the code, signed in as themself.",
  body: T.Object({ organisationId: Id, name: Line(60) }),
  answer: T.Object({ id: Id, code: T.String() }),
});

export const dismissTeacher = operation({
  id: "teachers.dismiss",
  method: "POST",
  path: "/api/desk/teachers/:id/ending",
  summary: "Ends a seat. Lessons ahead need somebody else first.",
  params: ofThis,
  body: T.Object({}),
  answer: T.Object({}),
});

export const shareTeacher = operation({
  id: "teachers.share",
  method: "POST",
  path: "/api/desk/teachers/:id/sharing",
  summary: "Offers a teacher to the other houses, or no longer. They say yes to each class themself.",
  params: ofThis,
  body: T.Object({ shared: T.Boolean() }),
  answer: Empty,
});

export const takeSeat = operation({
  id: "teach.take-seat",
  method: "POST",
  path: "/api/teach/seats",
  summary: "Takes the seat a code stands for, as oneself.",
  body: T.Object({ code: T.String({ minLength: 4, maxLength: 40 }) }),
  answer: T.Object({ id: Id }),
});

/** What a teacher asked for a lesson, and what became of it. */
export const RequestView = T.Object({
  wants: T.Enum(["substitute", "make-up"]),
  reason: T.String(),
  /** Whom they would like to stand in. */
  colleague: Nullable(T.Object({ id: Id, name: T.String() })),
  /** When it could be made up for. */
  startsAt: Nullable(InstantShape),
  endsAt: Nullable(InstantShape),
  state: T.Enum(["asked", "granted", "refused", "taken-back", "settled"]),
  /** Why not. */
  answer: Nullable(T.String()),
});
export type RequestView = Static<typeof RequestView>;

const TaughtLesson = T.Object({
  id: Id,
  classId: Id,
  title: T.String(),
  term: T.String(),
  startsAt: InstantShape,
  endsAt: InstantShape,
  place: Nullable(T.String()),
  substituted: T.Boolean(),
  enrolled: T.Integer(),
  marked: T.Integer(),
  /** Something is asked for it that waits for an answer. */
  asked: T.Boolean(),
});

export const myTeaching = operation({
  id: "teach.mine",
  method: "GET",
  path: "/api/teach",
  summary: "What the asker teaches: today, what comes, what was, and classes that wait for their yes.",
  answer: T.Object({
    seats: T.Integer(),
    asked: T.Array(
      T.Object({
        id: Id,
        title: T.String(),
        term: T.String(),
        organiser: OrganiserBrief,
        lessons: T.Array(T.Object({ startsAt: InstantShape, endsAt: InstantShape })),
      }),
    ),
    today: T.Array(TaughtLesson),
    coming: T.Array(TaughtLesson),
    past: T.Array(TaughtLesson),
  }),
});

export const answerClass = operation({
  id: "teach.answer",
  method: "POST",
  path: "/api/classes/:id/teacher-answer",
  summary: "The teacher says yes or no to a class that is planned.",
  params: ofThis,
  body: T.Object({ says: T.Enum(["yes", "no"]) }),
  answer: T.Object({}),
});

export const askForLesson = operation({
  id: "teach.ask",
  method: "POST",
  path: "/api/lessons/:id/requests",
  summary:
    "Whoever teaches a lesson and cannot asks the staff for somebody else, or to make up for it at another time.",
  params: ofThis,
  body: T.Union([
    T.Object({ wants: T.Literal("substitute"), reason: Reason(500), colleagueId: Nullable(Id) }),
    T.Object({
      wants: T.Literal("make-up"),
      reason: Reason(500),
      startsAt: InstantShape,
      endsAt: InstantShape,
    }),
  ]),
  answer: Empty,
});

export const takeBackRequest = operation({
  id: "teach.take-back",
  method: "DELETE",
  path: "/api/lessons/:id/requests",
  summary: "What was asked for a lesson is not needed any more.",
  params: ofThis,
  answer: Empty,
});

export const answerRequest = operation({
  id: "lessons.answer-request",
  method: "POST",
  path: "/api/desk/lessons/:id/request-answer",
  summary:
    "Grants what its teacher asked for a lesson, so that everybody in the class is told it once, or says why not.",
  params: ofThis,
  body: T.Union([
    /** `teacherId`: who stands in, where the teacher named nobody or it is somebody else. */
    T.Object({ says: T.Literal("yes"), teacherId: T.Optional(Id) }),
    T.Object({ says: T.Literal("no"), reason: Reason(500) }),
  ]),
  answer: T.Object({ told: T.Integer() }),
});

export const getRoll = operation({
  id: "lessons.roll",
  method: "GET",
  path: "/api/lessons/:id/roll",
  summary: "Who is in the class, and who of them came to this lesson.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    classId: Id,
    title: T.String(),
    term: T.String(),
    startsAt: InstantShape,
    endsAt: InstantShape,
    topic: T.String(),
    place: Nullable(T.String()),
    cancelledBecause: Nullable(T.String()),
    /** It can be taken: from an hour before the lesson on. */
    open: T.Boolean(),
    /** The day is over: a change needs a reason. */
    late: T.Boolean(),
    /** The last thing its teacher asked for it; for teacher and staff alike. */
    request: Nullable(RequestView),
    /** What whoever asks can ask for it now, as its teacher, and who could stand in. */
    can: T.Array(T.Enum(["substitute", "make-up", "take-back"])),
    colleagues: T.Array(T.Object({ id: Id, name: T.String() })),
    learners: T.Array(
      T.Object({
        claimId: Id,
        name: T.String(),
        mark: Nullable(MarkShape),
        how: Nullable(T.Enum(["tap", "scan", "online"])),
        /** Of the lessons that were. */
        attended: T.Integer(),
        lessons: T.Integer(),
      }),
    ),
  }),
});
export type Roll = Static<(typeof getRoll)["answer"]>;

export const markRoll = operation({
  id: "lessons.mark",
  method: "POST",
  path: "/api/lessons/:id/marks",
  summary:
    "Marks learners by a list, and one by a scanned pass. After the day of the lesson a change needs a reason.",
  params: ofThis,
  body: T.Object({
    marks: T.Optional(T.Array(T.Object({ claimId: Id, mark: MarkShape }), { minItems: 1, maxItems: 500 })),
    scan: T.Optional(T.String({ minLength: 4, maxLength: 2000 })),
    documentSeen: T.Optional(T.Boolean()),
    reason: T.Optional(Reason(500)),
  }),
  answer: T.Object({
    changed: T.Integer(),
    /** By a pass: who it was, and how they are marked now. */
    scanned: Nullable(T.Object({ claimId: Id, name: T.String(), mark: MarkShape, already: T.Boolean() })),
  }),
});
