/** The line of an offer: the cases other systems had to learn. They are listed with their results in docs/conformance.md. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../cancel-claim.ts";
import { claim } from "../claim.ts";
import { acceptHold } from "../holding/accept-hold.ts";
import { changeOffer, closeOffer } from "../manage-offer.ts";
import { poolDrift } from "../offer-store.ts";
import { aPenaltyRule, atTime, misses, noShowTerms } from "../penalties/testing.ts";
import { operations } from "../routes.ts";
import { aRule } from "../rules/testing.ts";
import { settleOffers } from "../settle-offers.ts";
import { anOffer } from "../testing.ts";
import { joinLine, leaveLine } from "./join-line.ts";
import { moveUp } from "./move-up.ts";
import { lineView, queueView } from "./show-line.ts";
import { tendDue } from "./tend.ts";
import { aHolder, aWaiting } from "./testing.ts";

type Person = Awaited<ReturnType<typeof aWaiting>>;
type Holder = Awaited<ReturnType<typeof aHolder>>;

const later = (ctx: Ctx, time: Temporal.DurationLike): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add(time),
});

/** A full offer a week ahead, each of its places held by one person, and people in line for so many places each. */
async function fullOffer(
  ctx: Ctx,
  {
    held = [1],
    waiting = [] as number[],
    rules = {},
    ...differs
  }: Parameters<typeof anOffer>[1] & {
    held?: number[];
    waiting?: number[];
  },
) {
  const startsAt = ctx.clock().add({ hours: 7 * 24 });
  const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
  const places = held.reduce((sum, size) => sum + size, 0);
  return inTx(ctx, async (inner) => {
    const { offerId } = await anOffer(inner, {
      ...times,
      places,
      rules: { waitingList: true, ...rules },
      ...differs,
    });
    const holders: Holder[] = [];
    for (const size of held) holders.push(await aHolder(inner, offerId, size));
    const line: Person[] = [];
    for (const size of waiting) line.push(await aWaiting(inner, offerId, size));
    return { offerId, holders, line, times };
  });
}

const at = <T>(list: readonly T[], index: number): T => {
  const one = list[index];
  assert.ok(one);
  return one;
};
const giveBack = (ctx: Ctx, { actor, claimId }: Pick<Holder, "actor" | "claimId">) =>
  inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));
const accept = (ctx: Ctx, { actor }: Pick<Person, "actor">, claimId: string) =>
  inTx({ ...ctx, actor }, (inner) => acceptHold(inner, claimId));
const claimAs = (ctx: Ctx, { actor }: Pick<Person, "actor">, offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size }));
const join = (ctx: Ctx, { actor }: Pick<Person, "actor">, offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => joinLine(inner, { offerId, size }));
const aPerson = (ctx: Ctx) => inTx(ctx, (inner) => aResident(inner));

interface Stand {
  state: string;
  claimId: string | null;
  passedOver: string | null;
}
/** What became of each in line, in the order in which they joined. */
async function states(ctx: Ctx, line: readonly Person[]): Promise<string[]> {
  return Promise.all(line.map(async (one) => (await stand(ctx, one)).state));
}
const stand = (ctx: Ctx, { waitingId }: Pick<Person, "waitingId">) =>
  ctx.db.one<Stand>`select state, claim_id, passed_over from booking.waiting where id = ${waitingId}`;
async function offered(ctx: Ctx, one: Person): Promise<string> {
  const { state, claimId } = await stand(ctx, one);
  assert.equal(state, "offered");
  assert.ok(claimId);
  return claimId;
}
const claimState = (ctx: Ctx, id: string) =>
  ctx.db.one<{ state: string }>`select state from booking.claim where id = ${id}`.then(({ state }) => state);
const told = async (ctx: Ctx, { subject }: Pick<Person, "subject">) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);

dbTest(
  "a cancelled place goes to the first in line, and nobody else can claim it meanwhile",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1] });
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, line), ["offered", "waiting"]);
    const claimId = await offered(ctx, at(line, 0));
    const { heldFor, heldUntil } = await ctx.db.one<{ heldFor: string; heldUntil: Temporal.Instant }>`
    select held_for, held_until from booking.claim where id = ${claimId}`;
    assert.deepEqual([heldFor, heldUntil.toString()], ["waiting", ctx.clock().add({ hours: 24 }).toString()]);
    assert.deepEqual(await told(ctx, at(line, 0)), ["notice.line.offered"]);
    assert.deepEqual(await told(ctx, at(line, 1)), []);
    await assert.rejects(claimAs(ctx, await aPerson(ctx), offerId), { id: "claim.none-left" });
    assert.deepEqual(await accept(ctx, at(line, 0), claimId), { claimId, state: "confirmed", size: 1 });
    assert.deepEqual(
      await accept(ctx, at(line, 0), claimId),
      { claimId, state: "confirmed", size: 1 },
      "twice is once",
    );
    assert.deepEqual(await states(ctx, line), ["taken", "waiting"]);
  },
);

