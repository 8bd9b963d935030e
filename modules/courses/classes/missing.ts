/** What a class lacks before people may enrol in it. Pure. */
import { Temporal } from "temporal-polyfill";
import type { PublicationState } from "#platform/publishing";
import type { Class } from "./class-store.ts";

export const lacks = [
  "course",
  "teacher",
  "answer",
  "place",
  "link",
  "lessons",
  "window",
  "decision",
  "begun",
] as const;
export type Lack = (typeof lacks)[number];

/** Every lack, in the order in which one would mend them. */
export function missingOf(
  klass: Pick<
    Class,
    "teacherId" | "teacherSays" | "mode" | "placeId" | "link" | "firstAt" | "closesAt" | "decideOn"
  >,
  {
    course,
    teacherEnded,
    now,
    zone,
  }: { course: PublicationState; teacherEnded: boolean; now: Temporal.Instant; zone: string },
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
    decision: decidesLate(klass, zone),
    begun: firstAt !== null && Temporal.Instant.compare(firstAt, now) <= 0,
  };
  return lacks.filter((lack) => is[lack]);
}

/** It would be decided whether it takes place when its first lesson is over. `zone`: of the city. */
export function decidesLate(
  { decideOn, firstAt }: Pick<Class, "decideOn" | "firstAt">,
  zone: string,
): boolean {
  return firstAt !== null && decideOn > firstDay(firstAt, zone);
}

/** The day of a first lesson, as `decideOn` is written. */
export const firstDay = (firstAt: Temporal.Instant, zone: string): string =>
  firstAt.toZonedDateTimeISO(zone).toPlainDate().toString();
