/** When a loan is due: lent, renewed, called back, and put off because the house is shut. Pure; a day is a day of the city. */
import { Temporal } from "temporal-polyfill";
import type { Terms } from "./terms.ts";

export type IsOpen = (day: Temporal.PlainDate) => boolean;

/** Beyond so many closed days in a row nobody knows when the house opens: the day stays as it was. */
const longestClosure = 120;

const earlier = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (earlier(a, b) === a ? b : a);

/** The day itself or the next on which it is open; null where none is as far as it was looked. */
export function openFrom(
  day: Temporal.PlainDate,
  isOpen: IsOpen,
  furthest = longestClosure,
): Temporal.PlainDate | null {
  for (let ahead = 0; ahead <= furthest; ahead++) {
    const next = day.add({ days: ahead });
    if (isOpen(next)) return next;
  }
  return null;
}

const onOpenDay = (day: Temporal.PlainDate, isOpen: IsOpen) => openFrom(day, isOpen) ?? day;

/** No later than the end of the term, and never before the day it is reckoned on. */
function withinTerm(day: Temporal.PlainDate, on: Temporal.PlainDate, { untilDay }: Pick<Terms, "untilDay">) {
  return untilDay === null ? day : later(on, earlier(day, Temporal.PlainDate.from(untilDay)));
}

/** The day a loan is due; where the place is shut on it, the next on which it is open. */
export function dueOn(
  terms: Pick<Terms, "days" | "untilDay">,
  lentOn: Temporal.PlainDate,
  isOpen: IsOpen,
): Temporal.PlainDate {
  return onOpenDay(withinTerm(lentOn.add({ days: terms.days }), lentOn, terms), isOpen);
}

/** Until when a renewal lends it. Never earlier than it is due already: the same day says that renewing gains nothing. */
export function renewedUntil(
  terms: Pick<Terms, "renewDays" | "renewFrom" | "untilDay">,
  loan: { dueOn: Temporal.PlainDate },
  { today, isOpen }: { today: Temporal.PlainDate; isOpen: IsOpen },
): Temporal.PlainDate {
  const from = terms.renewFrom === "due" ? loan.dueOn : today;
  const until = onOpenDay(withinTerm(from.add({ days: terms.renewDays }), today, terms), isOpen);
  return later(until, loan.dueOn);
}

/** When a loan is due that is called back for somebody else: never later than it was. Null: it is not called back, or that would not be sooner. */
export function recalledTo(
  { recallDays }: Pick<Terms, "recallDays">,
  loan: { dueOn: Temporal.PlainDate },
  { today, isOpen }: { today: Temporal.PlainDate; isOpen: IsOpen },
): Temporal.PlainDate | null {
  if (recallDays === null) return null;
  const called = onOpenDay(today.add({ days: recallDays }), isOpen);
  return Temporal.PlainDate.compare(called, loan.dueOn) < 0 ? called : null;
}

/**
 * When a loan is due whose place was shut after it was lent: the first day on which it is open again, asked with the calendar as it is now.
 * The same day where the closure does not hold the reader up.
 */
export const dueAfterClosure = (loan: { dueOn: Temporal.PlainDate }, isOpen: IsOpen): Temporal.PlainDate =>
  onOpenDay(loan.dueOn, isOpen);
