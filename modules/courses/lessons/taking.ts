/**
 * What lessons take through booking: the room they are in, where people can reserve it, from when they are planned; and the time of whoever
 * teaches them, from when they have said yes to the class or stand in. Taken last in a transaction: booking locks rooms after offers.
 */
import { Temporal } from "temporal-polyfill";
import { type Clash, clashesOf, letGo, lostSpaces, reserveFor, takeWhatIsFree, type UseOf } from "#booking";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, invalid, type Problem } from "#platform/errors";
import { type LostLesson, lessonsThatLost } from "../classes/at-place-store.ts";
import { type Class, classesByIds } from "../classes/class-store.ts";
import { coursesOf } from "../course/course-store.ts";
import { teachersByIds } from "../teaching/teacher-store.ts";
import { type Lesson, lessonsAhead, lessonsInSpace, lessonsOf } from "./lesson-store.ts";

/** The kind under which booking knows our lessons. */
export const useKind = "lesson";

/** What is in the way of a lesson that begins at `at`. */
export type LessonClash = Clash & { at: Temporal.Instant };

interface Taking {
  /** These lessons; else all. */
  only?: readonly string[];
  /** Who teaches changes: a lesson that has lost its room meanwhile goes on without. */
  whoOnly?: true;
  refusing(clashes: readonly LessonClash[]): Problem;
}

/** Lessons of a class that are still to come have what they need as they are now, and nothing else. Refuses where somebody else has it. */
export async function takeFor(
  ctx: TxCtx,
  classId: string,
  { only, whoOnly, refusing }: Taking,
): Promise<void> {
  const now = ctx.clock();
  const uses = await usesOf(
    ctx,
    (await lessonsOf(ctx.db, [classId])).filter(
      ({ id, startsAt, cancelledAt }) =>
        cancelledAt === null && Temporal.Instant.compare(startsAt, now) > 0 && (!only || only.includes(id)),
    ),
  );
  const clashes = await clashesIn(ctx, uses);
  const heeded = clashes.filter(({ need }) => !whoOnly || "person" in need);
  if (heeded.length > 0) throw refusing(heeded);
  await reserveFor(ctx, useKind, without(uses, clashes));
}

const without = (uses: readonly UseOf[], clashes: readonly LessonClash[]): UseOf[] =>
  uses.map((use) => ({
    ...use,
    needs: use.needs.filter((need) => !clashes.some((clash) => clash.need === need)),
  }));

/** Lessons that do not take place, or no more there. */
export async function leave(ctx: TxCtx, lessonIds: readonly string[]): Promise<void> {
  await letGo(ctx, useKind, lessonIds);
}

/** Lessons of open classes below these paths that begin in a span and whose room the house has closed. */
export async function lessonsWithoutRoom(
  ctx: Ctx,
  paths: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<LostLesson[]> {
  const lost = await lostSpaces(ctx, useKind, span);
  return lost.length === 0 ? [] : lessonsThatLost(ctx.db, paths, lost);
}

/** People can reserve a room from now on: lessons that are planned in it have it, but where two share it or a part of it is taken. */
export async function takeInSpace(ctx: TxCtx, spaceId: string): Promise<void> {
  await takeWhatIsFree(ctx, useKind, await usesOf(ctx, await lessonsInSpace(ctx.db, spaceId, ctx.clock())));
}

/** What these lessons need now, as far as they are still to come. */
export async function usesOfLessons(ctx: Ctx, ids: readonly string[]): Promise<(UseOf & { kind: string })[]> {
  const lessons = ids.length > 0 ? await lessonsAhead(ctx.db, ids, ctx.clock()) : [];
  return (await usesOf(ctx, lessons)).map((use) => ({ ...use, kind: useKind }));
}

interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** What would be in the way of further lessons of a class at these times, in their order. */
export async function clashesAt(ctx: Ctx, klass: Class, times: readonly Times[]): Promise<LessonClash[][]> {
  const { id: classId, teacherId, spaceId } = klass;
  const lessons = times.map(({ startsAt, endsAt }) => ({
    ...{ id: newId(), classId, teacherId, spaceId, startsAt, endsAt },
  }));
  const clashes = Map.groupBy(await clashesIn(ctx, await usesOf(ctx, lessons)), ({ ref }) => ref);
  return lessons.map(({ id }) => clashes.get(id) ?? []);
}

async function clashesIn(ctx: Pick<Ctx, "db">, uses: readonly UseOf[]): Promise<LessonClash[]> {
  const startOf = new Map(uses.map(({ ref, startsAt }) => [ref, startsAt]));
  return (await clashesOf(ctx, useKind, uses)).map((clash) => ({
    ...clash,
    at: startOf.get(clash.ref) ?? clash.startsAt,
  }));
}

type Planned = Pick<Lesson, "id" | "classId" | "teacherId" | "spaceId" | "startsAt" | "endsAt">;

async function usesOf({ db }: Pick<Ctx, "db">, lessons: readonly Planned[]): Promise<UseOf[]> {
  const classes = byId(await classesByIds(db, [...new Set(lessons.map(({ classId }) => classId))]));
  const courses = byId(await coursesOf(db, [...new Set([...classes.values()].map((one) => one.courseId))]));
  const seats = byId(
    await teachersByIds(db, [...new Set(lessons.flatMap(({ teacherId }) => teacherId ?? []))]),
  );
  return lessons.flatMap(({ id, classId, teacherId, spaceId, startsAt, endsAt }) => {
    const klass = classes.get(classId);
    const course = courses.get(klass?.courseId ?? "");
    if (!klass || !course) return [];
    const agreed = teacherId !== klass.teacherId || klass.teacherSays === "yes";
    const subject = agreed ? seats.get(teacherId ?? "")?.subject : null;
    const needs = [...(spaceId ? [{ space: spaceId }] : []), ...(subject ? [{ person: subject }] : [])];
    return [{ ref: id, orgPath: klass.orgPath, needs, startsAt, endsAt, purpose: course.title }];
  });
}

const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));

/** Refuses at the field of each lesson. */
export const atField =
  (fieldOf: (lessonId: string) => string) =>
  (clashes: readonly LessonClash[]): Problem =>
    invalid(clashes.map((clash) => ({ field: fieldOf(clash.ref), ...faultOf(clash) })));

// texts: invalid.lesson.room-* invalid.lesson.teacher-busy
/** Who has what until when, and what to do. */
export function faultOf({
  at,
  need,
  closed,
  title,
  startsAt,
  endsAt,
}: LessonClash): Omit<FieldFault, "field"> {
  const room = closed ? "lesson.room-closed" : title === null ? "lesson.room-reserved" : "lesson.room-used";
  return {
    id: "person" in need ? "lesson.teacher-busy" : room,
    data: dataOf({ at, title, startsAt, endsAt }),
  };
}

export const dataOf = ({ at, title, startsAt, endsAt }: Pick<LessonClash, "at" | "title"> & Times) => ({
  at: at.toString(),
  from: startsAt.toString(),
  until: endsAt.toString(),
  title: title ?? "",
});
