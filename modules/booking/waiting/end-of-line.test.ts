/** When the line ends, when what is held lapses, and how it is counted. The cases other systems had to learn; docs/conformance.md lists them with their results. */
import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { changeOffer, closeOffer } from "../offers/manage-offer.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { aRule } from "../rules/testing.ts";
import { lineView } from "./show-line.ts";
import { tendDue } from "./tend.ts";
import {
  aPerson,
  at,
  claimAs,
  claimState,
  fullOffer,
  giveBack,
  join,
  later,
  offered,
  states,
  told,
} from "./testing.ts";

dbTest(
  "the line ends two hours before the start: nobody is offered anything after it, and everybody is told once",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1] });
    const end: Ctx = { ...ctx, clock: () => times.startsAt.subtract({ hours: 2 }) };
    const before: Ctx = { ...ctx, clock: () => times.startsAt.subtract({ hours: 2, minutes: 10 }) };
    await giveBack(before, at(holders, 0));
    const claimId = await offered(ctx, at(line, 0));
    const { heldUntil } = await ctx.db.one<{ heldUntil: Temporal.Instant }>`
    select held_until from booking.claim where id = ${claimId}`;
    assert.equal(heldUntil.toString(), end.clock().toString(), "never beyond the end of the line");
    await tendDue(end);
    await tendDue(end);
    assert.deepEqual(await states(ctx, line), ["lapsed", "ended"]);
    assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.ended"]);
    await giveBack(end, at(holders, 1));
    assert.deepEqual(await states(ctx, line), ["lapsed", "ended"]);
    await claimAs(end, await aPerson(ctx), offerId);
    await claimAs(end, await aPerson(ctx), offerId);
    await assert.rejects(join(end, await aPerson(ctx), offerId), { id: "waiting.over" });
  },
);

dbTest(
  "where there is to be no line any more, who waits is told; what somebody was offered stays theirs to take",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1], waiting: [1, 1] });
    await giveBack(ctx, at(holders, 0));
    await offered(ctx, at(line, 0));
    const pools = [{ channel: "online" as const, quota: 1, releasesAt: null }];
    const change = () =>
      inTx(ctx, (inner) =>
        changeOffer(inner, offerId, { ...times, opensAt: ctx.clock(), pools, rules: { waitingList: false } }),
      );
    await change();
    await change();
    assert.deepEqual(await states(ctx, line), ["offered", "ended"]);
    assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.off"]);
    await tendDue({ ...ctx, clock: () => times.startsAt });
    assert.deepEqual(await states(ctx, line), ["lapsed", "ended"]);
  },
);

dbTest("the line ends when the rule of the house closes booking, where that is sooner", async ({ ctx }) => {
  const cases = [
    { closes: 24 * 60, ends: 24 * 60 },
    { closes: 3 * 60, ends: 3 * 60 },
    { closes: 60, ends: 120 },
  ];
  for (const { closes, ends } of cases) {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "closing", minutes: closes, before: "start" }));
    const { offerId, holders, line, times } = await fullOffer(ctx, {
      ...{ held: [1, 1], waiting: [1, 1], orgPath: house.path },
    });
    const end = times.startsAt.subtract({ minutes: ends });
    const before: Ctx = { ...ctx, clock: () => end.subtract({ minutes: 10 }) };
    await giveBack(before, at(holders, 0));
    const claimId = await offered(ctx, at(line, 0));
    const { heldUntil } = await ctx.db.one<{ heldUntil: Temporal.Instant }>`
      select held_until from booking.claim where id = ${claimId}`;
    assert.equal(heldUntil.toString(), end.toString());
    const seen = await inTx({ ...before, actor: at(line, 1).actor }, (inner) => lineView(inner, offerId));
    assert.deepEqual([seen.endsLineAt, seen.open], [end.toString(), true]);
    await tendDue(before);
    assert.deepEqual(await states(ctx, line), ["offered", "waiting"]);
    const over: Ctx = { ...ctx, clock: () => end };
    await tendDue(over);
    assert.deepEqual(await states(ctx, line), ["lapsed", "ended"]);
    assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.ended"]);
    await assert.rejects(join(over, await aPerson(ctx), offerId), {
      id: ends === closes ? "rule.closing" : "waiting.places-left",
    });
  }
});

dbTest("cancelled by the organiser the line ends and everybody is told; moved, it stays", async ({ ctx }) => {
  const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1] });
  await giveBack(ctx, at(holders, 0));
  const by = { hours: 24 };
  const moved = {
    opensAt: ctx.clock().subtract({ hours: 1 }),
    closesAt: times.closesAt.add(by),
    startsAt: times.startsAt.add(by),
    endsAt: times.endsAt.add(by),
    pools: [{ channel: "online" as const, quota: 2, releasesAt: null }],
  };
  await inTx(ctx, (inner) => changeOffer(inner, offerId, moved));
  assert.deepEqual(await states(ctx, line), ["offered", "waiting"]);
  const sooner = ctx.clock().add({ hours: 4 });
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      ...moved,
      closesAt: sooner,
      startsAt: sooner,
      endsAt: sooner.add({ hours: 1 }),
    }),
  );
  const { heldUntil } = await ctx.db.one<{ heldUntil: Temporal.Instant }>`
    select held_until from booking.claim where id = ${await offered(ctx, at(line, 0))}`;
  assert.equal(
    heldUntil.toString(),
    sooner.subtract({ hours: 2 }).toString(),
    "held no longer than the new times allow",
  );
  const concerned = await inTx(ctx, (inner) => closeOffer(inner, offerId, "大风"));
  assert.equal(concerned.length, 2, "who holds a place and who was offered one are told by the organiser");
  assert.deepEqual(await states(ctx, line), ["lapsed", "ended"]);
  assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.closed"]);
  await assert.rejects(join(ctx, await aPerson(ctx), offerId), { id: "claim.offer-closed" });
});

dbTest("what is held is no visit and no missed place, and every count agrees", async ({ db, ctx }) => {
  const { holders, line } = await fullOffer(ctx, { held: [1], waiting: [1] });
  await giveBack(ctx, at(holders, 0));
  const claimId = await offered(ctx, at(line, 0));
  assert.deepEqual(await poolDrift(db), []);
  const news = await db.many<{ type: string }>`
    select type from platform.outbox where payload->>'claimId' = ${claimId} order by seq`;
  assert.deepEqual(
    news.map(({ type }) => type),
    ["claim.held"],
  );
  await settleOffers(later(ctx, { hours: 8 * 24 }));
  await tendDue(later(ctx, { hours: 8 * 24 }));
  assert.equal(await claimState(ctx, claimId), "expired");
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "what comes back at night is offered until people can have read it, and rings in the morning",
  async ({ ctx }) => {
    const startsAt = ctx.clock().add({ hours: 20 });
    const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
    const { holders, line } = await fullOffer(ctx, { held: [1], waiting: [1], ...times });
    // One in the morning; the line ends at noon.
    await giveBack(later(ctx, { hours: 7 }), at(holders, 0));
    const claimId = await offered(ctx, at(line, 0));
    const { heldUntil, subject } = await ctx.db.one<{ heldUntil: Temporal.Instant; subject: string }>`
      select held_until, subject from booking.claim where id = ${claimId}`;
    const [night] = await noticesOf(ctx.db, subject);
    assert.deepEqual(
      [night?.kind, night?.dueAt?.toString(), heldUntil.toString()],
      ["waiting-offer", ctx.clock().add({ hours: 14 }).toString(), ctx.clock().add({ hours: 16 }).toString()],
    );
  },
);
