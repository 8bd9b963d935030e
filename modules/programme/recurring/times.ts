/** When a session that repeats by weeks takes place. Pure; the time on the wall repeats, whatever the clock does. */
import { Temporal } from "temporal-polyfill";
import { occurrences } from "#libs/calendar";
import { mostSessionsAtOnce } from "../desk/contract.ts";
import { type Repeat, ruleDays } from "./contract.ts";

export interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** The times of a first session and its repetitions, the first included only where the rule meets it. */
export function repeatedTimes(
  first: Times,
  { weekdays, weeks, until, count }: Repeat,
  zone: string,
): { times: Times[]; more: boolean } {
  const start = first.startsAt.toZonedDateTimeISO(zone);
  const lasts = start
    .toPlainDateTime()
    .until(first.endsAt.toZonedDateTimeISO(zone).toPlainDateTime(), { largestUnit: "day" });
  const days = weekdays.length > 0 ? weekdays : [ruleDays[start.dayOfWeek - 1]];
  const rule = `FREQ=WEEKLY;INTERVAL=${weeks};BYDAY=${days.join(",")}${count ? `;COUNT=${count}` : ""}`;
  const before = until
    ? Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(zone).toInstant()
    : null;
  const found = occurrences(rule, { start, limit: mostSessionsAtOnce, ...(before && { before }) });
  return {
    times: found.starts.map((at) => ({
      startsAt: at.toInstant(),
      endsAt: at.toPlainDateTime().add(lasts).toZonedDateTime(zone).toInstant(),
    })),
    more: found.starts.length === mostSessionsAtOnce && found.more,
  };
}
