/** The strip of a week: hours and what differs from them, closures taken out. Pure. */

import type { Temporal } from "temporal-polyfill";
import { type Hours, instantOf, weekOf } from "#libs/hours";
import type { ClosureReason } from "../words.ts";
import { type Holidays, holidayOn } from "./holiday-table.ts";
import { type ClosedFor, ready } from "./open-state.ts";

export interface StripDay {
  day: string;
  /** Local times of the day, past midnight as `25:30`. */
  spans: { from: string; to: string }[];
  /** Why the day differs from the week, in the words of who keeps the hours. */
  exception: string | null;
  /** Whose day it is, whether or not the hours differ on it. */
  holiday: ReturnType<typeof holidayOn>;
  /** Why it is shut on this day, wholly or in part. */
  closure: ClosureReason | null;
}

export interface Posted {
  /** Null when nobody has said. */
  hours: Hours | null;
  /** Not lifted, oldest first. */
  closures: readonly ClosedFor[];
  holidays: Holidays;
}

/** Monday to Sunday around `day`; empty when nobody has said the hours. */
export function stripOf(
  { hours, closures, holidays }: Posted,
  day: Temporal.PlainDate,
  zone: string,
): StripDay[] {
  if (!hours) return [];
  return weekOf(ready(hours, holidays.table), day.toString()).map(({ day: name, sessions, why, note }) => {
    const posted = sessions
      .map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
      .map(overMidnight);
    const shut = closures.filter((closure) => touches(closure, name, zone));
    const spans = shut.reduce(
      (left, closure) => left.flatMap((span) => without(span, closure, name, zone)),
      posted,
    );
    return {
      day: name,
      spans: spans.map(({ from, to }) => ({ from: clock(from), to: clock(to) })),
      exception: why === "exception" ? note : null,
      holiday: holidayOn(holidays, name),
      closure: shut[0]?.reason ?? null,
    };
  });
}

interface Span {
  from: number;
  to: number;
}

const overMidnight = ({ from, to }: Span): Span => ({ from, to: to > from ? to : to + 1440 });

function touches({ startsAt, endsAt }: ClosedFor, day: string, zone: string): boolean {
  return (
    startsAt.epochMilliseconds < instantOf({ day, minute: 1440 }, zone).epochMilliseconds &&
    (endsAt === null || endsAt.epochMilliseconds > instantOf({ day, minute: 0 }, zone).epochMilliseconds)
  );
}

/** What is left of a span of a day while something is closed. */
export function without(
  { from, to }: Span,
  { startsAt, endsAt }: ClosedFor,
  day: string,
  zone: string,
): Span[] {
  const midnight = instantOf({ day, minute: 0 }, zone).epochMilliseconds;
  const start = Math.ceil((startsAt.epochMilliseconds - midnight) / 60_000);
  const end =
    endsAt === null ? Number.POSITIVE_INFINITY : Math.floor((endsAt.epochMilliseconds - midnight) / 60_000);
  const left = [
    { from, to: Math.min(to, start) },
    { from: Math.max(from, end), to },
  ];
  return left.filter((span) => span.from < span.to);
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const two = (n: number) => String(n).padStart(2, "0");
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
