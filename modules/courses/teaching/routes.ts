/** HTTP of whoever teaches. */
import { organisationOf } from "#places";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { classById } from "../classes/class-store.ts";
import { lessonById } from "../lessons/lesson-store.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { answerRequest, ask, askTarget, takeBack } from "./requests.ts";
import { mark, rollTarget, showRoll } from "./roll.ts";
import { teacherById } from "./teacher-store.ts";
import { answer, appoint, askedTarget, dismiss, listForDesk, mine, share, takeSeat } from "./teachers.ts";

export const teachingOperations = [
  implement(contract.listTeachers, {
    may: by(may, "course.list-desk", () => ({})),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.appointTeacher, {
    may: by(may, "teacher.appoint", async (ctx, { body }) => ({
      orgPath: found(await organisationOf(ctx.db, body.organisationId), "organisation", body.organisationId)
        .path,
    })),
    run: (ctx, { body }) => appoint(ctx, body),
  }),
  implement(contract.dismissTeacher, {
    may: by(may, "teacher.appoint", async (ctx, { params }) =>
      found(await teacherById(ctx.db, params.id), "teacher", params.id),
    ),
    run: async (ctx, { params }) => {
      await dismiss(ctx, params.id);
      return {};
    },
  }),
  implement(contract.shareTeacher, {
    may: by(may, "teacher.appoint", async (ctx, { params }) =>
      found(await teacherById(ctx.db, params.id), "teacher", params.id),
    ),
    run: async (ctx, { params, body }) => {
      await share(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.takeSeat, {
    may: by(may, "teach.own", () => ({})),
    run: (ctx, { body }) => takeSeat(ctx, body.code),
  }),
  implement(contract.myTeaching, { may: by(may, "teach.own", () => ({})), run: (ctx) => mine(ctx) }),
  implement(contract.answerClass, {
    may: by(may, "teach.answer", (ctx, { params }) => askedTarget(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await answer(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.askForLesson, {
    may: by(may, "teach.answer", askTarget),
    run: async (ctx, { params, body }) => {
      await ask(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.takeBackRequest, {
    may: by(may, "teach.answer", askTarget),
    run: async (ctx, { params }) => {
      await takeBack(ctx, params.id);
      return {};
    },
  }),
  implement(contract.answerRequest, {
    may: by(may, "class.plan", async (ctx, { params }) => {
      const lesson = found(await lessonById(ctx.db, params.id), "lesson", params.id);
      return found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
    }),
    run: (ctx, { params, body }) => answerRequest(ctx, { ...params, ...body }),
  }),
  implement(contract.getRoll, {
    may: by(may, "lesson.roll", (ctx, { params }) => rollTarget(ctx, params.id)),
    run: (ctx, { params }) => showRoll(ctx, params.id),
  }),
  implement(contract.markRoll, {
    may: by(may, "lesson.roll", (ctx, { params }) => rollTarget(ctx, params.id)),
    run: (ctx, { params, body }) => mark(ctx, { ...params, ...body }),
  }),
];
