/** HTTP of courses: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { stepAsked } from "#platform/publishing";
import { changeTeacher } from "./classes/change-teacher.ts";
import { classById } from "./classes/class-store.ts";
import * as classes from "./classes/contract.ts";
import { showForDesk as showClassForDesk } from "./classes/show-desk.ts";
import { cancelClass, createClass, editClass, keepClass, openClass } from "./classes/write-class.ts";
import * as contract from "./contract.ts";
import * as courses from "./course/contract.ts";
import { course as courseById } from "./course/course-store.ts";
import { listForDesk, showForDesk } from "./course/show-desk.ts";
import { createCourse, editCourse, stepCourse } from "./course/write-course.ts";
import { classFeed } from "./finding/feed.ts";
import { listPlaces, listPublic } from "./finding/list-classes.ts";
import { showClass, showCourse } from "./finding/show.ts";
import { learningOperations } from "./learning/routes.ts";
import { lessonOperations } from "./lessons/routes.ts";
import { may } from "./may.ts";
import { teachingOperations } from "./teaching/routes.ts";

const organisationTarget = async (ctx: Ctx, id: string) => ({
  orgPath: found(await organisationOf(ctx.db, id), "organisation", id).path,
});
const courseTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await courseById(ctx.db, id), "course", id);
const classTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await classById(ctx.db, id), "class", id);

const publicOperations = [
  implement(contract.listClasses, { may: anyone, run: (ctx, { query }) => listPublic(ctx, query) }),
  implement(contract.placesOfClasses, { may: anyone, run: (ctx) => listPlaces(ctx) }),
  implement(contract.getCourse, { may: anyone, run: (ctx, { params }) => showCourse(ctx, params.id) }),
  implement(contract.getClass, { may: anyone, run: (ctx, { params }) => showClass(ctx, params.id) }),
  implement(contract.classFeed, { may: anyone, run: (ctx, { params }) => classFeed(ctx, params.id) }),
];

const courseOperations = [
  implement(courses.createCourse, {
    may: by(may, "course.begin", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: (ctx, { body }) => createCourse(ctx, body),
  }),
  implement(courses.editCourse, {
    may: by(may, "course.write", courseTarget),
    run: (ctx, { params, body }) => editCourse(ctx, { ...params, ...body }),
  }),
  implement(courses.stepCourse, {
    may: by(may, "course.step", async (ctx, input) => ({
      ...(await courseTarget(ctx, input)),
      step: input.body.step,
    })),
    run: (ctx, { params, body }) => stepCourse(ctx, { ...params, ...stepAsked(body) }),
  }),
  implement(courses.listDeskCourses, {
    may: by(may, "course.list-desk", () => ({})),
    run: (ctx, { query }) => listForDesk(ctx, query),
  }),
  implement(courses.getDeskCourse, {
    may: by(may, "course.see-desk", courseTarget),
    run: (ctx, { params }) => showForDesk(ctx, params.id),
  }),
];

const classOperations = [
  implement(classes.createClass, {
    may: by(may, "class.plan", courseTarget),
    run: (ctx, { params, body }) => createClass(ctx, { ...params, ...body }),
  }),
  implement(classes.editClass, {
    may: by(may, "class.plan", classTarget),
    run: (ctx, { params, body }) => editClass(ctx, { ...params, ...body }),
  }),
  implement(classes.openClass, {
    may: by(may, "class.open", classTarget),
    run: (ctx, { params, body }) => openClass(ctx, { ...params, ...body }),
  }),
  implement(classes.changeTeacher, {
    may: by(may, "class.plan", classTarget),
    run: (ctx, { params, body }) => changeTeacher(ctx, { ...params, ...body }),
  }),
  implement(classes.cancelClass, {
    may: by(may, "class.decide", classTarget),
    run: (ctx, { params, body }) => cancelClass(ctx, { ...params, ...body }),
  }),
  implement(classes.keepClass, {
    may: by(may, "class.decide", classTarget),
    run: (ctx, { params, body }) => keepClass(ctx, { ...params, ...body }),
  }),
  implement(classes.getDeskClass, {
    may: by(may, "course.see-desk", classTarget),
    run: (ctx, { params }) => showClassForDesk(ctx, params.id),
  }),
];

export const operations = [
  ...publicOperations,
  ...courseOperations,
  ...classOperations,
  ...lessonOperations,
  ...teachingOperations,
  ...learningOperations,
];
