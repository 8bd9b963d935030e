/** Opening hours as fields of a form: one row a session, two times a row. Pure. */
import { type Exception, type Hours, type Season, type Session, type Week, weekdays } from "#libs/hours";
import { said } from "#web/page.ts";

/** `changes.hours` is where the operation has the hours: its faults find their fields by name. */
export const hoursName = "changes.hours";

/** The rows a day shows: what is there and one more, at least two. */
export function rowsOf(sessions: readonly Session[]): Session[] {
  const count = Math.min(Math.max(sessions.length + 1, 2), 8);
  return Array.from({ length: count }, (_, n) => sessions[n] ?? { from: "", to: "" });
}

/**
 * A time as people type it, in 24 hours whatever language the device speaks: `9`, `930`, `9:30`, `９：３０`.
 * What is no time stays as it was typed, for the refusal to show.
 */
export function clockOf(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const [, hours, minutes = "00"] =
    /^(\d{1,2})(?:[:.,点时h](\d{2})分?|[点时h])?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? text : `${hours.padStart(2, "0")}:${minutes}`;
}

/** The sessions typed under a name: `changes.hours.week.mon` has `.0.from`, `.0.to`, `.1.from` … Empty rows are none. */
export function sessionsIn(form: FormData, name: string): Session[] {
  const sessions: Session[] = [];
  for (let n = 0; n < 8; n++) {
    const from = clockOf(said(form, `${name}.${n}.from`));
    const to = clockOf(said(form, `${name}.${n}.to`));
    // Nobody closes at the first minute of a day: midnight as an end is the day's end.
    if (from !== "" || to !== "") sessions.push({ from, to: to === "00:00" ? "24:00" : to });
  }
  return sessions;
}

/** The whole week typed under a name. Days without sessions are closed. */
export function weekIn(form: FormData, name: string): Week {
  return Object.fromEntries(
    weekdays.flatMap((day) => {
      const sessions = sessionsIn(form, `${name}.${day}`);
      return sessions.length > 0 ? [[day, sessions]] : [];
    }),
  );
}

/** Monday's sessions on every day up to `last`. */
export function mondayOnwards(week: Week, last: "fri" | "sun"): Week {
  const days = weekdays.slice(0, weekdays.indexOf(last) + 1);
  return { ...week, ...Object.fromEntries(days.map((day) => [day, week.mon ?? []])) };
}

/** A season typed under `changes.hours.seasons.N`. */
export function seasonIn(form: FormData, n: number): Season {
  const name = `${hoursName}.seasons.${n}`;
  const text = (field: string) => said(form, `${name}.${field}`);
  return { name: text("name"), from: text("from"), to: text("to"), week: weekIn(form, `${name}.week`) };
}

/** The single days typed in the form below the list; the newest stands first. */
export function exceptionIn(form: FormData): Exception {
  const name = `${hoursName}.exceptions.0`;
  const text = (field: string) => said(form, `${name}.${field}`);
  const from = text("from");
  return {
    from,
    to: text("to") || from,
    sessions: sessionsIn(form, `${name}.sessions`),
    reason: text("reason"),
  };
}

/** What holidays and make-up workdays mean, as chosen; times typed beside another choice than one's own count for nothing. */
export function calendarIn(form: FormData): Pick<Hours, "onHoliday" | "onMakeUp"> {
  const chosen = (what: "onHoliday" | "onMakeUp") => {
    const choice = form.get(`${hoursName}.${what}`);
    if (choice === "closed") return { sessions: [] };
    return choice === "own" ? { sessions: sessionsIn(form, `${hoursName}.${what}.sessions`) } : null;
  };
  const onHoliday = chosen("onHoliday");
  const onMakeUp =
    form.get(`${hoursName}.onMakeUp`) === "own-weekday" ? ("own-weekday" as const) : chosen("onMakeUp");
  return { ...(onHoliday && { onHoliday }), ...(onMakeUp && { onMakeUp }) };
}

/** The hours with another meaning of holidays and make-up workdays. */
export function withCalendar(hours: Hours | null, calendar: Pick<Hours, "onHoliday" | "onMakeUp">): Hours {
  const { onHoliday: _, onMakeUp: __, ...rest } = hours ?? { week: {} };
  return { ...rest, ...calendar };
}

/** The hours with an exception more. */
export function withException(hours: Hours | null, exception: Exception): Hours {
  return { ...hours, week: hours?.week ?? {}, exceptions: [exception, ...(hours?.exceptions ?? [])] };
}

/** The hours without the exception at a place of the list, if it still is the one that was shown. */
export function withoutException(hours: Hours, shown: Omit<Exception, "sessions">): Hours {
  const { exceptions = [], ...rest } = hours;
  return {
    ...rest,
    exceptions: exceptions.filter(
      ({ from, to, reason }) => from !== shown.from || to !== shown.to || reason !== shown.reason,
    ),
  };
}

/** The hours with a season at a place of the list; past its end it is a new one. */
export function withSeason(hours: Hours | null, n: number, season: Season): Hours {
  return { ...hours, week: hours?.week ?? {}, seasons: (hours?.seasons ?? []).toSpliced(n, 1, season) };
}

export function withoutSeason(hours: Hours, n: number): Hours {
  return { ...hours, seasons: (hours.seasons ?? []).toSpliced(n, 1) };
}
