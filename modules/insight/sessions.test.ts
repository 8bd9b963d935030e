/** What happens to sessions, from the doors of booking and programme to the figures. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { checkIn, claim, offersOf } from "#booking";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import type { Event } from "#platform/events";
import { dbTest } from "#platform/testing";
import { holdSessions } from "#programme";
import { aSession } from "#programme/testing";
import { countFacts } from "./count-facts.ts";
import { oneFigure } from "./figures.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const later = (ctx: Ctx, hours: number): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ hours }) });

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
