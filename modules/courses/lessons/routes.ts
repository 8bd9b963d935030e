/** HTTP of lessons. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { classById } from "../classes/class-store.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { lessonById } from "./lesson-store.ts";
import { planned } from "./plan-lessons.ts";
import { addLessons, cancelLesson, editLesson, setLinks, substitute } from "./write-lessons.ts";

const ofClass = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await classById(ctx.db, id), "class", id);
const ofLesson = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) => {
  const lesson = found(await lessonById(ctx.db, id), "lesson", id);
  return found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
};

export const lessonOperations = [
  implement(contract.planLessons, {
    may: by(may, "class.plan", ofClass),
    run: (ctx, { params, body }) => planned(ctx, { ...params, ...body }),
  }),
  implement(contract.addLessons, {
    may: by(may, "class.plan", ofClass),
    run: (ctx, { params, body }) => addLessons(ctx, { ...params, ...body }),
  }),
  implement(contract.editLesson, {
    may: by(may, "class.plan", ofLesson),
    run: (ctx, { params, body }) => editLesson(ctx, { ...params, ...body }),
  }),
  implement(contract.cancelLesson, {
    may: by(may, "class.plan", ofLesson),
    run: (ctx, { params, body }) => cancelLesson(ctx, { ...params, ...body }),
  }),
  implement(contract.substitute, {
    may: by(may, "class.plan", ofLesson),
    run: (ctx, { params, body }) => substitute(ctx, { ...params, ...body }),
  }),
  implement(contract.setLessonLinks, {
    may: by(may, "class.plan", ofLesson),
    run: async (ctx, { params, body }) => {
      await setLinks(ctx, { ...params, ...body });
      return {};
    },
  }),
];
