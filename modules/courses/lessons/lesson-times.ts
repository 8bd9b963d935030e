/** When a lesson is, as it was typed: told apart from what cannot be. */
import { Temporal } from "temporal-polyfill";
import { invalid } from "#platform/errors";

export interface TypedTimes {
  startsAt: string;
  endsAt: string;
}

const instants = ({ startsAt, endsAt }: TypedTimes) => ({
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
});

/** The times as instants. Refuses at the field what ends before it begins, and what is longer than a day. */
export function inOrder(typed: TypedTimes, at: string) {
  const times = instants(typed);
  if (Temporal.Instant.compare(times.endsAt, times.startsAt) <= 0)
    throw invalid([{ field: `${at}/endsAt`, id: "session.end-before-start" }]);
  if (times.startsAt.until(times.endsAt).total("hours") > 24)
    throw invalid([{ field: `${at}/endsAt`, id: "lesson.too-long" }]);
  return times;
}
