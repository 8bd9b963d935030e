/** Whoever comes at the same moment: cancellations, claims, the minute's round, acceptances and expiries. */
import assert from "node:assert/strict";
import { aResident, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { dbTest, somebodyWaits } from "#platform/testing";
import { cancelClaim } from "../cancel-claim.ts";
import { claim } from "../claim.ts";
import * as claimStore from "../claim-store.ts";
import { forgetHolder } from "../forget-holder.ts";
import { acceptHold } from "../holding/accept-hold.ts";
import { closeOffers } from "../manage-offer.ts";
import { mergeHolders } from "../merge-holders.ts";
import { offer as offerById, poolDrift, pools as poolsOf } from "../offer-store.ts";
import { aPenaltyRule, cancelTerms, noShowTerms } from "../penalties/testing.ts";
import { anOffer } from "../testing.ts";
import { joinLine } from "./join-line.ts";
import { tendDue, tendOffer } from "./tend.ts";
import { aHolder, fullOffer } from "./testing.ts";
import * as store from "./waiting-store.ts";

const statesOf = async (ctx: Ctx, offerId: string) =>
  (
    await ctx.db.many<{ state: string }>`
      select state from booking.waiting where offer_id = ${offerId} order by seq`
  ).map(({ state }) => state);

const ok = (result: PromiseSettledResult<unknown>) => result.status === "fulfilled";

dbTest(
  "cancellations, claims and the minute's round at once: the line is served first and in order",
  async ({ db, ctx }) => {
    for (let round = 0; round < 4; round++) {
      const { offerId, holders } = await fullOffer(ctx, { held: [1, 1, 1], waiting: [1, 1, 1, 1] });
      const strangers = await inTx(ctx, async (inner) => [
        await aResident(inner),
        await aResident(inner),
        await aResident(inner),
      ]);
      const cancels = holders.map(({ actor, claimId }) =>
        inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId })),
      );
      const claims = strangers.map(({ actor }) =>
        inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size: 1 })),
      );
      const results = await Promise.allSettled([...cancels, ...claims, tendDue(ctx), tendDue(ctx)]);
      assert.ok(results.slice(0, 3).every(ok), "everybody who cancels may");
      assert.equal(results.slice(3, 6).filter(ok).length, 0, "and nobody comes before who waits");
      assert.deepEqual(await statesOf(ctx, offerId), ["offered", "offered", "offered", "waiting"]);
    }
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("two promoters at once offer each place to one person", async ({ db, ctx }) => {
  const { offerId } = await fullOffer(ctx, { held: [1], waiting: [1, 1, 1] });
  await db.run`update booking.pool set quota = 3 where offer_id = ${offerId}`;
  await Promise.all(Array.from({ length: 4 }, () => inTx(ctx, (inner) => tendOffer(inner, offerId))));
  assert.deepEqual(await statesOf(ctx, offerId), ["offered", "offered", "waiting"]);
  const { held } = await db.one<{ held: number }>`
    select count(*)::int as held from booking.claim where offer_id = ${offerId} and state = 'held'`;
  assert.equal(held, 2);
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "without the lock two promoters take the head of the line twice; the database refuses the second",
  async ({ db, ctx }) => {
    const { offerId } = await fullOffer(ctx, { held: [1], waiting: [1, 1] });
    await db.run`update booking.pool set quota = 3 where offer_id = ${offerId}`;
    const offer = await offerById(db, offerId);
    assert.ok(offer);
    const both = Promise.withResolvers<void>();
    let read = 0;
    const seen: string[] = [];
    const unguarded = () =>
      db.tx(async (tx) => {
        const [pool] = await poolsOf(tx, [offerId]);
        assert.ok(pool);
        const [head] = await store.nextInLine(tx, offerId, {
          rooms: [{ channel: pool.channel, left: pool.quota - pool.taken }],
          after: null,
          limit: 1,
          late: false,
        });
        assert.ok(head);
        seen.push(head.id);
        if (++read === 2) both.resolve();
        await both.promise;
        const id = newId();
        const row = { id, poolId: pool.id, subject: head.subject, madeBy: null, size: head.size };
        const now = ctx.clock();
        const hold = { for: "waiting" as const, until: now.add({ hours: 1 }) };
        await claimStore.takePlaces(tx, [row], { state: "held", now, hold });
        await store.setOffered(tx, [{ id: head.id, claimId: id }], now);
      });
    const results = await Promise.allSettled([unguarded(), unguarded()]);
    assert.equal(new Set(seen).size, 1, "both saw the same head of the line");
    assert.equal(results.filter(ok).length, 1);
    const refusal = results.find((result) => result.status === "rejected");
    assert.match(String(refusal?.reason), /claim_once/);
  },
);

dbTest(
  "without the lock two lots count the same places; the statement gives the second none",
  async ({ db, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 3 }));
    const both = Promise.withResolvers<void>();
    let read = 0;
    const unguarded = () =>
      db.tx(async (tx) => {
        const [pool] = await poolsOf(tx, [offerId]);
        assert.ok(pool);
        assert.equal(pool.quota - pool.taken, 3, "both count three places");
        if (++read === 2) both.resolve();
        await both.promise;
        const rows = [1, 1].map((size) => ({
          id: newId(),
          poolId: pool.id,
          subject: null,
          madeBy: null,
          size,
        }));
        return claimStore.takePlaces(tx, rows, { state: "confirmed", now: ctx.clock() });
      });
    const took = await Promise.all([unguarded(), unguarded()]);
    assert.deepEqual(took.toSorted(), [0, 2]);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest(
  "an acceptance races the expiry: either the person has the places or the next is offered them",
  async ({ db, ctx }) => {
    for (let round = 0; round < 6; round++) {
      const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1, 1] });
      const [holder] = holders;
      const [first] = line;
      assert.ok(holder && first);
      await inTx({ ...ctx, actor: holder.actor }, (inner) => cancelClaim(inner, { claimId: holder.claimId }));
      const { claimId } = await db.one<{ claimId: string }>`
      select claim_id from booking.waiting where id = ${first.waitingId}`;
      // The clocks of two processes: for one the moment has just come, for the other not yet.
      const over: Ctx = { ...ctx, clock: () => ctx.clock().add({ hours: 24 }) };
      const [accepted] = await Promise.allSettled([
        inTx({ ...ctx, actor: first.actor }, (inner) => acceptHold(inner, claimId)),
        inTx(over, (inner) => tendOffer(inner, offerId)),
      ]);
      const states = await statesOf(ctx, offerId);
      assert.deepEqual(
        states,
        accepted.status === "fulfilled" ? ["taken", "waiting"] : ["lapsed", "offered"],
      );
      if (accepted.status === "rejected") assert.equal(accepted.reason.id, "hold.gone");
    }
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest(
  "who becomes one with another person, or is forgotten, while a place comes to them leaves none behind",
  async ({ db, ctx }) => {
    const claimed = (subject: string) =>
      db.many<{ state: string }>`select state from booking.claim where subject = ${subject}`;
    const into = await inTx(ctx, (inner) => aResident(inner));
    const cases = [
      (from: Made) => inTx(ctx, async (inner) => void (await mergeHolders(inner, { from, into }))),
      (from: Made) => inTx(ctx, async (inner) => void (await forgetHolder(inner, from.subject))),
    ];
    for (const go of cases) {
      const { holders, line } = await fullOffer(ctx, { held: [1], waiting: [1] });
      const [holder, from] = [holders[0], line[0]];
      assert.ok(holder && from);
      let going = Promise.resolve();
      await inTx({ ...ctx, actor: holder.actor }, async (inner) => {
        await cancelClaim(inner, { claimId: holder.claimId });
        going = go(from);
        await somebodyWaits(db);
      });
      await going;
      assert.deepEqual(await claimed(from.subject), []);
    }
    assert.deepEqual(await claimed(into.subject), [{ state: "held" }]);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("places offered to somebody who left meanwhile are not", async ({ db, ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1] });
  const [holder, first] = [holders[0], line[0]];
  assert.ok(holder && first);
  await inTx(ctx, (inner) => store.leave(inner.db, offerId, [first.subject], ctx.clock()));
  const offered = [{ id: first.waitingId, claimId: holder.claimId }];
  await assert.rejects(
    db.tx((tx) => store.setOffered(tx, offered, ctx.clock())),
    /waits no longer/,
  );
  assert.deepEqual(await statesOf(ctx, offerId), ["left"]);
});

