import { Temporal } from "temporal-polyfill";
import { compileHours } from "#libs/hours";
import type { SessionPlan } from "./event-row.ts";
import type { DemoPlace, DemoSession } from "./types.ts";

export const ZONE = "Asia/Shanghai";

export interface Occasion {
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
  readonly label: string;
  readonly label_en: string;
  readonly cancelled: DemoSession["cancelled"];
}

/** The occasions of a plan as times in the city, in order. A day on which the place is closed has none. */
export function occasions(plan: SessionPlan, place: DemoPlace, now: Temporal.ZonedDateTime): Occasion[] {
  const today = now.toPlainDate();
  if ("aroundNow" in plan) return [around(now, plan.aroundNow)];
  if ("asOpen" in plan) {
    return days(today, plan.from, plan.to).flatMap((day) =>
      spansOn(place, day).map(({ from, to }) => occasion(day, clock(from), to - from)),
    );
  }
  const words = { label: plan.label ?? "", label_en: plan.label_en ?? "" };
  if ("weekly" in plan) {
    return days(today, plan.from, plan.to)
      .filter((day) => plan.weekly.includes(day.dayOfWeek) && !isShut(place, day))
      .map((day) => ({ ...occasion(day, plan.at, plan.minutes), ...words }));
  }
  const one = occasion(openDay(place, today, plan.on), plan.at, plan.minutes);
  return [{ ...one, ...words, cancelled: plan.cancelled ?? null }];
}

/** The day so many from today; when the place is shut then, the next one away from today on which it is not. */
function openDay(place: DemoPlace, today: Temporal.PlainDate, on: number): Temporal.PlainDate {
  const step = on < 0 ? -1 : 1;
  for (let days = on; Math.abs(days - on) < 14; days += step) {
    const day = today.add({ days });
    if (!isShut(place, day)) return day;
  }
  throw new Error(`${place.key} is shut for two weeks around day ${on}`);
}

function isShut(place: DemoPlace, day: Temporal.PlainDate): boolean {
  return isClosed(place, day) || (place.hours !== null && spansOn(place, day).length === 0);
}

/** When a place is open on a day, in minutes after midnight; nothing while it is closed for a reason. */
export function spansOn(place: DemoPlace, day: Temporal.PlainDate): readonly { from: number; to: number }[] {
  if (isClosed(place, day) || !place.hours) return [];
  return compileHours(place.hours).on(day.toString()).spans;
}

function isClosed(place: DemoPlace, day: Temporal.PlainDate): boolean {
  const text = day.toString();
  return place.closures.some((c) => c.from <= text && text <= c.to);
}

function occasion(day: Temporal.PlainDate, at: string, minutes: number): Occasion {
  const start = day.toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(at) });
  return { start, end: start.add({ minutes }), label: "", label_en: "", cancelled: null };
}

/** Began between half an hour and an hour ago, on the half hour; at night it waits for the next morning at ten. */
function around(now: Temporal.ZonedDateTime, minutes: number): Occasion {
  if (now.hour < 10 || now.hour >= 22) {
    const morning = now.hour < 10 ? now.toPlainDate() : now.toPlainDate().add({ days: 1 });
    return occasion(morning, "10:00", minutes);
  }
  const start = now
    .round({ smallestUnit: "minute", roundingIncrement: 30, roundingMode: "floor" })
    .subtract({ minutes: 30 });
  return { start, end: start.add({ minutes }), label: "", label_en: "", cancelled: null };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function days(today: Temporal.PlainDate, from: number, to: number): Temporal.PlainDate[] {
  return Array.from({ length: to - from + 1 }, (_, i) => today.add({ days: from + i }));
}
