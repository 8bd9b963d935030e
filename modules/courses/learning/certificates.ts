/** Certificates: who came to enough lessons gets one, and anybody can ask whether a number is true. */

import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { namesOfSubjects, notifyAll } from "#people";
import { audit, auditAll } from "#platform/audit";
import { newReadableCode, plainReadableCode } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce, announceAll } from "#platform/events";
import { organiserNames } from "#programme";
import { type Class, classById, lockClass } from "../classes/class-store.ts";
import { newsOf } from "../classes/news.ts";
import { course as courseById } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { attendedBy, countMarks, missedBy } from "../teaching/attendance-store.ts";
import { learnersOf, namesOf } from "../teaching/roll.ts";
import { canReach, reached } from "../teaching/roll-rules.ts";
import { unsetIn } from "./certificate-pdf.ts";
import * as store from "./certificate-store.ts";
import type {
  issueCertificates,
  listCertificates,
  verifyCertificate,
  withdrawCertificate,
} from "./contract.ts";
import { masked } from "./masked.ts";

/** How everybody of a class stands. */
export async function standings(ctx: Ctx, classId: string): Promise<AnswerOf<typeof listCertificates>> {
  const klass = found(await classById(ctx.db, classId), "class", classId);
  const { learners, attended, over, ahead, reaches, called } = await standing(ctx, klass);
  const held = over.length;
  const missed = await missedBy(
    ctx.db,
    learners.map(({ claimId }) => claimId),
  );
  const marked = await countMarks(
    ctx.db,
    over.map(({ id }) => id),
  );
  const names = await namesOf(ctx, learners);
  const given = new Map(
    (
      await store.certificatesOfClaims(
        ctx.db,
        learners.map(({ claimId }) => claimId),
      )
    ).map((one) => [one.claimId, one]),
  );
  const drawn = await Promise.all(
    learners
      .filter(({ claimId }) => reaches(claimId))
      .map(async ({ claimId }) => {
        const name = called.get(claimId) ?? "";
        return { name, signs: (await unsetIn(name)).join(" ") };
      }),
  );
  return {
    held,
    ahead,
    share: klass.share,
    unrolled: over
      .filter(({ id }) => !marked.has(id))
      .map(({ id, startsAt }) => ({ id, startsAt: startsAt.toString() })),
    unset: drawn.filter(({ signs }) => signs !== ""),
    learners: learners.map(({ claimId }) => {
      const certificate = given.get(claimId);
      return {
        claimId,
        name: names.get(claimId) ?? "",
        named: called.has(claimId),
        attended: attended.get(claimId) ?? 0,
        reached: reaches(claimId),
        canReach: canReach({ attended: attended.get(claimId) ?? 0, held, ahead, share: klass.share }),
        absent: missed.get(claimId)?.absent ?? 0,
        excused: missed.get(claimId)?.excused ?? 0,
        number: certificate?.number ?? null,
        withdrawn: certificate?.withdrawnBecause ?? null,
      };
    }),
  };
}

/**
 * Gives a certificate to everybody who reached the share and never had one. Only of a class that is over. Who left no name is told to give
 * one first.
 */
export async function issue(ctx: TxCtx, classId: string): Promise<AnswerOf<typeof issueCertificates>> {
  const klass = found(await lockClass(ctx.db, classId), "class", classId);
  const stand = await standing(ctx, klass);
  const { learners, reaches, called } = stand;
  const reaching = learners.filter(({ claimId, subject }) => subject !== null && reaches(claimId));
  const claimIds = reaching.map(({ claimId }) => claimId);
  const had = new Set((await store.certificatesOfClaims(ctx.db, claimIds)).map(({ claimId }) => claimId));
  const waiting = reaching.filter(({ claimId }) => !had.has(claimId));
  const named = waiting.filter(({ claimId }) => called.has(claimId));
  const issued = await give(ctx, klass, { stand, to: named });
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const unnamed = waiting.filter(({ claimId }) => !called.has(claimId));
  await notifyAll(ctx, [
    {
      to: unnamed.flatMap(({ subject }) => subject ?? []),
      key: "notice.certificate-needs-name",
      values: { title: course.title },
      href: "/my/account",
      once: `certificate-needs-name ${classId}`,
    },
  ]);
  return {
    issued,
    already: had.size,
    below: learners.filter(({ claimId }) => !reaches(claimId)).length,
    unnamed: unnamed.length,
  };
}

/**
 * Takes a certificate back, with the reason, which its holder is told: its number says so from now on. `again`: another is given at once, with
 * the name and the roll of today; refused where they no longer reach the share.
 */