dbTest(
  "who joins the line, or gives back so late that it is marked, never meets a closing crosswise",
  async ({ db, ctx }) => {
    const house = await inTx(ctx, async (inner) => {
      const { id, path } = await anOrganisation(inner);
      const terms = { noShow: { ...noShowTerms, lateCancelCounts: true }, cancelling: cancelTerms };
      await aPenaltyRule(inner, id, { terms });
      return path;
    });
    const startsAt = ctx.clock().add({ hours: 24 });
    const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
    const rules = { waitingList: true, cancelUntilMinutes: 48 * 60 };
    for (let round = 0; round < 12; round++) {
      const { offerId, holders, joining } = await inTx(ctx, async (inner) => {
        const made = await anOffer(inner, { ...times, orgPath: house, places: 3, rules });
        const holders: Awaited<ReturnType<typeof aHolder>>[] = [];
        for (let n = 0; n < 3; n++) holders.push(await aHolder(inner, made.offerId));
        const joining: Awaited<ReturnType<typeof aResident>>[] = [];
        for (let n = 0; n < 4; n++) joining.push(await aResident(inner));
        return { ...made, holders, joining };
      });
      const results = await Promise.allSettled([
        ...holders.map(({ actor, claimId }) =>
          inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId })),
        ),
        ...joining.map(({ actor }) =>
          inTx({ ...ctx, actor }, (inner) => joinLine(inner, { offerId, size: 1 })),
        ),
        inTx(ctx, (inner) => closeOffers(inner, [{ offerId, cutShort: false }], "no heating")),
      ]);
      const crossed = results.filter(
        (result) => result.status === "rejected" && !(result.reason instanceof Problem),
      );
      assert.deepEqual(crossed, []);
    }
    assert.deepEqual(await poolDrift(db), []);
  },
);
