/** Courses as their staff see them. */

import { rollOf } from "#booking";
import type { AnswerOf } from "#contract";
import { namesOfSubjects } from "#people";
import { organisationsCovered } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import {
  openSteps,
  pageOfChanged,
  publishingView,
  schedulesOf,
  statesNotPublic,
  waitingStates,
  waitsForMe,
} from "#platform/publishing";
import { organiserNames } from "#programme";
import { classesOf } from "../classes/class-store.ts";
import { countLessons } from "../lessons/lesson-store.ts";
import { mayWriteCourse, plans, seers } from "../may.ts";
import { teachersByIds } from "../teaching/teacher-store.ts";
import type { CourseText, getDeskCourse, listDeskCourses } from "./contract.ts";
import * as store from "./course-store.ts";
import { missingOf } from "./words.ts";
import { courseThing } from "./write-course.ts";

const usualLimit = 50;

export interface DeskListInput {
  mine?: boolean;
  unpublished?: boolean;
  cursor?: string;
  limit?: number;
}

/** One page of the courses of one's organisations. */
export async function listForDesk(
  ctx: Ctx,
  { mine = false, unpublished = false, cursor, limit = usualLimit }: DeskListInput,
): Promise<AnswerOf<typeof listDeskCourses>> {
  const wanted = {
    paths: pathsHeld(ctx.actor, ...seers),
    states: mine ? waitingStates(ctx.actor) : unpublished ? statesNotPublic : null,
  };
  const page = await pageOfChanged(
    { cursor, limit, only: mine ? waitsForMe : undefined },
    (after, many) => store.deskCourses(ctx.db, wanted, after, many),
    (rows) => deskRows(ctx, rows),
  );
  const at = pathsHeld(ctx.actor, "editor", "manager");
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  const nameOf = await organiserNames(
    ctx,
    own.map((one) => one.id),
  );
  return { ...page, organisations: own.map((one) => nameOf(one.id)) };
}

async function deskRows(ctx: Ctx, courses: readonly store.DeskCourse[]) {
  const nameOf = await organiserNames(
    ctx,
    courses.map(({ organisationId }) => organisationId),
  );
  const steps = await openSteps(ctx, courseThing, courses);
  const schedules = await schedulesOf(
    ctx.db,
    courseThing,
    courses.map(({ id }) => id),
  );
  return courses.map(({ id, title, kind, organisationId, state, classes, changedAt }) => ({
    id,
    title,
    kind,
    organiser: nameOf(organisationId),
    state,
    classes,
    changedAt: changedAt.toString(),
    scheduledFor: schedules.get(id)?.due.toString() ?? null,
    can: steps.get(id) ?? [],
  }));
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
