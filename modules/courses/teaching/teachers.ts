/** Who teaches: appointed by name, seated by a code, asked before a class opens. */
import { rollOf } from "#booking";
import type { AnswerOf } from "#contract";
import { organisationOf, organisationsCovered } from "#places";
import { audit, auditAll } from "#platform/audit";
import { newReadableCode, pathsHeld, plainReadableCode } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { organiserNames } from "#programme";
import { classById, classesByIds, setTeacherSays } from "../classes/class-store.ts";
import { coursesOf } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { dataOf, takeFor } from "../lessons/taking.ts";
import { certifiers, opens } from "../may.ts";
import { countMarks } from "./attendance-store.ts";
import type { listTeachers, myTeaching } from "./contract.ts";
import { lastRequests } from "./request-store.ts";
import { whereOf } from "./roll.ts";
import * as taught from "./taught-store.ts";
import * as store from "./teacher-store.ts";

/** Seats of one's organisations. */
export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof listTeachers>> {
  const paths = [...new Set(ctx.actor.grants.map(({ path }) => path))];
  const seats = await store.teachersBelow(ctx.db, paths, ctx.clock());
  const offered = await store.teachersOffered(ctx.db, paths);
  const at = pathsHeld(ctx.actor, ...certifiers);
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  const nameOf = await organiserNames(ctx, [
    ...[...seats, ...offered].map(({ organisationId }) => organisationId),
    ...own.map(({ id }) => id),
  ]);
  return {
    items: seats.map(({ id, name, code, organisationId, orgPath, shared, classes }) => ({
      id,
      name,
      // Whoever could take the seat with it is told by those who appoint.
      code: code && opens(ctx.actor, { orgPath }) ? code : null,
      organiser: nameOf(organisationId),
      shared,
      classes,
    })),
    organisations: own.map(({ id }) => nameOf(id)),
    offered: offered.map(({ id, name, organisationId }) => ({ id, name, organiser: nameOf(organisationId) })),
  };
}

/** Appoints somebody by name. The code is shown to staff until the seat is taken. */
export async function appoint(
  ctx: TxCtx,
  { organisationId, name }: { organisationId: string; name: string },
): Promise<{ id: string; code: string }> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const id = newId(ctx.clock().epochMilliseconds);
  const code = newReadableCode(ctx.random);
  const seat = { id, organisationId, orgPath: path, name: name.trim(), code: plainReadableCode(code) };
  await store.insertTeacher(ctx.db, seat, ctx.clock());
  await audit(ctx, { what: "teacher.appointed", on: { kind: "teacher", id } });
  return { id, code };
}

/** Offers a teacher to other houses, or no longer: classes they have said yes to go on. The teacher says yes to each class themself. */
export async function share(ctx: TxCtx, { id, shared }: { id: string; shared: boolean }): Promise<void> {
  const teacher = found(await store.teacherById(ctx.db, id), "teacher", id);
  if (teacher.ended || teacher.shared === shared) return;
  await store.setShared(ctx.db, id, shared);
  await audit(ctx, { what: shared ? "teacher.shared" : "teacher.kept", on: { kind: "teacher", id } });
}

/** Ends a seat; whose lessons are still ahead stays until somebody else has them. */
export async function dismiss(ctx: TxCtx, id: string): Promise<void> {
  found(await store.teacherById(ctx.db, id), "teacher", id);
  const ahead = await store.lessonsAhead(ctx.db, id, ctx.clock());
  if (ahead > 0) throw refused("teacher.has-lessons", { count: ahead });
  await store.endSeat(ctx.db, id, ctx.clock());
  await audit(ctx, { what: "teacher.dismissed", on: { kind: "teacher", id } });
}

/** Whoever left the staff teaches no more; their lessons ahead wait for somebody under 今天. */
export async function leaveSeats(ctx: TxCtx, subject: string): Promise<void> {
  const ended = await store.endSeatsOf(ctx.db, subject, ctx.clock());
  await auditAll(
    ctx,
    ended.map((id) => ({ what: "teacher.dismissed", on: { kind: "teacher", id } })),
  );
}

/** Takes the seat a code stands for, as oneself. */
export async function takeSeat(ctx: TxCtx, typed: string): Promise<{ id: string }> {
  const seat = await store.seatOfCode(ctx.db, { code: plainReadableCode(typed), subject: self(ctx) });
  if (seat === null) throw refused("teacher.no-such-seat");
  if (seat === "again") throw refused("teacher.seated-already");
  await audit(ctx, { what: "teacher.seated", on: { kind: "teacher", id: seat.id } });
  return { id: seat.id };
}

