/** The roll: who came, by tapping or by the pass, mended later with a reason. */
import { expectAgain, letInByRoll, type OnRoll, rollOf } from "#booking";
import { namesOfSubjects, subjectOfPassScan } from "#people";
import { audit, auditAll } from "#platform/audit";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { placeNames } from "#programme";
import { type Class, classById } from "../classes/class-store.ts";
import { lessonNewsOf, newsOf } from "../classes/news.ts";
import { course as courseById } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { reasonGiven } from "../course/write-course.ts";
import { type Lesson, lessonById, lessonsOf, lockLesson } from "../lessons/lesson-store.ts";
import * as store from "./attendance-store.ts";
import type { Mark, Roll } from "./contract.ts";
import { asksWhy, cameAs, markAt, reasonAgainstRoll } from "./roll-rules.ts";
import { requestsFor } from "./show-requests.ts";
import { teachersByIds } from "./teacher-store.ts";

/** Who may take the roll besides staff: the teacher of the class, and whoever stands in. */
export async function rollTarget(
  ctx: Ctx,
  lessonId: string,
): Promise<{ orgPath: string; teachers: string[] }> {
  const { lesson, klass } = await lessonOf(ctx, lessonId);
  const ids = [klass.teacherId, lesson.teacherId].filter((id) => id !== null);
  const teachers = await teachersByIds(ctx.db, ids);
  return {
    orgPath: klass.orgPath,
    teachers: teachers.flatMap(({ subject, ended }) => (subject && !ended ? [subject] : [])),
  };
}

