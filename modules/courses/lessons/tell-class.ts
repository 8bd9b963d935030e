/** Telling everybody in a class what becomes of a lesson, in the transaction of the change. */
import { Temporal } from "temporal-polyfill";
import { holdersOf } from "#booking";
import { notifyAll } from "#people";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import type { Class } from "../classes/class-store.ts";
import { course as courseById } from "../course/course-store.ts";
import { subjectsOf } from "../teaching/teacher-store.ts";
import type { Lesson } from "./lesson-store.ts";

/** Everybody who has a place in a class. */
export async function holdersIn(ctx: Ctx, { offerId }: Pick<Class, "offerId">): Promise<string[]> {
  return offerId ? (await holdersOf(ctx.db, offerId)).map(({ subject }) => subject) : [];
}

// texts: notice.lesson-*
/** Tells everybody in a class, and who teaches the lesson. Answers how many. */
export async function tellClass(
  ctx: TxCtx,
  klass: Class,
  key: string,
  {
    lesson,
    was = lesson.startsAt,
    reason,
    teacher = "",
  }: {
    lesson: Pick<Lesson, "startsAt" | "teacherId">;
    was?: Temporal.Instant;
    reason: string;
    teacher?: string;
  },
): Promise<{ told: number }> {
  if (!klass.offerId) return { told: 0 };
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const about = {
    key,
    neededBy: Temporal.Instant.compare(was, lesson.startsAt) < 0 ? was : lesson.startsAt,
    values: { title: course.title, at: lesson.startsAt, was, reason, teacher },
  };
  const told = await notifyAll(ctx, [
    { ...about, to: await holdersIn(ctx, klass), kind: "booking-change", href: `/classes/${klass.id}` },
    { ...about, to: await subjectsOf(ctx.db, lesson.teacherId ? [lesson.teacherId] : []), href: "/teach" },
  ]);
  return { told };
}
