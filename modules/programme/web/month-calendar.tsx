import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Calendar, type CalendarDay } from "#web/kit/calendar.tsx";
import { usePage } from "#web/text.tsx";
import type { monthOfEvents } from "../contract.ts";

export interface MonthCalendarProps extends Pick<AnswerOf<typeof monthOfEvents>, "days" | "today"> {
  /** Where a day leads. */
  dayHref: (day: string) => string;
  /** Beside a list there is no room for a title in each day. */
  narrow?: true;
  /** Where another month, `2026-06`, leads. */
  monthHref: (month: string) => string;
}

// texts: calendar.weekday.*
/** A month of the programme as a calendar: each day leads to its events. */
export function MonthCalendar({ days, today, dayHref, monthHref, narrow }: MonthCalendarProps) {
  const { text: t } = usePage();
  const [first] = days;
  if (!first) return null;
  const start = Temporal.PlainDate.from(first.day);
  const title = (of: Temporal.PlainDate) => t.formats.monthRangeText({ from: of, through: of });
  const monthOf = (of: Temporal.PlainDate) => ({
    href: monthHref(of.toString().slice(0, 7)),
    label: title(of),
  });
  return (
    <Calendar
      title={title(start)}
      weekdays={[1, 2, 3, 4, 5, 6, 7].map((n) => ({
        short: t(`calendar.weekday.${n}`),
        full: t(`calendar.weekday.full.${n}`),
      }))}
      weeks={weeksOf(
        days.map((one) => ({
          date: one.day,
          day: Number(one.day.slice(8)),
          label: t("calendar.day", { day: Temporal.PlainDate.from(one.day), count: one.count }),
          ...(one.count > 0 && { href: dayHref(one.day), count: one.count }),
          ...(!narrow && one.first[0] && { note: one.first[0].title }),
          ...(one.day === today && { today: true }),
        })),
        start,
      )}
      before={monthOf(start.subtract({ months: 1 }))}
      after={monthOf(start.add({ months: 1 }))}
    />
  );
}

/** Weeks from Monday to Sunday, filled up with the days of the months around. */
function weeksOf(days: CalendarDay[], start: Temporal.PlainDate): CalendarDay[][] {
  const outside = (day: Temporal.PlainDate): CalendarDay => ({
    date: day.toString(),
    day: day.day,
    label: day.toString(),
    outside: true,
  });
  const before = Array.from({ length: start.dayOfWeek - 1 }, (_, at) =>
    outside(start.subtract({ days: start.dayOfWeek - 1 - at })),
  );
  const end = start.add({ days: days.length });
  const missing = (7 - ((before.length + days.length) % 7)) % 7;
  const after = Array.from({ length: missing }, (_, at) => outside(end.add({ days: at })));
  const all = [...before, ...days, ...after];
  return Array.from({ length: all.length / 7 }, (_, week) => all.slice(week * 7, week * 7 + 7));
}
