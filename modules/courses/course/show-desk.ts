/** Courses as their staff see them. */

import { rollOf } from "#booking";
import type { AnswerOf } from "#contract";
import { Id, InstantShape, T } from "#contract";
import { namesOfSubjects } from "#people";
import { organisationsCovered } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import { openSteps, publishingView } from "#platform/publishing";
import { organiserNames } from "#programme";
import { classesOf } from "../classes/class-store.ts";
import { countLessons } from "../lessons/lesson-store.ts";
import { mayWriteCourse, plans } from "../may.ts";
import { teachersByIds } from "../teaching/teacher-store.ts";
import type { CourseText, getDeskCourse, listDeskCourses } from "./contract.ts";
import * as store from "./course-store.ts";
import { missingOf } from "./words.ts";
import { courseThing } from "./write-course.ts";

const limit = 50;
const lastRow = T.Tuple([InstantShape, Id]);

/** One page of the courses of one's organisations. */
export async function listForDesk(
  ctx: Ctx,
  { cursor }: { cursor?: string },
): Promise<AnswerOf<typeof listDeskCourses>> {
  const paths = [...new Set(ctx.actor.grants.map(({ path }) => path))];
  const [changedAt, id] = cursor ? readCursor(lastRow, cursor, "/query/cursor") : [];
  const after = changedAt && id ? { changedAt, id } : null;
  const courses = await store.deskCourses(ctx.db, paths, after, limit + 1);
  const page = courses.slice(0, limit);
  const at = ctx.actor.grants
    .filter(({ role }) => role === "editor" || role === "manager")
    .map(({ path }) => path);
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  const nameOf = await organiserNames(ctx, [
    ...page.map(({ organisationId }) => organisationId),
    ...own.map((one) => one.id),
  ]);
  const last = courses.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ organisationId, changedAt: changed, ...course }) => ({
      ...course,
      organiser: nameOf(organisationId),
      changedAt: changed.toString(),
    })),
    next: last ? cursorText([last.changedAt.toString(), last.id]) : null,
    organisations: own.map((one) => nameOf(one.id)),
  };
}

/** A course with its history and its classes, and what whoever asks may do with it now. */
export async function showForDesk(ctx: Ctx, id: string): Promise<AnswerOf<typeof getDeskCourse>> {
  const course = found(await store.course(ctx.db, id), "course", id);
  const nameOf = await organiserNames(ctx, [course.organisationId]);
  const classes = await classesOf(ctx.db, [id]);
  const lessons = await countLessons(
    ctx.db,
    classes.map((one) => one.id),
  );
  const teachers = new Map(
    (
      await teachersByIds(
        ctx.db,
        classes.flatMap(({ teacherId }) => teacherId ?? []),
      )
    ).map((one) => [one.id, one.name]),
  );
  const roll = Map.groupBy(
    await rollOf(
      ctx.db,
      classes.flatMap(({ offerId }) => offerId ?? []),
    ),
    ({ offerId }) => offerId,
  );
  const steps: string[] = (await openSteps(ctx, courseThing, [course])).get(id) ?? [];
  const settled = course.state === "draft" || course.state === "published";
  return {
    id,
    version: course.version,
    state: course.state,
    text: textOf(course),
    organiser: nameOf(course.organisationId),
    missing: missingOf(course),
    ...(await publishingView(ctx, courseThing, course, (subjects) => namesOfSubjects(ctx.db, subjects))),
    classes: classes.map((one) => ({
      id: one.id,
      term: one.term,
      state: one.state,
      teacher: teachers.get(one.teacherId ?? "") ?? null,
      startsAt: one.firstAt?.toString() ?? null,
      lessons: lessons.get(one.id) ?? 0,
      places: one.places,
      enrolled: roll.get(one.offerId ?? "")?.length ?? 0,
    })),
    can: [
      ...steps,
      ...(settled && mayWriteCourse(ctx.actor, course) ? ["edit"] : []),
      ...(course.state !== "withdrawn" && plans(ctx.actor, course) ? ["plan"] : []),
    ],
  };
}

function textOf({
  kind,
  level,
  title,
  summary,
  description,
  audience,
  materials,
  ageFrom,
  ageTo,
  minimum,
  translations,
}: store.Course): CourseText {
  return {
    kind,
    level,
    title,
    summary,
    description,
    audience,
    materials,
    ageFrom,
    ageTo,
    minimum,
    translations,
  };
}
