/** Booths that are had in fixed slots: so long, on a grid of the day. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { T } from "#contract";

export const Slot = T.Object({
  minutes: T.Integer({ minimum: 5, maximum: 720 }),
  /** One begins every so many minutes; what is left between two is for airing and tidying up. */
  everyMinutes: T.Integer({ minimum: 5, maximum: 720 }),
  /** The first of a day, on the city's clock. */
  from: T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" }),
  /** How many in a row one reservation may have. */
  most: T.Integer({ minimum: 1, maximum: 12 }),
});
export type Slot = Static<typeof Slot>;

interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

const dayMinutes = 1440;

/** How long so many in a row last. */
export const slotsLast = ({ minutes, everyMinutes }: Pick<Slot, "minutes" | "everyMinutes">, count: number) =>
  (count - 1) * everyMinutes + minutes;

/** The slots of a day of the city, in order; none goes on into the next. */
export function slotsOf(day: Temporal.PlainDate, slot: Slot, zone: string): Times[] {
  const first = minuteOf(slot.from);
  const count = Math.max(0, Math.floor((dayMinutes - first - slot.minutes) / slot.everyMinutes) + 1);
  const at = (minute: number) =>
    day.toPlainDateTime().add({ minutes: minute }).toZonedDateTime(zone).toInstant();
  return Array.from({ length: count }, (_, n) => {
    const minute = first + n * slot.everyMinutes;
    return { startsAt: at(minute), endsAt: at(minute + slot.minutes) };
  });
}

/** Is it one slot, or several in a row? Of which length: null where it is none. */
export function slotsIn({ startsAt, endsAt }: Times, slot: Slot, zone: string): number | null {
  const slots = slotsOf(startsAt.toZonedDateTimeISO(zone).toPlainDate(), slot, zone);
  const first = slots.findIndex((one) => one.startsAt.equals(startsAt));
  const last = slots.findIndex((one) => one.endsAt.equals(endsAt));
  return first === -1 || last < first ? null : last - first + 1;
}

/** Of a time of the day, `10:00`. */
export function minuteOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 60 + minute;
}
