/** What the desk is told of classes today: what is to be decided, what teachers ask, whose place or teacher is gone, whose lessons are on. */
import { Temporal } from "temporal-polyfill";
import { drawsOf, rollOf } from "#booking";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { lessonsWithoutRoom } from "../lessons/taking.ts";
import { planners, rollStaff } from "../may.ts";
import { requestsWaiting } from "../teaching/request-store.ts";
import { lessonsAtClosedPlaces } from "./at-place.ts";
import { classesWithoutTeacher, lessonsBetween } from "./at-place-store.ts";
import { classesToDecide } from "./class-store.ts";

/** So many days before it is decided about a class, its manager is told that it is below its minimum. */
const warnDays = 5;

/** So far ahead somebody can still decide what becomes of a lesson whose place is closed. */
const decideDays = 14;

const mostShown = 20;

export async function classesToday(ctx: Ctx, { day }: { day: string }): Promise<TodayLine[]> {
  return [
    ...(await toDecide(ctx, day)),
    ...(await asked(ctx)),
    ...(await withoutTeacher(ctx)),
    ...(await atClosedPlaces(ctx)),
    ...(await withoutRoom(ctx)),
    ...(await onToday(ctx, day)),
  ];
}

// texts: today.class-below today.class-undrawn
/** Classes that are decided about in these days: below their minimum, or to be drawn and no draw is made. */
async function toDecide(ctx: Ctx, day: string): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, "manager");
  if (paths.length === 0) return [];
  const until = Temporal.PlainDate.from(day).add({ days: warnDays }).toString();
  const classes = await classesToDecide(ctx.db, paths, { until, now: ctx.clock() });
  const offerIds = classes.flatMap(({ offerId }) => offerId ?? []);
  const roll = Map.groupBy(await rollOf(ctx.db, offerIds), ({ offerId }) => offerId);
  const draws = await drawsOf(ctx, offerIds);
  return classes.flatMap((one): TodayLine[] => {
    const told = { title: one.title, term: one.term, day: Temporal.PlainDate.from(one.decideOn) };
    const line = { href: `/desk/classes/${one.id}`, kind: "do" as const };
    const draw = draws.get(one.offerId ?? "");
    // Before a draw nobody has a place on line: that is no want of people.
    if (draw?.awaits) return draw.drawId ? [] : [{ key: "today.class-undrawn", values: told, ...line }];
    const enrolled = roll.get(one.offerId ?? "")?.length ?? 0;
    if (enrolled >= one.minimum) return [];
    return [{ key: "today.class-below", values: { ...told, enrolled, minimum: one.minimum }, ...line }];
  });
}

// texts: today.lesson-asks.*
/** What teachers ask for their lessons. */
async function asked(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...planners);
  if (paths.length === 0) return [];
  const waiting = await requestsWaiting(ctx.db, paths, { now: ctx.clock(), limit: mostShown });
  return waiting.map(({ wants, teacher, title, at, classId, lessonId }) => ({
    key: `today.lesson-asks.${wants}`,
    values: { teacher, title, at },
    href: `/desk/classes/${classId}/lessons/${lessonId}`,
    kind: "do",
  }));
}

// texts: today.class-without-teacher
/** Classes whose teacher left while lessons were theirs. */
async function withoutTeacher(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...planners);
  if (paths.length === 0) return [];
  const classes = await classesWithoutTeacher(ctx.db, paths, { now: ctx.clock(), limit: mostShown });
  return classes.map(({ id, title, term, lessons, firstAt }) => ({
    key: "today.class-without-teacher",
    values: { title, term, count: lessons, at: firstAt },
    href: `/desk/classes/${id}`,
    kind: "do",
  }));
}

// texts: today.lesson-place-closed
/** Lessons in a place that is closed then. */
async function atClosedPlaces(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...planners);
  if (paths.length === 0) return [];
  const now = ctx.clock();
  const span = { from: now, to: now.add({ hours: decideDays * 24 }) };
  const lessons = await lessonsAtClosedPlaces(ctx, paths, span);
  return lessons.map(({ id, classId, title, startsAt }) => ({
    key: "today.lesson-place-closed",
    values: { title, at: startsAt },
    href: `/desk/classes/${classId}/lessons/${id}`,
    kind: "do",
  }));
}

// texts: today.lesson-room-gone
/** Lessons whose room the house has closed for other things. */
async function withoutRoom(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...planners);
  if (paths.length === 0) return [];
  const now = ctx.clock();
  const span = { from: now, to: now.add({ hours: decideDays * 24 }) };
  return (await lessonsWithoutRoom(ctx, paths, span)).map(({ id, classId, title, startsAt, because }) => ({
    key: "today.lesson-room-gone",
    values: { title, at: startsAt, because: because ?? "" },
    href: `/desk/classes/${classId}/lessons/${id}`,
    kind: "do",
  }));
}

// texts: today.lesson
/** Lessons of the day, each with its roll. */
async function onToday(ctx: Ctx, day: string): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...rollStaff);
  if (paths.length === 0) return [];
  const from = Temporal.PlainDate.from(day).toZonedDateTime(ctx.city.zone);
  const lessons = await lessonsBetween(ctx.db, paths, {
    from: from.toInstant(),
    to: from.add({ days: 1 }).toInstant(),
    limit: mostShown,
  });
  return lessons.map(({ id, title, term, startsAt }) => ({
    key: "today.lesson",
    values: { title, term, at: startsAt },
    href: `/teach/lessons/${id}`,
    kind: "know",
  }));
}