dbTest("only who cannot claim may wait, once, and not for what will never be", async ({ ctx }) => {
  const { offerId, line } = await fullOffer(ctx, { held: [3], waiting: [1] });
  await assert.rejects(join(ctx, at(line, 0), offerId), { id: "waiting.already" });
  await assert.rejects(join(ctx, await aPerson(ctx), offerId, 5), { id: "claim.too-many" });
  await assert.rejects(join(ctx, await aPerson(ctx), offerId, 4), { id: "waiting.never-fits" });
  const open = await fullOffer(ctx, { held: [1], places: 5 });
  await assert.rejects(join(ctx, await aPerson(ctx), open.offerId), { id: "waiting.places-left" });
  await assert.rejects(join(ctx, at(open.holders, 0), open.offerId, 4), { id: "waiting.has-places" });
  const none = await fullOffer(ctx, { rules: { waitingList: false } });
  await assert.rejects(join(ctx, await aPerson(ctx), none.offerId), { id: "waiting.no-line" });
  const strict = await fullOffer(ctx, {});
  await inTx(ctx, (inner) =>
    changeOffer(inner, strict.offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...strict.times,
      rules: { minLevel: 2 },
      pools: [{ channel: "online", quota: 1, releasesAt: null }],
    }),
  );
  await assert.rejects(join(ctx, await aPerson(ctx), strict.offerId), { id: "claim.level-needed" });
});

dbTest(
  "who needs more than is free is skipped, keeps the place, and is served when it fits",
  async ({ ctx }) => {
    const { holders, line } = await fullOffer(ctx, { held: [1, 1, 1], waiting: [3, 1, 1] });
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, line), ["waiting", "offered", "waiting"]);
    assert.equal(
      (await stand(ctx, at(line, 0))).passedOver,
      null,
      "skipped for want of places is nobody's fault",
    );
    await giveBack(ctx, { ...at(line, 1), claimId: await offered(ctx, at(line, 1)) });
    assert.deepEqual(await states(ctx, line), ["waiting", "declined", "offered"]);
  },
);

dbTest("a family gets all its places together or none", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [2, 2], waiting: [4] });
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  await giveBack(ctx, at(holders, 1));
  const claimId = await offered(ctx, at(line, 0));
  assert.deepEqual(await accept(ctx, at(line, 0), claimId), { claimId, state: "confirmed", size: 4 });
  const { taken } = await ctx.db.one<{
    taken: number;
  }>`select taken from booking.pool where offer_id = ${offerId}`;
  assert.equal(taken, 4);
});

dbTest(
  "while nobody in line fits somebody else may claim what is free; who waits and claims leaves the line",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 3], waiting: [3] });
    await giveBack(ctx, at(holders, 0));
    const fast = { ...(await aPerson(ctx)), ...(await claimAs(ctx, at(line, 0), offerId, 1)) };
    assert.equal(fast.state, "confirmed");
    assert.deepEqual(await states(ctx, line), ["left"]);
    await giveBack(ctx, at(holders, 1));
    assert.deepEqual(await states(ctx, line), ["left"], "a place of one's own is not asked for twice");
  },
);

dbTest(
  "an offer declined, and one not answered in time, goes to the next; who joins again stands at the end",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1, 1, 1] });
    await giveBack(ctx, at(holders, 0));
    await giveBack(ctx, { ...at(line, 0), claimId: await offered(ctx, at(line, 0)) });
    assert.deepEqual(await states(ctx, line), ["declined", "offered", "waiting"]);
    const first = await offered(ctx, at(line, 1));
    const late = later(ctx, { hours: 24 });
    await tendDue(later(ctx, { hours: 23, minutes: 59 }));
    assert.deepEqual(await states(ctx, line), ["declined", "offered", "waiting"], "a minute early");
    await tendDue(late);
    assert.deepEqual(await states(ctx, line), ["declined", "lapsed", "offered"]);
    assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.offered", "notice.line.lapsed"]);
    assert.equal(await claimState(ctx, first), "expired");
    await assert.rejects(accept(late, at(line, 1), first), { id: "hold.gone" });
    await join(late, at(line, 1), offerId);
    const view = await inTx({ ...late, actor: at(line, 1).actor }, (inner) => lineView(inner, offerId));
    assert.deepEqual(
      [view.waiting, view.mine?.state, view.mine?.before],
      [1, "waiting", { entries: 0, places: 0 }],
    );
  },
);

