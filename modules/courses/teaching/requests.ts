/** A teacher who cannot teach a lesson asks for somebody else or for another time; staff grant it or say why not. */
import { Temporal } from "temporal-polyfill";
import { notifyAll, staffOver } from "#people";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { type Class, classById } from "../classes/class-store.ts";
import { course as courseById } from "../course/course-store.ts";
import { inTheWay, isMadeUp, type Lesson, lessonById, lockLesson } from "../lessons/lesson-store.ts";
import { clashesAt, faultOf } from "../lessons/taking.ts";
import { lockedLesson, makeUp, substitute } from "../lessons/write-lessons.ts";
import * as store from "./request-store.ts";
import { seatThatTeaches, subjectsOf, teacherById } from "./teacher-store.ts";

export type Asked =
  | { wants: "substitute"; reason: string; colleagueId: string | null }
  | { wants: "make-up"; reason: string; startsAt: string; endsAt: string };

/** Who may ask for a lesson: whoever teaches it. */
export async function askTarget(ctx: Ctx, { params: { id } }: { params: { id: string } }) {
  const lesson = found(await lessonById(ctx.db, id), "lesson", id);
  return { teachers: await subjectsOf(ctx.db, lesson.teacherId ? [lesson.teacherId] : []) };
}

/** Asks the staff. Those of the nearest organisation who plan classes are told, and find it under 今天. */
export async function ask(ctx: TxCtx, { id, ...asked }: Asked & { id: string }): Promise<void> {
  const lesson = found(await lockLesson(ctx.db, id), "lesson", id);
  const klass = found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
  const { teacherId } = lesson;
  if (!teacherId) throw new Error("whoever asks teaches the lesson");
  const against = reasonAgainstAsking(klass, lesson, { wants: asked.wants, now: ctx.clock() });
  if (against) throw refused(against);
  if (lesson.cancelledAt && (await isMadeUp(ctx.db, id))) throw refused("lesson.made-up-already");
  const times = asked.wants === "make-up" ? await freeTimes(ctx, { klass, lesson }, asked) : null;
  const colleagueId = asked.wants === "substitute" ? asked.colleagueId : null;
  if (
    colleagueId &&
    (colleagueId === teacherId || !(await seatThatTeaches(ctx.db, colleagueId, klass.orgPath)))
  )
    throw invalid([{ field: "/body/colleagueId", id: "class.unknown-teacher" }]);
  const request = {
    id: newId(ctx.clock().epochMilliseconds),
    lessonId: id,
    teacherId,
    wants: asked.wants,
    reason: asked.reason.trim(),
    colleagueId,
    startsAt: times?.startsAt ?? null,
    endsAt: times?.endsAt ?? null,
  };
  if (!(await store.insertRequest(ctx.db, request, ctx.clock()))) throw refused("lesson.asked-already");
  await tellStaff(ctx, klass, lesson, asked.wants);
  await audit(ctx, { what: "lesson.asked", on: { kind: "lesson", id }, detail: { wants: asked.wants } });
}

/** Why nothing can be asked for this lesson now, or null. Pure. */
export function reasonAgainstAsking(
  klass: Pick<Class, "state">,
  lesson: Pick<Lesson, "startsAt" | "endsAt" | "cancelledAt">,
  { wants, now }: { wants: store.LessonRequest["wants"]; now: Temporal.Instant },
): string | null {
  if (klass.state === "cancelled") return "class.cancelled";
  if (klass.state !== "open") return "class.not-open";
  if (lesson.cancelledAt) return wants === "make-up" ? null : "lesson.cancelled";
  return Temporal.Instant.compare(lesson.startsAt, now) <= 0 ? "lesson.begun" : null;
}

/** It is not needed any more. */
export async function takeBack(ctx: TxCtx, id: string): Promise<void> {
  const by = ctx.actor.subject;
  if ((await store.endRequest(ctx.db, id, { state: "taken-back", by }, ctx.clock())) === 0)
    throw refused("lesson.nothing-asked");
  await audit(ctx, { what: "lesson.asked-no-more", on: { kind: "lesson", id } });
}

export type Answered = { says: "yes"; teacherId?: string } | { says: "no"; reason: string };

