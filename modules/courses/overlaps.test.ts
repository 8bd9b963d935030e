/** Lessons at the same hours as something else: told lesson by lesson, not by the weeks between. */
import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { claim } from "#booking/filling";
import { anOffer, aRule, claimOn } from "#booking/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { cancelLesson } from "./lessons/write-lessons.ts";
import { coursesModule } from "./module.ts";
import { aClass, aLearner, lessonTimes } from "./testing.ts";

const withLessons = (ctx: Ctx): Ctx => ({ ...ctx, slots: joinSlots(coursesModule.slots ?? []) });
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));
/** On days from now, so many hours after a lesson of `lessonTimes` begins. */
const at = (ctx: Ctx, hours: number, days: readonly number[]) =>
  days.map((day) => {
    const startsAt = ctx.clock().add({ hours: 24 * day + hours });
    return { startsAt, endsAt: startsAt.add({ minutes: 90 }) };
  });
const texts = (some: ReturnType<typeof at>) =>
  some.map(({ startsAt, endsAt }) => ({ startsAt: startsAt.toString(), endsAt: endsAt.toString() }));

dbTest("two classes at the same hours are told, with how often and from when", async ({ ctx: bare }) => {
  const ctx = withLessons(bare);
  const { id: organisationId } = await anOrg(ctx);
  const has = await aClass(ctx, { organisationId });
  const same = await aClass(ctx, { organisationId, lessons: texts(at(ctx, 1, [2, 3, 4])) });
  const between = await aClass(ctx, { organisationId, lessons: texts(at(ctx, 3, [1, 2, 3])) });
  const { actor, subject, claimId } = await aLearner(ctx, has.offerId);
  const told = async (id: string) => (await claimOn({ ...ctx, actor }, { id }, subject)).overlaps;
  const [, second, third] = lessonTimes(ctx);
  const [{ about, ...when } = { about: null }, ...more] = await told(same.offerId);
  assert.deepEqual([when, more], [{ claimId, reservationId: null, ...second, times: 3 }, []]);
  assert.equal(about?.href, `/classes/${has.classId}`);
  assert.deepEqual(await told(between.offerId), [], "in the same weeks, at other hours");

  await inTx({ ...ctx, actor: has.editor }, (inner) =>
    cancelLesson(inner, { id: has.lessonIds[1] ?? "", reason: "老师外出开会" }),
  );
  const [left] = await told(same.offerId);
  assert.deepEqual([left?.startsAt, left?.times], [third?.startsAt, 2], "a lesson that is off is at no time");
});

dbTest("a lesson and a session at one time are told from either side", async ({ ctx: bare }) => {
  const ctx = withLessons(bare);
  const { id: organisationId } = await anOrg(ctx);
  const klass = await aClass(ctx, { organisationId });
  const [during, after] = [at(ctx, 1, [2])[0], at(ctx, 2, [2])[0]];
  const sessionAt = (times: typeof during) => inTx(ctx, (inner) => anOffer(inner, { ...times }));
  const [session, later] = [await sessionAt(during), await sessionAt(after)];
  const learner = await aLearner(ctx, klass.offerId);
  const as = { ...ctx, actor: learner.actor };
  const told = async (id: string) => (await claimOn(as, { id }, learner.subject)).overlaps;
  const [, second] = lessonTimes(ctx);
  const [lesson] = await told(session.offerId);
  assert.deepEqual(
    [lesson?.claimId, lesson?.startsAt, lesson?.times],
    [learner.claimId, second?.startsAt, 1],
  );
  assert.deepEqual(await told(later.offerId), []);

  const { claimId } = await inTx(as, (inner) => claim(inner, { offerId: session.offerId, size: 1 }));
  const [seen] = await told(klass.offerId);
  assert.deepEqual([seen?.claimId, seen?.startsAt], [claimId, during?.startsAt.toString()]);
});

dbTest(
  "where nobody holds two places at one time a class is held by its lessons, in both directions and when they move",
  async ({ ctx: bare }) => {
    const ctx = withLessons(bare);
    const { id: organisationId, path } = await anOrg(ctx);
    await inTx(ctx, (inner) => aRule(inner, organisationId, { kind: "no-overlap" }));
    const has = await aClass(ctx, { organisationId });
    const between = await aClass(ctx, { organisationId, lessons: texts(at(ctx, 3, [1, 2, 3])) });
    const same = await aClass(ctx, { organisationId, lessons: texts(at(ctx, 1, [3, 5])) });
    const session = (times: { startsAt: Temporal.Instant; endsAt: Temporal.Instant } | undefined) =>
      inTx(ctx, (inner) => anOffer(inner, { ...times, orgPath: path }));
    const [during, free] = [await session(at(ctx, 1, [2])[0]), await session(at(ctx, 5, [2])[0])];
    const { actor } = await aLearner(ctx, has.offerId);
    const ask = (offerId: string) => inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size: 1 }));
    for (const offerId of [same.offerId, during.offerId])
      await assert.rejects(ask(offerId), { id: "rule.no-overlap" });
    await ask(between.offerId);
    await ask(free.offerId);
    await inTx({ ...ctx, actor: has.editor }, (inner) =>
      cancelLesson(inner, { id: has.lessonIds[1] ?? "", reason: "老师外出开会" }),
    );
    await ask(during.offerId);
    await assert.rejects(ask(same.offerId), { id: "rule.no-overlap" }, "the third lesson is still theirs");
  },
);