export async function withdraw(
  ctx: TxCtx,
  { number, reason, again }: { number: string; reason: string; again: boolean },
): Promise<AnswerOf<typeof withdrawCertificate>> {
  const known = found(await store.certificateBy(ctx.db, plainReadableCode(number)), "certificate", number);
  const klass = found(await lockClass(ctx.db, known.classId), "class", known.classId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const { id, claimId, subject } = known;
  const went = await store.withdrawCertificate(ctx.db, id, {
    by: somebody(ctx),
    because: reason,
    now: ctx.clock(),
  });
  if (!went && !again) throw refused("certificate.withdrawn");
  if (went) {
    await announce(ctx, "certificate.withdrawn", { ...newsOf(klass, course.kind), certificateId: id });
    await audit(ctx, {
      what: "certificate.withdrawn",
      on: { kind: "certificate", id },
      subject,
      detail: { reason },
    });
  }
  if (went && subject)
    await notifyAll(ctx, [
      {
        to: subject,
        key: "notice.certificate-withdrawn",
        values: { title: course.title, number: known.number, reason },
        href: "/my/courses",
      },
    ]);
  if (!again) return { number: null };
  const stand = await standing(ctx, klass);
  if (!stand.reaches(claimId)) throw refused("certificate.below-share", { share: klass.share });
  if (!stand.called.has(claimId)) throw refused("certificate.no-name");
  const to = stand.learners.filter((one) => one.claimId === claimId);
  if ((await give(ctx, klass, { stand, to })) === 0) throw refused("certificate.replaced");
  const holding = (await store.certificatesOfClaims(ctx.db, [claimId])).at(-1);
  return { number: holding?.number ?? null };
}

/** Writes certificates for these and tells them. Answers how many: who has one that holds gets no other. */
async function give(
  ctx: TxCtx,
  klass: Class,
  { stand, to }: { stand: Standing; to: Standing["learners"] },
): Promise<number> {
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const { attended, called, over, ahead } = stand;
  const held = over.length;
  if (klass.state !== "open" || held === 0 || ahead > 0) throw refused("certificate.class-not-over");
  const now = ctx.clock();
  const certificates = to.flatMap(({ claimId, subject }) =>
    subject === null
      ? []
      : [
          {
            id: newId(now.epochMilliseconds),
            number: plainReadableCode(newReadableCode(ctx.random)),
            classId: klass.id,
            claimId,
            subject,
            name: called.get(claimId) ?? "",
            lessons: held,
            attended: attended.get(claimId) ?? 0,
            issuedOn: today(ctx).toString(),
          },
        ],
  );
  const written = await store.insertCertificates(ctx.db, certificates, { by: somebody(ctx), now });
  const fresh = certificates.filter(({ id }) => written.has(id));
  await notifyAll(
    ctx,
    fresh.map(({ subject, number }) => ({
      to: subject,
      key: "notice.certificate",
      values: { title: course.title, number },
      href: "/my/courses",
    })),
  );
  await announceAll(
    ctx,
    fresh.map(({ id }) => ({
      type: "certificate.issued" as const,
      payload: { ...newsOf(klass, course.kind), certificateId: id },
    })),
  );
  await auditAll(
    ctx,
    fresh.map(({ id, subject }) => ({
      what: "certificate.issued",
      on: { kind: "certificate", id },
      subject,
    })),
  );
  return fresh.length;
}

/** What a certificate with this number says, and whether it still holds, for anybody. The name is masked, and gone once the person is erased. */
export async function verify(ctx: Ctx, typed: string): Promise<AnswerOf<typeof verifyCertificate>> {
  const certificate = found(
    await store.certificateBy(ctx.db, plainReadableCode(typed)),
    "certificate",
    typed,
  );
  const klass = found(await classById(ctx.db, certificate.classId), "class", certificate.classId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const nameOf = await organiserNames(ctx, [course.organisationId]);
  const { number, name, lessons, attended, issuedOn, withdrawnAt, claimId } = certificate;
  const holding = withdrawnAt && (await store.certificatesOfClaims(ctx.db, [claimId])).at(-1);
  return {
    number,
    state: withdrawnAt === null ? "true" : holding && !holding.withdrawnAt ? "replaced" : "withdrawn",
    withdrawnOn: withdrawnAt?.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString() ?? null,
    name: masked(name),
    title: titleIn(course, ctx.locale).title,
    term: klass.term,
    organiser: nameOf(course.organisationId).name,
    lessons,
    attended,
    issuedOn,
  };
}

async function standing(ctx: Ctx, klass: Class) {
  const learners = await learnersOf(ctx, klass);
  const attended = await attendedBy(
    ctx.db,
    learners.map(({ claimId }) => claimId),
  );
  const now = ctx.clock();
  const lessons = (await lessonsOf(ctx.db, [klass.id])).filter(({ cancelledAt }) => !cancelledAt);
  const over = lessons.filter(({ endsAt }) => Temporal.Instant.compare(endsAt, now) <= 0);
  const held = over.length;
  const names = await namesOfSubjects(
    ctx.db,
    learners.flatMap(({ subject }) => subject ?? []),
  );
  return {
    learners,
    attended,
    over,
    ahead: lessons.length - held,
    reaches: (claimId: string) => reached({ attended: attended.get(claimId) ?? 0, held, share: klass.share }),
    /** Of those who gave a name. */
    called: new Map(
      learners.flatMap(({ claimId, subject }) => {
        const name = subject && names.get(subject);
        return name ? [[claimId, name] as const] : [];
      }),
    ),
  };
}
type Standing = Awaited<ReturnType<typeof standing>>;

function somebody({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("a certificate is given by somebody");
  return actor.subject;
}
