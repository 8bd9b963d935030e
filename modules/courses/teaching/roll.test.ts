import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { rollOf } from "#booking";
import { aStaticCode } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { holdLessons } from "../lessons/hold-lessons.ts";
import { may } from "../may.ts";
import { aClass, aLearner } from "../testing.ts";
import { mark, rollTarget, showRoll } from "./roll.ts";
import { asksWhy, markAt, reached, reasonAgainstRoll } from "./roll-rules.ts";
import { mine } from "./teachers.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const later = <C extends Ctx>(ctx: C, hours: number): C => {
  const now = ctx.clock().add({ minutes: hours * 60 });
  return { ...ctx, clock: () => now };
};
const stateOf = async (ctx: Ctx, offerId: string, claimId: string) =>
  (await rollOf(ctx.db, [offerId])).find((one) => one.claimId === claimId)?.state;
const newsOf = (ctx: Ctx, type: string) =>
  ctx.db.many<{
    payload: Record<string, unknown>;
  }>`select payload from platform.outbox where type = ${type} order by seq`;

async function aRoll(ctx: Ctx) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const built = await aClass(ctx, { organisationId });
  const one = await aLearner(ctx, built.offerId);
  const two = await aLearner(ctx, built.offerId);
  const [lessonId = "", secondId = ""] = built.lessonIds;
  return { ...built, one, two, lessonId, secondId };
}

test("the rules of a roll", () => {
  const startsAt = Temporal.Instant.from("2026-06-13T10:00:00Z");
  const lesson = { startsAt, endsAt: startsAt.add({ minutes: 90 }), cancelledAt: null };
  const after = (minutes: number) => startsAt.add({ minutes });
  assert.equal(reasonAgainstRoll(lesson, after(-61))?.id, "roll.too-early");
  assert.equal(reasonAgainstRoll(lesson, after(-60)), null);
  assert.equal(reasonAgainstRoll({ ...lesson, cancelledAt: startsAt }, after(0))?.id, "roll.cancelled");
  assert.deepEqual([markAt(lesson, after(10)), markAt(lesson, after(11))], ["present", "late"]);
  // The day of the lesson ends at midnight in the city.
  assert.equal(asksWhy(lesson, Temporal.Instant.from("2026-06-13T15:59:00Z"), "Asia/Shanghai"), false);
  assert.equal(asksWhy(lesson, Temporal.Instant.from("2026-06-13T16:00:00Z"), "Asia/Shanghai"), true);
  for (const [attended, held, share, is] of [
    [3, 4, 75, true],
    [2, 4, 75, false],
    [2, 3, 67, false],
    [2, 3, 66, true],
    [0, 0, 1, false],
    [8, 8, 100, true],
  ] as const)
    assert.equal(reached({ attended, held, share }), is, `${attended} of ${held} at ${share}`);
});

dbTest(
  "the roll is taken by tapping: who came has come to the class, who did not after all is expected again",
  async ({ ctx }) => {
    const { lessonId, offerId, one, two, teacher } = await aRoll(ctx);
    const teaching = later(as(ctx, teacher), 24);
    await assert.rejects(
      inTx(as(ctx, teacher), (inner) =>
        mark(inner, { id: lessonId, marks: [{ claimId: one.claimId, mark: "present" }] }),
      ),
      { id: "roll.too-early" },
    );
    const marks = [
      { claimId: one.claimId, mark: "present" as const },
      { claimId: two.claimId, mark: "excused" as const },
    ];
    assert.equal((await inTx(teaching, (inner) => mark(inner, { id: lessonId, marks }))).changed, 2);
    assert.equal((await inTx(teaching, (inner) => mark(inner, { id: lessonId, marks }))).changed, 0);
    assert.deepEqual(
      [await stateOf(ctx, offerId, one.claimId), await stateOf(ctx, offerId, two.claimId)],
      ["checked-in", "confirmed"],
    );
    const roll = await showRoll(teaching, lessonId);
    assert.deepEqual(
      roll.learners.map((learner) => [learner.mark, learner.how, learner.attended]),
      [
        ["present", "tap", 1],
        ["excused", "tap", 0],
      ],
    );
    await inTx(teaching, (inner) =>
      mark(inner, { id: lessonId, marks: [{ claimId: one.claimId, mark: "absent" }] }),
    );
    assert.equal(await stateOf(ctx, offerId, one.claimId), "confirmed");
  },
);

