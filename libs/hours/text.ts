/**
 * Hours in one line that people can read and type: `周二至周日 10:00-13:40,15:40-19:10；【冬季 10-16~04-15】周二至周日 10:10-19:00；
 * 【2026-10-01~2026-10-03 国庆】闭馆；【节假日】10:00-16:00；【调休】按当天星期`. What no line can say is written as JSON.
 */
import {
  type Exception,
  type Hours,
  type Season,
  type Session,
  type Week,
  type Weekday,
  weekdays,
} from "./shape.ts";

const dayNames: Record<Weekday, string> = {
  mon: "一",
  tue: "二",
  wed: "三",
  thu: "四",
  fri: "五",
  sat: "六",
  sun: "日",
};
const closed = "闭馆";
/** A make-up workday is open like the weekday it falls on. */
const ownWeekday = "按当天星期";
const everyDay = "每天";

/** The hours as one line. `readHours` gives the same hours back. */
export function hoursText(hours: Hours): string {
  const parts = [
    weekText(hours.week),
    ...(hours.seasons ?? []).map(({ name, from, to, week }) => `【${name} ${from}~${to}】${weekText(week)}`),
    ...(hours.exceptions ?? []).map(
      ({ from, to, reason, sessions }) =>
        `【${from === to ? from : `${from}~${to}`} ${reason}】${sessionsText(sessions)}`,
    ),
    ...(hours.onHoliday ? [`【节假日】${sessionsText(hours.onHoliday.sessions)}`] : []),
    ...(hours.onMakeUp ? [`【调休】${makeUpText(hours.onMakeUp)}`] : []),
  ];
  const text = parts.join("；");
  const back = readHours(text);
  return back !== null && isSame(back, hours) ? text : JSON.stringify(plain(hours));
}

/** Do both mean the same? A day without sessions and a day left out are one. */
export function isSame(one: Hours, other: Hours): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** The hours a line says, or null when it says none. What is impossible about them is asked of `faultsIn`. */
export function readHours(text: string): Hours | null {
  if (text.trimStart().startsWith("{")) return readJson(text);
  const week: Week = {};
  const seasons: Season[] = [];
  const exceptions: Exception[] = [];
  let onHoliday: Hours["onHoliday"];
  let onMakeUp: Hours["onMakeUp"];
  let into: Week | null = week;
  for (const piece of text.split(/[;；\n](?![^【]*】)/).map((one) => one.trim())) {
    if (piece === "") continue;
    const [, label, rest = piece] = /^【([^】]*)】(.*)$/s.exec(piece) ?? [];
    if (label === undefined) {
      if (into === null || !readDays(rest, into)) return null;
      continue;
    }
    const found = labelled(label.trim());
    if (found === null) return null;
    if (found.kind === "season") {
      into = {};
      if (!readDays(rest, into)) return null;
      seasons.push({ name: found.name, from: found.from, to: found.to, week: into });
      continue;
    }
    into = null;
    if (found.kind === "make-up" && rest.trim() === ownWeekday) {
      onMakeUp = "own-weekday";
      continue;
    }
    const sessions = readSessions(rest);
    if (sessions === null) return null;
    if (found.kind === "holiday") onHoliday = { sessions };
    else if (found.kind === "make-up") onMakeUp = { sessions };
    else exceptions.push({ from: found.from, to: found.to, sessions, reason: found.name });
  }
  return plain({ week, seasons, exceptions, ...(onHoliday && { onHoliday }), ...(onMakeUp && { onMakeUp }) });
}

type Label =
  | { kind: "holiday" }
  | { kind: "make-up" }
  | { kind: "season" | "exception"; name: string; from: string; to: string };

function labelled(label: string): Label | null {
  if (label === "节假日") return { kind: "holiday" };
  if (label === "调休") return { kind: "make-up" };
  const day = /^(\d{4}-\d\d-\d\d)(?:\s*[~～至]\s*(\d{4}-\d\d-\d\d))?\s+(.+)$/s.exec(label);
  if (day?.[1] && day[3]) return { kind: "exception", from: day[1], to: day[2] ?? day[1], name: day[3] };
  const season = /^(.+?)\s+(\d\d-\d\d)\s*[~～至]\s*(\d\d-\d\d)$/s.exec(label);
  if (season?.[1] && season[2] && season[3])
    return { kind: "season", name: season[1], from: season[2], to: season[3] };
  return null;
}

function weekText(week: Week): string {
  const groups: { days: Weekday[]; sessions: string }[] = [];
  for (const day of weekdays) {
    const sessions = sessionsText(week[day] ?? []);
    const last = groups.at(-1);
    if (last?.sessions === sessions) last.days.push(day);
    else groups.push({ days: [day], sessions });
  }
  const open = groups.filter(({ sessions }) => sessions !== closed);
  if (open.length === 0) return `${everyDay} ${closed}`;
  return open.map(({ days, sessions }) => `${daysText(days)} ${sessions}`).join("；");
}

