/** Places that are held: until staff have approved them, and at the counter. */
import assert from "node:assert/strict";
import { aResident, noticesOf } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { anOffer } from "../testing.ts";
import { claimsPage } from "../views.ts";
import { tendDue } from "../waiting/tend.ts";
import { aHolder, aWaiting } from "../waiting/testing.ts";
import { acceptHold } from "./accept-hold.ts";
import { answerClaims } from "./answer-claims.ts";
import { holdFor } from "./hold-for.ts";

const claimState = (ctx: Ctx, id: string) =>
  ctx.db.one<{ state: string }>`select state from booking.claim where id = ${id}`.then(({ state }) => state);
const told = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);
const newsOf = async (ctx: Ctx, id: string) =>
  (
    await ctx.db.many<{ type: string }>`
      select type from platform.outbox where payload->>'claimId' = ${id} order by seq`
  ).map(({ type }) => type);

async function approved(ctx: Ctx, sizes: readonly number[], rules = {}) {
  const startsAt = ctx.clock().add({ hours: 48 });
  const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
  const places = sizes.reduce((sum, size) => sum + size, 0);
  return inTx(ctx, async (inner) => {
    const { offerId } = await anOffer(inner, { ...times, places, rules: { approval: true, ...rules } });
    const asked: Awaited<ReturnType<typeof aHolder>>[] = [];
    for (const size of sizes) asked.push(await aHolder(inner, offerId, size));
    const answer = (answer: "approve" | "refuse", claimIds: string[], reason?: string) =>
      inTx(ctx, (tx) => answerClaims(tx, { offerId, claimIds, answer, ...(reason && { reason }) }));
    return { offerId, asked, answer, times };
  });
}