dbTest("a pass is scanned: on time, late, once, and never somebody of another class", async ({ ctx }) => {
  const { lessonId, one, two, teacher } = await aRoll(ctx);
  const stranger = (await aRoll(ctx)).one;
  const teaching = later(as(ctx, teacher), 24);
  const scan = (at: Ctx, text: string, documentSeen = true) =>
    inTx(at, (inner) => mark(inner, { id: lessonId, scan: text, documentSeen }));
  const codeOf = (subject: string) => inTx(ctx, (inner) => aStaticCode(inner, { subject }));
  await assert.rejects(scan(teaching, await codeOf(one.subject), false), { id: "check-in.document-needed" });
  const first = await scan(teaching, await codeOf(one.subject));
  assert.deepEqual([first.changed, first.scanned?.mark, first.scanned?.already], [1, "present", false]);
  const again = await scan(teaching, await codeOf(one.subject));
  assert.deepEqual([again.changed, again.scanned?.already], [0, true]);
  const late = await scan(later(teaching, 0.5), await codeOf(two.subject));
  assert.equal(late.scanned?.mark, "late");
  await assert.rejects(scan(teaching, await codeOf(stranger.subject)), { id: "roll.not-in-class" });
});

dbTest(
  "a roll is mended after the day with a reason, audited, and the difference is told",
  async ({ ctx }) => {
    const { lessonId, one, two, teacher } = await aRoll(ctx);
    const teaching = later(as(ctx, teacher), 24);
    const both = [one, two].map(({ claimId }) => ({ claimId, mark: "present" as const }));
    await inTx(teaching, (inner) => mark(inner, { id: lessonId, marks: both }));
    await holdLessons(later(ctx, 26));
    const held = (await newsOf(ctx, "lesson.held")).filter(({ payload }) => payload.lessonId === lessonId);
    assert.deepEqual(
      held.map(({ payload }) => [payload.attended, payload.enrolled]),
      [[2, 2]],
    );
    const nextDay = later(teaching, 24);
    const absent = { id: lessonId, marks: [{ claimId: two.claimId, mark: "absent" as const }] };
    await assert.rejects(
      inTx(nextDay, (inner) => mark(inner, absent)),
      { faults: [{ field: "/body/reason", id: "missing" }] },
    );
    await inTx(nextDay, (inner) => mark(inner, { ...absent, reason: "看错了人" }));
    assert.deepEqual(
      (await newsOf(ctx, "lesson.attended-corrected")).map(({ payload }) => payload.difference),
      [-1],
    );
    const { mended } = await ctx.db.one<{ mended: number }>`
    select count(*)::int as mended from platform.audit where what = 'roll.mended' and target = ${two.claimId}`;
    assert.equal(mended, 1);
    await holdLessons(later(ctx, 50));
    assert.equal(
      (await newsOf(ctx, "lesson.held")).filter(({ payload }) => payload.lessonId === lessonId).length,
      1,
    );
  },
);

dbTest("only the teacher, whoever stands in and the staff there see names", async ({ ctx }) => {
  const { lessonId, teacher, one, editor, publisher } = await aRoll(ctx);
  const target = await rollTarget(ctx, lessonId);
  const sees = (actor: Actor) => may["lesson.roll"](actor, target);
  assert.deepEqual(
    [sees(teacher), sees(editor), sees(one.actor), sees(publisher)],
    [true, true, false, false],
  );
  const other = await aRoll(ctx);
  assert.equal(sees(other.teacher), false);
  assert.equal(sees(other.editor), false);
});

dbTest("the teacher's page has today's lessons first", async ({ ctx }) => {
  const { teacher, lessonIds } = await aRoll(ctx);
  const page = await mine(later(as(ctx, teacher), 24));
  assert.deepEqual(
    [page.today.map(({ id }) => id), page.coming.length, page.past.length],
    [[lessonIds[0]], 3, 0],
  );
  assert.equal(page.today[0]?.enrolled, 2);
});
