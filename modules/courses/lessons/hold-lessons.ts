/** What is over and was not cancelled has been held: announced once for each lesson, so that it can be counted. */
import { rollOf } from "#booking";
import { type Ctx, inTx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import type { Job } from "#platform/jobs";
import { classesByIds } from "../classes/class-store.ts";
import { lessonNewsOf, newsOf } from "../classes/news.ts";
import { coursesOf } from "../course/course-store.ts";
import { holdNext } from "./hold-store.ts";

const atOnce = 200;

/** Announces lessons that ended. Answers how many. Two processes share the work and never announce one twice. */
export async function holdLessons(ctx: Ctx): Promise<number> {
  let held = 0;
  for (;;) {
    const batch = await inTx(ctx, async (inner) => {
      const lessons = await holdNext(inner.db, inner.clock(), atOnce);
      const classes = await classesByIds(inner.db, [...new Set(lessons.map(({ classId }) => classId))]);
      const courses = await coursesOf(inner.db, [...new Set(classes.map(({ courseId }) => courseId))]);
      const kinds = new Map(courses.map(({ id, kind }) => [id, kind]));
      const byId = new Map(classes.map((one) => [one.id, one]));
      const enrolled = Map.groupBy(
        await rollOf(
          inner.db,
          classes.flatMap(({ offerId }) => offerId ?? []),
        ),
        ({ offerId }) => offerId,
      );
      await announceAll(
        inner,
        lessons.flatMap((lesson) => {
          const klass = byId.get(lesson.classId);
          if (!klass) return [];
          const news = newsOf(klass, kinds.get(klass.courseId) ?? "");
          return [
            {
              type: "lesson.held" as const,
              payload: {
                ...lessonNewsOf(news, lesson),
                enrolled: enrolled.get(klass.offerId ?? "")?.length ?? 0,
                attended: lesson.attendedTold,
              },
            },
          ];
        }),
      );
      return lessons.length;
    });
    held += batch;
    if (batch < atOnce) return held;
  }
}

export const holdLessonsJob: Job = {
  name: "courses.hold",
  cron: "*/5 * * * *",
  run: async (ctx) => {
    await holdLessons(ctx);
  },
};
