/** When lessons are, as one says it: every Wednesday from half past seven to nine. Pure. */
import type { Temporal } from "temporal-polyfill";

/** Lessons on one day of the week at one time; those that are at a time of their own are a rhythm of one. */
export interface Rhythm {
  /** Monday is 1. */
  weekday: number;
  /** By the clock on the wall, "19:30". */
  from: string;
  to: string;
  /** Every so many weeks. */
  weeks: number;
  count: number;
  first: string;
  last: string;
  /** Days in between on which there is none. */
  except: string[];
}

interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** The rhythms of lessons, the one with most of them first. */
export function rhythmsOf(lessons: readonly Times[], zone: string): Rhythm[] {
  const local = lessons
    .map(({ startsAt, endsAt }) => {
      const start = startsAt.toZonedDateTimeISO(zone);
      return { day: start.toPlainDate(), from: clock(start), to: clock(endsAt.toZonedDateTimeISO(zone)) };
    })
    .toSorted((a, b) => a.day.toString().localeCompare(b.day.toString()));
  const groups = Map.groupBy(local, ({ day, from, to }) => `${day.dayOfWeek} ${from} ${to}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [head, last] = [group[0], group.at(-1)];
      return head && last ? [{ head, last: last.day, days: group.map(({ day }) => day) }] : [];
    })
    .map(({ head, last, days }) => {
      const weeks = days.slice(1).reduce((step, day) => divisor(step, weeksBetween(head.day, day)), 0) || 1;
      const held = new Set(days.map(String));
      const all = Array.from({ length: weeksBetween(head.day, last) / weeks + 1 }, (_, n) =>
        head.day.add({ days: 7 * weeks * n }).toString(),
      );
      return {
        weekday: head.day.dayOfWeek,
        from: head.from,
        to: head.to,
        weeks,
        count: days.length,
        first: head.day.toString(),
        last: last.toString(),
        except: all.filter((day) => !held.has(day)),
      };
    })
    .toSorted((a, b) => b.count - a.count || a.weekday - b.weekday || a.from.localeCompare(b.from));
}

const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: "minute" });

const weeksBetween = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  one.until(other, { largestUnit: "week" }).weeks;

/** The greatest number of weeks that both are whole numbers of. */
function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
