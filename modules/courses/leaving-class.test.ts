/** A place in a class is given back while it goes on: by who has it, by staff with a reason; what was learned stays. */
import assert from "node:assert/strict";
import { rollOf } from "#booking";
import { cancelClaim, putPenaltyRule } from "#booking/filling";
import { acceptHold, aWaiting, claimOn, joinLine, tendDue } from "#booking/testing";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { mine } from "./learning/record.ts";
import { mark } from "./teaching/roll.ts";
import { aClass, aLearner } from "./testing.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const later = <C extends Ctx>(ctx: C, hours: number): C => {
  const now = ctx.clock().add({ hours });
  return { ...ctx, clock: () => now };
};
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));
const leave = (ctx: Ctx, actor: Actor, input: { claimId: string; because?: string }) =>
  inTx(as(ctx, actor), (inner) => cancelClaim(inner, input));
/** The claim that is held for somebody, if one is. */
const heldBy = async (ctx: Ctx, offerId: string, subject: string): Promise<string | null> => {
  const { claim } = await claimOn(ctx, { id: offerId }, subject);
  return claim?.held ? claim.id : null;
};
const keys = async (ctx: Ctx, subject: string) => (await noticesOf(ctx.db, subject)).map(({ key }) => key);

dbTest(
  "a day before the first lesson a place is still given back, and goes to who waits",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const { offerId } = await aClass(ctx, {
      organisationId,
      class: { places: 1, counterPlaces: 0, minimum: 1 },
    });
    const first = await aLearner(ctx, offerId);
    const waits = await inTx(ctx, (inner) => aWaiting(inner, offerId));
    await leave(later(ctx, 2), first.actor, first);
    assert.deepEqual(await keys(ctx, waits.subject), ["notice.line.offered"]);
  },
);

dbTest(
  "while a class goes on, what is given back goes down its line until the lesson it says",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const { offerId } = await aClass(ctx, {
      organisationId,
      class: { places: 2, counterPlaces: 0, minimum: 1, lineLessons: 3 },
    });
    const [first, second] = [await aLearner(ctx, offerId), await aLearner(ctx, offerId)];
    const [next, last] = [
      await inTx(ctx, (inner) => aWaiting(inner, offerId)),
      await inTx(ctx, (inner) => aWaiting(inner, offerId)),
    ];
    const begun = later(ctx, 30);
    await leave(begun, first.actor, first);
    assert.deepEqual(await keys(ctx, next.subject), ["notice.line.offered"]);
    const claimId = (await heldBy(ctx, offerId, next.subject)) ?? "";
    await inTx(as(begun, next.actor), (inner) => acceptHold(inner, claimId));
    assert.ok((await rollOf(ctx.db, [offerId])).some((one) => one.claimId === claimId));

    const third = later(ctx, 72);
    await tendDue(third);
    assert.deepEqual(await keys(ctx, last.subject), ["notice.line.ended-roll"]);
    await leave(third, second.actor, second);
    assert.equal(await heldBy(ctx, offerId, last.subject), null);
    const late = await inTx(ctx, (inner) => aResident(inner));
    await assert.rejects(
      inTx(as(third, late.actor), (inner) => joinLine(inner, { offerId, size: 1 })),
      { id: "waiting.over-roll" },
    );
  },
);

dbTest(
  "once one cannot enrol any more waiting is the way in, and what the counter has left is for who waits",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const places = { places: 2, counterPlaces: 1, minimum: 1 };
    const { offerId } = await aClass(ctx, { organisationId, class: { ...places, lineLessons: 2 } });
    await aLearner(ctx, offerId);
    const waits = await inTx(ctx, (inner) => aWaiting(inner, offerId));
    await tendDue(later(ctx, 19));
    assert.deepEqual(
      await keys(ctx, waits.subject),
      [],
      "while one can enrol the counter's place is the counter's",
    );
    const closed = later(ctx, 21);
    await tendDue(closed);
    assert.deepEqual(await keys(ctx, waits.subject), ["notice.line.offered"]);
    const claimId = (await heldBy(ctx, offerId, waits.subject)) ?? "";
    await leave(closed, waits.actor, { claimId });
    const late = await inTx(ctx, (inner) => aResident(inner));
    await inTx(as(closed, late.actor), (inner) => joinLine(inner, { offerId, size: 1 }));
    assert.deepEqual(await keys(ctx, late.subject), ["notice.line.offered"]);

    const other = await aClass(ctx, { organisationId, class: { ...places, lineLessons: 0 } });
    const learner = await aLearner(ctx, other.offerId);
    const stays = await inTx(ctx, (inner) => aWaiting(inner, other.offerId));
    await leave(closed, learner.actor, learner);
    assert.deepEqual(
      await keys(ctx, stays.subject),
      ["notice.line.ended-roll"],
      "its line ends with enrolling",
    );
  },
);

