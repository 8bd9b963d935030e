/** What somebody has learned, across terms and on line (终身美育学校). */
import { Temporal } from "temporal-polyfill";
import { claimsOfKind } from "#booking";
import type { AnswerOf } from "#contract";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { found, refused, signInNeeded } from "#platform/errors";
import { organiserNames } from "#programme";
import { classById, classesByIds } from "../classes/class-store.ts";
import { offerKind } from "../classes/offers.ts";
import { coursesOf } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { lessonById, lessonsOf } from "../lessons/lesson-store.ts";
import { onlineState } from "../lessons/online.ts";
import { marksOfClaims, putWatched, watchedBy } from "../teaching/attendance-store.ts";
import { markOnline, whereOf } from "../teaching/roll.ts";
import { cameAs, lessonsLacking } from "../teaching/roll-rules.ts";
import { paperLangs } from "./certificate-pdf.ts";
import { certificatesOfClaims } from "./certificate-store.ts";
import type { myLearning, OwnClass } from "./contract.ts";

/** States in which somebody is, or was, in a class. */
const inClass = new Set(["confirmed", "checked-in", "attended", "no-show"]);

/** The learning record of whoever asks, or of whom they act for. */
export async function mine(ctx: Ctx): Promise<AnswerOf<typeof myLearning>> {
  return recordOf(ctx, person(ctx));
}

export async function recordOf(ctx: Ctx, subject: string): Promise<AnswerOf<typeof myLearning>> {
  const all = await claimsOfKind(ctx.db, subject, offerKind);
  const marked = await marksOfClaims(
    ctx.db,
    all.map(({ claimId }) => claimId),
  );
  const cameBefore = new Set(marked.map(({ claimId }) => claimId));
  // Who left after some lessons has learned those.
  const claims = all.filter(({ state, claimId }) => inClass.has(state) || cameBefore.has(claimId));
  const claimIds = claims.map(({ claimId }) => claimId);
  const classes = new Map(
    (
      await classesByIds(
        ctx.db,
        claims.map(({ ref }) => ref),
      )
    ).map((one) => [one.id, one]),
  );
  const courses = new Map(
    (await coursesOf(ctx.db, [...new Set([...classes.values()].map(({ courseId }) => courseId))])).map(
      (one) => [one.id, one],
    ),
  );
  const lessons = Map.groupBy(await lessonsOf(ctx.db, [...classes.keys()]), ({ classId }) => classId);
  const marks = new Map(marked.map((one) => [`${one.claimId} ${one.lessonId}`, one]));
  const watched = new Set(
    (await watchedBy(ctx.db, claimIds)).map(({ claimId, lessonId }) => `${claimId} ${lessonId}`),
  );
  const certificates = await certificatesOfClaims(ctx.db, claimIds);
  const given = new Map(
    certificates.filter(({ withdrawnAt }) => !withdrawnAt).map((one) => [one.claimId, one]),
  );
  const now = ctx.clock();
  const isPast = (at: Temporal.Instant) => Temporal.Instant.compare(at, now) <= 0;
  const organiserOf = await organiserNames(
    ctx,
    [...courses.values()].map(({ organisationId }) => organisationId),
  );
  const placeOf = await whereOf(ctx, [...classes.values()]);
  let [minutes, came, online] = [0, 0, 0];
  const items = claims.flatMap(({ claimId, ref, state }): OwnClass[] => {
    const klass = classes.get(ref);
    const course = klass && courses.get(klass.courseId);
    if (!klass || !course || !klass.firstAt || !klass.lastAt) return [];
    const left = !inClass.has(state) && klass.state !== "cancelled";
    const own = (lessons.get(ref) ?? []).filter(({ id }) => !left || marks.has(`${claimId} ${id}`));
    const held = own.filter(({ cancelledAt, endsAt }) => !cancelledAt && isPast(endsAt));
    const rows = own.map((lesson) => {
      const key = `${claimId} ${lesson.id}`;
      const marked = lesson.cancelledAt ? undefined : marks.get(key);
      const mark = marked?.mark ?? null;
      if (mark && cameAs(mark)) {
        came += 1;
        if (marked?.how === "online") online += 1;
        minutes += lesson.startsAt.until(lesson.endsAt).total("minutes");
      }
      return {
        id: lesson.id,
        startsAt: lesson.startsAt.toString(),
        endsAt: lesson.endsAt.toString(),
        topic: lesson.topic,
        cancelled: lesson.cancelledAt !== null,
        mark,
        watched: watched.has(key),
        online: left || klass.mode === "on-site" ? null : onlineState(lesson, now),
      };
    });
    const certificate = given.get(claimId);
    const attended = rows.filter(({ mark }) => mark !== null && cameAs(mark)).length;
    const standing = own.filter(({ cancelledAt }) => !cancelledAt).length;
    return [
      {
        classId: klass.id,
        courseId: course.id,
        claimId,
        title: titleIn(course, ctx.locale).title,
        kind: course.kind,
        term: klass.term,
        organiser: organiserOf(course.organisationId),
        place: placeOf(klass),
        startsAt: klass.firstAt.toString(),
        endsAt: klass.lastAt.toString(),
        state:
          klass.state === "cancelled"
            ? "cancelled"
            : left
              ? "left"
              : isPast(klass.lastAt)
                ? "over"
                : isPast(klass.firstAt)
                  ? "running"
                  : "coming",
        held: held.length,
        attended,
        watched: rows.filter((row) => row.watched).length,
        next: own.find(({ cancelledAt, endsAt }) => !cancelledAt && !isPast(endsAt))?.id ?? null,
        lessons: rows,
        certificate: certificate ? { number: certificate.number, issuedOn: certificate.issuedOn } : null,
        towards:
          certificate || left || klass.state === "cancelled"
            ? null
            : {
                share: klass.share,
                needs: lessonsLacking({ attended, lessons: standing, share: klass.share }),
                left: standing - held.length,
              },
      },
    ];
  });
  const cameTo = items.filter(({ attended, watched: seen }) => attended + seen > 0);
  return {
    items,
    paperLangs: paperLangs(ctx),
    totals: {
      classes: cameTo.length,
      houses: new Set(cameTo.map(({ organiser }) => organiser.id)).size,
      lessons: came,
      minutes: Math.round(minutes),
      online,
      watched: watched.size,
      certificates: given.size,
    },
  };
}

