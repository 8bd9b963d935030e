/** The shapes of what is announced of classes and lessons. */
import type { ClassNews, LessonNews } from "../events.ts";
import type { Lesson } from "../lessons/lesson-store.ts";
import type { Class } from "./class-store.ts";

export const newsOf = (
  { id, courseId, orgPath, mode, placeId, divisionCode }: Class,
  kind: string,
): ClassNews => ({ classId: id, courseId, orgPath, kind, mode, placeId, divisionCode });

export const lessonNewsOf = (
  news: ClassNews,
  { id, startsAt, endsAt, placeId }: Pick<Lesson, "id" | "startsAt" | "endsAt" | "placeId">,
): LessonNews => ({
  ...news,
  placeId,
  lessonId: id,
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
});