dbTest("after the last lesson nobody leaves a class any more, by whichever door", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const { actor, claimId } = await aLearner(ctx, built.offerId);
  const over = later(ctx, 24 * 4 + 2);
  await assert.rejects(leave(over, actor, { claimId }), { id: "claim.cancel-over" });
  await assert.rejects(leave(over, built.manager, { claimId, because: "家长来电" }), {
    id: "claim.cancel-over",
  });
  await leave(later(ctx, 24 * 4 + 1), actor, { claimId });
});

dbTest("who has come to lessons leaves the rest; those stay in the learning record", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const [learner, other] = [await aLearner(ctx, built.offerId), await aLearner(ctx, built.offerId)];
  const [lessonId = ""] = built.lessonIds;
  await inTx(later(as(ctx, built.teacher), 24), (inner) =>
    mark(inner, { id: lessonId, marks: [{ claimId: learner.claimId, mark: "present" }] }),
  );
  const then = later(ctx, 30);
  await leave(then, learner.actor, learner);
  assert.deepEqual(
    (await rollOf(ctx.db, [built.offerId])).map(({ claimId }) => claimId),
    [other.claimId],
  );
  const record = await mine(as(then, learner.actor));
  assert.deepEqual(
    record.items.map(({ state, held, attended }) => [state, held, attended]),
    [["left", 1, 1]],
  );
  assert.equal(record.totals.classes, 1);
  assert.equal((await mine(as(then, other.actor))).totals.classes, 0, "none that one has not been to yet");
});

dbTest(
  "staff take somebody out of a class with a reason while it goes on, and are never sent to themselves",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const learner = await aLearner(ctx, built.offerId);
    const { claimId } = learner;
    await assert.rejects(leave(later(ctx, 50), built.manager, { claimId }), { id: "claim.reason-needed" });
    await assert.rejects(
      leave(later(ctx, 24 * 9), built.manager, { claimId, because: "家长来电" }),
      { id: "claim.cancel-over" },
      "it is over",
    );
    await leave(later(ctx, 50), built.manager, { claimId, because: "家长来电" });
    assert.deepEqual(await rollOf(ctx.db, [built.offerId]), []);
    assert.ok((await keys(ctx, learner.subject)).includes("notice.claim.cancelled"));
  },
);

dbTest(
  "where the house counts giving back late, who never came is marked, who came is not",
  async ({ ctx }) => {
    const { id: organisationId, path } = await anOrg(ctx);
    await inTx(ctx, async (inner) =>
      putPenaltyRule(as(inner, await someStaff(inner, path, "manager")), {
        organisation: organisationId,
        onlyFor: null,
        since: today(ctx).toString(),
        basis: "馆务会议决定",
        terms: {
          noShow: {
            ...{ warnFrom: null, limit: 1, windowDays: 100, suspendsFor: "days", suspendsCount: 7 },
            ...{ scope: "organisation", graceMinutes: null, lateCancelCounts: true, answerDays: 7 },
            ...{ forgivenAfterVisits: null, forgivenAfterDays: null },
          },
          cancelling: null,
        },
        after: 0,
      }),
    );
    const built = await aClass(ctx, { organisationId });
    const [came, never] = [await aLearner(ctx, built.offerId), await aLearner(ctx, built.offerId)];
    await inTx(later(as(ctx, built.teacher), 24), (inner) =>
      mark(inner, { id: built.lessonIds[0] ?? "", marks: [{ claimId: came.claimId, mark: "late" }] }),
    );
    for (const { actor, claimId } of [came, never]) await leave(later(ctx, 30), actor, { claimId });
    assert.deepEqual(await keys(ctx, came.subject), []);
    assert.deepEqual(await keys(ctx, never.subject), ["notice.penalty-suspended"]);
  },
);