/** Joins a lesson on line, which is coming to it, or watches it again. Only for those in the class. */
export async function join(ctx: TxCtx, id: string): Promise<{ link: string }> {
  const lesson = found(await lessonById(ctx.db, id), "lesson", id);
  const klass = found(await classById(ctx.db, lesson.classId), "class", lesson.classId);
  const own = (await claimsOfKind(ctx.db, person(ctx), offerKind)).find(
    ({ ref, state }) => ref === klass.id && inClass.has(state),
  );
  if (!own) throw refused("lesson.not-yours");
  const state = klass.mode === "on-site" ? "over" : onlineState(lesson, ctx.clock());
  if (state === "replay" && lesson.replayLink) {
    if (await putWatched(ctx.db, id, own.claimId, ctx.clock()))
      await audit(ctx, { what: "lesson.watched", on: { kind: "lesson", id } });
    return { link: lesson.replayLink };
  }
  const link = lesson.link ?? klass.link;
  if (state !== "live" || link === null) throw refused("lesson.not-online");
  await markOnline(ctx, id, own.claimId);
  return { link };
}

// texts: roll.mark.*
/** For the copy of one's data: lessons with how one came, and certificates. */
export async function learnedBy(ctx: Ctx, subject: string) {
  const { items } = await recordOf(ctx, subject);
  const text = textFor(ctx);
  const lessons = items.flatMap(({ title, term, lessons: rows }) =>
    rows
      .filter(({ mark, watched }) => mark !== null || watched)
      .map(({ startsAt, mark, watched }) => ({
        course: title,
        term,
        at: startsAt,
        mark,
        watched: watched ? text("learning.watched") : "",
      })),
  );
  const certificates = items.flatMap(({ title, term, certificate }) =>
    certificate ? [{ course: title, term, number: certificate.number, on: certificate.issuedOn }] : [],
  );
  return { lessons, certificates };
}

function person(ctx: Ctx): string {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw signInNeeded();
  return subject;
}
