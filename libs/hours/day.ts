/**
 * Which sessions a day has, and why: exception before holiday or make-up workday before season before week, an inner exception before
 * the outer.
 */
import {
  type Exception,
  type HolidayTable,
  type Hours,
  type Season,
  type Session,
  weekdays,
} from "./shape.ts";

export type Why = "week" | "season" | "holiday" | "make-up" | "exception";

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

/** Days kept ready. */
const mostKept = 800;

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
  const { onMakeUp } = hours;
  const makeUp = typeof onMakeUp === "object" ? spansOf(onMakeUp.sessions) : null;
  const known = new Map<string, DayHours>();

  function find(day: string): DayHours {
    const special = exceptions.find(({ exception }) => covers(exception, day));
    if (special) return { spans: special.spans, why: "exception", note: special.exception.reason };
    const entry = Object.hasOwn(holidays, day) ? holidays[day] : undefined;
    if (entry?.kind === "rest" && onHoliday) return { spans: onHoliday, why: "holiday", note: entry.name };
    if (entry?.kind === "workday" && onMakeUp !== "own-weekday") {
      const spans = makeUp ?? usual(day, weekdays.indexOf(entry.as)).spans;
      return { spans, why: "make-up", note: entry.name };
    }
    return usual(day, weekdayOf(day));
  }

  function usual(day: string, weekday: number): DayHours {
    const current = seasons.find(({ season }) => inSeason(season, day));
    if (current) return { spans: current.week[weekday] ?? [], why: "season", note: current.season.name };
    return { spans: week[weekday] ?? [], why: "week", note: null };
  }

  return {
    on(day) {
      const before = known.get(day);
      if (before) return before;
      const made = find(day);
      // Anybody may ask about any day; memory must not grow with the questions.
      if (known.size >= mostKept) known.clear();
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
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

const following = new Map<string, string>();

/** The next day. Dates without a zone, reckoned in UTC, where every day has 24 hours; kept, because lists ask again and again. */
export function dayAfter(day: string): string {
  const known = following.get(day);
  if (known) return known;
  const [next = day] = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().split("T");
  if (following.size >= mostKept) following.clear();
  following.set(day, next);
  return next;
}

const daysOf = ({ from, to }: Exception) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const covers = ({ from, to }: Exception, day: string) => from <= day && day <= to;

export function inSeason({ from, to }: Pick<Season, "from" | "to">, day: string): boolean {
  const date = day.slice(5);
  return from <= to ? from <= date && date <= to : date >= from || date <= to;
}
