/** Writing a course, and its steps to the public: checked and published by others than wrote it. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import type { Job } from "#platform/jobs";
import {
  addHistory,
  type PublicationRow,
  publishDue,
  recordStep,
  recordWriting,
  rowOfDue,
  type StepWanted,
  stepRow,
} from "#platform/publishing";
import { classesOf } from "../classes/class-store.ts";
import type { CourseText } from "./contract.ts";
import * as store from "./course-store.ts";
import { searchOf } from "./search-text.ts";
import { missingOf } from "./words.ts";

/** The kind under which the history of publishing knows courses. */
export const courseThing = "course";

/** Begins a course. */
export async function createCourse(
  ctx: TxCtx,
  { organisationId, course }: { organisationId: string; course: CourseText },
) {
  const organisation = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  refuseReversedAges(course);
  const id = newId(ctx.clock().epochMilliseconds);
  const row = { ...asWritten(course), id, organisationId, orgPath: organisation.path };
  await store.insertCourse(ctx.db, row, ctx.clock());
  await wrote(ctx, { id, state: "draft" }, 1);
  await audit(ctx, { what: "course.drafted", on: { kind: courseThing, id } });
  return { id, version: 1, state: "draft" };
}

/** Changes the words of a draft, or of a public course with a reason; in between they stand still. */
export async function editCourse(
  ctx: TxCtx,
  { id, version, course, reason }: { id: string; version: number; course: CourseText; reason?: string },
) {
  const before = await courseToWrite(ctx, id, version);
  if (before.state !== "draft" && before.state !== "published")
    throw refused("course.not-to-edit", { state: before.state });
  refuseReversedAges(course);
  const why = before.state === "draft" ? null : reasonGiven(reason);
  const next = await store.updateCourse(ctx.db, id, asWritten(course), ctx.clock());
  if (why === null) await wrote(ctx, before, next);
  else await changedInPublic(ctx, { id, version: next, reason: why });
  await audit(ctx, {
    what: "course.changed",
    on: { kind: courseThing, id },
    detail: { version: next, ...(why !== null && { reason: why }) },
  });
  return { id, version: next, state: before.state };
}

/** Takes the step, or refuses with the first reason against it. */
export async function stepCourse(ctx: TxCtx, input: StepWanted & { id: string; version: number }) {
  const course = await courseToWrite(ctx, input.id, input.version);
  const row = await stepRow(ctx, courseThing, course, input);
  if (asksForReady.has(row.step)) refuseUnready(course);
  if (row.step === "withdraw") await refuseWithClasses(ctx, course.id);
  return goOn(ctx, course, row);
}

const asksForReady = new Set(["submit", "schedule", "publish"]);

async function goOn(ctx: TxCtx, course: store.Course, row: PublicationRow) {
  const version = await store.setState(ctx.db, course.id, row.to, ctx.clock());
  await recordStep(ctx, courseThing, { id: course.id, version }, row);
  const news = { courseId: course.id, orgPath: course.orgPath, kind: course.kind };
  if (row.step === "publish") await announce(ctx, "course.published", news);
  if (row.step === "withdraw") await announce(ctx, "course.withdrawn", news);
  return { id: course.id, version, state: row.to };
}

/** Publishes courses whose time has come. */
export const publishCoursesJob: Job = {
  name: "courses.publish",
  cron: "* * * * *",
  run: async (ctx) => {
    await publishDue(ctx, courseThing, async (inner, scheduled) => {
      const course = found(await store.lockCourse(inner.db, scheduled.thing), "course", scheduled.thing);
      refuseUnready(course);
      await goOn(inner, course, rowOfDue(scheduled));
    });
  },
};

function refuseUnready(course: store.Course): void {
  const missing = missingOf(course);
  if (missing.length > 0)
    throw invalid(missing.map((field) => ({ field: `/body/course/${field}`, id: "missing" })));
}

/** People are in its classes: these are cancelled one by one, each with its reason. */
async function refuseWithClasses(ctx: TxCtx, id: string): Promise<void> {
  const now = ctx.clock().epochMilliseconds;
  const on = (await classesOf(ctx.db, [id])).filter(
    ({ state, lastAt }) => state === "open" && lastAt !== null && lastAt.epochMilliseconds > now,
  );
  if (on.length > 0) throw refused("course.has-classes", { count: on.length });
}

async function courseToWrite(ctx: TxCtx, id: string, version: number): Promise<store.Course> {
  const course = found(await store.lockCourse(ctx.db, id), "course", id);
  if (course.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: course.version });
  return course;
}

/** The reason that a change to what people rely on needs. */
export function reasonGiven(reason: string | undefined): string {
  if (!reason?.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  return reason.trim();
}

function refuseReversedAges({ ageFrom, ageTo }: CourseText): void {
  if (ageFrom !== null && ageTo !== null && ageTo < ageFrom)
    throw invalid([{ field: "/body/course/ageTo", id: "event.ages-reversed" }]);
}

function asWritten(course: CourseText): CourseText & { search: string } {
  const words = trimmed(course);
  return { ...words, search: searchOf(words) };
}

const trimmed = (course: CourseText): CourseText => ({
  ...course,
  title: course.title.trim(),
  summary: course.summary.trim(),
  description: course.description.trim(),
  audience: course.audience.trim(),
  materials: course.materials.trim(),
});

/** Remembers who wrote: they do not review it. */
async function wrote(
  ctx: TxCtx,
  { id, state }: Pick<store.Course, "id" | "state">,
  version: number,
): Promise<void> {
  await recordWriting(ctx.db, courseThing, id, { by: somebody(ctx), state, version, at: ctx.clock() });
}

async function changedInPublic(
  ctx: TxCtx,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<void> {
  await addHistory(ctx.db, courseThing, [
    {
      thing: id,
      version,
      by: somebody(ctx),
      at: ctx.clock(),
      step: "change",
      from: "published",
      to: "published",
      barred: [],
      reason,
      onePersonRule: null,
      scheduledFor: null,
    },
  ]);
}

function somebody({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("a course is written by named people");
  return actor.subject;
}
