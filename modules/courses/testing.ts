/** Builders for everybody's tests and for the demo city, by the real use cases; and input for the generated access test. */
import type { Temporal } from "temporal-polyfill";
import { claim } from "#booking/filling";
import { aResident } from "#people/testing";
import { organisationOf } from "#places";
import { aFacility, aSpace } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { someStaff } from "#programme/testing";
import { classById } from "./classes/class-store.ts";
import type { ClassText } from "./classes/contract.ts";
import { createClass, openClass } from "./classes/write-class.ts";
import type { CourseText } from "./course/contract.ts";
import { createCourse, stepCourse } from "./course/write-course.ts";
import { certificatesOfClaims } from "./learning/certificate-store.ts";
import { issue } from "./learning/certificates.ts";
import { lessonsOf } from "./lessons/lesson-store.ts";
import { addLessons } from "./lessons/write-lessons.ts";
import { ask } from "./teaching/requests.ts";
import { mark } from "./teaching/roll.ts";
import { answer, appoint, takeSeat } from "./teaching/teachers.ts";

/** What is taught, with nothing missing; say what differs. */
export function courseText(change: Partial<CourseText> = {}): CourseText {
  return {
    kind: "calligraphy",
    level: "beginner",
    title: "少儿书法启蒙",
    summary: "从握笔和横竖撇捺开始。",
    description: "每课一字，课后带一张作业回家。",
    audience: "面向 7 到 12 岁的孩子",
    materials: "毛笔一支，墨汁和毡垫由馆里准备",
    ageFrom: 7,
    ageTo: 12,
    minimum: 6,
    translations: {},
    ...change,
  };
}

/** A class that can be enrolled in from yesterday until its first lesson, tomorrow. */
export function classText(ctx: Pick<Ctx, "clock" | "city">, change: Partial<ClassText> = {}): ClassText {
  const now = ctx.clock();
  const today = now.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  return {
    term: "2026 年夏季",
    teacherId: null,
    mode: "on-site",
    placeId: null,
    spaceId: null,
    link: null,
    ageFrom: 7,
    ageTo: 12,
    agesStrict: false,
    places: 12,
    counterPlaces: 2,
    minimum: 3,
    decideOn: today.toString(),
    opensAt: now.subtract({ hours: 24 }).toString(),
    closesAt: now.add({ hours: 20 }).toString(),
    way: "first-come",
    waitingList: true,
    lineLessons: 0,
    share: 75,
    ...change,
  };
}

/** Lessons of ninety minutes a day apart, the first a day from now. */
export function lessonTimes(ctx: Pick<Ctx, "clock">, count = 4) {
  return Array.from({ length: count }, (_, at) => {
    const startsAt = ctx.clock().add({ hours: 24 * (at + 1) });
    return { startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes: 90 }).toString() };
  });
}

export interface ClassBuild {
  organisationId: string;
  course?: Partial<CourseText>;
  class?: Partial<ClassText>;
  lessons?: { startsAt: string; endsAt: string }[];
  /** How far it goes; open unless told. */
  until?: "draft" | "published" | "planned" | "open";
}

export interface BuiltClass {
  courseId: string;
  courseVersion: number;
  classId: string;
  version: number;
  lessonIds: string[];
  offerId: string;
  editor: Actor;
  reviewer: Actor;
  publisher: Actor;
  manager: Actor;
  /** Who teaches it, and their seat. */
  teacher: Actor;
  teacherId: string;
}

