/** What happens to sessions, from the doors of booking and programme to the figures. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { offersOf } from "#booking";
import { checkIn, claim } from "#booking/filling";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import type { Event } from "#platform/events";
import { dbTest } from "#platform/testing";
import { cancelSession, editSession, holdSessions } from "#programme/filling";
import { aSession, sessionText } from "#programme/testing";
import { countFacts } from "./count-facts.ts";
import { oneFigure } from "./figures.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const later = (ctx: Ctx, hours: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ minutes: hours * 60 }),
});

/** Counts everything that was announced so far; what was counted before is left alone. */
async function countAll(ctx: Ctx): Promise<void> {
  const events = await ctx.db.many<Event>`select id, type, at, payload from platform.outbox order by seq`;
  await inTx(ctx, (inner) => countFacts(inner, events));
}

/** A resident claims so many places and is checked in when the door has opened. */
async function comes(
  ctx: Ctx,
  { offerId, sessionId }: { offerId: string | null; sessionId: string },
  size: number,
) {
  assert.ok(offerId, `session ${sessionId} has an offer`);
  return inTx(ctx, async (inner) => {
    const one = await aResident(inner);
    const { claimId } = await claim({ ...inner, actor: one.actor }, { offerId, size });
    const { startsAt } = (await offersOf(inner.db, [offerId])).get(offerId) ?? assert.fail("an offer");
    const clock = () => Temporal.Instant.from(startsAt).subtract({ minutes: 20 });
    await checkIn({ ...inner, clock }, { offerId, claimId });
    return { ...one, claimId };
  });
}

const period = { from: "2026-06-01", until: "2026-09-01" };
const figureOf = (ctx: Ctx, metric: "sessions-held" | "visits" | "places-claimed", org: string) =>
  oneFigure(ctx, metric, { ...period, org });

dbTest("a joint event raises the owner's figures once and nobody else's", async ({ ctx }) => {
  const [owner, partner] = [await organisation(ctx), await organisation(ctx)];
  const built = await aSession(ctx, {
    organisationId: owner.id,
    event: { jointOrganiserIds: [partner.id] },
  });
  await comes(ctx, built, 3);
  await holdSessions(later(ctx, 40 * 24));
  await countAll(later(ctx, 40 * 24));
  for (const [metric, amount] of [
    ["sessions-held", 1],
    ["visits", 3],
    ["places-claimed", 3],
  ] as const) {
    assert.equal((await figureOf(ctx, metric, owner.id)).amount, amount, metric);
    assert.equal((await figureOf(ctx, metric, partner.id)).amount, 0, `${metric} of the joint organiser`);
  }
});

dbTest("a session counts on its own day, however late the job looks for it", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  // 16:30 UTC on the 14th is half past midnight on the 15th in the city.
  await aSession(ctx, { organisationId, session: { startsAt: "2026-06-13T11:30:00Z", booking: null } });
  await aSession(ctx, { organisationId, session: { startsAt: "2026-06-14T16:30:00Z", booking: null } });
  await holdSessions(later(ctx, 40 * 24));
  await countAll(later(ctx, 40 * 24));
  assert.deepEqual((await figureOf(ctx, "sessions-held", organisationId)).days, [
    { day: "2026-06-13", amount: 1 },
    { day: "2026-06-15", amount: 1 },
  ]);
});

/** An event of its own organisation with one session tomorrow at this hour; three people came a quarter of an hour before it. */
async function withThreeIn(ctx: Ctx) {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const one = await comes(ctx, built, 3);
  const amounts = async () => {
    await countAll(later(ctx, 90 * 24));
    const of = async (metric: Parameters<typeof figureOf>[1]) =>
      (await figureOf(ctx, metric, organisationId)).amount;
    return {
      visits: await of("visits"),
      claimed: await of("places-claimed"),
      held: await of("sessions-held"),
    };
  };
  const cancel = (hours: number, cutShort?: boolean) =>
    inTx({ ...later(ctx, hours), actor: built.publisher }, (inner) =>
      cancelSession(inner, {
        id: built.sessionId,
        version: built.version,
        reason: "停电",
        ...(cutShort !== undefined && { cutShort }),
      }),
    );
  return { organisationId, built, one, amounts, cancel };
}

dbTest(
  "a session cancelled before it began: visits are taken back on the day they were counted",
  async ({ ctx }) => {
    const { organisationId, built, amounts, cancel } = await withThreeIn(ctx);
    assert.deepEqual(await amounts(), { visits: 3, claimed: 3, held: 0 });
    await cancel(23.9);
    await holdSessions(later(ctx, 48));
    assert.deepEqual(await amounts(), { visits: 0, claimed: 0, held: 0 });
    const { days } = await figureOf(ctx, "visits", organisationId);
    assert.deepEqual(days, [{ day: "2026-06-13", amount: 0 }]);
    const facts = await ctx.db.many<{ amount: number; on: string }>`
    select amount, occurred_on as "on" from insight.fact
     where metric = 'visits' and about_ref = ${built.sessionId} order by amount`;
    assert.deepEqual(facts, [
      { amount: -3, on: "2026-06-13" },
      { amount: 3, on: "2026-06-13" },
    ]);
  },
);

dbTest("a session that was cut short: what happened stays counted, the session too", async ({ ctx }) => {
  const { amounts, cancel } = await withThreeIn(ctx);
  await cancel(25);
  // At once: it is over, whatever its planned end was.
  await holdSessions(later(ctx, 25));
  assert.deepEqual(await amounts(), { visits: 3, claimed: 3, held: 1 });
});

dbTest("a session that had begun and did not take place counts for nothing", async ({ ctx }) => {
  const { amounts, cancel } = await withThreeIn(ctx);
  await cancel(25, false);
  await holdSessions(later(ctx, 48));
  assert.deepEqual(await amounts(), { visits: 0, claimed: 0, held: 0 });
});

dbTest(
  "a session moved to another day: who came twice is counted once, on the day it took place",
  async ({ ctx }) => {
    const { organisationId, built, one, amounts } = await withThreeIn(ctx);
    const startsAt = ctx.clock().add({ hours: 72 }).toString();
    const actor = built.publisher;
    await inTx({ ...later(ctx, 23.75), actor }, (inner) =>
      editSession(inner, {
        id: built.sessionId,
        version: built.version,
        session: sessionText(ctx, { startsAt }),
        reason: "停电",
      }),
    );
    assert.deepEqual(await amounts(), { visits: 0, claimed: 3, held: 0 });
    const { offerId } = built;
    assert.ok(offerId);
    await inTx(later(ctx, 72), (inner) => checkIn(inner, { offerId, claimId: one.claimId }));
    await holdSessions(later(ctx, 80));
    assert.deepEqual(await amounts(), { visits: 3, claimed: 3, held: 1 });
    const visits = (await figureOf(ctx, "visits", organisationId)).days.filter(({ amount }) => amount !== 0);
    assert.deepEqual(visits, [{ day: "2026-06-15", amount: 3 }]);
  },
);
