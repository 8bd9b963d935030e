/** JSON in and out of classes as staff plan them. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Line, Nullable, operation, Reason, T, Version } from "#contract";
import { OrganiserBrief, PlaceBrief } from "../../programme/contract.ts";
import { ClassMode, ClassWay, DrawOfClass } from "../contract.ts";
import { RequestView } from "../teaching/contract.ts";

const age = Nullable(T.Integer({ minimum: 0, maximum: 120 }));

/** A class of a term, as it is planned. */
export const ClassText = T.Object({
  term: Line(40),
  teacherId: Nullable(Id),
  mode: ClassMode,
  placeId: Nullable(Id),
  spaceId: Nullable(Id),
  /** Where lessons on line are joined; told to those in the class only. */
  link: Nullable(T.String({ maxLength: 500, pattern: "^https://[^\\s]+$" })),
  ageFrom: age,
  ageTo: age,
  /** Nobody of another age enrols; else it is only said for whom it is meant. */
  agesStrict: T.Boolean(),
  places: T.Integer({ minimum: 1, maximum: 500 }),
  /** Of these so many are kept for the counter. */
  counterPlaces: T.Integer({ minimum: 0, maximum: 500 }),
  minimum: T.Integer({ minimum: 1, maximum: 500 }),
  decideOn: DayShape,
  opensAt: InstantShape,
  closesAt: InstantShape,
  /** Whoever comes first has a place, or places on line are drawn together with those of other classes. */
  way: ClassWay,
  waitingList: T.Boolean(),
  /** Who waits is offered what comes free until so many lessons have begun; 0: as long as one can enrol. */
  lineLessons: T.Integer({ minimum: 0, maximum: 100 }),
  share: T.Integer({ minimum: 1, maximum: 100 }),
});
export type ClassText = Static<typeof ClassText>;

const ofThis = T.Object({ id: Id });
const Written = T.Object({ id: Id, version: T.Integer() });
const Told = T.Object({ id: Id, version: T.Integer(), told: T.Integer() });

export const createClass = operation({
  id: "classes.create",
  method: "POST",
  path: "/api/desk/courses/:id/classes",
  summary: "Plans a class of a course. Nobody can enrol yet.",
  params: ofThis,
  body: T.Object({ class: ClassText }),
  answer: Written,
});

export const editClass = operation({
  id: "classes.edit",
  method: "PUT",
  path: "/api/desk/classes/:id",
  summary: "Changes a class. Once it is open its teacher stays, and what is changed needs a reason.",
  params: ofThis,
  body: T.Object({ version: Version, class: ClassText, reason: T.Optional(Reason(500)) }),
  answer: Written,
});

export const openClass = operation({
  id: "classes.open",
  method: "POST",
  path: "/api/desk/classes/:id/opening",
  summary: "Opens a class: from its window on people enrol. The teacher has said yes, and there are lessons.",
  params: ofThis,
  body: T.Object({ version: Version }),
  answer: Written,
});

export const changeTeacher = operation({
  id: "classes.change-teacher",
  method: "PUT",
  path: "/api/desk/classes/:id/teacher",
  summary:
    "Another teacher takes an open class with the lessons that its teacher still had. Everybody in it is told why.",
  params: ofThis,
  body: T.Object({ version: Version, teacherId: Id, reason: Reason(500) }),
  answer: Told,
});

export const cancelClass = operation({
  id: "classes.cancel",
  method: "POST",
  path: "/api/desk/classes/:id/cancellation",
  summary: "Cancels a class with what is left of its lessons. Everybody in it and in its line is told why.",
  params: ofThis,
  body: T.Object({ version: Version, reason: Reason(500) }),
  answer: Told,
});

export const keepClass = operation({
  id: "classes.keep",
  method: "POST",
  path: "/api/desk/classes/:id/keeping",
  summary: "Decides that a class below its minimum takes place all the same.",
  params: ofThis,
  body: T.Object({ version: Version, reason: Reason(500) }),
  answer: Written,
});

const Lesson = T.Object({
  id: Id,
  startsAt: InstantShape,
  endsAt: InstantShape,
  topic: T.String(),
  place: Nullable(PlaceBrief),
  placeId: Nullable(Id),
  spaceId: Nullable(Id),
  teacherId: Nullable(Id),
  teacher: Nullable(T.String()),
  substituted: T.Boolean(),
  cancelledBecause: Nullable(T.String()),
  previousStartsAt: Nullable(InstantShape),
  makesUp: Nullable(Id),
  madeUp: T.Boolean(),
  link: Nullable(T.String()),
  replayLink: Nullable(T.String()),
  /** How many came, of the roll as it is. */
  attended: T.Integer(),
  marked: T.Integer(),
  over: T.Boolean(),
  /** What its teacher asked for it and waits for an answer. */
  request: Nullable(RequestView),
});

export const getDeskClass = operation({
  id: "classes.desk-get",
  method: "GET",
  path: "/api/desk/classes/:id",
  summary: "A class as its staff plan it, with its lessons, who may teach, and how many have a place.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    state: T.Enum(["planned", "open", "cancelled"]),
    course: T.Object({ id: Id, title: T.String(), state: T.String(), minimum: T.Integer() }),
    organiser: OrganiserBrief,
    text: ClassText,
    place: Nullable(PlaceBrief),
    teacher: Nullable(
      T.Object({
        id: Id,
        name: T.String(),
        seated: T.Boolean(),
        /** Teaches here no longer. */
        ended: T.Boolean(),
        says: Nullable(T.Enum(["yes", "no"])),
      }),
    ),
    /** `house`: the other one that offers them. */
    teachers: T.Array(
      T.Object({ id: Id, name: T.String(), seated: T.Boolean(), house: Nullable(T.String()) }),
    ),
    offerId: Nullable(Id),
    /** What is known of the draw of its places; null where whoever comes first has one. */
    draw: Nullable(DrawOfClass),
    enrolled: T.Integer(),
    waiting: T.Integer(),
    keptBecause: Nullable(T.String()),
    cancelledBecause: Nullable(T.String()),
    /** What is missing before it may be opened: message keys. */
    missing: T.Array(T.String()),
    lessons: T.Array(Lesson),
    can: T.Array(T.Enum(["edit", "open", "change-teacher", "cancel", "keep", "roll", "certify", "take-out"])),
  }),
});
export type DeskClass = Static<(typeof getDeskClass)["answer"]>;
