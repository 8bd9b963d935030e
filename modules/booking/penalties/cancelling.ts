/** Limits of giving back and booking again. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Against } from "../offers/offer.ts";
import type { CancelTerms } from "./terms.ts";

/** The last moment at which a rule lets places be given back, or null where it says none. */
export function giveBackUntil(
  { untilMinutes, untilTime }: CancelTerms,
  startsAt: Temporal.Instant,
  zone: string,
): Temporal.Instant | null {
  const before = untilMinutes === null ? null : startsAt.subtract({ minutes: untilMinutes });
  if (untilTime === null) return before;
  const hour = startsAt
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toZonedDateTime({ timeZone: zone, plainTime: untilTime })
    .toInstant();
  return before ? earlier(before, hour) : hour;
}

export function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

/** The beginning of the city's day, week, month and year: what somebody gave back since then counts. */
export function spansAt(now: Temporal.Instant, zone: string) {
  const day = now.toZonedDateTimeISO(zone).startOfDay();
  return {
    day,
    week: day.subtract({ days: day.dayOfWeek - 1 }),
    month: day.with({ day: 1 }),
    year: day.with({ month: 1, day: 1 }),
  };
}

/** Why nobody may give back once more: the shortest span whose number is used up, and when the next begins; or null. */
export function reasonAgainstGivingBack(
  terms: CancelTerms,
  before: readonly Temporal.Instant[],
  now: Temporal.Instant,
  zone: string,
): Against | null {
  const spans = spansAt(now, zone);
  const limits = [
    { span: "day", max: terms.perDay, since: spans.day, next: spans.day.add({ days: 1 }) },
    { span: "week", max: terms.perWeek, since: spans.week, next: spans.week.add({ weeks: 1 }) },
    { span: "month", max: terms.perMonth, since: spans.month, next: spans.month.add({ months: 1 }) },
    { span: "year", max: terms.perYear, since: spans.year, next: spans.year.add({ years: 1 }) },
  ];
  for (const { span, max, since, next } of limits) {
    if (max === null) continue;
    const used = before.filter((at) => Temporal.Instant.compare(at, since.toInstant()) >= 0).length;
    if (used >= max)
      return { id: "claim.cancels-used", data: { span, max, from: next.toPlainDate().toString() } };
  }
  return null;
}

/** Why the same occasion may not be booked once more after so many times of giving it back, or null. */
export function reasonAgainstRebooking(terms: CancelTerms, givenBack: number): Against | null {
  return terms.rebooks !== null && givenBack > terms.rebooks
    ? { id: "claim.rebooked-enough", data: { max: terms.rebooks } }
    : null;
}