/** Staff grant what was asked, so that everybody in the class is told it once; or they say why not, which the teacher is told. */
export async function answerRequest(
  ctx: TxCtx,
  { id, ...answer }: Answered & { id: string },
): Promise<{ told: number }> {
  await lockedLesson(ctx, id);
  const request = await store.lockAsked(ctx.db, id);
  if (!request) throw refused("lesson.nothing-asked");
  const by = ctx.actor.subject;
  if (answer.says === "no") {
    const reason = answer.reason.trim();
    await store.endRequest(ctx.db, id, { state: "refused", by, answer: reason }, ctx.clock());
    await audit(ctx, { what: "lesson.asked-refused", on: { kind: "lesson", id }, detail: { reason } });
    await tellRefused(ctx, request, reason);
    return { told: 0 };
  }
  await store.endRequest(ctx.db, id, { state: "granted", by }, ctx.clock());
  const { reason } = request;
  if (request.startsAt && request.endsAt) {
    const times = { startsAt: request.startsAt.toString(), endsAt: request.endsAt.toString() };
    return makeUp(ctx, { id, ...times, reason });
  }
  const teacherId = answer.teacherId ?? request.colleagueId;
  if (!teacherId) throw invalid([{ field: "/body/teacherId", id: "missing" }]);
  return substitute(ctx, { id, teacherId, reason });
}

/** The time that was typed, where the class, its teacher and the room are free then but for this lesson. */
async function freeTimes(
  ctx: Ctx,
  { klass, lesson }: { klass: Class; lesson: Lesson },
  typed: { startsAt: string; endsAt: string },
): Promise<{ startsAt: Temporal.Instant; endsAt: Temporal.Instant }> {
  const times = {
    startsAt: Temporal.Instant.from(typed.startsAt),
    endsAt: Temporal.Instant.from(typed.endsAt),
  };
  const faults: FieldFault[] = [];
  if (Temporal.Instant.compare(times.endsAt, times.startsAt) <= 0)
    faults.push({ field: "/body/endsAt", id: "session.end-before-start" });
  if (Temporal.Instant.compare(times.startsAt, ctx.clock()) <= 0)
    faults.push({ field: "/body/startsAt", id: "session.over" });
  const wanted = { classId: klass.id, teacherId: klass.teacherId, spaceId: klass.spaceId, but: lesson.id };
  if (faults.length === 0) {
    for (const { what } of await inTheWay(ctx.db, wanted, [times]))
      faults.push({ field: "/body/startsAt", id: taken[what] });
    // What the lesson itself has is free once it is another.
    const [clashes = []] = faults.length > 0 ? [] : await clashesAt(ctx, klass, [times]);
    for (const clash of clashes)
      if (!clash.startsAt.equals(lesson.startsAt))
        faults.push({ field: "/body/startsAt", ...faultOf(clash) });
  }
  if (faults.length > 0) throw invalid(faults);
  return times;
}

const taken = {
  class: "session.there-already",
  teacher: "lesson.teacher-taken",
  room: "lesson.room-taken",
} as const;

// texts: notice.lesson-asks.*
/** Those who plan classes nearest to this one. */
async function tellStaff(
  ctx: TxCtx,
  klass: Class,
  lesson: Lesson,
  wants: store.LessonRequest["wants"],
): Promise<void> {
  const over = await staffOver(ctx.db, {
    paths: [klass.orgPath],
    roles: ["editor", "publisher", "manager"],
    now: ctx.clock(),
  });
  const nearest = Math.max(0, ...over.map(({ at }) => at.length));
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const teacher = lesson.teacherId ? await teacherById(ctx.db, lesson.teacherId) : null;
  await notifyAll(ctx, [
    {
      to: over.flatMap(({ at, subject }) => (at.length === nearest ? [subject] : [])),
      kind: "work",
      key: `notice.lesson-asks.${wants}`,
      values: { title: course.title, at: lesson.startsAt, teacher: teacher?.name ?? "" },
      href: `/desk/classes/${klass.id}/lessons/${lesson.id}`,
      neededBy: lesson.startsAt,
    },
  ]);
}

async function tellRefused(ctx: TxCtx, request: store.LessonRequest, reason: string): Promise<void> {
  const lesson = found(await lessonById(ctx.db, request.lessonId), "lesson", request.lessonId);
  const klass = found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  await notifyAll(ctx, [
    {
      to: await subjectsOf(ctx.db, [request.teacherId, ...(lesson.teacherId ? [lesson.teacherId] : [])]),
      key: "notice.lesson-asks.refused",
      values: { title: course.title, at: lesson.startsAt, reason },
      href: `/teach/lessons/${request.lessonId}`,
      neededBy: lesson.startsAt,
    },
  ]);
}
