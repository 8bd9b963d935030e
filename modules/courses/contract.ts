/** JSON in and out of courses: what the public sees. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Line, Nullable, operation, Page, T } from "#contract";
import { Admission, OrganiserBrief, PlaceBrief } from "../programme/contract.ts";

export const courseKinds = [
  "art",
  "calligraphy",
  "music",
  "dance",
  "opera",
  "craft",
  "language",
  "literature",
  "photography",
  "sport",
  "digital",
  "other",
] as const;
export const courseLevels = ["any", "beginner", "intermediate", "advanced"] as const;
export const classModes = ["on-site", "online", "hybrid"] as const;
export const classWays = ["first-come", "draw"] as const;

export const Kind = T.Enum([...courseKinds]);
export const Level = T.Enum([...courseLevels]);
export const ClassMode = T.Enum([...classModes]);
export const ClassWay = T.Enum([...classWays]);

/** How places of a class stand to a draw. */
export const DrawOfClass = T.Object({
  /** Null: none is made yet. */
  drawId: Nullable(Id),
  /** Its places on line are nobody's before a draw. */
  awaits: T.Boolean(),
  /** It can be entered now. */
  takesEntries: T.Boolean(),
});

/** Lessons on one day of the week at one time, by the clock on the wall. */
export const Rhythm = T.Object({
  /** Monday is 1. */
  weekday: T.Integer(),
  from: T.String(),
  to: T.String(),
  /** Every so many weeks. */
  weeks: T.Integer(),
  count: T.Integer(),
  first: DayShape,
  last: DayShape,
  /** Days in between on which there is none. */
  except: T.Array(DayShape),
});

/** From its first lesson to its last, and when most of them are. */
const Times = {
  startsAt: InstantShape,
  endsAt: InstantShape,
  /** So long is its first lesson. */
  minutes: T.Integer(),
  lessons: T.Integer(),
  evening: T.Boolean(),
  weekend: T.Boolean(),
  /** On which days of the week, most of them first; a lesson at a time of its own is a rhythm of one. */
  rhythms: T.Array(Rhythm),
};

/** One line of a list: a class somebody can join, or could. */
export const ClassRow = T.Object({
  id: Id,
  courseId: Id,
  title: T.String(),
  /** Language of `title`, where it is not the one asked for. */
  lang: T.String(),
  term: T.String(),
  kind: Kind,
  level: Level,
  mode: ClassMode,
  ageFrom: Nullable(T.Integer()),
  ageTo: Nullable(T.Integer()),
  place: Nullable(PlaceBrief),
  ...Times,
  admission: Admission,
  /** Of a class whose places are drawn, or were. */
  draw: Nullable(DrawOfClass),
});
export type ClassRow = Static<typeof ClassRow>;

const words = T.Optional(Line(100));
const yes = T.Optional(T.Enum(["yes"]));

export const listClasses = operation({
  id: "courses.list",
  method: "GET",
  path: "/api/courses",
  summary: "Classes that are not over, soonest first, of published courses.",
  query: T.Object({
    q: words,
    kind: T.Optional(Kind),
    /** For somebody of this age. */
    age: T.Optional(T.Integer({ minimum: 0, maximum: 120 })),
    evening: yes,
    weekend: yes,
    online: yes,
    place: T.Optional(Id),
    /** The division and everything in it. */
    division: T.Optional(T.String({ minLength: 2, maxLength: 12, pattern: "^[0-9]*$" })),
    /** One can enrol now, or enter the draw of its places. */
    open: yes,
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(ClassRow),
});

export const placesOfClasses = operation({
  id: "courses.places",
  method: "GET",
  path: "/api/course-places",
  summary: "Places in which classes that are not over are held, most classes first.",
  answer: T.Object({
    items: T.Array(T.Object({ id: Id, name: T.String(), classes: T.Integer() })),
  }),
});

const ofThis = T.Object({ id: Id });

export const CourseView = T.Object({
  id: Id,
  title: T.String(),
  summary: T.String(),
  description: T.String(),
  audience: T.String(),
  materials: T.String(),
  lang: T.String(),
  kind: Kind,
  level: Level,
  ageFrom: Nullable(T.Integer()),
  ageTo: Nullable(T.Integer()),
  organiser: OrganiserBrief,
  classes: T.Array(ClassRow),
});
export type CourseView = Static<typeof CourseView>;

export const getCourse = operation({
  id: "courses.get",
  method: "GET",
  path: "/api/courses/:id",
  summary: "A published course with its classes that are not over.",
  params: ofThis,
  answer: CourseView,
});

export const LessonView = T.Object({
  id: Id,
  startsAt: InstantShape,
  endsAt: InstantShape,
  topic: T.String(),
  place: Nullable(PlaceBrief),
  /** Whoever stands in for the teacher of the class. */
  substitute: Nullable(T.String()),
  /** Its place has said that it is closed then, and the organiser has not decided. */
  placeClosed: T.Boolean(),
  /** The house has closed its room, and the organiser has not found another. */
  roomGone: T.Boolean(),
  cancelledBecause: Nullable(T.String()),
  previousStartsAt: Nullable(InstantShape),
  /** The day of the lesson it makes up for. */
  makesUp: Nullable(InstantShape),
  /** On line: whether it can be joined now, and whether it can be watched again. The links are for those in the class. */
  online: Nullable(T.Object({ state: T.Enum(["not-yet", "live", "over", "replay"]) })),
});
export type LessonView = Static<typeof LessonView>;

export const ClassView = T.Object({
  ...ClassRow.properties,
  summary: T.String(),
  materials: T.String(),
  organiser: OrganiserBrief,
  teacher: T.String(),
  state: T.Enum(["open", "cancelled"]),
  cancelledBecause: Nullable(T.String()),
  minimum: T.Integer(),
  decideOn: DayShape,
  share: T.Integer(),
  lessonsList: T.Array(LessonView),
  /** Why the one who asks, or whom they act for, is not of the age it is meant for when it begins. A hint: nobody is refused. */
  notForAge: Nullable(T.Enum(["too-young", "too-old"])),
  offer: Nullable(
    T.Object({
      id: Id,
      opensAt: InstantShape,
      closesAt: InstantShape,
      waitingList: T.Boolean(),
      places: T.Integer(),
      counterLeft: Nullable(T.Integer()),
      /** The rules of this offer, a sentence each. */
      rules: T.Array(T.String()),
      unmet: T.Array(
        T.Object({
          title: T.String(),
          help: T.String(),
          next: Nullable(T.Object({ href: T.String(), label: T.String() })),
        }),
      ),
    }),
  ),
});
export type ClassView = Static<typeof ClassView>;

export const getClass = operation({
  id: "classes.get",
  method: "GET",
  path: "/api/classes/:id",
  summary: "A class: when and where, its lessons, its teacher, how one enrols and under which rules.",
  params: ofThis,
  answer: ClassView,
});

export const classFeed = operation({
  id: "classes.feed",
  method: "GET",
  path: "/api/classes/:id.ics",
  summary: "A class with all its lessons as iCalendar.",
  params: ofThis,
  media: "text/calendar; charset=utf-8",
  answer: T.String(),
});
