/** What a class lacks before people may enrol in it. Pure. */
import { Temporal } from "temporal-polyfill";
import type { PublicationState } from "#platform/publishing";
import type { Class } from "./class-store.ts";

export const lacks = ["course", "teacher", "answer", "place", "link", "lessons", "window", "begun"] as const;
export type Lack = (typeof lacks)[number];

/** Every lack, in the order in which one would mend them. */
export function missingOf(
  klass: Pick<Class, "teacherId" | "teacherSays" | "mode" | "placeId" | "link" | "firstAt" | "closesAt">,
  { course, teacherEnded, now }: { course: PublicationState; teacherEnded: boolean; now: Temporal.Instant },
): Lack[] {
  const { firstAt } = klass;
  const is: Record<Lack, boolean> = {
    course: course !== "published",
    teacher: klass.teacherId === null || teacherEnded,
    answer: klass.teacherId !== null && !teacherEnded && klass.teacherSays !== "yes",
    place: klass.mode !== "online" && klass.placeId === null,
    link: klass.mode !== "on-site" && klass.link === null,
    lessons: firstAt === null,
    window: firstAt !== null && Temporal.Instant.compare(klass.closesAt, firstAt) > 0,
    begun: firstAt !== null && Temporal.Instant.compare(firstAt, now) <= 0,
  };
  return lacks.filter((lack) => is[lack]);
}
