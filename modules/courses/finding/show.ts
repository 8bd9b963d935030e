/** A course and a class as the public sees them. */
import { Temporal } from "temporal-polyfill";
import { penaltyRulesFor, roomsGone, underRules } from "#booking";
import { accountOf, ageOn } from "#people";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import { organiserNames, placeNames, placesClosed, reasonAgainstAge } from "#programme";
import { type Class, classById } from "../classes/class-store.ts";
import { lineUntil, offerKind, offerTerms } from "../classes/offers.ts";
import type { ClassRow, ClassView, CourseView, LessonView } from "../contract.ts";
import { type Course, course as courseById } from "../course/course-store.ts";
import { toldIn } from "../course/words.ts";
import { type Lesson, lessonsOf } from "../lessons/lesson-store.ts";
import { onlineState } from "../lessons/online.ts";
import { useKind } from "../lessons/taking.ts";
import { teachersByIds } from "../teaching/teacher-store.ts";
import { classesAhead, everything, foundClasses } from "./find-store.ts";
import { rowsOf } from "./rows.ts";

const mostClasses = 200;

/** A published course. One that was withdrawn says so; drafts do not exist for the public. */
export async function showCourse(ctx: Ctx, id: string): Promise<CourseView> {
  const course = await publicCourse(ctx, id);
  const classes = await classesAhead(
    ctx.db,
    { ...everything, courseId: id },
    { now: ctx.clock(), after: null, limit: mostClasses },
  );
  const nameOf = await organiserNames(ctx, [course.organisationId]);
  return {
    id,
    ...toldIn(course, ctx.locale),
    kind: course.kind,
    level: course.level,
    ageFrom: course.ageFrom,
    ageTo: course.ageTo,
    organiser: nameOf(course.organisationId),
    classes: await rowsOf(ctx, classes),
  };
}

/** A class that people can enrol in, or could; a cancelled one says why. */
export async function showClass(ctx: Ctx, id: string): Promise<ClassView> {
  const klass = found(await classById(ctx.db, id), "class", id);
  if (klass.state === "planned" || klass.offerId === null) throw notFound("class", id);
  const course = await publicCourse(ctx, klass.courseId);
  const [row] = await rowsOf(ctx, await foundClasses(ctx.db, [id]));
  if (!row) throw notFound("class", id);
  const told = toldIn(course, ctx.locale);
  const lessons = await lessonsOf(ctx.db, [id]);
  const nameOf = await organiserNames(ctx, [course.organisationId]);
  const teachers = new Map(
    (
      await teachersByIds(
        ctx.db,
        [klass.teacherId, ...lessons.map(({ teacherId }) => teacherId)].filter((one) => one !== null),
      )
    ).map(({ id: teacher, name }) => [teacher, name]),
  );
  return {
    ...row,
    summary: told.summary,
    materials: told.materials,
    organiser: nameOf(course.organisationId),
    teacher: teachers.get(klass.teacherId ?? "") ?? "",
    state: klass.state,
    cancelledBecause: klass.cancelledBecause,
    minimum: klass.minimum,
    decideOn: klass.decideOn,
    share: klass.share,
    lessonsList: await lessonViews(ctx, klass, { lessons, teachers }),
    notForAge: await againstAge(ctx, klass),
    offer: await offerView(ctx, klass, { row, lessons }),
  };
}

async function publicCourse(ctx: Ctx, id: string): Promise<Course> {
  const course = found(await courseById(ctx.db, id), "course", id);
  if (course.state === "withdrawn") throw refused("course.withdrawn", {}, { status: 410 });
  if (course.state !== "published") throw notFound("course", id);
  return course;
}

async function lessonViews(
  ctx: Ctx,
  klass: Class,
  { lessons, teachers }: { lessons: readonly Lesson[]; teachers: ReadonlyMap<string, string> },
): Promise<LessonView[]> {
  const placeOf = await placeNames(ctx, lessons);
  const now = ctx.clock();
  const ahead = lessons.filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && Temporal.Instant.compare(endsAt, now) > 0,
  );
  const closed = await placesClosed(ctx, ahead);
  const roomless = await roomsGone(ctx, useKind, ahead);
  const byId = new Map(lessons.map((one) => [one.id, one]));
  return lessons.map((lesson) => ({
    id: lesson.id,
    startsAt: lesson.startsAt.toString(),
    endsAt: lesson.endsAt.toString(),
    topic: lesson.topic,
    place: placeOf(lesson),
    substitute: lesson.teacherId === klass.teacherId ? null : (teachers.get(lesson.teacherId ?? "") ?? null),
    placeClosed: closed.has(lesson.id),
    roomGone: roomless.has(lesson.id),
    cancelledBecause: lesson.cancelledBecause,
    previousStartsAt: lesson.previousStartsAt?.toString() ?? null,
    makesUp: byId.get(lesson.makesUp ?? "")?.startsAt.toString() ?? null,
    online: klass.mode === "on-site" ? null : { state: onlineState(lesson, now) },
  }));
}

/** Whether the one it would be for is of the age it is meant for when it begins. A helper is told nothing of it. */
async function againstAge(ctx: Ctx, klass: Class): Promise<ClassView["notForAge"]> {
  // What it holds to is asked among the rules.
  if (klass.agesStrict) return null;
  const person = ctx.actor.onBehalfOf?.as === "helper" ? null : principal(ctx.actor);
  const born = person && (await accountOf(ctx.db, person.account))?.born;
  if (!born || !klass.firstAt) return null;
  return reasonAgainstAge(klass, ageOn(born, klass.firstAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate()));
}

async function offerView(
  ctx: Ctx,
  klass: Class,
  { row, lessons }: { row: ClassRow; lessons: readonly Lesson[] },
): Promise<ClassView["offer"]> {
  const { firstAt, lastAt, offerId } = klass;
  if (klass.state !== "open" || !offerId || !firstAt || !lastAt) return null;
  const under = await underRules(ctx, [offerId]);
  const offer = under.offers.get(offerId);
  if (!offer) return null;
  const shown = (await under.shown(new Set([offerId]))).get(offerId);
  const penalties = await penaltyRulesFor(ctx, { orgPath: klass.orgPath, kind: offerKind });
  const { rules } = offerTerms({ ...klass, firstAt, lastAt }, lessons);
  const goesOn = offer.rules.waitingList ? lineUntil(klass, lessons) : null;
  const last = penalties.lastMoment(rules, firstAt);
  const over = Temporal.Instant.compare(ctx.clock(), last.until) > 0;
  const text = textFor(ctx);
  const enrols = Temporal.Instant.compare(ctx.clock(), offer.closesAt) < 0;
  const counter = enrols ? offer.pools.find(({ channel }) => channel === "counter") : undefined;
  return {
    id: offerId,
    opensAt: offer.opensAt,
    closesAt: offer.closesAt,
    waitingList: offer.rules.waitingList,
    places: klass.places,
    counterLeft: counter?.left ?? null,
    rules: [
      // Where places are drawn the end of entering is the draw's.
      ...(row.draw?.awaits ? [] : [text("class.closes", { at: Temporal.Instant.from(offer.closesAt) })]),
      ...(offer.rules.waitingList ? [text("class.line")] : []),
      ...(goesOn ? [text("class.line-goes-on", { count: goesOn.lessons, at: goesOn.at })] : []),
      text(over ? "class.leave" : "class.leave-until", { at: last.until }),
      ...penalties.says,
      ...(shown?.rules ?? []).map(({ says, source }) => (source ? `${says} ${source}` : says)),
    ],
    unmet: shown?.unmet ?? [],
  };
}
