/** Courses and their classes through the doors: written, checked, agreed to, enrolled in; rolls of the lessons that were. */
import { Temporal } from "temporal-polyfill";
import { claim } from "#booking/filling";
import {
  addLessons,
  answerClass,
  appointTeacher,
  classById,
  createClass,
  createCourse,
  holdLessons,
  issueCertificates,
  learnersOf,
  lessonsOf,
  markRoll,
  openClass,
  shareTeacher,
  stepCourse,
  takeSeat,
} from "#courses/filling";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { COURSES, type DemoCourse } from "../demo/courses.ts";
import type { DemoCity } from "../demo/types.ts";
import { actorOf, at, idOf, type Keys, peopleOf } from "./keys.ts";

export const demoCourses = COURSES.length;

/** Each course with its class, at the times at which it would have been planned. */
export async function fillCourses(ctx: Ctx, city: DemoCity, keys: Keys, step: () => void): Promise<void> {
  const pupils = await peopleOf(ctx, city, keys);
  for (const [number, one] of COURSES.entries()) {
    await fillCourse(ctx, keys, one, {
      adults: turned(pupils.adults, number * 7),
      children: turned(pupils.children, number * 5),
    });
    step();
  }
  await holdLessons(ctx);
}

interface Pupils {
  adults: Actor[];
  children: Actor[];
}

async function fillCourse(ctx: Ctx, keys: Keys, one: DemoCourse, pupils: Pupils): Promise<void> {
  const { organisation } = one;
  const organisationId = idOf(keys.organisations, organisation).id;
  const lessons = lessonsFrom(ctx, one);
  const [first] = lessons;
  if (!first) throw new Error(`${one.key} has no lessons`);
  const now = ctx.clock();
  // Where places are drawn people need time to enter before.
  const ahead = one.byDraw ? 35 : 14;
  const planned = earlier(first.startsAt.subtract({ hours: 24 * ahead }), now);
  const then = at(ctx, planned.toString());
  const as = async <R>(key: string, work: (inner: TxCtx) => Promise<R>, when: Ctx = then): Promise<R> => {
    const actor = await actorOf(ctx, keys, key);
    return inTx({ ...when, actor, channel: keys.staff.has(key) ? "desk" : "portal" }, work);
  };
  const [editor, reviewer, publisher] = [
    `${organisation}-editor`,
    `${organisation}-reviewer`,
    `${organisation}-manager`,
  ];
  const { of: house = organisation, name } = one.teacher;
  const { id: teacherId, code } = await as(`${house}-manager`, async (inner) => {
    const made = await appointTeacher(inner, { organisationId: idOf(keys.organisations, house).id, name });
    if (house !== organisation) await shareTeacher(inner, { id: made.id, shared: true });
    return made;
  });
  await as(one.teacher.resident, (inner) => takeSeat(inner, code));
  const { id: courseId, version } = await as(editor, (inner) =>
    createCourse(inner, { organisationId, course: one.course }),
  );
  let last = version;
  for (const [what, by] of [
    ["submit", editor],
    ["check", reviewer],
    ["approve", publisher],
    ["publish", publisher],
  ] as const)
    last = (await as(by, (inner) => stepCourse(inner, { id: courseId, version: last, step: what }))).version;
  const { id } = await as(editor, (inner) =>
    createClass(inner, {
      id: courseId,
      class: {
        term: one.term,
        teacherId,
        mode: "on-site",
        placeId: idOf(keys.places, one.place),
        spaceId: idOf(keys.spaces, one.space),
        link: null,
        ageFrom: one.course.ageFrom,
        ageTo: one.course.ageTo,
        agesStrict: false,
        places: one.places,
        counterPlaces: one.counter,
        minimum: one.course.minimum,
        decideOn: first.startsAt
          .subtract({ hours: 72 })
          .toZonedDateTimeISO(ctx.city.zone)
          .toPlainDate()
          .toString(),
        opensAt: planned.toString(),
        closesAt: first.startsAt.toString(),
        way: one.byDraw ? "draw" : "first-come",
        waitingList: true,
        lineLessons: 3,
        share: 75,
      },
    }),
  );
  const versionNow = async (inner: TxCtx) => (await classById(inner.db, id))?.version ?? 0;
  await as(editor, async (inner) =>
    addLessons(inner, {
      id,
      version: await versionNow(inner),
      lessons: lessons.map(({ startsAt, endsAt }) => ({
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
      })),
    }),
  );
  await as(one.teacher.resident, (inner) => answerClass(inner, { id, says: "yes" }));
  await as(publisher, async (inner) => openClass(inner, { id, version: await versionNow(inner) }));
  const offerId = (await classById(ctx.db, id))?.offerId;
  if (!offerId) throw new Error(`${one.key} is not open`);
  keys.classes.set(one.key, offerId);
  if (!one.byDraw)
    await enrol(ctx, offerId, one, { pupils, from: planned, to: earlier(first.startsAt, now) });
  await teach(ctx, id, (work, when) => as(one.teacher.resident, work, when));
  if (lessons.every(({ endsAt }) => Temporal.Instant.compare(endsAt, now) <= 0))
    await as(publisher, (inner) => issueCertificates(inner, id), ctx);
}

