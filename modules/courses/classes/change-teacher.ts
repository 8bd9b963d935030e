/** Another teacher takes a class that is open: theirs are the lessons that its teacher still had. */
import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { course as courseById } from "../course/course-store.ts";
import { guarded } from "../lessons/guarded.ts";
import { handLessons } from "../lessons/lesson-store.ts";
import { atField, takeFor } from "../lessons/taking.ts";
import { holdersIn } from "../lessons/tell-class.ts";
import { seatThatTeaches, subjectsOf } from "../teaching/teacher-store.ts";
import { setTeacher } from "./class-store.ts";
import { classToWrite } from "./write-class.ts";

/** Everybody in the class is told once, and so are both teachers. Single lessons with a substitute stay as they are. */
export async function changeTeacher(
  ctx: TxCtx,
  { id, version, teacherId, reason }: { id: string; version: number; teacherId: string; reason: string },
): Promise<{ id: string; version: number; told: number }> {
  const klass = await classToWrite(ctx, id, version);
  const now = ctx.clock();
  if (klass.state !== "open") throw refused("class.not-open");
  if (klass.lastAt && Temporal.Instant.compare(klass.lastAt, now) <= 0) throw refused("class.over");
  const teacher = await seatThatTeaches(ctx.db, teacherId, klass.orgPath);
  if (!teacher || teacher.id === klass.teacherId)
    throw invalid([{ field: "/body/teacherId", id: "class.unknown-teacher" }]);
  await guarded(ctx, "/body/teacherId", (tx) =>
    handLessons(tx, { classId: id, from: klass.teacherId, to: teacher.id }, now),
  );
  const next = await setTeacher(ctx.db, id, teacher.id, now);
  await takeFor(ctx, id, { whoOnly: true, refusing: atField(() => "/body/teacherId") });
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const values = { title: course.title, term: klass.term, teacher: teacher.name, reason };
  const told = await notifyAll(ctx, [
    {
      to: await holdersIn(ctx, klass),
      kind: "booking-change",
      key: "notice.class-teacher",
      values,
      href: `/classes/${id}`,
    },
    {
      to: await subjectsOf(ctx.db, klass.teacherId ? [klass.teacherId] : []),
      key: "notice.class-handed",
      values,
      href: "/teach",
    },
    { to: teacher.subject, key: "notice.class-yours", values, href: "/teach" },
  ]);
  await audit(ctx, {
    what: "class.teacher-changed",
    on: { kind: "class", id },
    detail: { version: next, teacher: teacher.id, reason },
  });
  return { id, version: next, told };
}
