/** Which sessions a day has, and why: exception before holiday before season before week, an inner exception before the outer. */
import { Temporal } from "temporal-polyfill";
import {
  type Exception,
  type HolidayTable,
  type Hours,
  type Season,
  type Session,
  weekdays,
} from "./shape.ts";

export type Why = "week" | "season" | "holiday" | "exception";

/** Minutes after the midnight that begins the day; `to` may lie beyond 1440. */
export interface Span {
  from: number;
  to: number;
}

export interface DayHours {
  spans: Span[];
  why: Why;
  /** The exception's reason, the holiday's or the season's name. */
  note: string | null;
}

export interface CompiledHours {
  on(day: string): DayHours;
}

/** Reads hours once, so that asking is cheap. Takes only hours without faults (`faultsIn`). */
export function compileHours(hours: Hours, holidays: HolidayTable = {}): CompiledHours {
  const week = weekdays.map((day) => spansOf(hours.week[day] ?? []));
  const seasons = (hours.seasons ?? []).map((season) => ({
    season,
    week: weekdays.map((day) => spansOf(season.week[day] ?? [])),
  }));
  // The one that lies within another is the shorter of the two, and holds on its days.
  const exceptions = (hours.exceptions ?? [])
    .map((exception) => ({ exception, spans: spansOf(exception.sessions), days: daysOf(exception) }))
    .sort((a, b) => a.days - b.days);
  const onHoliday = hours.onHoliday ? spansOf(hours.onHoliday.sessions) : null;
  const known = new Map<string, DayHours>();

  function find(day: string): DayHours {
    const special = exceptions.find(({ exception }) => covers(exception, day));
    if (special) return { spans: special.spans, why: "exception", note: special.exception.reason };
    const entry = holidays[day];
    if (entry?.kind === "holiday" && onHoliday) return { spans: onHoliday, why: "holiday", note: entry.name };
    const weekday = entry?.kind === "workday" ? weekdays.indexOf(entry.as) : weekdayOf(day);
    const current = seasons.find(({ season }) => inSeason(season, day));
    if (current) return { spans: current.week[weekday] ?? [], why: "season", note: current.season.name };
    return { spans: week[weekday] ?? [], why: "week", note: null };
  }

  return {
    on(day) {
      const before = known.get(day);
      if (before) return before;
      const made = find(day);
      known.set(day, made);
      return made;
    },
  };
}

/** Minutes after midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function spansOf(sessions: readonly Session[]): Span[] {
  return sessions
    .map(({ from, to }) => {
      const start = minutesOf(from);
      const end = minutesOf(to);
      return { from: start, to: end > start ? end : end + 1440 };
    })
    .sort((a, b) => a.from - b.from);
}

/** Monday is 0. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek - 1;
}

const daysOf = ({ from, to }: Exception) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

const covers = ({ from, to }: Exception, day: string) => from <= day && day <= to;

export function inSeason({ from, to }: Pick<Season, "from" | "to">, day: string): boolean {
  const date = day.slice(5);
  return from <= to ? from <= date && date <= to : date >= from || date <= to;
}
