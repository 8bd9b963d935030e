/** When issues of a serial appear and how they are numbered. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Frequency } from "./frequencies.ts";

export interface Pattern {
  every: Frequency;
  /** Months in which none appears. */
  skip: number[];
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

/** What is expected in a period whose first issue appears on its first day; of what appears irregularly nothing is. */
export function issuesOf(
  pattern: Pattern,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Issue[] {
  const first = Temporal.PlainDate.from(startsOn);
  const issues: Issue[] = [];
  for (const day of daysOf(pattern.every, first, Temporal.PlainDate.from(endsOn))) {
    if (pattern.skip.includes(day.month)) continue;
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
