/** Windows of time people ask for: now, today, the weekend, later. Days are days in the city's zone. Pure. */
import { Temporal } from "temporal-polyfill";
import type { ListWindow } from "../contract.ts";

export interface Span {
  /** Half-open; `to` null means without end. */
  from: Temporal.Instant;
  to: Temporal.Instant | null;
  /** Only what begins in the span, not what runs into it. */
  beginning: boolean;
  /** What began before this stands after what begins in the window: a long exhibition does not push tonight's concert down. */
  dayStart: Temporal.Instant;
}

/** "Now" reaches this far ahead: time enough to walk there. */
export const soonHours = 2;

/** The span of a named window at this moment. */
export function spanOf(window: ListWindow, now: Temporal.Instant, zone: string): Span {
  const here = now.toZonedDateTimeISO(zone);
  const today = here.toPlainDate();
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: zone }).toInstant();
  const dayStart = start(today);
  const tomorrow = start(today.add({ days: 1 }));
  switch (window) {
    case "now":
      return { from: now, to: now.add({ hours: soonHours }), beginning: false, dayStart };
    case "today":
      return { from: now, to: tomorrow, beginning: false, dayStart };
    case "weekend": {
      // Saturday is day 6. On Sunday the weekend is what is left of it.
      const saturday = today.add({ days: 6 - Math.min(here.dayOfWeek, 6) });
      const from = here.dayOfWeek >= 6 ? now : start(saturday);
      const monday = today.add({ days: 8 - here.dayOfWeek });
      return {
        from,
        to: start(monday),
        beginning: false,
        dayStart: start(from.toZonedDateTimeISO(zone).toPlainDate()),
      };
    }
    case "later":
      return { from: tomorrow, to: null, beginning: true, dayStart: tomorrow };
    case "coming":
      return { from: now, to: null, beginning: false, dayStart };
  }
}

/** One whole day, past or future. */
export function spanOfDay(day: string, zone: string): Span {
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone });
  return {
    from: start.toInstant(),
    to: start.add({ days: 1 }).toInstant(),
    beginning: false,
    dayStart: start.toInstant(),
  };
}

export interface MonthSpan {
  from: Temporal.Instant;
  to: Temporal.Instant;
  /** Each day with its half-open span. */
  days: { day: string; from: Temporal.Instant; to: Temporal.Instant }[];
}

/** A whole month, `2026-06`, and its days. */
export function spanOfMonth(month: string, zone: string): MonthSpan {
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
  const first = Temporal.PlainDate.from({ year, month: number, day: 1 });
  const start = (day: number) => first.add({ days: day }).toZonedDateTime({ timeZone: zone }).toInstant();
  const days = Array.from({ length: daysInMonth }, (_, at) => ({
    day: first.add({ days: at }).toString(),
    from: start(at),
    to: start(at + 1),
  }));
  return { from: start(0), to: start(daysInMonth), days };
}