/** A course checked and published by others than wrote it, and a class of it that the teacher agreed to. */
export async function aClass(ctx: Ctx, build: ClassBuild): Promise<BuiltClass> {
  return inTx(ctx, async (inner) => {
    const { organisationId } = build;
    const path = (await organisationOf(inner.db, organisationId))?.path ?? "";
    const [editor, reviewer, publisher, manager] = [
      await someStaff(inner, path, "editor"),
      await someStaff(inner, path, "reviewer"),
      await someStaff(inner, path, "publisher"),
      await someStaff(inner, path, "manager"),
    ];
    const seat = await aTeacher(inner, organisationId);
    const as = (actor: Actor): TxCtx => ({ ...inner, actor });
    const made = await createCourse(as(editor), { organisationId, course: courseText(build.course) });
    const built = {
      courseId: made.id,
      courseVersion: made.version,
      classId: "",
      version: 1,
      lessonIds: [] as string[],
      offerId: "",
      editor,
      reviewer,
      publisher,
      manager,
      ...seat,
    };
    if (build.until === "draft") return built;
    for (const [step, by] of [
      ["submit", editor],
      ["check", reviewer],
      ["approve", publisher],
      ["publish", publisher],
    ] as const)
      built.courseVersion = (
        await stepCourse(as(by), { id: made.id, version: built.courseVersion, step })
      ).version;
    if (build.until === "published") return built;
    const room =
      build.class?.placeId === undefined && (build.class?.mode ?? "on-site") !== "online"
        ? await aRoom(inner, organisationId)
        : {};
    const text = classText(inner, { ...room, teacherId: seat.teacherId, ...build.class });
    const { id } = await createClass(as(editor), { id: made.id, class: text });
    const version = async () => (await classById(inner.db, id))?.version ?? 0;
    const lessons = build.lessons ?? lessonTimes(inner);
    if (lessons.length > 0) await addLessons(as(editor), { id, version: await version(), lessons });
    built.classId = id;
    built.lessonIds = (await lessonsOf(inner.db, [id])).map((one) => one.id);
    if (build.until !== "planned") {
      if (text.teacherId === seat.teacherId) await answer(as(seat.teacher), { id, says: "yes" });
      await openClass(as(publisher), { id, version: await version() });
    }
    const klass = await classById(inner.db, id);
    return { ...built, version: klass?.version ?? 0, offerId: klass?.offerId ?? "" };
  });
}

async function aRoom(ctx: TxCtx, organisationId: string) {
  const place = await aFacility(ctx, { organisationId });
  const space = await aSpace(ctx, { placeId: place.id, name: "书法教室" });
  return { placeId: place.id, spaceId: space.id };
}

/** Somebody seated as a teacher of an organisation. */
export async function aTeacher(ctx: TxCtx, organisationId: string) {
  const { id, code } = await appoint(ctx, { organisationId, name: "王老师" });
  const { actor } = await aResident(ctx);
  await takeSeat({ ...ctx, actor }, code);
  return { teacher: actor, teacherId: id };
}

