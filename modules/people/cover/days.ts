/** For which days somebody stands in for a colleague. Pure. */
import { Temporal } from "temporal-polyfill";

/** First and last day, both included. */
export interface CoverDays {
  from: string;
  through: string;
}

/** The CHECK on people.cover agrees. */
export const longestCover = 92;
const farthestAhead = 366;

export type CoverDaysFault =
  | { field: "/body/from"; id: "cover.past" | "cover.far" }
  | { field: "/body/through"; id: "range.empty" | "cover.long" };

/** What is wrong with these days, or null: past, backwards, longer than a quarter, more than a year ahead. */
export function daysFault({ from, through }: CoverDays, today: Temporal.PlainDate): CoverDaysFault | null {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(through);
  if (Temporal.PlainDate.compare(first, today) < 0) return { field: "/body/from", id: "cover.past" };
  if (today.until(first).days > farthestAhead) return { field: "/body/from", id: "cover.far" };
  if (Temporal.PlainDate.compare(last, first) < 0) return { field: "/body/through", id: "range.empty" };
  return first.until(last).days + 1 > longestCover ? { field: "/body/through", id: "cover.long" } : null;
}

/** From the first moment of the first day (now, when that is today) to the end of the last. */
export function spanOfDays(
  { from, through }: CoverDays,
  { now, zone }: { now: Temporal.Instant; zone: string },
): { from: Temporal.Instant; to: Temporal.Instant } {
  const begins = Temporal.PlainDate.from(from).toZonedDateTime(zone).toInstant();
  const to = Temporal.PlainDate.from(through).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return { from: Temporal.Instant.compare(begins, now) < 0 ? now : begins, to };
}
