/** Planning a class, opening it to the public, deciding about it, cancelling it. */
import { Temporal } from "temporal-polyfill";
import { closeOffers, drawsOf, makeOffers } from "#booking";
import { notifyAll } from "#people";
import { placesOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { course as courseById } from "../course/course-store.ts";
import { reasonGiven } from "../course/write-course.ts";
import * as lessonStore from "../lessons/lesson-store.ts";
import { atField, leave, takeFor } from "../lessons/taking.ts";
import { endRequestsOfClass } from "../teaching/request-store.ts";
import { subjectsOf, teacherById } from "../teaching/teacher-store.ts";
import * as store from "./class-store.ts";
import type { ClassText } from "./contract.ts";
import { decidesLate, missingOf } from "./missing.ts";
import { newsOf } from "./news.ts";
import { followClass, offerIs, offerKind, offerTerms } from "./offers.ts";

/** Plans a class of a course. */
export async function createClass(
  ctx: TxCtx,
  { id: courseId, class: text }: { id: string; class: ClassText },
) {
  const course = found(await courseById(ctx.db, courseId), "course", courseId);
  if (course.state === "withdrawn") throw refused("course.withdrawn");
  const words = await settled(ctx, text, course.orgPath);
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertClass(ctx.db, { ...words, id, courseId, orgPath: course.orgPath }, ctx.clock());
  await askTeacher(ctx, words.teacherId, { title: course.title, term: text.term });
  await audit(ctx, { what: "class.planned", on: { kind: "class", id }, detail: { course: courseId } });
  return { id, version: 1 };
}

/** Changes a class. Once it is open its teacher stays, and the offer follows. */
export async function editClass(
  ctx: TxCtx,
  { id, version, class: text, reason }: { id: string; version: number; class: ClassText; reason?: string },
) {
  const klass = await classToWrite(ctx, id, version);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const why = klass.state === "open" ? reasonGiven(reason) : null;
  if (klass.state === "open" && text.teacherId !== klass.teacherId) throw refused("class.teacher-stays");
  await refuseOtherWay(ctx, klass, text.way);
  const words = await settled(ctx, text, klass.orgPath, klass);
  refuseLateWindow({ ...words, firstAt: klass.firstAt });
  if (words.decideOn !== klass.decideOn && decidesLate({ ...klass, ...words }, ctx.city.zone))
    throw invalid([{ field: "/body/class/decideOn", id: "class.decide-late" }]);
  const next = await store.updateClass(ctx.db, id, words, ctx.clock());
  if (klass.state === "planned" && text.teacherId !== klass.teacherId) {
    await lessonStore.setTeacherOfAll(ctx.db, id, text.teacherId);
    await askTeacher(ctx, words.teacherId, { title: course.title, term: text.term });
  }
  const after = found(await store.classById(ctx.db, id), "class", id);
  await followClass(ctx, after, course.kind);
  // Whose time was taken is free again: another has not said yes.
  if (text.teacherId !== klass.teacherId)
    await takeFor(ctx, id, { whoOnly: true, refusing: atField(() => "/body/class/teacherId") });
  await audit(ctx, {
    what: "class.changed",
    on: { kind: "class", id },
    detail: { version: next, ...(why !== null && { reason: why }) },
  });
  return { id, version: next };
}

/** Opens a class that lacks nothing: from its window on people enrol. */
export async function openClass(ctx: TxCtx, { id, version }: { id: string; version: number }) {
  const klass = await classToWrite(ctx, id, version);
  if (klass.state !== "planned") throw refused("class.open-already");
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const teacher = klass.teacherId ? await teacherById(ctx.db, klass.teacherId) : null;
  const missing = missingOf(klass, {
    course: course.state,
    teacherEnded: teacher?.ended ?? false,
    now: ctx.clock(),
    zone: ctx.city.zone,
  });
  const { firstAt, lastAt } = klass;
  if (missing[0] || !firstAt || !lastAt) throw refused(`class.missing.${missing[0] ?? "lessons"}`);
  const [offerId] = await makeOffers(ctx, [
    {
      kind: offerKind,
      ref: id,
      orgPath: klass.orgPath,
      is: offerIs(course.kind, klass),
      ...offerTerms({ ...klass, firstAt, lastAt }, await lessonStore.lessonsOf(ctx.db, [id])),
    },
  ]);
  if (!offerId) throw new Error("one offer was asked for");
  const next = await store.setOpen(ctx.db, id, offerId, ctx.clock());
  await announce(ctx, "class.opened", { ...newsOf(klass, course.kind), opensAt: klass.opensAt.toString() });
  await audit(ctx, { what: "class.opened", on: { kind: "class", id }, detail: { version: next } });
  return { id, version: next };
}

/** Cancels a class with the lessons that are left: who has a place, waits or teaches is told why, once. Lessons that were stay held. */
export async function cancelClass(
  ctx: TxCtx,
  { id, version, reason }: { id: string; version: number; reason: string },
) {
  const klass = await classToWrite(ctx, id, version);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const now = ctx.clock();
  const begun = klass.firstAt !== null && Temporal.Instant.compare(klass.firstAt, now) <= 0;
  if (klass.lastAt && Temporal.Instant.compare(klass.lastAt, now) <= 0) throw refused("class.over");
  const closed = klass.offerId
    ? await closeOffers(ctx, [{ offerId: klass.offerId, cutShort: begun }], reason)
    : null;
  const concerned = closed?.concerned.get(klass.offerId ?? "") ?? [];
  const lessons = await lessonStore.cancelAhead(ctx.db, id, reason, now);
  await leave(
    ctx,
    lessons.map((lesson) => lesson.id),
  );
  await endRequestsOfClass(ctx.db, id, ctx.actor.subject, now);
  const next = await store.setCancelled(ctx.db, id, reason, now);
  const about = {
    values: { title: course.title, term: klass.term, reason },
    ...(klass.firstAt && !begun && { neededBy: klass.firstAt }),
  };
  const holders = await notifyAll(ctx, [
    {
      ...about,
      to: concerned.flatMap(({ subject }) => subject ?? []),
      kind: "booking-change",
      key: "notice.class-cancelled",
      href: `/classes/${id}`,
    },
    {
      ...about,
      to: await subjectsOf(
        ctx.db,
        [...lessons.map((lesson) => lesson.teacherId), klass.teacherId].filter((teacher) => teacher !== null),
      ),
      key: "notice.class-cancelled-taught",
      href: "/teach",
    },
  ]);
  // Who waited in line was told by booking when it ended.
  const told = holders + (closed?.told ?? 0);
  if (klass.state === "open") await announce(ctx, "class.cancelled", newsOf(klass, course.kind));
  await audit(ctx, { what: "class.cancelled", on: { kind: "class", id }, detail: { reason, told } });
  return { id, version: next, told };
}

/** A manager decides that a class below its minimum takes place. */
export async function keepClass(
  ctx: TxCtx,
  { id, version, reason }: { id: string; version: number; reason: string },
) {
  const klass = await classToWrite(ctx, id, version);
  if (klass.state !== "open") throw refused("class.not-open");
  const next = await store.setKept(ctx.db, id, reason, ctx.clock());
  await audit(ctx, { what: "class.kept", on: { kind: "class", id }, detail: { reason } });
  return { id, version: next };
}

/** The class locked at the version the writer saw, not cancelled. */
export async function classToWrite(ctx: TxCtx, id: string, version: number): Promise<store.Class> {
  const klass = found(await store.lockClass(ctx.db, id), "class", id);
  if (klass.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: klass.version });
  if (klass.state === "cancelled") throw refused("class.cancelled");
  return klass;
}

