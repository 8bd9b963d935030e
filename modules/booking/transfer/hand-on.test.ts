import assert from "node:assert/strict";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { dbTest, somebodyWaits } from "#platform/testing";
import { cancelClaim, giveBackMoved } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { reduceClaim } from "../claiming/reduce-claim.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { forgetMarks } from "../penalties/mark-store.ts";
import { mergePenalties } from "../penalties/personal.ts";
import { aPenaltyRule, cancelTerms } from "../penalties/testing.ts";
import { anOffer } from "../testing.ts";
import { aHolder } from "../waiting/testing.ts";
import { makeCode, takeOver } from "./hand-on.ts";

async function handing(base: Ctx, rules: NonNullable<Parameters<typeof anOffer>[1]>["rules"] = {}) {
  const ctx = { ...base, random: trueRandom };
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const { offerId } = await inTx(ctx, (inner) =>
    anOffer(inner, { orgPath: house.path, rules: { transferable: true, ...rules } }),
  );
  const holder = await inTx(ctx, (inner) => aHolder(inner, offerId, 2));
  const make = () => inTx({ ...ctx, actor: holder.actor }, (inner) => makeCode(inner, holder.claimId));
  const take = ({ actor }: { actor: Ctx["actor"] }, code: string, at: Ctx = ctx) =>
    inTx({ ...at, actor }, (inner) => takeOver(inner, code));
  const person = (level: 0 | 2 = 0) => inTx(ctx, (inner) => aResident(inner, { level }));
  return { ctx, house, offerId, holder, make, take, person };
}

dbTest("places go to another person once, both are told, and the counts stay", async ({ db, ctx }) => {
  const { offerId, holder, make, take, person } = await handing(ctx);
  const { code } = await make();
  const other = await person();
  await assert.rejects(take(holder, code), { id: "transfer.own" });
  assert.deepEqual(await take(other, code.toLowerCase()), { claimId: holder.claimId, offerId, size: 2 });
  const { subject } = await db.one<{
    subject: string;
  }>`select subject from booking.claim where id = ${holder.claimId}`;
  assert.equal(subject, other.subject);
  await assert.rejects(take(await person(), code), { id: "transfer.no-such-code" });
  await assert.rejects(
    inTx({ ...ctx, actor: other.actor }, (inner) => makeCode(inner, holder.claimId)),
    { id: "transfer.once" },
  );
  const told = async (who: { subject: string }) => (await noticesOf(db, who.subject)).map(({ key }) => key);
  assert.deepEqual(
    [await told(holder), await told(other)],
    [["notice.transfer.given"], ["notice.transfer.got"]],
  );
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "only where it is allowed, before the door opens, with the newest code, to who meets the rules",
  async ({ ctx }) => {
    await assert.rejects((await handing(ctx, { transferable: false })).make(), {
      id: "transfer.not-allowed",
    });
    const { offerId, make, take, person } = await handing(ctx);
    const old = await make();
    const { code, until } = await make();
    assert.equal(until, ctx.clock().add({ hours: 2 }).toString(), "an hour before the start the door opens");
    await assert.rejects(take(await person(), old.code), { id: "transfer.no-such-code" });
    const late = { ...ctx, clock: () => ctx.clock().add({ hours: 2 }) };
    await assert.rejects(take(await person(), code, late), { id: "transfer.no-such-code" });
    const has = await inTx(ctx, (inner) => aHolder(inner, offerId));
    await assert.rejects(take(has, code), { id: "transfer.has-places" });
    await ctx.db.run`update booking.offer set rules = rules || '{"minLevel": 2}' where id = ${offerId}`;
    await assert.rejects(take(await person(), code), { id: "rule.level" });
    assert.equal((await take(await person(2), code)).size, 2);
  },
);

dbTest("two who enter one code at once: one of them has the places", async ({ ctx }) => {
  const { make, take, person } = await handing(ctx);
  const { code } = await make();
  const people = [await person(), await person(), await person()];
  const results = await Promise.allSettled(people.map((one) => take(one, code)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
});

dbTest(
  "who gives back while the places go to another person gives nothing of theirs",
  async ({ db, ctx }) => {
    const ways: ((inner: TxCtx, held: { claimId: string; subject: string }) => Promise<unknown>)[] = [
      cancelClaim,
      giveBackMoved,
      (inner, { claimId }) => reduceClaim(inner, { claimId, size: 1 }),
    ];
    for (const give of ways) {
      const { ctx: at, holder, make, person } = await handing(ctx);
      const { claimId, actor, subject } = holder;
      const { code } = await make();
      const other = await person();
      let giving: Promise<unknown> = Promise.resolve();
      await inTx({ ...at, actor: other.actor }, async (inner) => {
        await takeOver(inner, code);
        giving = assert.rejects(
          inTx({ ...at, actor }, (mine) => give(mine, { claimId, subject })),
          { id: "claim.handed-on" },
        );
        await somebodyWaits(db);
      });
      await giving;
      // Let in as whoever held it, and only then come to read it.
      await assert.rejects(
        inTx({ ...at, actor }, (mine) => give(mine, { claimId, subject })),
        { id: "claim.handed-on" },
      );
      const now = await claimStore.claim(db, claimId);
      assert.deepEqual([now?.subject, now?.state, now?.size], [other.subject, "confirmed", 2]);
    }
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("what somebody gave back counts for them, not for whoever has the rest", async ({ db, ctx }) => {
  const { ctx: at, house, offerId, holder, make, take, person } = await handing(ctx);
  const { claimId, actor, subject } = holder;
  await inTx(at, async (inner) => {
    const terms = { noShow: null, cancelling: { ...cancelTerms, perDay: 1, rebooks: 0 } };
    await aPenaltyRule(inner, house.id, { terms });
  });
  await inTx({ ...at, actor }, (inner) => reduceClaim(inner, { claimId, size: 1 }));
  const other = await person();
  await take(other, (await make()).code);
  const theirs = { ...at, actor: other.actor };
  await assert.rejects(
    inTx({ ...at, actor }, (inner) => claim(inner, { offerId, size: 1 })),
    { id: "claim.rebooked-enough" },
  );
  await inTx(theirs, (inner) => cancelClaim(inner, { claimId }));
  await assert.rejects(
    inTx(theirs, (inner) => claim(inner, { offerId, size: 1 })),
    { id: "claim.rebooked-enough" },
  );
  const third = await inTx(at, async (inner) => (await anOffer(inner, { orgPath: house.path })).offerId);
  const again = await inTx({ ...at, actor }, (inner) => claim(inner, { offerId: third, size: 1 }));
  await assert.rejects(
    inTx({ ...at, actor }, (inner) => cancelClaim(inner, { claimId: again.claimId })),
    { id: "claim.cancels-used" },
  );
  await inTx(at, (inner) => mergePenalties(inner, { from: holder, into: other }));
  await inTx(at, (inner) => forgetMarks(inner.db, other.subject));
  const left = await db.many`select from booking.given_back where subject in (${subject}, ${other.subject})`;
  assert.deepEqual(left, []);
});