/** So many take a place, one after another over the time in which one can. Whom a rule of the house refuses has none. */
async function enrol(
  ctx: Ctx,
  offerId: string,
  one: DemoCourse,
  { pupils, from, to }: { pupils: Pupils; from: Temporal.Instant; to: Temporal.Instant },
): Promise<void> {
  const minutes = Math.max(from.until(to).total("minutes") - 60, 0);
  const wanted = Math.min(one.enrolled, one.places - one.counter);
  for (const [n, actor] of (one.children ? pupils.children : pupils.adults).slice(0, wanted).entries()) {
    const when = at(ctx, from.add({ minutes: Math.floor((minutes * (n + 1)) / (wanted + 1)) }).toString());
    try {
      await inTx({ ...when, actor, channel: "portal" }, (inner) => claim(inner, { offerId, size: 1 }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      ctx.log.warn({ course: one.key, why: error.id }, "a demo pupil was refused by a rule");
    }
  }
}

/** The teacher takes the roll of each lesson that was: most came, some late, one in eight not. */
async function teach(
  ctx: Ctx,
  classId: string,
  as: <R>(work: (inner: TxCtx) => Promise<R>, when: Ctx) => Promise<R>,
): Promise<void> {
  const klass = await classById(ctx.db, classId);
  if (!klass) throw new Error("the class was made just now");
  const learners = await learnersOf(ctx, klass);
  const past = (await lessonsOf(ctx.db, [classId])).filter(
    ({ endsAt }) => Temporal.Instant.compare(endsAt, ctx.clock()) <= 0,
  );
  for (const [number, lesson] of past.entries()) {
    const marks = learners.map(({ claimId }, n) => ({
      claimId,
      mark: (["absent", "late", "excused"] as const)[(n * 5 + number * 3) % 8] ?? ("present" as const),
    }));
    const when = at(ctx, lesson.startsAt.add({ minutes: 20 }).toString());
    if (marks.length > 0) await as((inner) => markRoll(inner, { id: lesson.id, marks }), when);
  }
}

function lessonsFrom(ctx: Ctx, { weekday, time, minutes, week, lessons }: DemoCourse) {
  const today = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return Array.from({ length: lessons }, (_, n) => {
    const startsAt = monday
      .add({ days: 7 * (week + n) + weekday - 1 })
      .toZonedDateTime({ timeZone: ctx.city.zone, plainTime: time })
      .toInstant();
    return { startsAt, endsAt: startsAt.add({ minutes }) };
  });
}

const earlier = (one: Temporal.Instant, other: Temporal.Instant) =>
  Temporal.Instant.compare(one, other) < 0 ? one : other;

const turned = <T>(all: readonly T[], by: number): T[] =>
  all.map((_, n) => all[(n + by) % all.length]).filter((one) => one !== undefined);
