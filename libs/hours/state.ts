/** Open now? Until when? Opens when? Works on local minutes; instants only at the edge. */
import { Temporal } from "temporal-polyfill";
import { type CompiledHours, type DayHours, dayAfter, type Span, type Why } from "./day.ts";

/** A moment on the city's clock. Make it once for a whole list of places. */
export interface LocalMoment {
  day: string;
  yesterday: string;
  minute: number;
}

export interface LocalTime {
  day: string;
  /** May be 1440 or more: after the midnight that ends the day. */
  minute: number;
}

export interface OpenState {
  open: boolean;
  /** When it closes if open, opens if closed; null when that is farther off than was looked. */
  changes: LocalTime | null;
  why: Why;
  note: string | null;
}

/** How far ahead the next opening is looked for. */
export const daysAhead = 35;

export function momentAt(instant: Temporal.Instant, zone: string): LocalMoment {
  const local = instant.toZonedDateTimeISO(zone);
  const day = local.toPlainDate();
  return {
    day: day.toString(),
    yesterday: day.subtract({ days: 1 }).toString(),
    minute: local.hour * 60 + local.minute + local.second / 60 + local.millisecond / 60_000,
  };
}

/** The instant of a local time; a time the clock skips is the moment after the skip. */
export function instantOf({ day, minute }: LocalTime, zone: string): Temporal.Instant {
  const date = Temporal.PlainDate.from(day).add({ days: Math.floor(minute / 1440) });
  const time = Temporal.PlainTime.from({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 });
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}

/** Half-open: open at the first minute of a session, closed at its last. Sessions that touch are one. */
export function stateAt(hours: CompiledHours, now: LocalMoment): OpenState {
  const { why, note } = hours.on(now.day);
  const end = closingOf(hours, now);
  if (end !== null) {
    // A night's session belongs to the day it began on.
    const began = hours.on(now.day).spans.some(({ from, to }) => from <= now.minute && now.minute < to);
    const of: DayHours = began ? hours.on(now.day) : hours.on(now.yesterday);
    return { open: true, changes: { day: now.day, minute: end }, why: of.why, note: of.note };
  }
  return { open: false, changes: nextOpening(hours, now), why, note };
}

/** Minute (after this day's midnight) at which it closes, or null when it is closed now. */
function closingOf(hours: CompiledHours, now: LocalMoment): number | null {
  const spans: Span[] = [
    ...hours.on(now.yesterday).spans.map(({ from, to }) => ({ from: from - 1440, to: to - 1440 })),
    ...hours.on(now.day).spans,
  ];
  let minute = now.minute;
  let end: number | null = null;
  let day = now.day;
  for (let ahead = 1; ; ahead++) {
    for (let grown = true; grown; ) {
      grown = false;
      for (const { from, to } of spans) {
        if (from <= minute && minute < to) {
          minute = to;
          end = to;
          grown = true;
        }
      }
    }
    // Open around the clock: the closing is looked for a week ahead, and then there is none to tell of.
    if (end === null || end < ahead * 1440 || ahead > 7) return end;
    day = dayAfter(day);
    const offset = ahead * 1440;
    for (const { from, to } of hours.on(day).spans) spans.push({ from: from + offset, to: to + offset });
  }
}

function nextOpening(hours: CompiledHours, now: LocalMoment): LocalTime | null {
  const today = hours.on(now.day).spans.find(({ from }) => from > now.minute);
  if (today) return { day: now.day, minute: today.from };
  let day = now.day;
  for (let ahead = 1; ahead <= daysAhead; ahead++) {
    day = dayAfter(day);
    const [first] = hours.on(day).spans;
    if (first) return { day, minute: first.from };
  }
  return null;
}

/** Minutes open between two instants, each minute counted once. */
export function openMinutes(
  hours: CompiledHours,
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
): number {
  const start = from.toZonedDateTimeISO(zone);
  const end = to.toZonedDateTimeISO(zone);
  const spans: [number, number][] = [];
  const last = end.toPlainDate();
  for (
    let day = start.toPlainDate().subtract({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const span of hours.on(day.toString()).spans) {
      const opens = instantOf({ day: day.toString(), minute: span.from }, zone).epochMilliseconds;
      const closes = instantOf({ day: day.toString(), minute: span.to }, zone).epochMilliseconds;
      spans.push([Math.max(opens, from.epochMilliseconds), Math.min(closes, to.epochMilliseconds)]);
    }
  }
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [opens, closes] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, closes - Math.max(opens, reached));
    reached = Math.max(reached, closes);
  }
  return Math.round(total / 60_000);
}

export interface StripDay {
  day: string;
  sessions: { from: string; to: string }[];
  why: Why;
  note: string | null;
}

/** The seven days of the week that holds `day`, Monday first, for the strip on a place's page. */
export function weekOf(hours: CompiledHours, day: string): StripDay[] {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return Array.from({ length: 7 }, (_, n) => {
    const name = monday.add({ days: n }).toString();
    const { spans, why, note } = hours.on(name);
    return {
      day: name,
      why,
      note,
      sessions: spans.map(({ from, to }) => ({ from: clock(from), to: to === 1440 ? "24:00" : clock(to) })),
    };
  });
}

function clock(minute: number): string {
  const inDay = minute % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}