// texts: class.missing.*
/** The text with what it points at, or every field that is wrong. */
async function settled(
  ctx: TxCtx,
  text: ClassText,
  orgPath: string,
  kept: Pick<store.Class, "teacherId" | "decideOn"> | null = null,
) {
  const online = text.mode === "online";
  const words = {
    ...text,
    term: text.term.trim(),
    placeId: online ? null : text.placeId,
    spaceId: online ? null : text.spaceId,
    link: text.mode === "on-site" ? null : text.link,
  };
  const faults: FieldFault[] = [];
  const at = (field: string, id: string, data = {}) =>
    faults.push({ field: `/body/class/${field}`, id, data });
  if (words.ageFrom !== null && words.ageTo !== null && words.ageTo < words.ageFrom)
    at("ageTo", "event.ages-reversed");
  if (words.minimum > words.places) at("minimum", "class.minimum-above", { places: words.places });
  if (words.decideOn < today(ctx).toString() && words.decideOn !== kept?.decideOn)
    at("decideOn", "class.decide-past");
  if (words.counterPlaces > words.places)
    at("counterPlaces", "class.counter-above", { places: words.places });
  if (Temporal.Instant.compare(words.closesAt, words.opensAt) <= 0) at("closesAt", "class.window-reversed");
  const place = words.placeId ? (await placesOf(ctx.db, [words.placeId])).get(words.placeId) : undefined;
  if (words.placeId && !place) at("placeId", "event.unknown-place");
  if (place?.endedOn) at("placeId", "event.place-ended");
  const space = words.spaceId ? place?.spaces.find(({ id }) => id === words.spaceId) : undefined;
  if (words.spaceId && !space)
    at("spaceId", words.placeId ? "event.unknown-space" : "event.space-without-place");
  if (space && words.places > space.capacity)
    at("places", "booking.above-capacity", { places: words.places, capacity: space.capacity });
  const teacher = words.teacherId ? await teacherById(ctx.db, words.teacherId) : null;
  // Who left since stays on the form until somebody else is named.
  if (
    words.teacherId !== kept?.teacherId &&
    words.teacherId &&
    (!teacher || teacher.ended || !(teacher.shared || orgPath.startsWith(teacher.orgPath)))
  )
    at("teacherId", "class.unknown-teacher");
  if (faults.length > 0) throw invalid(faults);
  return { ...words, divisionCode: place?.divisionCode ?? null };
}

/** People count on the way they were told. Only where no draw is made yet may those who come first have the places after all. */
async function refuseOtherWay(ctx: TxCtx, { offerId, way }: store.Class, wanted: ClassText["way"]) {
  if (offerId === null || way === wanted) return;
  const draw = (await drawsOf(ctx, [offerId])).get(offerId);
  if (way === "first-come" || draw?.drawId) throw refused("class.way-stays");
}

/** Nobody enrols after the first lesson has begun. */
function refuseLateWindow({
  closesAt,
  firstAt,
}: {
  closesAt: string;
  firstAt: Temporal.Instant | null;
}): void {
  if (firstAt && Temporal.Instant.compare(closesAt, firstAt) > 0)
    throw invalid([
      { field: "/body/class/closesAt", id: "class.closes-late", data: { at: firstAt.toString() } },
    ]);
}

/** Asks whether they teach it: for the first time, or since its lessons are others than they answered for. */
export async function askTeacher(
  ctx: TxCtx,
  teacherId: string | null,
  { again, ...values }: { title: string; term: string; again?: true },
): Promise<void> {
  const teacher = teacherId ? await teacherById(ctx.db, teacherId) : null;
  if (!teacher?.subject) return;
  const key = again ? "notice.class-asks-again" : "notice.class-asks";
  await notifyAll(ctx, [{ to: teacher.subject, key, values, href: "/teach" }]);
}
