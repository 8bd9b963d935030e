/** Every minute of two years, for random hours, against the slow and obvious way: a diary in which each open minute is ticked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  compileHours,
  daysAhead,
  type Exception,
  faultsIn,
  type Holiday,
  type HolidayTable,
  type Hours,
  type LocalMoment,
  type Session,
  stateAt,
  type Week,
  type Weekday,
  weekdays,
} from "./index.ts";

// 2027 and 2028: a leap day lies in them. The diary begins a day earlier, for its night, and goes on for openings far ahead.
const firstDay = Date.UTC(2027, 0, 1) / 86_400_000;
const days = 365 + 366;
const diaryDays = days + daysAhead + 10;
const dayName = (n: number) => new Date((firstDay + n) * 86_400_000).toISOString().slice(0, 10);
// 1 January 1970 was a Thursday.
const weekdayName = (n: number) => weekdays[(firstDay + n + 3) % 7] as Weekday;

/** The rules read aloud, one after another, without anything of the library. */
function sessionsOn(hours: Hours, holidays: HolidayTable, n: number): Session[] {
  const day = dayName(n);
  const length = ({ from, to }: Exception) => Date.parse(to) - Date.parse(from);
  const inner = (hours.exceptions ?? []).toSorted((a, b) => length(a) - length(b));
  for (const { from, to, sessions } of inner) if (day >= from && day <= to) return sessions;
  const holiday = holidays[day];
  if (holiday?.kind === "rest" && hours.onHoliday) return hours.onHoliday.sessions;
  if (holiday?.kind === "workday" && hours.onMakeUp !== "own-weekday") {
    return hours.onMakeUp ? hours.onMakeUp.sessions : (weekOn(hours, day)[holiday.as] ?? []);
  }
  return weekOn(hours, day)[weekdayName(n)] ?? [];
}

function weekOn(hours: Hours, day: string): Week {
  const date = Number(day.slice(5, 7)) * 100 + Number(day.slice(8));
  const number = (text: string) => Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
  for (const { from, to, week } of hours.seasons ?? []) {
    const [start, end] = [number(from), number(to)];
    if (start <= end && start <= date && date <= end) return week;
    if (start > end && (start <= date || date <= end)) return week;
  }
  return hours.week;
}

/** A tick for each open minute; the first 1,440 are those of the day before. */
function diaryOf(hours: Hours, holidays: HolidayTable): Uint8Array {
  const ticks = new Uint8Array((diaryDays + 3) * 1440);
  const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  for (let n = -1; n < diaryDays; n++) {
    for (const { from, to } of sessionsOn(hours, holidays, n)) {
      const start = (n + 1) * 1440 + minute(from);
      const length = (minute(to) - minute(from) + 1440) % 1440 || 1440;
      ticks.fill(1, start, start + length);
    }
  }
  return ticks;
}

const two = (n: number) => String(n).padStart(2, "0");
const clock = (fives: number) => `${two(Math.floor(fives / 12))}:${two((fives % 12) * 5)}`;
/** Up to three sessions from four in the morning on; the last may run into the night, until three. */
const sessions: fc.Arbitrary<Session[]> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 48, max: 287 }), { maxLength: 6 }),
    night: fc.option(fc.integer({ min: 0, max: 36 })),
  })
  .map(({ cuts, night }) => {
    const order = cuts.toSorted((a, b) => a - b);
    const made = order.flatMap((from, n) => {
      const to = order[n + 1];
      return n % 2 === 0 && to !== undefined ? [{ from: clock(from), to: clock(to) }] : [];
    });
    const last = made.at(-1);
    if (last && night !== null) last.to = night === 0 ? "24:00" : clock(night);
    return made;
  })
  .filter((made) => faultsIn({ week: { mon: made } }).length === 0);
