/** How a lesson on line stands: whether it can be joined now, and whether it can be watched again. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Lesson } from "./lesson-store.ts";

/** So long before the start it can be joined. */
const joinMinutes = 15;

export function onlineState(
  lesson: Pick<Lesson, "startsAt" | "endsAt" | "cancelledAt" | "replayLink">,
  now: Temporal.Instant,
): "not-yet" | "live" | "over" | "replay" {
  if (lesson.replayLink !== null) return "replay";
  if (lesson.cancelledAt || Temporal.Instant.compare(now, lesson.endsAt) >= 0) return "over";
  const from = lesson.startsAt.subtract({ minutes: joinMinutes });
  return Temporal.Instant.compare(now, from) >= 0 ? "live" : "not-yet";
}
