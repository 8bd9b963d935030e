/** Certificates: who came to enough lessons gets one, and anybody can ask whether a number is true. */

import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { notifyAll } from "#people";
import { auditAll } from "#platform/audit";
import { newReadableCode, plainReadableCode } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { organiserNames } from "#programme";
import { type Class, classById, lockClass } from "../classes/class-store.ts";
import { newsOf } from "../classes/news.ts";
import { course as courseById } from "../course/course-store.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { attendedBy } from "../teaching/attendance-store.ts";
import { learnersOf, namesOf } from "../teaching/roll.ts";
import { reached } from "../teaching/roll-rules.ts";
import { unsetIn } from "./certificate-pdf.ts";
import * as store from "./certificate-store.ts";
import type { issueCertificates, listCertificates, verifyCertificate } from "./contract.ts";
import { masked } from "./masked.ts";

/** How everybody of a class stands. */
export async function standings(ctx: Ctx, classId: string): Promise<AnswerOf<typeof listCertificates>> {
  const klass = found(await classById(ctx.db, classId), "class", classId);
  const { learners, attended, held, ahead } = await standing(ctx, klass);
  const names = await namesOf(ctx, learners);
  const given = new Map(
    (
      await store.certificatesOfClaims(
        ctx.db,
        learners.map(({ claimId }) => claimId),
      )
    ).map((one) => [one.claimId, one.number]),
  );
  const reaches = (claimId: string) =>
    reached({ attended: attended.get(claimId) ?? 0, held, share: klass.share });
  const drawn = await Promise.all(
    learners
      .filter(({ claimId }) => reaches(claimId))
      .map(async ({ claimId }) => {
        const name = names.get(claimId) ?? "";
        return { name, signs: (await unsetIn(name)).join(" ") };
      }),
  );
  return {
    held,
    ahead,
    share: klass.share,
    unset: drawn.filter(({ signs }) => signs !== ""),
    learners: learners.map(({ claimId }) => ({
      claimId,
      name: names.get(claimId) ?? "",
      attended: attended.get(claimId) ?? 0,
      reached: reaches(claimId),
      number: given.get(claimId) ?? null,
    })),
  };
}

/** Gives a certificate to everybody who reached the share and has none yet. Only of a class that is over. */
export async function issue(ctx: TxCtx, classId: string): Promise<AnswerOf<typeof issueCertificates>> {
  const klass = found(await lockClass(ctx.db, classId), "class", classId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const { learners, attended, held, ahead } = await standing(ctx, klass);
  if (klass.state !== "open" || held === 0 || ahead > 0) throw refused("certificate.class-not-over");
  const names = await namesOf(ctx, learners);
  const now = ctx.clock();
  const reaching = learners.filter(({ claimId }) =>
    reached({ attended: attended.get(claimId) ?? 0, held, share: klass.share }),
  );
  const certificates = reaching.flatMap(({ claimId, subject }) =>
    subject === null
      ? []
      : [
          {
            id: newId(now.epochMilliseconds),
            number: plainReadableCode(newReadableCode(ctx.random)),
            classId,
            claimId,
            subject,
            name: names.get(claimId) ?? "",
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
  return {
    issued: fresh.length,
    already: certificates.length - fresh.length,
    below: learners.length - reaching.length,
  };
}

/** What a certificate with this number says, for anybody. The name is masked, and gone once the person is erased. */
export async function verify(ctx: Ctx, typed: string): Promise<AnswerOf<typeof verifyCertificate>> {
  const certificate = found(
    await store.certificateBy(ctx.db, plainReadableCode(typed)),
    "certificate",
    typed,
  );
  const klass = found(await classById(ctx.db, certificate.classId), "class", certificate.classId);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  const nameOf = await organiserNames(ctx, [course.organisationId]);
  const { number, name, lessons, attended, issuedOn } = certificate;
  return {
    number,
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
  const held = lessons.filter(({ endsAt }) => Temporal.Instant.compare(endsAt, now) <= 0).length;
  return { learners, attended, held, ahead: lessons.length - held };
}

function somebody({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("a certificate is given by somebody");
  return actor.subject;
}