const week: fc.Arbitrary<Week> = fc.record(Object.fromEntries(weekdays.map((day) => [day, sessions])), {
  requiredKeys: [],
});
const dayNumber = fc.integer({ min: 0, max: days - 1 });
const date = dayNumber.map((n) => dayName(n).slice(5));
const exception = fc
  .record({ first: dayNumber, length: fc.integer({ min: 0, max: 50 }), sessions })
  .map(({ first, length, sessions: own }) => ({
    from: dayName(first),
    to: dayName(first + length),
    sessions: own,
    reason: "另行安排",
  }));
/** Those of the list that can stand side by side with the ones kept before them. */
function side<T>(list: readonly T[], hoursOf: (kept: T[]) => Hours): T[] {
  const kept: T[] = [];
  for (const one of list) if (faultsIn(hoursOf([...kept, one])).length === 0) kept.push(one);
  return kept;
}
const season = fc.record({ name: fc.constant("季"), from: date, to: date, week });
const anyHours: fc.Arbitrary<Hours> = fc.record(
  {
    week,
    seasons: fc
      .array(season, { maxLength: 4 })
      .map((list) => side(list, (seasons) => ({ week: {}, seasons }))),
    exceptions: fc
      .array(exception, { maxLength: 12 })
      .map((list) => side(list, (exceptions) => ({ week: {}, exceptions }))),
    onHoliday: fc.record({ sessions }),
    onMakeUp: fc.oneof(fc.constant("own-weekday" as const), fc.record({ sessions })),
  },
  { requiredKeys: ["week"] },
);
const anyHolidays: fc.Arbitrary<HolidayTable> = fc
  .array(
    fc.tuple(
      dayNumber,
      fc.oneof(
        fc.constant<Holiday>({ kind: "rest", name: "节" }),
        fc.constantFrom(...weekdays).map((as): Holiday => ({ kind: "workday", name: "节", as })),
      ),
    ),
    { maxLength: 60 },
  )
  .map((entries) => Object.fromEntries(entries.map(([n, holiday]) => [dayName(n), holiday])));

test("every minute of two years agrees with a diary, and so does the next change", () => {
  let opened = 0;
  fc.assert(
    fc.property(anyHours, anyHolidays, (hours, holidays) => {
      assert.deepEqual(faultsIn(hours), []);
      const diary = diaryOf(hours, holidays);
      const change = changesIn(diary);
      const compiled = compileHours(hours, holidays);
      for (let n = 0; n < days; n++) {
        const moment: LocalMoment = { day: dayName(n), yesterday: dayName(n - 1), minute: 0 };
        const midnight = (n + 1) * 1440;
        for (let minute = 0; minute < 1440; minute++) {
          moment.minute = minute;
          const { open, changes } = stateAt(compiled, moment);
          if (open !== (diary[midnight + minute] === 1))
            assert.fail(`${moment.day} ${minute}: open is ${open}`);
          if (open) opened++;
          const expected = (change[midnight + minute] ?? 0) - midnight;
          const told = changes && numberOf(changes.day) * 1440 + changes.minute - n * 1440;
          // Farther off than a week, nobody is told when it closes; farther than five, nor when it opens.
          const near = expected < (open ? 7 : daysAhead) * 1440;
          if (near ? told !== expected : told !== null && told < (open ? 7 : daysAhead) * 1440)
            assert.fail(`${moment.day} ${minute}: ${open ? "closes" : "opens"} at ${told}, not ${expected}`);
        }
      }
    }),
    { numRuns: Number(process.env.HOURS_RUNS ?? 5), seed: 20261129, endOnFailure: true },
  );
  assert.ok(opened > 0);
});

/** For each minute the next one that differs. */
function changesIn(diary: Uint8Array): Int32Array {
  const change = new Int32Array(diary.length).fill(diary.length);
  for (let at = diary.length - 2; at >= 0; at--)
    change[at] = diary[at] === diary[at + 1] ? (change[at + 1] ?? 0) : at + 1;
  return change;
}

const numbers = new Map(Array.from({ length: diaryDays }, (_, n) => [dayName(n), n]));

function numberOf(day: string): number {
  return numbers.get(day) ?? Number.NaN;
}
