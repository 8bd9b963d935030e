/** JSON in and out of the lessons of a class. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Nullable, operation, Prose, Reason, T, Version } from "#contract";

/** Lessons that are written in one go at most. */
export const mostLessonsAtOnce = 100;

const ofThis = T.Object({ id: Id });
const Link = Nullable(T.String({ maxLength: 500, pattern: "^https://[^\\s]+$" }));
const Told = T.Object({ told: T.Integer() });

export const LessonTimes = T.Object({ startsAt: InstantShape, endsAt: InstantShape });

/** As recurrence rules name them, in the order of the week. */
const ruleDays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

const Repeat = T.Object({
  /** None: on the day of the week of the first. */
  weekdays: T.Array(T.Enum([...ruleDays]), { maxItems: 7 }),
  /** Every so many weeks. */
  weeks: T.Integer({ minimum: 1, maximum: 52 }),
  until: Nullable(DayShape),
  count: Nullable(T.Integer({ minimum: 1, maximum: mostLessonsAtOnce })),
});
export type Repeat = Static<typeof Repeat>;

export const planLessons = operation({
  id: "lessons.plan",
  method: "POST",
  path: "/api/desk/classes/:id/planned-lessons",
  summary: "When lessons would be if the first repeated, and what is against each: nothing is written.",
  params: ofThis,
  body: T.Object({ first: LessonTimes, repeat: Repeat }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        day: DayShape,
        startsAt: InstantShape,
        endsAt: InstantShape,
        /** It cannot be added: it is over, or the class has another lesson then, or its teacher or its room is taken. */
        against: Nullable(T.Enum(["over", "there-already"])),
        /** Its place is closed then, or its room or teacher taken: a sentence each. */
        warnings: T.Array(T.String()),
      }),
    ),
    /** It would go on after these. */
    more: T.Boolean(),
  }),
  unrepeated: true,
});

export const addLessons = operation({
  id: "lessons.add",
  method: "POST",
  path: "/api/desk/classes/:id/lessons",
  summary:
    "Adds lessons to a class, all or none. `makesUp`: the one makes up for a lesson that was cancelled; everybody in the class is told.",
  params: ofThis,
  body: T.Object({
    version: Version,
    lessons: T.Array(LessonTimes, { minItems: 1, maxItems: mostLessonsAtOnce }),
    makesUp: T.Optional(Id),
  }),
  answer: Told,
});

export const editLesson = operation({
  id: "lessons.edit",
  method: "PUT",
  path: "/api/desk/lessons/:id",
  summary:
    "Moves a lesson to another time or room, or changes what it is about. In an open class with a reason; everybody is told.",
  params: ofThis,
  body: T.Object({
    ...LessonTimes.properties,
    topic: Prose(100),
    placeId: Nullable(Id),
    spaceId: Nullable(Id),
    reason: T.Optional(Reason(500)),
  }),
  answer: Told,
});

export const cancelLesson = operation({
  id: "lessons.cancel",
  method: "POST",
  path: "/api/desk/lessons/:id/cancellation",
  summary: "Cancels one lesson; everybody in the class is told why. A planned class loses it.",
  params: ofThis,
  body: T.Object({ reason: T.Optional(Reason(500)) }),
  answer: Told,
});

export const substitute = operation({
  id: "lessons.substitute",
  method: "POST",
  path: "/api/desk/lessons/:id/substitute",
  summary: "Somebody else teaches one lesson; null: the teacher of the class again.",
  params: ofThis,
  body: T.Object({ teacherId: Nullable(Id), reason: Reason(500) }),
  answer: Told,
});

export const setLessonLinks = operation({
  id: "lessons.set-links",
  method: "PUT",
  path: "/api/desk/lessons/:id/links",
  summary:
    "Where a lesson on line is joined, if elsewhere than its class, and where it can be watched again.",
  params: ofThis,
  body: T.Object({ link: Link, replayLink: Link }),
  answer: T.Object({}),
});
