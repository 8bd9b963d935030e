/** The rules of a roll. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Mark } from "./contract.ts";

interface Lesson {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  cancelledAt: Temporal.Instant | null;
}

/** So long before a lesson people come in. */
const doorMinutes = 60;
/** Whose pass is scanned later than so long after the start is late. */
const lateMinutes = 10;

export const cameAs = (mark: Mark) => mark === "present" || mark === "late";

/** Why the roll of a lesson cannot be taken now, or null. */
export function reasonAgainstRoll(
  lesson: Pick<Lesson, "startsAt" | "cancelledAt">,
  now: Temporal.Instant,
): { id: string; data?: Record<string, string> } | null {
  if (lesson.cancelledAt) return { id: "roll.cancelled" };
  const from = lesson.startsAt.subtract({ minutes: doorMinutes });
  if (Temporal.Instant.compare(now, from) < 0)
    return { id: "roll.too-early", data: { from: from.toString() } };
  return null;
}

/** From the day after the lesson on a mark is changed with a reason. */
export function asksWhy(lesson: Pick<Lesson, "endsAt">, now: Temporal.Instant, zone: string): boolean {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate();
  return Temporal.PlainDate.compare(day(now), day(lesson.endsAt)) > 0;
}

/** How somebody is marked whose pass is scanned now. */
export function markAt(lesson: Pick<Lesson, "startsAt">, now: Temporal.Instant): Mark {
  return Temporal.Instant.compare(now, lesson.startsAt.add({ minutes: lateMinutes })) > 0
    ? "late"
    : "present";
}

/** Whether they can still reach it who come to every lesson that is left. */
export function canReach({
  attended,
  held,
  ahead,
  share,
}: {
  attended: number;
  held: number;
  ahead: number;
  share: number;
}): boolean {
  return reached({ attended: attended + ahead, held: held + ahead, share });
}

/** To how many lessons more one has to come for the share of all of them. */
export function lessonsLacking({
  attended,
  lessons,
  share,
}: {
  attended: number;
  lessons: number;
  share: number;
}): number {
  return Math.max(0, Math.ceil((share * lessons) / 100) - attended);
}

/** Whether so many of the lessons that were are enough. Leave that was asked for is no attendance. */
export function reached({
  attended,
  held,
  share,
}: {
  attended: number;
  held: number;
  share: number;
}): boolean {
  return held > 0 && attended * 100 >= share * held;
}
