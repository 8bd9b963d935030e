/** What is wrong with hours somebody typed, each with the place of the fault. */
import { Temporal } from "temporal-polyfill";
import { inSeason, type Span, spansOf } from "./day.ts";
import { type Exception, type Hours, type Season, type Session, type Week, weekdays } from "./shape.ts";

export interface HoursFault {
  /** JSON pointer below the hours: `/week/mon/0/to`. */
  at: string;
  id:
    | "hours.time"
    | "hours.empty"
    | "hours.too-long"
    | "hours.overlap"
    | "hours.date"
    | "hours.ends-before-start"
    | "hours.reason-missing"
    | "hours.too-many"
    | "hours.seasons-overlap"
    | "hours.exceptions-overlap";
  /** The two that cannot stand side by side, as their days and words. */
  data?: { one: string; other: string };
}

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const mostSessions = 8;
/** From here on a session is rather a mistyped end (10:00–09:00) than a long day. */
const tooLong = 20 * 60;

/** All faults; none means `compileHours` can be trusted with them. */
export function faultsIn(hours: Hours): HoursFault[] {
  const faults = weekFaults(hours.week, "/week");
  hours.seasons?.forEach((season, n) => {
    const at = `/seasons/${n}`;
    for (const end of ["from", "to"] as const) {
      if (!isDate(`2024-${season[end]}`)) faults.push({ at: `${at}/${end}`, id: "hours.date" });
    }
    faults.push(...weekFaults(season.week, `${at}/week`));
  });
  hours.exceptions?.forEach((exception, n) => {
    const at = `/exceptions/${n}`;
    const bad = (["from", "to"] as const).filter((end) => !isDate(exception[end]));
    faults.push(...bad.map((end): HoursFault => ({ at: `${at}/${end}`, id: "hours.date" })));
    if (bad.length === 0 && exception.to < exception.from)
      faults.push({ at: `${at}/to`, id: "hours.ends-before-start" });
    if (!isWord(exception.reason)) faults.push({ at: `${at}/reason`, id: "hours.reason-missing" });
    faults.push(...sessionFaults(exception.sessions, `${at}/sessions`));
  });
  // Days that are no days overlap nothing.
  if (!faults.some(({ id }) => id === "hours.date" || id === "hours.ends-before-start"))
    faults.push(...seasonsOverlapping(hours.seasons ?? []), ...exceptionsOverlapping(hours.exceptions ?? []));
  if (hours.onHoliday) faults.push(...sessionFaults(hours.onHoliday.sessions, "/onHoliday/sessions"));
  if (typeof hours.onMakeUp === "object")
    faults.push(...sessionFaults(hours.onMakeUp.sessions, "/onMakeUp/sessions"));
  return faults;
}

/** Two different letters at least, as 春节 has: a sign tells the public nothing. */
function isWord(reason: string): boolean {
  return new Set(reason.match(/\p{L}/gu)).size > 1;
}

/** Two seasons that share days of the year: the day would have two weeks. Told at the later of the list. */
function seasonsOverlapping(seasons: readonly Season[]): HoursFault[] {
  return seasons.flatMap((one, n) =>
    seasons.slice(0, n).flatMap((other): HoursFault[] => {
      const share = inSeason(one, `2024-${other.from}`) || inSeason(other, `2024-${one.from}`);
      if (!share) return [];
      const tell = ({ name, from, to }: Season) => `${name} ${from}–${to}`;
      return [
        {
          at: `/seasons/${n}/from`,
          id: "hours.seasons-overlap",
          data: { one: tell(one), other: tell(other) },
        },
      ];
    }),
  );
}

/**
 * Two exceptions that share days, unless one lies wholly within the other: then the inner one holds on its days.
 * Told at the earlier of the list, where the newest stands.
 */
function exceptionsOverlapping(exceptions: readonly Exception[]): HoursFault[] {
  return exceptions.flatMap((one, n) =>
    exceptions.slice(n + 1).flatMap((other): HoursFault[] => {
      const apart = one.to < other.from || other.to < one.from;
      if (apart || isWithin(one, other) || isWithin(other, one)) return [];
      const tell = ({ from, to, reason }: Exception) =>
        `${from}${to === from ? "" : `–${to}`} ${reason.trim()}`;
      return [
        {
          at: `/exceptions/${n}/from`,
          id: "hours.exceptions-overlap",
          data: { one: tell(one), other: tell(other) },
        },
      ];
    }),
  );
}

function isWithin(inner: Exception, outer: Exception): boolean {
  const same = inner.from === outer.from && inner.to === outer.to;
  return !same && outer.from <= inner.from && inner.to <= outer.to;
}

function weekFaults(week: Week, at: string): HoursFault[] {
  const faults = weekdays.flatMap((day) => sessionFaults(week[day] ?? [], `${at}/${day}`));
  if (faults.length > 0) return faults;
  // A night that runs into the next morning's session.
  return weekdays.flatMap((day, n): HoursFault[] => {
    const next = weekdays[(n + 1) % 7] ?? "mon";
    const late = spansOf(week[day] ?? []).at(-1);
    const [early] = spansOf(week[next] ?? []);
    return late && early && late.to - 1440 > early.from
      ? [{ at: `${at}/${next}/0/from`, id: "hours.overlap" }]
      : [];
  });
}

function sessionFaults(sessions: readonly Session[], at: string): HoursFault[] {
  if (sessions.length > mostSessions) return [{ at, id: "hours.too-many" }];
  const faults: HoursFault[] = [];
  sessions.forEach(({ from, to }, n) => {
    if (!timePattern.test(from)) faults.push({ at: `${at}/${n}/from`, id: "hours.time" });
    if (!timePattern.test(to) && to !== "24:00") faults.push({ at: `${at}/${n}/to`, id: "hours.time" });
    if (from === to) faults.push({ at: `${at}/${n}/to`, id: "hours.empty" });
  });
  if (faults.length > 0) return faults;
  const order = sessions.map((session, n) => ({ n, span: spansOf([session])[0] ?? { from: 0, to: 0 } }));
  order.sort((a, b) => a.span.from - b.span.from);
  let before: Span | null = null;
  for (const { n, span } of order) {
    const wholeDay = span.from === 0 && span.to === 1440;
    if (span.to - span.from >= tooLong && !wholeDay)
      faults.push({ at: `${at}/${n}/to`, id: "hours.too-long" });
    if (before && span.from < before.to) faults.push({ at: `${at}/${n}/from`, id: "hours.overlap" });
    before = span;
  }
  return faults;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