dbTest("accepted and cancelled neither queues again nor arms the used offer", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1] });
  await giveBack(ctx, at(holders, 0));
  const claimId = await offered(ctx, at(line, 0));
  await accept(ctx, at(line, 0), claimId);
  await giveBack(ctx, { ...at(line, 0), claimId });
  assert.deepEqual(await states(ctx, line), ["taken"]);
  await tendDue(later(ctx, { hours: 25 }));
  assert.deepEqual(await states(ctx, line), ["taken"]);
  await assert.rejects(accept(ctx, at(line, 0), claimId), { id: "hold.gone" });
  assert.equal(
    (await claimAs(ctx, await aPerson(ctx), offerId)).state,
    "confirmed",
    "the place is free for anybody",
  );
});

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

dbTest("what the house gives out only later is offered to nobody before", async ({ ctx }) => {
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const { holders, line, times } = await fullOffer(ctx, { held: [1], waiting: [1], orgPath: house.path });
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "horizon", days: 3, at: "09:00" }));
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  assert.deepEqual(await told(ctx, at(line, 0)), []);
  const day = times.startsAt.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().subtract({ days: 3 });
  const opens = day.toZonedDateTime({ timeZone: "Asia/Shanghai", plainTime: "09:00" }).toInstant();
  await tendDue({ ...ctx, clock: () => opens.subtract({ seconds: 1 }) });
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  await tendDue({ ...ctx, clock: () => opens });
  assert.deepEqual(await states(ctx, line), ["offered"]);
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

dbTest("more places are offered at once, as far down the line as they go", async ({ ctx }) => {
  const { offerId, line, times } = await fullOffer(ctx, { held: [4], waiting: [2, 4, 1, 1] });
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      pools: [{ channel: "online", quota: 8, releasesAt: null }],
    }),
  );
  assert.deepEqual(await states(ctx, line), ["offered", "waiting", "offered", "offered"]);
});

dbTest(
  "who does not meet a rule any more is passed over and told why, once, and is served when it is mended",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1, 1, 1], waiting: [1] });
    const terms = (minLevel: 0 | 2) => ({
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      rules: { minLevel },
      pools: [{ channel: "online" as const, quota: 3, releasesAt: null }],
    });
    await inTx(ctx, (inner) => changeOffer(inner, offerId, terms(2)));
    const able = await inTx(ctx, (inner) => aWaiting(inner, offerId, 1, { level: 2 }));
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, [...line, able]), ["waiting", "offered"]);
    assert.equal((await stand(ctx, at(line, 0))).passedOver, "claim.level-needed");
    await giveBack(ctx, at(holders, 1));
    assert.deepEqual(await told(ctx, at(line, 0)), ["notice.line.passed-over"]);
    const view = await inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => lineView(inner, offerId));
    assert.equal(view.mine?.passedOver, "这场活动要求身份等级 2 级");
    await inTx(ctx, (inner) => changeOffer(inner, offerId, terms(0)));
    assert.deepEqual(await states(ctx, [...line, able]), ["offered", "offered"]);
  },
);

dbTest(
  "why somebody is passed over they are told as it is now; staff see that it is so, and who left leaves nothing of it",
  async ({ ctx }) => {
    const since: Ctx = { ...ctx, clock: () => atTime("2026-06-01", "00:00") };
    const house = await inTx(since, async (inner) => {
      const made = await anOrganisation(inner);
      const terms = { noShow: { ...noShowTerms, limit: 1, suspendsCount: 3 }, cancelling: null };
      await aPenaltyRule(inner, made.id, { terms });
      return made;
    });
    const { offerId, holders, line } = await fullOffer(ctx, {
      ...{ held: [1], waiting: [1], orgPath: house.path },
    });
    const one = at(line, 0);
    await inTx(ctx, (inner) => misses(inner, one, house.path, "2026-06-11"));
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await stand(ctx, one), { state: "waiting", claimId: null, passedOver: "claim.penalty" });
    const as = { ...ctx, actor: one.actor };
    const own = (await lineView(as, offerId)).mine?.passedOver;
    assert.match(own ?? "", /^您的预约暂停到 .*6月14日/);
    const over: Ctx = { ...as, clock: () => atTime("2026-06-15", "08:00") };
    assert.equal((await lineView(over, offerId)).mine?.passedOver, null);
    const [seen] = (await queueView(ctx, offerId)).waiting;
    assert.equal(seen?.passedOver, true);
    await inTx(as, (inner) => leaveLine(inner, one.waitingId));
    assert.equal((await stand(ctx, one)).passedOver, null);
  },
);

