/** What a course is found by: its title first, then its words in every language, its audience last. */
import { type Ctx, inTx } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { type Field, toTsvector } from "#platform/search";
import type { CourseText } from "./contract.ts";
import { coursesUnindexed, setSearch } from "./course-store.ts";

export function searchOf(course: CourseText): string {
  return toTsvector(
    [course, ...Object.values(course.translations)].flatMap((told): Field[] =>
      told
        ? [
            { text: told.title, weight: "A" },
            { text: told.summary, weight: "B" },
            { text: told.audience, weight: "C" },
            { text: told.description },
          ]
        : [],
    ),
  );
}

const atOnce = 200;

/** Courses of before they could be searched become so. Answers how many. */
export function indexCourses(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (inner) => {
    const courses = await coursesUnindexed(inner.db, atOnce);
    for (const course of courses) await setSearch(inner.db, course.id, searchOf(course));
    return courses.length;
  });
}

export const indexCoursesJob: Job = {
  name: "courses.index",
  cron: "*/5 * * * *",
  run: async (ctx) => {
    await indexCourses(ctx);
  },
};