function daysText(days: readonly Weekday[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (days.length === 7 || !first || !last) return everyDay;
  return first === last ? `周${dayNames[first]}` : `周${dayNames[first]}至周${dayNames[last]}`;
}

function makeUpText(makeUp: NonNullable<Hours["onMakeUp"]>): string {
  return makeUp === "own-weekday" ? ownWeekday : sessionsText(makeUp.sessions);
}

function sessionsText(sessions: readonly Session[]): string {
  return sessions.length === 0 ? closed : sessions.map(({ from, to }) => `${from}-${to}`).join(",");
}

const dayWords = "(?:周|星期)([一二三四五六日天])";

/** Writes `周二至周日 10:00-20:00` into the week; false when it says nothing of the kind or a day twice. */
function readDays(piece: string, week: Week): boolean {
  const [, said, rest] = /^([^\d]*?)\s*(\d.*|闭馆)$/s.exec(piece) ?? [];
  const sessions = rest === undefined ? null : readSessions(rest);
  const days = said === undefined ? null : daysSaid(said.trim());
  if (sessions === null || days === null) return false;
  for (const day of days) {
    if (week[day]) return false;
    week[day] = sessions;
  }
  return true;
}

function daysSaid(text: string): Weekday[] | null {
  if (text === everyDay) return [...weekdays];
  const days: Weekday[] = [];
  for (const one of text.split(/[、,，\s]+/)) {
    const [, first, last] = new RegExp(`^${dayWords}(?:[至到~～–-]${dayWords})?$`).exec(one) ?? [];
    if (!first) return null;
    const [from, to] = [dayOf(first), dayOf(last ?? first)];
    if (from > to) return null;
    days.push(...weekdays.slice(from, to + 1));
  }
  return days;
}

const dayOf = (name: string) => (name === "天" ? 6 : "一二三四五六日".indexOf(name));

function readSessions(text: string): Session[] | null {
  if (text.trim() === closed) return [];
  const sessions: Session[] = [];
  for (const one of text.trim().split(/[,，、\s]+/)) {
    const [, from, to] = /^(\d{1,2}[:：]\d\d)[-~～–—至](\d{1,2}[:：]\d\d)$/.exec(one) ?? [];
    if (!from || !to) return null;
    sessions.push({ from: clock(from), to: clock(to) });
  }
  return sessions;
}

const clock = (text: string) => text.replace("：", ":").padStart(5, "0");

function readJson(text: string): Hours | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof Object(Object(read).week) === "object" && isHours(read) ? read : null;
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isSessions = (value: unknown): value is Session[] =>
  Array.isArray(value) && value.every((one) => isText(Object(one).from) && isText(Object(one).to));
const isWeek = (value: unknown): value is Week =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).every(([day, one]) => day in dayNames && isSessions(one));
const isListOf = (value: unknown, fits: (one: Record<string, unknown>) => boolean) =>
  value === undefined || (Array.isArray(value) && value.every((one) => fits(Object(one))));

function isHours(value: unknown): value is Hours {
  const { week, seasons, exceptions, onHoliday, onMakeUp, ...rest } = Object(value);
  return (
    isWeek(week) &&
    isListOf(seasons, (one) => isText(one.name) && isText(one.from) && isText(one.to) && isWeek(one.week)) &&
    isListOf(
      exceptions,
      (one) => isText(one.reason) && isText(one.from) && isText(one.to) && isSessions(one.sessions),
    ) &&
    (onHoliday === undefined || isSessions(Object(onHoliday).sessions)) &&
    (onMakeUp === undefined || onMakeUp === "own-weekday" || isSessions(Object(onMakeUp).sessions)) &&
    Object.keys(rest).length === 0
  );
}

/** The same hours in one order of keys, without empty days and lists. */
function plain({ week, seasons, exceptions, onHoliday, onMakeUp, ...more }: Hours): Hours {
  // A new part of hours must be written and read here, or it would be lost on the way out and in.
  more satisfies Record<string, never>;
  return {
    week: plainWeek(week),
    ...(seasons &&
      seasons.length > 0 && {
        seasons: seasons.map((one) => ({
          name: one.name,
          from: one.from,
          to: one.to,
          week: plainWeek(one.week),
        })),
      }),
    ...(exceptions &&
      exceptions.length > 0 && {
        exceptions: exceptions.map(({ from, to, sessions, reason }) => ({
          from,
          to,
          sessions: plainSessions(sessions),
          reason,
        })),
      }),
    ...(onHoliday && { onHoliday: { sessions: plainSessions(onHoliday.sessions) } }),
    ...(onMakeUp && {
      onMakeUp: onMakeUp === "own-weekday" ? onMakeUp : { sessions: plainSessions(onMakeUp.sessions) },
    }),
  };
}

function plainWeek(week: Week): Week {
  return Object.fromEntries(
    weekdays.flatMap((day) => {
      const sessions = week[day] ?? [];
      return sessions.length > 0 ? [[day, plainSessions(sessions)]] : [];
    }),
  );
}

const plainSessions = (sessions: readonly Session[]) => sessions.map(({ from, to }) => ({ from, to }));
