/** Quiet hours: what reaches a phone at night waits for the morning. Pure. */
import { Temporal } from "temporal-polyfill";

/** Local times of the city, "22:00". The same beginning and end: no quiet hours. */
export interface QuietHours {
  starts: string;
  ends: string;
  /** What happens before this time of the morning after is told at once. */
  urgentBefore: string;
}

/** When a message may go out: at `now`, or in the morning if the night is on and nothing happens before people could read it. */
export function outAt(
  now: Temporal.Instant,
  quiet: QuietHours,
  { neededBy, zone }: { neededBy: Temporal.Instant | null; zone: string },
): Temporal.Instant {
  const local = now.toZonedDateTimeISO(zone);
  const [time, starts, ends] = [local.toPlainTime(), quiet.starts, quiet.ends];
  const before = Temporal.PlainTime.compare(time, ends) < 0;
  const after = Temporal.PlainTime.compare(time, starts) >= 0;
  const isNight = Temporal.PlainTime.compare(starts, ends) > 0 ? before || after : before && after;
  if (!isNight) return now;
  const morning = local.toPlainDate().add({ days: before ? 0 : 1 });
  const at = (clock: string) =>
    morning.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) }).toInstant();
  if (neededBy && Temporal.Instant.compare(neededBy, at(quiet.urgentBefore)) < 0) return now;
  return at(ends);
}
