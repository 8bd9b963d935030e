/** The house closes the room of a lesson, or opens it again: whoever teaches is told. What becomes of it the planners decide (今天). */
import { Temporal } from "temporal-polyfill";
import { roomsGone } from "#booking";
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import { classById } from "../classes/class-store.ts";
import { course as courseById } from "../course/course-store.ts";
import { subjectsOf } from "../teaching/teacher-store.ts";
import { lessonById } from "./lesson-store.ts";
import { useKind } from "./taking.ts";

// texts: notice.lesson-room-*
/** Once for each `once`; nothing where it is otherwise by now, or the lesson is over or cancelled. */
export async function tellOfRoom(
  ctx: TxCtx,
  what: "lesson-room-gone" | "lesson-room-again",
  lessonId: string,
  once: string,
): Promise<void> {
  const lesson = await lessonById(ctx.db, lessonId);
  if (!lesson?.teacherId || lesson.cancelledAt) return;
  if (Temporal.Instant.compare(lesson.startsAt, ctx.clock()) <= 0) return;
  const reason = (await roomsGone(ctx, useKind, [lesson])).get(lessonId);
  if ((reason !== undefined) !== (what === "lesson-room-gone")) return;
  const klass = await classById(ctx.db, lesson.classId);
  const course = klass && (await courseById(ctx.db, klass.courseId));
  if (!course) return;
  await notifyAll(ctx, [
    {
      to: await subjectsOf(ctx.db, [lesson.teacherId]),
      key: `notice.${what}`,
      kind: "work",
      values: { title: course.title, at: lesson.startsAt, reason: reason ?? "" },
      href: "/teach",
      neededBy: lesson.startsAt,
      once,
    },
  ]);
}