/** Somebody with a place in a class. */
export async function aLearner(ctx: Ctx, offerId: string, is: Parameters<typeof aResident>[1] = {}) {
  return inTx(ctx, async (inner) => {
    const resident = await aResident(inner, is);
    const { claimId } = await claim({ ...inner, actor: resident.actor }, { offerId, size: 1 });
    return { ...resident, claimId };
  });
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

const at = (ctx: Pick<Ctx, "clock">, instant: Temporal.Instant) => ({ ...ctx, clock: () => instant });

/** The first lesson of an open class begins just now: what is made goes by the clock of the asker. */
async function aLessonNow(ctx: TxCtx, organisationId: string) {
  const earlier = { ...ctx, ...at(ctx, ctx.clock().subtract({ hours: 24 })) };
  const built = await aClass(earlier, { organisationId });
  const learner = await aLearner(earlier, built.offerId);
  const [lessonId] = built.lessonIds;
  if (!lessonId) throw new Error("a class has lessons");
  return { ...built, ...learner, lessonId };
}

/** A lesson for which its teacher asks somebody to stand in. */
export async function aRequest(ctx: TxCtx, organisationId: string) {
  const built = await aClass(ctx, { organisationId });
  const [lessonId = ""] = built.lessonIds;
  const asked = { wants: "substitute", reason: "那天要去乌鲁木齐演出", colleagueId: null } as const;
  await ask({ ...ctx, actor: built.teacher }, { id: lessonId, ...asked });
  return { ...built, lessonId };
}

/** A class that is over, with one who came to all of it. */
export async function aClassOver(
  ctx: TxCtx,
  organisationId: string,
  {
    learner: is,
    ...build
  }: Omit<ClassBuild, "organisationId"> & { learner?: Parameters<typeof aResident>[1] } = {},
) {
  const before = { ...ctx, ...at(ctx, ctx.clock().subtract({ hours: 24 * 10 })) };
  const built = await aClass(before, { ...build, organisationId });
  const learner = await aLearner(before, built.offerId, is);
  for (const [day, id] of built.lessonIds.entries()) {
    const then = { ...ctx, ...at(ctx, before.clock().add({ hours: 24 * (day + 1) })), actor: built.teacher };
    await mark(then, { id, marks: [{ claimId: learner.claimId, mark: "present" }] });
  }
  return { ...built, learner };
}

/** The number of a certificate that was given. */
async function aCertificate(ctx: TxCtx, organisationId: string): Promise<string> {
  const { classId, publisher, learner } = await aClassOver(ctx, organisationId);
  await issue({ ...ctx, actor: publisher }, classId);
  const [given] = await certificatesOfClaims(ctx.db, [learner.claimId]);
  return given?.number ?? "";
}

const planned = (ctx: TxCtx, organisationId: string) => aClass(ctx, { organisationId, until: "planned" });

/** For every operation: input whose target belongs to the organisation. */
export const samples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "courses.list": async () => ({ query: { evening: "yes" } }),
  "courses.places": async () => ({}),
  "courses.get": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId, until: "published" })).courseId },
  }),
  "classes.get": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId })).classId },
  }),
  "classes.feed": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId })).classId },
  }),
  "courses.create": async (_ctx, organisationId) => ({ body: { organisationId, course: courseText() } }),
  "courses.edit": async (ctx, organisationId) => {
    const { courseId, courseVersion } = await aClass(ctx, { organisationId, until: "draft" });
    return {
      params: { id: courseId },
      body: { version: courseVersion, course: courseText({ title: "成人书法" }) },
    };
  },
  "courses.step": async (ctx, organisationId) => {
    const { courseId, courseVersion } = await aClass(ctx, { organisationId, until: "draft" });
    return { params: { id: courseId }, body: { version: courseVersion, step: "submit" } };
  },
  "courses.desk-list": async () => ({}),
  "courses.desk-get": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId, until: "draft" })).courseId },
  }),
  "classes.create": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId, until: "published" })).courseId },
    body: { class: classText(ctx) },
  }),
  "classes.edit": async (ctx, organisationId) => {
    const { classId, version } = await planned(ctx, organisationId);
    return { params: { id: classId }, body: { version, class: classText(ctx, { term: "2026 年秋季" }) } };
  },
  "classes.open": async (ctx, organisationId) => {
    const { classId, version } = await planned(ctx, organisationId);
    return { params: { id: classId }, body: { version } };
  },
  "classes.change-teacher": async (ctx, organisationId) => {
    const { classId, version } = await aClass(ctx, { organisationId });
    const { teacherId } = await aTeacher(ctx, organisationId);
    return { params: { id: classId }, body: { version, teacherId, reason: "王老师调走" } };
  },
  "classes.cancel": async (ctx, organisationId) => {
    const { classId, version } = await aClass(ctx, { organisationId });
    return { params: { id: classId }, body: { version, reason: "报名人数不足" } };
  },
  "classes.keep": async (ctx, organisationId) => {
    const { classId, version } = await aClass(ctx, { organisationId });
    return { params: { id: classId }, body: { version, reason: "老师愿意开小班" } };
  },
  "classes.desk-get": async (ctx, organisationId) => ({
    params: { id: (await planned(ctx, organisationId)).classId },
  }),
  "lessons.plan": async (ctx, organisationId) => {
    const { classId } = await planned(ctx, organisationId);
    const [first] = lessonTimes(ctx);
    return {
      params: { id: classId },
      body: { first, repeat: { weekdays: [], weeks: 1, until: null, count: 3 } },
    };
  },
  "lessons.add": async (ctx, organisationId) => {
    const { classId, version } = await planned(ctx, organisationId);
    return { params: { id: classId }, body: { version, lessons: lessonTimes(ctx, 5).slice(4) } };
  },
  "lessons.edit": async (ctx, organisationId) => {
    const { lessonIds } = await planned(ctx, organisationId);
    const [, , , , later] = lessonTimes(ctx, 5);
    return {
      params: { id: lessonIds[0] },
      body: { ...later, topic: "永字八法", placeId: null, spaceId: null },
    };
  },
  "lessons.cancel": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId })).lessonIds[1] },
    body: { reason: "老师外出开会" },
  }),
  "lessons.substitute": async (ctx, organisationId) => {
    const { lessonIds } = await aClass(ctx, { organisationId });
    const { teacherId } = await aTeacher(ctx, organisationId);
    return { params: { id: lessonIds[1] }, body: { teacherId, reason: "老师生病" } };
  },
  "lessons.set-links": async (ctx, organisationId) => {
    const { lessonIds } = await aClass(ctx, {
      organisationId,
      class: { mode: "online", link: "https://example.org/class" },
    });
    return { params: { id: lessonIds[0] }, body: { link: "https://example.org/other", replayLink: null } };
  },
  "teachers.list": async () => ({}),
  "teachers.appoint": async (_ctx, organisationId) => ({ body: { organisationId, name: "李老师" } }),
  "teachers.dismiss": async (ctx, organisationId) => ({
    params: { id: (await aTeacher(ctx, organisationId)).teacherId },
    body: {},
  }),
  "teachers.share": async (ctx, organisationId) => ({
    params: { id: (await aTeacher(ctx, organisationId)).teacherId },
    body: { shared: true },
  }),
  "teach.take-seat": async (ctx, organisationId) => ({
    body: { code: (await appoint(ctx, { organisationId, name: "李老师" })).code },
  }),
  "teach.mine": async () => ({}),
  "teach.answer": async (ctx, organisationId) => ({
    params: { id: (await planned(ctx, organisationId)).classId },
    body: { says: "yes" },
  }),
  "teach.ask": async (ctx, organisationId) => ({
    params: { id: (await aClass(ctx, { organisationId })).lessonIds[0] },
    body: { wants: "substitute", reason: "那天要去乌鲁木齐演出", colleagueId: null },
  }),
  "teach.take-back": async (ctx, organisationId) => ({
    params: { id: (await aRequest(ctx, organisationId)).lessonId },
    body: {},
  }),
  "lessons.answer-request": async (ctx, organisationId) => ({
    params: { id: (await aRequest(ctx, organisationId)).lessonId },
    body: { says: "no", reason: "那天没有别的老师" },
  }),
  "lessons.roll": async (ctx, organisationId) => ({
    params: { id: (await aLessonNow(ctx, organisationId)).lessonId },
  }),
  "lessons.mark": async (ctx, organisationId) => {
    const { lessonId, claimId } = await aLessonNow(ctx, organisationId);
    return { params: { id: lessonId }, body: { marks: [{ claimId, mark: "present" }] } };
  },
  "learning.mine": async () => ({}),
  "learning.join": async (ctx, organisationId) => ({
    params: { id: (await aLessonNow(ctx, organisationId)).lessonId },
    body: {},
  }),
  "certificates.issue": async (ctx, organisationId) => ({
    params: { id: (await aClassOver(ctx, organisationId)).classId },
    body: {},
  }),
  "certificates.of-class": async (ctx, organisationId) => ({
    params: { id: (await aClassOver(ctx, organisationId)).classId },
  }),
  "certificates.withdraw": async (ctx, organisationId) => ({
    params: { number: await aCertificate(ctx, organisationId) },
    body: { reason: "点名记错了", again: false },
  }),
  "certificates.verify": async (ctx, organisationId) => ({
    params: { number: await aCertificate(ctx, organisationId) },
  }),
  "certificates.file": async (ctx, organisationId) => ({
    params: { number: await aCertificate(ctx, organisationId) },
  }),
};
