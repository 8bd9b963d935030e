/** JSON in and out of courses as staff write them. */
import type { Static } from "typebox";
import { Id, InstantShape, Line, Nullable, operation, Page, Prose, Reason, T, Version } from "#contract";
import { PublishingView, StepAsked, WaitingRow } from "../../../platform/publishing/contract.ts";
import { OrganiserBrief } from "../../programme/contract.ts";
import { Kind, Level } from "../contract.ts";

const Translation = T.Object({
  title: Line(200),
  summary: Prose(600),
  description: Prose(40_000),
  audience: Prose(400),
  materials: Prose(2000),
});

const age = Nullable(T.Integer({ minimum: 0, maximum: 120 }));

/** What is taught, as it is written. */
export const CourseText = T.Object({
  kind: Kind,
  level: Level,
  title: Line(100),
  summary: Prose(300),
  description: Prose(20_000),
  audience: Prose(200),
  materials: Prose(1000),
  ageFrom: age,
  ageTo: age,
  /** Fewer than so many, and a class does not begin unless a manager says so. */
  minimum: T.Integer({ minimum: 1, maximum: 500 }),
  translations: T.Object({
    en: T.Optional(Translation),
    ug: T.Optional(Translation),
    "kk-Arab": T.Optional(Translation),
    ru: T.Optional(Translation),
    "kk-Cyrl": T.Optional(Translation),
  }),
});
export type CourseText = Static<typeof CourseText>;

const ofThis = T.Object({ id: Id });
const Written = T.Object({ id: Id, version: T.Integer(), state: T.String() });

export const createCourse = operation({
  id: "courses.create",
  method: "POST",
  path: "/api/desk/courses",
  summary: "Begins a course of an organisation. It is not public yet.",
  body: T.Object({ organisationId: Id, course: CourseText }),
  answer: Written,
});

export const editCourse = operation({
  id: "courses.edit",
  method: "PUT",
  path: "/api/desk/courses/:id",
  summary:
    "Changes the words of a course: of a draft whoever writes, of a public one whoever publishes, with a reason.",
  params: ofThis,
  body: T.Object({ version: Version, course: CourseText, reason: T.Optional(Reason(500)) }),
  answer: Written,
});

export const stepCourse = operation({
  id: "courses.step",
  method: "POST",
  path: "/api/desk/courses/:id/steps",
  summary: "Takes a step of publishing: submit, check, approve, publish, or a way back.",
  params: ofThis,
  body: StepAsked,
  answer: Written,
});

export const listDeskCourses = operation({
  id: "courses.desk-list",
  method: "GET",
  path: "/api/desk/courses",
  summary: "Courses of the asker's organisations, last changed first; where they may begin one.",
  query: T.Object({
    /** Only what waits for a step of mine. */
    mine: T.Optional(T.Boolean()),
    /** Only what not everybody sees yet, or any more. */
    unpublished: T.Optional(T.Boolean()),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: T.Object({
    ...Page(
      T.Object({
        ...WaitingRow.properties,
        kind: Kind,
        classes: T.Integer(),
      }),
    ).properties,
    organisations: T.Array(OrganiserBrief),
  }),
});

export const getDeskCourse = operation({
  id: "courses.desk-get",
  method: "GET",
  path: "/api/desk/courses/:id",
  summary: "A course as its staff write it, where it stands, its classes, and what the asker may do.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    state: T.String(),
    text: CourseText,
    organiser: OrganiserBrief,
    /** What is missing before it may be submitted: message keys. */
    missing: T.Array(T.String()),
    ...PublishingView.properties,
    classes: T.Array(
      T.Object({
        id: Id,
        term: T.String(),
        state: T.Enum(["planned", "open", "cancelled"]),
        teacher: Nullable(T.String()),
        startsAt: Nullable(InstantShape),
        lessons: T.Integer(),
        places: T.Integer(),
        enrolled: T.Integer(),
      }),
    ),
    can: T.Array(T.String()),
  }),
});
