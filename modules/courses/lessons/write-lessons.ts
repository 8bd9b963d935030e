/** Lessons of a class: listed by a rule, added, moved and cancelled one by one, made up for, taught by somebody else. */
import { Temporal } from "temporal-polyfill";
import { holdersOf } from "#booking";
import type { AnswerOf } from "#contract";
import { notifyAll } from "#people";
import { placesOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { named } from "#platform/i18n";
import { closedSentence, closedThen, repeatedTimes } from "#programme";
import * as classStore from "../classes/class-store.ts";
import { decidesLate, firstDay } from "../classes/missing.ts";
import { lessonNewsOf, newsOf } from "../classes/news.ts";
import { followClass } from "../classes/offers.ts";
import { askTeacher, classToWrite } from "../classes/write-class.ts";
import { course as courseById } from "../course/course-store.ts";
import { reasonGiven } from "../course/write-course.ts";
import { endRequest } from "../teaching/request-store.ts";
import { seatThatTeaches, subjectsOf } from "../teaching/teacher-store.ts";
import { mostLessonsAtOnce, type planLessons, type Repeat } from "./contract.ts";
import * as store from "./lesson-store.ts";
import { atField, clashesAt, faultOf, leave, takeFor } from "./taking.ts";

interface Times {
  startsAt: string;
  endsAt: string;
}

const instants = ({ startsAt, endsAt }: Times) => ({
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
});

// texts: lesson.against.*
/** When the lessons would be, with what is against each. Refuses a rule without an end, and one that is never met. */
export async function planned(
  ctx: Ctx,
  { id, first, repeat }: { id: string; first: Times; repeat: Repeat },
): Promise<AnswerOf<typeof planLessons>> {
  const klass = found(await classStore.classById(ctx.db, id), "class", id);
  const one = inOrder(first, "/body/first");
  if (repeat.until === null && repeat.count === null)
    throw invalid([{ field: "/body/repeat/until", id: "repeat.no-end" }]);
  const { zone } = ctx.city;
  const { times, more } = repeatedTimes(one, repeat, zone);
  if (times.length === 0) throw invalid([{ field: "/body/repeat/until", id: "repeat.none" }]);
  const shown = times.slice(0, mostLessonsAtOnce);
  const others = await store.inTheWay(ctx.db, { ...klass, classId: id }, shown);
  const clashes = await clashesAt(ctx, klass, shown);
  const place = klass.placeId ? (await placesOf(ctx.db, [klass.placeId])).get(klass.placeId) : undefined;
  const text = textFor(ctx);
  const now = ctx.clock();
  return {
    more: more || times.length > shown.length,
    items: shown.map(({ startsAt, endsAt }, index) => {
      const here = others.filter(({ at }) => at === index);
      // What has a lesson of ours in it is said once.
      const taken = (clashes[index] ?? []).filter(
        ({ need }) => !here.some(({ what }) => what === ("person" in need ? "teacher" : "room")),
      );
      const closed = place && closedThen(place, { startsAt, endsAt }, zone);
      const values = { at: startsAt.toString(), place: place ? named(place, ctx.locale) : "" };
      return {
        day: startsAt.toZonedDateTimeISO(zone).toPlainDate().toString(),
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
        against:
          Temporal.Instant.compare(startsAt, now) <= 0
            ? ("over" as const)
            : here.length + taken.length > 0
              ? ("there-already" as const)
              : null,
        warnings: [
          ...(closed ? [closedSentence(closed, values, text)] : []),
          ...here.map(({ what, title, startsAt: from }) =>
            text(`lesson.against.${what}`, { title, at: from }),
          ),
          ...taken.map((clash) => {
            const { id: fault, data } = faultOf(clash);
            return text(`invalid.${fault}`, data);
          }),
        ],
      };
    }),
  };
}

/** Adds lessons, all or none. One that makes up for another is told to everybody in the class. */
export async function addLessons(
  ctx: TxCtx,
  { id, version, lessons, makesUp }: { id: string; version: number; lessons: Times[]; makesUp?: string },
): Promise<{ told: number }> {
  const klass = await classToWrite(ctx, id, version);
  const now = ctx.clock();
  const rows = lessons.map((one, at) => {
    const times = inOrder(one, `/body/lessons/${at}`);
    if (Temporal.Instant.compare(times.startsAt, now) <= 0)
      throw invalid([{ field: `/body/lessons/${at}/startsAt`, id: "session.over" }]);
    return { id: newId(now.epochMilliseconds), ...times };
  });
  if (makesUp) {
    const missed = found(await store.lessonById(ctx.db, makesUp), "lesson", makesUp);
    if (missed.classId !== id || missed.cancelledAt === null || rows.length !== 1)
      throw refused("lesson.nothing-to-make-up");
    if (await store.isMadeUp(ctx.db, makesUp)) throw refused("lesson.made-up-already");
  }
  await putIn(ctx, klass, rows, { makesUp, field: (n) => `/body/lessons/${n}/startsAt` });
  const [first] = rows;
  if (klass.state !== "open" || !first) return { told: 0 };
  return tell(ctx, klass, makesUp ? "notice.lesson-made-up" : "notice.lesson-added", {
    lesson: { ...first, teacherId: klass.teacherId },
    reason: "",
  });
}

/** Makes up for a lesson, which is cancelled with that where it was not yet: everybody in the class is told both at once. */
export async function makeUp(
  ctx: TxCtx,
  { id, reason, ...typed }: Times & { id: string; reason: string },
): Promise<{ told: number }> {
  const { lesson, klass } = await lockedLesson(ctx, id);
  if (klass.state !== "open") throw refused("class.not-open");
  const now = ctx.clock();
  const times = inOrder(typed, "/body");
  if (Temporal.Instant.compare(times.startsAt, now) <= 0)
    throw invalid([{ field: "/body/startsAt", id: "session.over" }]);
  if (!lesson.cancelledAt) {
    if (Temporal.Instant.compare(lesson.endsAt, now) <= 0) throw refused("lesson.over");
    await callOff(ctx, { lesson, klass }, reason);
  }
  if (await store.isMadeUp(ctx.db, id)) throw refused("lesson.made-up-already");
  const row = { id: newId(now.epochMilliseconds), ...times };
  await putIn(ctx, klass, [row], { makesUp: id, field: () => "/body/startsAt" });
  return tell(ctx, klass, "notice.lesson-made-up-for", {
    lesson: { ...row, teacherId: klass.teacherId },
    was: lesson.startsAt,
    reason,
  });
}

/** Writes lessons of a class, all or none. The one they make up for gives back what it had first: they may overlap. */
async function putIn(
  ctx: TxCtx,
  klass: classStore.Class,
  rows: store.NewLesson[],
  { makesUp, field }: { makesUp: string | undefined; field: (n: number) => string },
): Promise<void> {
  await guarded(ctx, field(0), (tx) =>
    store.insertLessons(tx, { ...klass, classId: klass.id, makesUp: makesUp ?? null }, rows, ctx.clock()),
  );
  await follow(ctx, klass);
  if (makesUp) await leave(ctx, [makesUp]);
  const added = rows.map(({ id }) => id);
  await takeFor(ctx, klass.id, { only: added, refusing: atField((id) => field(added.indexOf(id))) });
  await audit(ctx, {
    what: makesUp ? "lesson.made-up" : "lessons.added",
    on: { kind: "class", id: klass.id },
    detail: { count: rows.length },
  });
}

/** Moves a lesson, or changes what it is about. What is over stays as it was, but for its topic. */
export async function editLesson(
  ctx: TxCtx,
  {
    id,
    reason,
    topic,
    placeId,
    spaceId,
    ...typed
  }: Times & {
    id: string;
    topic: string;
    placeId: string | null;
    spaceId: string | null;
    reason?: string;
  },
): Promise<{ told: number }> {
  const { lesson, klass } = await lessonToWrite(ctx, id);
  const times = inOrder(typed, "/body");
  const timeMoves = !times.startsAt.equals(lesson.startsAt) || !times.endsAt.equals(lesson.endsAt);
  const placeMoves = placeId !== lesson.placeId || spaceId !== lesson.spaceId;
  if (timeMoves || placeMoves) {
    const now = ctx.clock();
    if (Temporal.Instant.compare(lesson.startsAt, now) <= 0) throw refused("lesson.begun");
    if (Temporal.Instant.compare(times.startsAt, now) <= 0)
      throw invalid([{ field: "/body/startsAt", id: "session.over" }]);
  }
  const inPublic = klass.state === "open" && (timeMoves || placeMoves);
  const why = inPublic ? reasonGiven(reason) : "";
  if (placeMoves) await refuseUnknownRoom(ctx, { placeId, spaceId });
  await guarded(ctx, "/body/startsAt", (tx) =>
    store.updateLesson(
      tx,
      id,
      { ...times, topic: topic.trim(), placeId, spaceId, moved: inPublic },
      ctx.clock(),
    ),
  );
  if (timeMoves || (placeMoves && klass.state === "planned")) await follow(ctx, klass);
  if (timeMoves || placeMoves)
    await takeFor(ctx, klass.id, { only: [id], refusing: atField(() => "/body/startsAt") });
  await audit(ctx, {
    what: timeMoves || placeMoves ? "lesson.moved" : "lesson.changed",
    on: { kind: "lesson", id },
    ...(why && { detail: { reason: why } }),
  });
  if (!inPublic) return { told: 0 };
  const key = timeMoves ? "notice.lesson-moved" : "notice.lesson-elsewhere";
  await settleRequest(ctx, id);
  return tell(ctx, klass, key, { lesson: { ...lesson, ...times }, was: lesson.startsAt, reason: why });
}

/** Cancels one lesson; a planned class simply loses it. The last one left goes with its class. */
export async function cancelLesson(
  ctx: TxCtx,
  { id, reason }: { id: string; reason?: string },
): Promise<{ told: number }> {
  const { lesson, klass } = await lessonToWrite(ctx, id);
  const now = ctx.clock();
  if (Temporal.Instant.compare(lesson.endsAt, now) <= 0) throw refused("lesson.over");
  if (klass.state === "planned") {
    await store.deleteLesson(ctx.db, id);
    await follow(ctx, klass);
    await leave(ctx, [id]);
    await audit(ctx, { what: "lesson.removed", on: { kind: "lesson", id } });
    return { told: 0 };
  }
  const why = reasonGiven(reason);
  const standing = (await store.lessonsOf(ctx.db, [klass.id])).filter(({ cancelledAt }) => !cancelledAt);
  if (standing.length === 1) throw refused("lesson.last-one");
  await callOff(ctx, { lesson, klass }, why);
  await follow(ctx, klass);
  await leave(ctx, [id]);
  return tell(ctx, klass, "notice.lesson-cancelled", { lesson, reason: why });
}

/** A lesson of an open class does not take place; what its teacher asked for it is settled. */
async function callOff(
  ctx: TxCtx,
  { lesson, klass }: { lesson: store.Lesson; klass: classStore.Class },
  reason: string,
): Promise<void> {
  await store.cancelLesson(ctx.db, lesson.id, reason, ctx.clock());
  await settleRequest(ctx, lesson.id);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  await announce(ctx, "lesson.cancelled", lessonNewsOf(newsOf(klass, course.kind), lesson));
  await audit(ctx, { what: "lesson.cancelled", on: { kind: "lesson", id: lesson.id }, detail: { reason } });
}

const settleRequest = (ctx: TxCtx, lessonId: string) =>
  endRequest(ctx.db, lessonId, { state: "settled", by: ctx.actor.subject }, ctx.clock());

/** Somebody else teaches this lesson, or the teacher of the class again. */
export async function substitute(
  ctx: TxCtx,
  { id, teacherId, reason }: { id: string; teacherId: string | null; reason: string },
): Promise<{ told: number }> {
  const { lesson, klass } = await lessonToWrite(ctx, id);
  if (Temporal.Instant.compare(lesson.endsAt, ctx.clock()) <= 0) throw refused("lesson.over");
  const wanted = teacherId ?? klass.teacherId;
  const teacher = wanted ? await seatThatTeaches(ctx.db, wanted, klass.orgPath) : null;
  if (!teacher) throw invalid([{ field: "/body/teacherId", id: "class.unknown-teacher" }]);
  await guarded(ctx, "/body/teacherId", (tx) => store.setTeacher(tx, id, teacher.id, ctx.clock()));
  await takeFor(ctx, klass.id, { only: [id], whoOnly: true, refusing: atField(() => "/body/teacherId") });
  await settleRequest(ctx, id);
  await audit(ctx, { what: "lesson.substituted", on: { kind: "lesson", id }, detail: { reason } });
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const values = { title: course.title, at: lesson.startsAt, reason };
  await notifyAll(ctx, [
    { to: teacher.subject, key: "notice.lesson-yours", values, href: "/teach", neededBy: lesson.startsAt },
  ]);
  if (klass.state !== "open") return { told: 0 };
  return tell(ctx, klass, "notice.lesson-substituted", { lesson, reason, teacher: teacher.name });
}

/** Where a lesson on line is joined and watched again. A replay is of what is over. */
export async function setLinks(
  ctx: TxCtx,
  { id, link, replayLink }: { id: string; link: string | null; replayLink: string | null },
): Promise<void> {
  const { lesson, klass } = await lessonToWrite(ctx, id);
  if (klass.mode === "on-site") throw refused("lesson.on-site");
  if (replayLink && Temporal.Instant.compare(lesson.endsAt, ctx.clock()) > 0)
    throw invalid([{ field: "/body/replayLink", id: "stream.not-over" }]);
  await store.setLinks(ctx.db, id, { link, replayLink }, ctx.clock());
  await audit(ctx, { what: "lesson.links-set", on: { kind: "lesson", id } });
}

async function lessonToWrite(ctx: TxCtx, id: string) {
  const known = await lockedLesson(ctx, id);
  if (known.lesson.cancelledAt) throw refused("lesson.cancelled");
  return known;
}

/** A lesson and its class, locked; the class is not cancelled. */
export async function lockedLesson(ctx: TxCtx, id: string) {
  const known = found(await store.lessonById(ctx.db, id), "lesson", id);
  // Classes before lessons, for everybody.
  const klass = found(await classStore.lockClass(ctx.db, known.classId), "class", known.classId);
  const lesson = found(await store.lockLesson(ctx.db, id), "lesson", id);
  if (klass.state === "cancelled") throw refused("class.cancelled");
  return { lesson, klass };
}

/** Times and offer of a class follow its lessons; before it is open its teacher, who answered for others, is asked again. */
async function follow(ctx: TxCtx, was: classStore.Class): Promise<void> {
  const classId = was.id;
  const klass = await classStore.refreshTimes(ctx.db, classId, ctx.city.zone, ctx.clock());
  if (klass.state !== "open") return askAgain(ctx, was);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  // Who enrols later than planned would have missed the first lesson, and so would a decision.
  const { firstAt } = klass;
  const late = firstAt !== null && Temporal.Instant.compare(klass.closesAt, firstAt) > 0;
  const closesAt = late ? firstAt : klass.closesAt;
  const decideOn =
    firstAt && decidesLate(klass, ctx.city.zone) ? firstDay(firstAt, ctx.city.zone) : klass.decideOn;
  if (late || decideOn !== klass.decideOn)
    await classStore.setClosing(ctx.db, classId, { closesAt, decideOn });
  await followClass(ctx, { ...klass, closesAt }, course.kind);
}

async function askAgain(
  ctx: TxCtx,
  { id, courseId, term, teacherId, teacherSays }: classStore.Class,
): Promise<void> {
  if (teacherSays === null) return;
  // Their time is free again.
  await takeFor(ctx, id, { whoOnly: true, refusing: atField(() => "/body/startsAt") });
  const { title } = found(await courseById(ctx.db, courseId), "course", courseId);
  await askTeacher(ctx, teacherId, { title, term, again: true });
}

const guards: Record<string, string> = {
  lesson_teacher_free: "lesson.teacher-taken",
  lesson_room_free: "lesson.room-taken",
  lesson_one_at_a_time: "session.there-already",
};

/** The database refuses two lessons of one seat, room or class at one time, where nothing is reserved too; the field says which. */
export async function guarded(
  ctx: TxCtx,
  field: string,
  write: (tx: TxCtx["db"]) => Promise<void>,
): Promise<void> {
  try {
    await ctx.db.attempt(write);
  } catch (error) {
    const constraint =
      error !== null && typeof error === "object" && "constraint" in error ? String(error.constraint) : "";
    const id = guards[constraint];
    if (!id) throw error;
    throw invalid([{ field, id }]);
  }
}

function inOrder(typed: Times, at: string) {
  const times = instants(typed);
  if (Temporal.Instant.compare(times.endsAt, times.startsAt) <= 0)
    throw invalid([{ field: `${at}/endsAt`, id: "session.end-before-start" }]);
  if (times.startsAt.until(times.endsAt).total("hours") > 24)
    throw invalid([{ field: `${at}/endsAt`, id: "lesson.too-long" }]);
  return times;
}

async function refuseUnknownRoom(
  ctx: TxCtx,
  { placeId, spaceId }: { placeId: string | null; spaceId: string | null },
): Promise<void> {
  const place = placeId ? (await placesOf(ctx.db, [placeId])).get(placeId) : undefined;
  if (placeId && (!place || place.endedOn))
    throw invalid([{ field: "/body/placeId", id: "event.unknown-place" }]);
  if (spaceId && !place?.spaces.some(({ id }) => id === spaceId))
    throw invalid([{ field: "/body/spaceId", id: "event.unknown-space" }]);
}

/** Everybody who has a place in a class. */
export async function holdersIn(ctx: Ctx, { offerId }: Pick<classStore.Class, "offerId">): Promise<string[]> {
  return offerId ? (await holdersOf(ctx.db, offerId)).map(({ subject }) => subject) : [];
}

// texts: notice.lesson-*
/** Tells everybody in a class, and who teaches the lesson. Answers how many. */
async function tell(
  ctx: TxCtx,
  klass: classStore.Class,
  key: string,
  {
    lesson,
    was = lesson.startsAt,
    reason,
    teacher = "",
  }: {
    lesson: Pick<store.Lesson, "startsAt" | "teacherId">;
    was?: Temporal.Instant;
    reason: string;
    teacher?: string;
  },
): Promise<{ told: number }> {
  if (!klass.offerId) return { told: 0 };
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const about = {
    key,
    neededBy: Temporal.Instant.compare(was, lesson.startsAt) < 0 ? was : lesson.startsAt,
    values: { title: course.title, at: lesson.startsAt, was, reason, teacher },
  };
  const told = await notifyAll(ctx, [
    { ...about, to: await holdersIn(ctx, klass), kind: "booking-change", href: `/classes/${klass.id}` },
    { ...about, to: await subjectsOf(ctx.db, lesson.teacherId ? [lesson.teacherId] : []), href: "/teach" },
  ]);
  return { told };
}