dbTest(
  "what needs approval is held and counts as taken; several are answered at once, each once",
  async ({ db, ctx }) => {
    const { offerId, asked, answer } = await approved(ctx, [1, 2]);
    assert.deepEqual(
      asked.map(({ state }) => state),
      ["held", "held"],
    );
    const other = await inTx(ctx, (inner) => aResident(inner));
    await assert.rejects(
      inTx({ ...ctx, actor: other.actor }, (inner) => claim(inner, { offerId, size: 1 })),
      { id: "claim.none-left" },
    );
    const ids = asked.map(({ claimId }) => claimId);
    await assert.rejects(
      inTx({ ...ctx }, (inner) => acceptHold(inner, ids[0] ?? "")),
      { id: "hold.awaits-approval" },
    );
    const both = await Promise.all([answer("approve", ids), answer("approve", ids)]);
    assert.deepEqual(both.map(({ answered }) => answered).toSorted(), [0, 2]);
    assert.deepEqual(await answer("refuse", ids, "名额有限"), { answered: 0, gone: 2 });
    for (const one of asked) {
      assert.equal(await claimState(ctx, one.claimId), "confirmed");
      assert.deepEqual(await told(ctx, one), ["notice.approval.granted"]);
      assert.deepEqual(await newsOf(ctx, one.claimId), ["claim.held", "claim.confirmed"]);
    }
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("what is held too long at the counter is no matter of who asks on line", async ({ ctx }) => {
  const { offerId, clerkHold } = await inTx(ctx, async (inner) => {
    const made = await anOffer(inner, {
      pools: [
        { channel: "online", quota: 5, releasesAt: null },
        { channel: "counter", quota: 1, releasesAt: null },
      ],
    });
    const { subject } = await aResident(inner);
    const hold = { ...made, subject, size: 1, until: ctx.clock().add({ minutes: 10 }) };
    return { ...made, clerkHold: await holdFor(inner, hold) };
  });
  const late = { ...ctx, clock: () => ctx.clock().add({ minutes: 20 }) };
  await inTx(late, (inner) => aHolder(inner, offerId));
  assert.equal(await claimState(ctx, clerkHold.claimId), "held");
  const { subject } = await inTx(ctx, (inner) => aResident(inner));
  const wish = { offerId, subject, size: 1, pool: "counter" as const };
  await inTx(late, (inner) => claim(inner, wish));
  assert.equal(await claimState(ctx, clerkHold.claimId), "expired");
});

dbTest(
  "a refusal says why, and its places go to who waits, who needs approval as well",
  async ({ db, ctx }) => {
    const { offerId, asked, answer } = await approved(ctx, [1], { waitingList: true });
    const next = await inTx(ctx, (inner) => aWaiting(inner, offerId));
    const [one] = asked;
    assert.ok(one);
    await assert.rejects(answer("refuse", [one.claimId]), { id: "approval.reason-needed" });
    assert.deepEqual(await answer("refuse", [one.claimId], "材料不全"), { answered: 1, gone: 0 });
    assert.equal(await claimState(ctx, one.claimId), "refused");
    assert.deepEqual(await told(ctx, one), ["notice.approval.refused"]);
    const clear = await db.one<{ detail: unknown; sealed: boolean; because: string | null }>`
      select a.detail, a.sealed is not null as sealed, c.cancelled_because as because
        from platform.audit a join booking.claim c on c.id = ${one.claimId}
       where a.target = ${one.claimId} and a.what = 'claim.refused'`;
    assert.deepEqual(clear, { detail: null, sealed: true, because: null }, "why is nobody else's");
    assert.deepEqual(await newsOf(ctx, one.claimId), ["claim.held", "claim.let-go"]);
    const { claimId } = await db.one<{ claimId: string }>`
    select claim_id from booking.waiting where id = ${next.waitingId}`;
    const accepted = await inTx({ ...ctx, actor: next.actor }, (inner) => acceptHold(inner, claimId));
    assert.equal(accepted.state, "held");
    assert.deepEqual(await answer("approve", [claimId]), { answered: 1, gone: 0 });
    assert.equal(await claimState(ctx, claimId), "confirmed");
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest(
  "what nobody answers lapses before the start, and nothing is asked for any more then",
  async ({ ctx }) => {
    const { offerId, asked, times } = await approved(ctx, [1]);
    const [one] = asked;
    assert.ok(one);
    const end: Ctx = { ...ctx, clock: () => times.startsAt.subtract({ hours: 2 }) };
    await tendDue({ ...ctx, clock: () => times.startsAt.subtract({ hours: 2, minutes: 1 }) });
    assert.equal(await claimState(ctx, one.claimId), "held");
    await tendDue(end);
    assert.equal(await claimState(ctx, one.claimId), "expired");
    assert.deepEqual(await told(ctx, one), ["notice.approval.lapsed"]);
    await assert.rejects(
      inTx({ ...end, actor: one.actor }, (inner) => claim(inner, { offerId, size: 1 })),
      { id: "claim.approval-over" },
    );
  },
);

dbTest("who has asked for approval may take it back, and it is no cancelled booking", async ({ ctx }) => {
  const { asked } = await approved(ctx, [2]);
  const [one] = asked;
  assert.ok(one);
  await inTx({ ...ctx, actor: one.actor }, (inner) => cancelClaim(inner, { claimId: one.claimId }));
  assert.deepEqual(await newsOf(ctx, one.claimId), ["claim.held", "claim.let-go"]);
});

dbTest(
  "the counter holds places until a moment: taken by then, or free for whoever asks, also before the round",
  async ({ db, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) =>
      anOffer(inner, { pools: [{ channel: "counter", quota: 1, releasesAt: null }] }),
    );
    const [one, two] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
    assert.ok(one && two);
    const hold = ({ subject }: { subject: string }, minutes: number, at: Ctx = ctx) =>
      inTx(at, (inner) => holdFor(inner, { offerId, subject, size: 1, until: ctx.clock().add({ minutes }) }));
    await assert.rejects(hold(one, 0), { id: "hold.until-past" });
    await assert.rejects(hold(one, 181), { id: "hold.until-too-late" });
    const held = await hold(one, 30);
    assert.deepEqual([held.state, await told(ctx, one)], ["held", ["notice.hold.made"]]);
    await assert.rejects(hold(two, 30), { id: "claim.none-left" });
    const late: Ctx = { ...ctx, clock: () => ctx.clock().add({ minutes: 30 }) };
    await assert.rejects(
      inTx({ ...late, actor: one.actor }, (inner) => acceptHold(inner, held.claimId)),
      {
        id: "hold.gone",
      },
    );
    const second = await hold(two, 60, late);
    assert.equal(await claimState(ctx, held.claimId), "expired");
    assert.deepEqual(await told(ctx, one), ["notice.hold.made", "notice.hold.lapsed"]);
    const taken = await inTx({ ...late, actor: two.actor }, (inner) => acceptHold(inner, second.claimId));
    assert.equal(taken.state, "confirmed");
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest("whoever holds places sees them among their claims, for what and until when", async ({ ctx }) => {
  const until = ctx.clock().add({ minutes: 30 });
  const { person, claimId } = await inTx(ctx, async (inner) => {
    const person = await aResident(inner);
    const pools = [{ channel: "counter" as const, quota: 1, releasesAt: null }];
    const { offerId } = await anOffer(inner, { pools });
    return { person, ...(await holdFor(inner, { offerId, subject: person.subject, size: 1, until })) };
  });
  const { items } = await claimsPage(ctx, person.subject, undefined);
  assert.deepEqual(
    items.map(({ id, held, can }) => ({ id, held, can })),
    [{ id: claimId, held: { for: "counter", until: until.toString() }, can: ["accept", "cancel"] }],
  );
});
