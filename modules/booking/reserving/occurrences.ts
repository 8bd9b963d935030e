/** When a reservation that repeats would be. Pure; the time on the wall repeats, whatever the clock does. */
import { Temporal } from "temporal-polyfill";
import { occurrences } from "#libs/calendar";
import type { Repeat } from "./contract.ts";
import type { Times } from "./rules.ts";

export const mostAtOnce = 110;

/** The first and its repetitions, the first included only where the rule meets it. The fifth such weekday of a month means the last. */
export function repeatedTimes(
  first: Times,
  { every, interval, weekdays, until, count }: Repeat,
  zone: string,
): { times: Times[]; more: boolean } {
  const start = first.startsAt.toZonedDateTimeISO(zone);
  const lasts = start
    .toPlainDateTime()
    .until(first.endsAt.toZonedDateTimeISO(zone).toPlainDateTime(), { largestUnit: "day" });
  const own = ruleDays[start.dayOfWeek - 1];
  const nth = Math.ceil(start.day / 7);
  const by = {
    day: "",
    week: `;BYDAY=${(weekdays.length > 0 ? weekdays : [own]).join(",")}`,
    "month-weekday": `;BYDAY=${nth === 5 ? -1 : nth}${own}`,
  }[every];
  const freq = { day: "DAILY", week: "WEEKLY", "month-weekday": "MONTHLY" }[every];
  const rule = `FREQ=${freq};INTERVAL=${interval}${by}${count ? `;COUNT=${count}` : ""}`;
  const before = until
    ? Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(zone).toInstant()
    : null;
  const found = occurrences(rule, { start, limit: mostAtOnce, ...(before && { before }) });
  return {
    times: found.starts.map((at) => ({
      startsAt: at.toInstant(),
      endsAt: at.toPlainDateTime().add(lasts).toZonedDateTime(zone).toInstant(),
    })),
    more: found.starts.length === mostAtOnce && found.more,
  };
}

/** As recurrence rules name them, in the order of the week. */
export const ruleDays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