dbTest(
  "a rule is asked again when places are taken; who mends it in time still gets them",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1], waiting: [1] });
    await giveBack(ctx, at(holders, 0));
    const asking = (minLevel: 0 | 1) =>
      inTx(ctx, (inner) =>
        changeOffer(inner, offerId, {
          opensAt: ctx.clock().subtract({ hours: 1 }),
          ...times,
          rules: { minLevel },
          pools: [{ channel: "online", quota: 1, releasesAt: null }],
        }),
      );
    await asking(1);
    const claimId = await offered(ctx, at(line, 0));
    await assert.rejects(accept(ctx, at(line, 0), claimId), { id: "claim.level-needed" });
    await asking(0);
    assert.equal((await accept(ctx, at(line, 0), claimId)).state, "confirmed");
  },
);

dbTest(
  "places released later are offered to who waits for them before anybody can claim them",
  async ({ ctx }) => {
    const release = ctx.clock().add({ hours: 3 });
    const { offerId } = await fullOffer(ctx, {
      held: [1],
      pools: [
        { channel: "online", quota: 1, releasesAt: null },
        { channel: "helper", quota: 1, releasesAt: release },
      ],
    });
    const parent = await aPerson(ctx);
    const { account, subject } = await aPerson(ctx);
    const acting = { ...parent.actor, onBehalfOf: { account, subject, as: "guardian" as const } };
    // Their own places come later: a claim says so, and nobody waits for what is only not yet released.
    await assert.rejects(join(ctx, { actor: acting }, offerId), { id: "claim.not-released" });
    await ctx.db.run`
    insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
    values (gen_random_uuid(), ${offerId}, ${subject}, 1, '{helper,online}', ${ctx.clock()}, 'waiting', ${ctx.clock()})`;
    const then = later(ctx, { hours: 3 });
    const other = {
      ...(await aPerson(ctx)).actor,
      onBehalfOf: { ...acting.onBehalfOf, ...(await aPerson(ctx)) },
    };
    await assert.rejects(claimAs(then, { actor: other }, offerId), { id: "claim.none-left" });
    await tendDue(then);
    assert.deepEqual(await told(ctx, { subject }), ["notice.line.offered"]);
  },
);

dbTest("whoever finds nothing left has still brought what was due to who waits", async ({ ctx }) => {
  const { perform } = performer(operations, { checkAnswers: true });
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const clerk = await inTx(ctx, (inner) => aStaff(inner, { organisationId: house.id, role: "clerk" }));
  const asks = [
    ["booking.claim", await aPerson(ctx), {}],
    ["booking.claim-for", clerk, { subject: (await aPerson(ctx)).subject }],
  ] as const;
  for (const [operation, { actor }, whom] of asks) {
    const { offerId, line } = await fullOffer(ctx, {
      ...{ held: [1], waiting: [1], orgPath: house.path },
      pools: [
        { channel: "online", quota: 1, releasesAt: null },
        { channel: "counter", quota: 0, releasesAt: null },
      ],
    });
    await ctx.db.run`update booking.pool set quota = 2 where offer_id = ${offerId} and channel = 'online'`;
    const input = { params: { offerId }, body: { size: 1, ...whom } };
    await assert.rejects(perform({ ...ctx, actor }, operation, input, randomUUID()), {
      id: "claim.none-left",
    });
    assert.deepEqual(await states(ctx, line), ["offered"], operation);
  }
});

dbTest("staff put somebody first; who has left or was served cannot be", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1, 1] });
  await inTx(ctx, (inner) => moveUp(inner, { waitingId: at(line, 2).waitingId, reason: "轮椅使用者" }));
  const view = await inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => lineView(inner, offerId));
  assert.deepEqual(view.mine?.before, { entries: 1, places: 1 }, "and who stands behind now sees it");
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting", "waiting", "offered"]);
  await assert.rejects(
    inTx(ctx, (inner) => moveUp(inner, { waitingId: at(line, 2).waitingId, reason: "轮椅使用者" })),
    { id: "waiting.not-in-line" },
  );
  const leave = () =>
    inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => leaveLine(inner, at(line, 0).waitingId));
  await leave();
  assert.equal((await leave()).state, "left", "twice is once");
  await giveBack(ctx, at(holders, 1));
  assert.deepEqual(await states(ctx, line), ["left", "offered", "offered"]);
});

dbTest("three hundred are offered places in one go, in order", async ({ ctx }) => {
  const { offerId, times } = await fullOffer(ctx, { held: [1] });
  await ctx.db.run`
    insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
    select gen_random_uuid(), ${offerId}, gen_random_uuid(), 1 + n % 2, '{online}', ${ctx.clock()}, 'waiting', ${ctx.clock()}
      from generate_series(1, 400) n`;
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      pools: [{ channel: "online", quota: 1 + 450, releasesAt: null }],
    }),
  );
  const served = await ctx.db.one`
    select count(*)::int as entries, sum(size)::int as places, max(seq) - min(seq) + 1 as span
      from booking.waiting where offer_id = ${offerId} and state = 'offered'`;
  assert.deepEqual(served, { entries: 300, places: 450, span: 300 });
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
