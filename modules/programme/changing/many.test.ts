/** Cancelling much at once: the cost does not grow with sessions or holders, and everybody is told once. */
import assert from "node:assert/strict";
import { countLiving, offersOf, poolDrift } from "#booking";
import { claim } from "#booking/filling";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { countStatements, dbTest } from "#platform/testing";
import { takeStep } from "../publishing/take-step.ts";
import { anEvent, bookingPlan } from "../testing.ts";
import { cancelEvent, cancelSession } from "./cancel.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const nights = (ctx: Ctx, count: number) =>
  Array.from({ length: count }, (_, day) => ({
    startsAt: ctx
      .clock()
      .add({ hours: 24 * (day + 1) })
      .toString(),
  }));

async function holder(ctx: Ctx, offerId: string) {
  return inTx(ctx, async (inner) => {
    const person = await aResident(inner);
    await claim({ ...inner, actor: person.actor }, { offerId, size: 1 });
    return person;
  });
}

dbTest(
  "publishing, withdrawing or cancelling a hundred sessions sends as many statements as one",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const costs = async (count: number) => {
      const sessions = nights(ctx, count);
      const approved = await anEvent(ctx, { organisationId, sessions, until: "approved" });
      const as = { ...ctx, actor: approved.publisher };
      const published = await countStatements(as, (inner) =>
        takeStep(inner, { id: approved.id, version: approved.version, step: "publish" }),
      );
      const shown = await anEvent(ctx, { organisationId, sessions });
      for (const offerId of shown.offerIds.slice(0, 3)) await holder(ctx, offerId);
      const cancelled = await countStatements({ ...ctx, actor: shown.publisher }, (inner) =>
        cancelEvent(inner, { id: shown.id, version: shown.version, reason: "大风预警" }),
      );
      const withdrawn = await countStatements(as, (inner) =>
        takeStep(inner, {
          id: approved.id,
          version: published.answer.version,
          step: "withdraw",
          reason: "内容有误",
        }),
      );
      return [published, cancelled, withdrawn].map(({ statements }) => statements);
    };
    const one = await costs(1);
    assert.deepEqual(await costs(100), one);
  },
);

dbTest("a cancelled night: 800 people are told once each, and every place is back", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const [tonight] = nights(ctx, 1);
  assert.ok(tonight);
  const pools = [{ channel: "online" as const, quota: 900, releasesAt: null }];
  const booking = bookingPlan(tonight.startsAt, { pools });
  const built = await anEvent(ctx, { organisationId, sessions: [{ ...tonight, booking }] });
  const [offerId = ""] = built.offerIds;
  const [sessionId = ""] = built.sessionIds;
  const people = await inTx(ctx, async (inner) => {
    const made: string[] = [];
    for (let n = 0; n < 800; n++) {
      const { actor, subject } = await aResident(inner);
      await claim({ ...inner, actor }, { offerId, size: 1 });
      made.push(subject);
    }
    return made;
  });
  assert.equal((await offersOf(ctx.db, [offerId])).get(offerId)?.pools[0]?.left, 100);
  const { answer, statements } = await countStatements({ ...ctx, actor: built.publisher }, (inner) =>
    cancelSession(inner, { id: sessionId, version: built.version, reason: "停电检修" }),
  );
  assert.equal(answer.told, 800);
  assert.ok(statements < 40, `${statements} statements`);
  for (const subject of people)
    assert.deepEqual(
      (await noticesOf(ctx.db, subject)).map(({ key }) => key),
      ["notice.session-cancelled"],
    );
  assert.equal(await countLiving(ctx.db, [offerId]), 0);
  assert.deepEqual(await poolDrift(ctx.db), [], "every place is back");
  const { news } = await ctx.db.one<{ news: number }>`
    select count(*)::int as news from platform.outbox where type = 'claim.cancelled' and payload->>'offerId' = ${offerId}`;
  assert.equal(news, 800, "so that figures go down by each");
});
