import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { checkIn } from "../door/check-in.ts";
import { walkIn } from "../door/walk-in.ts";
import { anOffer } from "../testing.ts";
import { settleOffers } from "./settle-offers.ts";
import { quietDoors, turnout } from "./watch-store.ts";

const later = (ctx: Ctx, hours: number): Ctx => {
  const now = ctx.clock().add({ minutes: hours * 60 });
  return { ...ctx, clock: () => now };
};

/** An occasion in three hours of an organisation of its own, with claims of these sizes; the first `come` of them come. */
async function occasion(ctx: Ctx, sizes: readonly number[], come: number) {
  return inTx(ctx, async (inner) => {
    const orgPath = `t${newId().slice(-12)}.`;
    const pools = (["online", "walk-in"] as const).map((channel) => ({
      channel,
      quota: 20,
      releasesAt: null,
    }));
    const { offerId } = await anOffer(inner, { orgPath, pools });
    for (const [n, size] of sizes.entries()) {
      const { actor } = await aResident(inner);
      const { claimId } = await claim({ ...inner, actor }, { offerId, size });
      if (n < come) await checkIn({ ...inner, clock: later(ctx, 2.5).clock }, { offerId, claimId });
    }
    return { offerId, orgPath };
  });
}

dbTest(
  "a door is quiet once it has begun and nobody of those expected has been checked in",
  async ({ ctx }) => {
    const quiet = await occasion(ctx, [2, 3], 0);
    const busy = await occasion(ctx, [2, 3], 1);
    const nobodyExpected = await occasion(ctx, [], 0);
    const paths = [quiet, busy, nobodyExpected].map(({ orgPath }) => orgPath);
    const doorsAt = async (hours: number, of = paths) => {
      const to = later(ctx, hours).clock();
      const doors = await quietDoors(ctx.db, of, { from: to.subtract({ hours: 24 }), to });
      return doors.map(({ offerId, expected }) => [offerId, expected]);
    };
    assert.deepEqual(await doorsAt(2), [], "it has not begun");
    assert.deepEqual(await doorsAt(3.5), [[quiet.offerId, 5]]);
    assert.deepEqual(await doorsAt(3.5, paths.slice(1)), [], "another organisation's");
    assert.deepEqual(await doorsAt(48), [], "yesterday's news");
    await settleOffers(later(ctx, 6));
    assert.deepEqual(await doorsAt(6), [[quiet.offerId, 5]], "what was missed altogether stays for the day");
    await inTx(later(ctx, 4), (inner) => walkIn(inner, { offerId: quiet.offerId, size: 1 }));
    assert.deepEqual(await doorsAt(6), []);
  },
);

dbTest(
  "turnout counts persons expected and missed of settled occasions, and no walk-ins",
  async ({ ctx, db }) => {
    await db.run`delete from booking.claim`;
    const { offerId } = await occasion(ctx, [2, 3, 4], 1);
    await inTx(later(ctx, 4), (inner) => walkIn(inner, { offerId, size: 7 }));
    const month = { from: ctx.clock(), to: ctx.clock().add({ hours: 24 }) };
    assert.deepEqual(await turnout(db, month), { expected: 0, missed: 0 }, "not over yet");
    await settleOffers(later(ctx, 6));
    assert.deepEqual(await turnout(db, month), { expected: 9, missed: 7 });
    assert.deepEqual(await turnout(db, { ...month, to: month.from }), { expected: 0, missed: 0 });
  },
);