/** The roll with names, for those who take it. */
export async function showRoll(ctx: Ctx, lessonId: string): Promise<Roll> {
  const { lesson, klass } = await lessonOf(ctx, lessonId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const learners = await learnersOf(ctx, klass);
  const names = await namesOf(ctx, learners);
  const marks = new Map((await store.marksOf(ctx.db, lessonId)).map((one) => [one.claimId, one]));
  const attended = await store.attendedBy(
    ctx.db,
    learners.map(({ claimId }) => claimId),
  );
  const now = ctx.clock();
  const held = (await lessonsOf(ctx.db, [klass.id])).filter(
    ({ cancelledAt, startsAt }) => !cancelledAt && startsAt.epochMilliseconds <= now.epochMilliseconds,
  ).length;
  return {
    id: lessonId,
    classId: klass.id,
    title: titleIn(course, ctx.locale).title,
    term: klass.term,
    startsAt: lesson.startsAt.toString(),
    endsAt: lesson.endsAt.toString(),
    topic: lesson.topic,
    place: (await whereOf(ctx, [lesson]))(lesson),
    cancelledBecause: lesson.cancelledBecause,
    open: reasonAgainstRoll(lesson, now) === null,
    late: asksWhy(lesson, now, ctx.city.zone),
    ...(await requestsFor(ctx, { lesson, klass })),
    learners: learners.map(({ claimId }) => ({
      claimId,
      name: names.get(claimId) ?? "",
      mark: marks.get(claimId)?.mark ?? null,
      how: marks.get(claimId)?.how ?? null,
      attended: attended.get(claimId) ?? 0,
      lessons: held,
    })),
  };
}

export interface MarkInput {
  id: string;
  marks?: { claimId: string; mark: Mark }[];
  scan?: string;
  documentSeen?: boolean;
  reason?: string;
}

/** Marks learners by a list, and whoever shows the pass. The first time somebody came to a lesson they have come to the class. */
export async function mark(ctx: TxCtx, input: MarkInput) {
  const { lesson, klass, learners } = await openRoll(ctx, input.id);
  const why = () => (asksWhy(lesson, ctx.clock(), ctx.city.zone) ? reasonGiven(input.reason) : null);
  const known = new Set(learners.map(({ claimId }) => claimId));
  const was = new Map((await store.marksOf(ctx.db, lesson.id)).map((one) => [one.claimId, one.mark]));
  const wanted = new Map((input.marks ?? []).map((one) => [one.claimId, one.mark]));
  for (const claimId of wanted.keys()) found(known.has(claimId) ? claimId : null, "claim", claimId);
  const changes = [...wanted].flatMap(([claimId, as]) =>
    was.get(claimId) !== as ? [{ claimId, mark: as }] : [],
  );
  let changed = 0;
  if (changes.length > 0)
    changed += await write(ctx, { lesson, klass }, changes, { how: "tap", reason: why() });
  if (input.scan === undefined) return { changed, scanned: null };
  const scanned = await whoScanned(ctx, { ...input, scan: input.scan }, learners);
  if (!scanned.already)
    changed += await write(ctx, { lesson, klass }, [scanned], { how: "scan", reason: why() });
  return { changed, scanned };
}

/** A learner who joins on line has come. Who is marked already stays as they are. */
export async function markOnline(ctx: TxCtx, lessonId: string, claimId: string): Promise<void> {
  const { lesson, klass, learners } = await openRoll(ctx, lessonId);
  const marks = await store.marksOf(ctx.db, lessonId);
  if (marks.some((one) => one.claimId === claimId && cameAs(one.mark))) return;
  if (!learners.some((one) => one.claimId === claimId)) return;
  await write(ctx, { lesson, klass }, [{ claimId, mark: markAt(lesson, ctx.clock()) }], {
    how: "online",
    reason: null,
  });
}

async function openRoll(ctx: TxCtx, lessonId: string) {
  const lesson = found(await lockLesson(ctx.db, lessonId), "lesson", lessonId);
  const klass = found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
  const against = reasonAgainstRoll(lesson, ctx.clock());
  if (against) throw refused(against.id, against.data);
  return { lesson, klass, learners: await learnersOf(ctx, klass) };
}

async function whoScanned(
  ctx: TxCtx,
  { id, scan, documentSeen }: { id: string; scan: string; documentSeen?: boolean },
  learners: readonly OnRoll[],
) {
  const marks = new Map((await store.marksOf(ctx.db, id)).map((one) => [one.claimId, one.mark]));
  const claimOf = (subject: string) => learners.find((one) => one.subject === subject);
  const cameBefore = (subject: string) => {
    const was = marks.get(claimOf(subject)?.claimId ?? "");
    return was !== undefined && cameAs(was);
  };
  const { subject, needsDocument } = await subjectOfPassScan(ctx, scan, async (one) => cameBefore(one));
  const claim = claimOf(subject);
  if (!claim) throw refused("roll.not-in-class");
  const already = cameBefore(subject);
  if (needsDocument && !documentSeen && !already)
    throw refused("check-in.document-needed", { claimId: claim.claimId });
  const lesson = found(await lessonById(ctx.db, id), "lesson", id);
  const names = await namesOf(ctx, [claim]);
  return {
    claimId: claim.claimId,
    name: names.get(claim.claimId) ?? "",
    mark: already ? (marks.get(claim.claimId) ?? "present") : markAt(lesson, ctx.clock()),
    already,
  };
}

async function write(
  ctx: TxCtx,
  { lesson, klass }: { lesson: Lesson; klass: Class },
  changes: readonly { claimId: string; mark: Mark }[],
  { how, reason }: { how: store.How; reason: string | null },
): Promise<number> {
  const was = new Map((await store.marksOf(ctx.db, lesson.id)).map((one) => [one.claimId, one.mark]));
  const by = how === "online" ? null : ctx.actor.subject;
  await store.putMarks(ctx.db, lesson.id, changes, { how, by, now: ctx.clock() });
  await followDoor(ctx, klass, changes);
  if (lesson.heldAt) {
    const difference = await store.tellAttended(ctx.db, lesson.id);
    if (difference !== 0) {
      const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
      const news = lessonNewsOf(newsOf(klass, course.kind), lesson);
      await announce(ctx, "lesson.attended-corrected", { ...news, difference });
    }
  }
  await audit(ctx, {
    what: "roll.taken",
    on: { kind: "lesson", id: lesson.id },
    detail: { count: changes.length, how, ...(reason !== null && { reason }) },
  });
  const mended = changes.filter(({ claimId }) => was.has(claimId));
  await auditAll(
    ctx,
    mended.map(({ claimId, mark: is }) => ({
      what: "roll.mended",
      on: { kind: "claim", id: claimId },
      detail: { lesson: lesson.id, was: was.get(claimId) ?? "", is, ...(reason !== null && { reason }) },
    })),
  );
  return changes.length;
}

/** Who came to a lesson has come to the class; who came to none after all is expected again. */
async function followDoor(
  ctx: TxCtx,
  klass: Class,
  changes: readonly { claimId: string; mark: Mark }[],
): Promise<void> {
  if (!klass.offerId) return;
  const came = changes.filter((one) => cameAs(one.mark)).map(({ claimId }) => claimId);
  if (came.length > 0) await letInByRoll(ctx, klass.offerId, came);
  const not = changes.filter((one) => !cameAs(one.mark)).map(({ claimId }) => claimId);
  const still = not.length > 0 ? await store.attendedBy(ctx.db, not) : new Map<string, number>();
  await expectAgain(
    ctx,
    klass.offerId,
    not.filter((claimId) => !still.has(claimId)),
  );
}

async function lessonOf(ctx: Ctx, id: string) {
  const lesson = found(await lessonById(ctx.db, id), "lesson", id);
  return { lesson, klass: found(await classById(ctx.db, lesson.classId), "class", lesson.classId) };
}

/** Who is in a class, in order of enrolling. */
export async function learnersOf(ctx: Ctx, { offerId }: Pick<Class, "offerId">): Promise<OnRoll[]> {
  return offerId ? rollOf(ctx.db, [offerId]) : [];
}

/** What those in a class are called, by claim; who left no name has a number. */
export async function namesOf(ctx: Ctx, learners: readonly OnRoll[]): Promise<Map<string, string>> {
  const names = await namesOfSubjects(
    ctx.db,
    learners.flatMap(({ subject }) => subject ?? []),
  );
  const text = textFor(ctx);
  return new Map(
    learners.map(({ claimId, subject }, at) => [
      claimId,
      (subject && names.get(subject)) || text("roll.unnamed", { number: at + 1 }),
    ]),
  );
}

/** Where lessons are, in a line. */
export async function whereOf(
  ctx: Ctx,
  of: readonly Pick<Lesson, "placeId">[],
): Promise<(where: Pick<Lesson, "placeId" | "spaceId">) => string | null> {
  const placeOf = await placeNames(ctx, of);
  return (where) => {
    const place = placeOf(where);
    return place && [place.name, place.space].filter(Boolean).join(" ");
  };
}
