/** When issues of a serial appear and how they are numbered. Pure. */
import { Temporal } from "temporal-polyfill";
import type { DayRun } from "./days-off.ts";
import type { Frequency } from "./frequencies.ts";

export interface Pattern {
  every: Frequency;
  /** Months in which none appears. */
  skip: number[];
  /** Of a daily: from Monday, 1, to Sunday, 7, the days on which it appears; none named: every day. */
  weekdays?: number[] | undefined;
  /** It does not appear on days of public rest. */
  holidays?: boolean | undefined;
  /** Other days on which it does not appear. */
  off?: DayRun[] | undefined;
  /** Of the first issue of the period. */
  number: number;
  /** Each year begins with issue 1. */
  restarts: boolean;
  /** Of the first issue, one more each year; null: it counts none. */
  volume: number | null;
  /** 总期: of the first issue, running on; null: it counts none. */
  whole: number | null;
}

export interface Issue {
  year: number;
  number: number;
  volume: number | null;
  whole: number | null;
  /** `2026-06-12`. */
  dueOn: string;
}

/** A day of public rest, as the city's table has it. */
export type Rests = (day: string) => boolean;

export interface Period {
  startsOn: string;
  /** Included. */
  endsOn: string;
}

/** What is expected in a period whose first issue appears on its first day; of what appears irregularly nothing is. */
export function issuesOf(pattern: Pattern, { startsOn, endsOn }: Period, rests: Rests): Issue[] {
  const first = Temporal.PlainDate.from(startsOn);
  const issues: Issue[] = [];
  for (const day of daysOf(pattern.every, first, Temporal.PlainDate.from(endsOn))) {
    if (isOff(pattern, day, rests)) continue;
    const last = issues.at(-1);
    const isNewYear = last !== undefined && last.year !== day.year;
    issues.push({
      year: day.year,
      number: last === undefined ? pattern.number : isNewYear && pattern.restarts ? 1 : last.number + 1,
      volume: pattern.volume === null ? null : pattern.volume + day.year - first.year,
      whole: pattern.whole === null ? null : pattern.whole + issues.length,
      dueOn: day.toString(),
    });
  }
  return issues;
}

function isOff(
  { every, skip, weekdays = [], holidays = false, off = [] }: Pattern,
  day: Temporal.PlainDate,
  rests: Rests,
): boolean {
  if (skip.includes(day.month)) return true;
  if (every === "daily" && weekdays.length > 0 && !weekdays.includes(day.dayOfWeek)) return true;
  const said = day.toString();
  return off.some(({ from, to }) => from <= said && said <= to) || (holidays && rests(said));
}

/** Behind a period, the one of the same length that goes on with it; what is shorter than a year comes in the same months of the next. */
export function nextPeriod(every: Frequency, { startsOn, endsOn }: Period): Period {
  const [first, last] = [Temporal.PlainDate.from(startsOn), Temporal.PlainDate.from(endsOn)];
  // A weekly of Fridays goes on on a Friday, which is not the same day of the year.
  const yearOn = first.add({ years: 1 }).subtract({ days: (everyDays[every] ?? 1) - 1 });
  const behind = last.add({ days: 1 });
  const earliest = Temporal.PlainDate.compare(yearOn, behind) < 0 ? behind : yearOn;
  const from = every === "irregular" ? earliest : appearsFrom(every, first, earliest);
  const { months } = first.until(from, {
    largestUnit: "months",
    smallestUnit: "months",
    roundingMode: "halfExpand",
  });
  return { startsOn: from.toString(), endsOn: last.add({ months }).toString() };
}

const everyDays: Partial<Record<Frequency, number>> = { weekly: 7, fortnightly: 14 };

function appearsFrom(
  every: Exclude<Frequency, "irregular">,
  first: Temporal.PlainDate,
  earliest: Temporal.PlainDate,
): Temporal.PlainDate {
  for (let n = 1; ; n++) {
    const day = nth(every, first, n);
    if (Temporal.PlainDate.compare(day, earliest) >= 0) return day;
  }
}

function* daysOf(
  every: Frequency,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  if (every === "irregular") return;
  for (let n = 0; ; n++) {
    const day = nth(every, first, n);
    if (Temporal.PlainDate.compare(day, last) > 0) return;
    yield day;
  }
}

/** Counted from the first: what appears on the 31st appears on the last day of shorter months, and on the 31st again. */
function nth(
  every: Exclude<Frequency, "irregular">,
  first: Temporal.PlainDate,
  n: number,
): Temporal.PlainDate {
  switch (every) {
    case "daily":
      return first.add({ days: n });
    case "weekly":
      return first.add({ weeks: n });
    case "fortnightly":
      return first.add({ weeks: 2 * n });
    case "semimonthly":
      return first.add({ months: Math.floor(n / 2) }).add({ days: n % 2 === 0 ? 0 : 15 });
    case "monthly":
      return first.add({ months: n });
    case "bimonthly":
      return first.add({ months: 2 * n });
    case "quarterly":
      return first.add({ months: 3 * n });
  }
}
