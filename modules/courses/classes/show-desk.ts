/** A class as its staff see it. */

import { Temporal } from "temporal-polyfill";
import { drawsOf, rollOf, servesAt, waitersOfAll } from "#booking";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { organiserNames, placeNames } from "#programme";
import { course as courseById } from "../course/course-store.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { decides, opens, plans, staffOfRoll } from "../may.ts";
import { countMarks } from "../teaching/attendance-store.ts";
import { requestViews } from "../teaching/show-requests.ts";
import { teachersByIds, teachersFor } from "../teaching/teacher-store.ts";
import * as store from "./class-store.ts";
import type { ClassText, DeskClass } from "./contract.ts";
import { missingOf } from "./missing.ts";

export async function showForDesk(ctx: Ctx, id: string): Promise<DeskClass> {
  const klass = found(await store.classById(ctx.db, id), "class", id);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const now = ctx.clock();
  const lessons = await lessonsOf(ctx.db, [id]);
  const placeOf = await placeNames(ctx, [klass, ...lessons]);
  const teachers = await teachersFor(ctx.db, klass.orgPath);
  const nameOf = await organiserNames(ctx, [
    course.organisationId,
    ...teachers.map(({ organisationId }) => organisationId),
  ]);
  const roll = klass.offerId ? await rollOf(ctx.db, [klass.offerId]) : [];
  const waiting = klass.offerId
    ? ((await waitersOfAll(ctx.db, [klass.offerId])).get(klass.offerId)?.length ?? 0)
    : 0;
  const draw = (await drawsOf(ctx, klass.offerId ? [klass.offerId] : [])).get(klass.offerId ?? "") ?? null;
  const seats = await teachersByIds(
    ctx.db,
    [klass.teacherId, ...lessons.map(({ teacherId }) => teacherId)].filter((one) => one !== null),
  );
  const seatOf = new Map(seats.map((one) => [one.id, one]));
  const marks = await countMarks(
    ctx.db,
    lessons.map((one) => one.id),
  );
  const requestOf = await requestViews(ctx, lessons);
  const madeUp = new Set(lessons.flatMap(({ makesUp }) => makesUp ?? []));
  const teacher = seatOf.get(klass.teacherId ?? "");
  const over = klass.lastAt !== null && Temporal.Instant.compare(klass.lastAt, now) <= 0;
  const goesOn = klass.state !== "cancelled" && !over;
  // Before a draw nobody has a place on line: that is no want of people.
  const below =
    klass.state === "open" && !draw?.awaits && roll.length < klass.minimum && klass.keptBecause === null;
  const can: [DeskClass["can"][number], boolean][] = [
    ["edit", goesOn && plans(ctx.actor, klass)],
    ["open", klass.state === "planned" && opens(ctx.actor, klass)],
    ["change-teacher", goesOn && klass.state === "open" && plans(ctx.actor, klass)],
    ["cancel", goesOn && decides(ctx.actor, klass)],
    ["keep", goesOn && below && decides(ctx.actor, klass)],
    ["roll", klass.offerId !== null && staffOfRoll(ctx.actor, klass)],
    ["take-out", goesOn && servesAt(ctx.actor, klass)],
    ["certify", klass.state === "open" && over && opens(ctx.actor, klass)],
  ];
  return {
    id,
    version: klass.version,
    state: klass.state,
    course: { id: course.id, title: course.title, state: course.state, minimum: course.minimum },
    organiser: nameOf(course.organisationId),
    text: textOf(klass),
    place: placeOf(klass),
    teacher: teacher
      ? {
          id: teacher.id,
          name: teacher.name,
          seated: teacher.subject !== null,
          ended: teacher.ended,
          says: klass.teacherSays,
        }
      : null,
    teachers: teachers.map((one) => ({
      id: one.id,
      name: one.name,
      seated: one.subject !== null,
      house: klass.orgPath.startsWith(one.orgPath) ? null : nameOf(one.organisationId).name,
    })),
    offerId: klass.offerId,
    draw,
    enrolled: roll.length,
    waiting,
    keptBecause: klass.keptBecause,
    cancelledBecause: klass.cancelledBecause,
    missing:
      klass.state === "planned"
        ? missingOf(klass, {
            course: course.state,
            teacherEnded: teacher?.ended ?? false,
            now,
            zone: ctx.city.zone,
          })
        : [],
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      startsAt: lesson.startsAt.toString(),
      endsAt: lesson.endsAt.toString(),
      topic: lesson.topic,
      place: placeOf(lesson),
      placeId: lesson.placeId,
      spaceId: lesson.spaceId,
      teacherId: lesson.teacherId,
      teacher: seatOf.get(lesson.teacherId ?? "")?.name ?? null,
      substituted: lesson.teacherId !== klass.teacherId,
      cancelledBecause: lesson.cancelledBecause,
      previousStartsAt: lesson.previousStartsAt?.toString() ?? null,
      makesUp: lesson.makesUp,
      madeUp: madeUp.has(lesson.id),
      link: lesson.link,
      replayLink: lesson.replayLink,
      attended: marks.get(lesson.id)?.attended ?? 0,
      marked: marks.get(lesson.id)?.marked ?? 0,
      over: Temporal.Instant.compare(lesson.endsAt, now) <= 0,
      request: requestOf(lesson.id, "asked"),
    })),
    can: can.flatMap(([what, may]) => (may ? [what] : [])),
  };
}

function textOf(klass: store.Class): ClassText {
  const { term, teacherId, mode, placeId, spaceId, link, ageFrom, ageTo, agesStrict } = klass;
  const {
    places,
    counterPlaces,
    minimum,
    decideOn,
    opensAt,
    closesAt,
    way,
    waitingList,
    lineLessons,
    share,
  } = klass;
  return {
    term,
    teacherId,
    mode,
    placeId,
    spaceId,
    link,
    ageFrom,
    ageTo,
    agesStrict,
    places,
    counterPlaces,
    minimum,
    decideOn,
    opensAt: opensAt.toString(),
    closesAt: closesAt.toString(),
    way,
    waitingList,
    lineLessons,
    share,
  };
}