/** Who is asked whether they teach a class. */
export async function askedTarget(ctx: Ctx, classId: string): Promise<{ teachers: string[] }> {
  const klass = found(await classById(ctx.db, classId), "class", classId);
  const teacher = klass.teacherId ? await store.teacherById(ctx.db, klass.teacherId) : null;
  return { teachers: teacher?.subject && !teacher.ended ? [teacher.subject] : [] };
}

/** The teacher says yes or no to a planned class; whoever plans it is told by its page. A yes takes their time, and is refused where they have something else then. */
export async function answer(ctx: TxCtx, { id, says }: { id: string; says: "yes" | "no" }): Promise<void> {
  const klass = found(await classById(ctx.db, id), "class", id);
  if (
    klass.teacherId === null ||
    !(await setTeacherSays(ctx.db, { id, teacherId: klass.teacherId, says, now: ctx.clock() }))
  )
    throw refused("class.open-already");
  await takeFor(ctx, id, {
    whoOnly: true,
    refusing: ([clash]) => refused("class.teacher-busy", clash ? dataOf(clash) : {}),
  });
  await audit(ctx, { what: "class.teacher-answered", on: { kind: "class", id }, detail: { says } });
}

const mostShown = 100;

/** What whoever asks teaches: today first. */
export async function mine(ctx: Ctx): Promise<AnswerOf<typeof myTeaching>> {
  const seats = (await store.seatsOf(ctx.db, self(ctx))).filter(({ ended }) => !ended);
  const ids = seats.map(({ id }) => id);
  const now = ctx.clock();
  const lessons = await taught.lessonsTaught(ctx.db, ids, { now, limit: mostShown });
  const asked = await taught.classesAsked(ctx.db, ids);
  const classes = new Map(
    (await classesByIds(ctx.db, [...lessons.map(({ classId }) => classId), ...asked])).map((one) => [
      one.id,
      one,
    ]),
  );
  const courses = new Map(
    (await coursesOf(ctx.db, [...new Set([...classes.values()].map(({ courseId }) => courseId))])).map(
      (one) => [one.id, one],
    ),
  );
  const placeOf = await whereOf(ctx, lessons);
  const marks = await countMarks(
    ctx.db,
    lessons.map(({ id }) => id),
  );
  const requests = await lastRequests(
    ctx.db,
    lessons.map(({ id }) => id),
  );
  const enrolled = Map.groupBy(
    await rollOf(
      ctx.db,
      [...classes.values()].flatMap(({ offerId }) => offerId ?? []),
    ),
    ({ offerId }) => offerId,
  );
  const nameOf = await organiserNames(
    ctx,
    [...courses.values()].map(({ organisationId }) => organisationId),
  );
  const titleOf = (courseId: string) => {
    const course = courses.get(courseId);
    return course ? titleIn(course, ctx.locale).title : "";
  };
  const rows = lessons.flatMap((lesson) => {
    const klass = classes.get(lesson.classId);
    if (!klass) return [];
    return [
      {
        id: lesson.id,
        classId: klass.id,
        title: titleOf(klass.courseId),
        term: klass.term,
        startsAt: lesson.startsAt.toString(),
        endsAt: lesson.endsAt.toString(),
        place: placeOf(lesson),
        substituted: lesson.teacherId !== klass.teacherId,
        enrolled: enrolled.get(klass.offerId ?? "")?.length ?? 0,
        marked: marks.get(lesson.id)?.marked ?? 0,
        asked: requests.get(lesson.id)?.state === "asked",
      },
    ];
  });
  const day = today(ctx).toString();
  const dayOf = (iso: string) =>
    lessons
      .find(({ startsAt }) => startsAt.toString() === iso)
      ?.startsAt.toZonedDateTimeISO(ctx.city.zone)
      .toPlainDate()
      .toString() ?? "";
  const asking = await lessonsOf(ctx.db, asked);
  return {
    seats: seats.length,
    asked: asked.flatMap((id) => {
      const klass = classes.get(id);
      const course = klass && courses.get(klass.courseId);
      if (!klass || !course) return [];
      return [
        {
          id,
          title: titleOf(klass.courseId),
          term: klass.term,
          organiser: nameOf(course.organisationId),
          lessons: asking
            .filter(({ classId }) => classId === id)
            .map(({ startsAt, endsAt }) => ({ startsAt: startsAt.toString(), endsAt: endsAt.toString() })),
        },
      ];
    }),
    today: rows.filter(({ startsAt }) => dayOf(startsAt) === day),
    coming: rows.filter(({ startsAt }) => dayOf(startsAt) > day),
    past: rows.filter(({ startsAt }) => dayOf(startsAt) < day).toReversed(),
  };
}

/** A teacher teaches as themself, whoever else they may act for. */
function self(ctx: Ctx): string {
  if (!ctx.actor.subject) throw new Error("a teacher is somebody");
  return ctx.actor.subject;
}
