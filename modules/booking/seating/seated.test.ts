/** Claims of an offer with numbered seats: what they take, refuse, exchange and give back. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { performer, problemDocument } from "#platform/http";
import { countStatements, dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim, claimEach } from "../claiming/claim.ts";
import { forgetHolder } from "../claiming/forget-holder.ts";
import { mergeHolders } from "../claiming/merge-holders.ts";
import { reduceClaim } from "../claiming/reduce-claim.ts";
import { doorSheet } from "../door/door.ts";
import { walkIn } from "../door/walk-in.ts";
import { changeOffer, closeOffers } from "../offers/manage-offer.ts";
import { offer as offerById, poolDrift, pools as poolsOf } from "../offers/offer-store.ts";
import { operations } from "../routes.ts";
import { anOffer, handOver } from "../testing.ts";
import { leaveLine } from "../waiting/join-line.ts";
import { tendOffer } from "../waiting/tend.ts";
import { accept, aHolder, aWaiting, offered, stand } from "../waiting/testing.ts";
import { changeSeats } from "./change-seats.ts";
import * as store from "./seat-store.ts";
import { seatsAt } from "./seats-at.ts";
import { shareSeats } from "./set-seating.ts";
import { seatsView } from "./show-seats.ts";
import { aSeatedOffer, hallOf } from "./testing.ts";

type Wish = Omit<Parameters<typeof claim>[1], "offerId" | "size"> & { size?: number };

async function claimSeats(ctx: Ctx, offerId: string, { size, ...wish }: Wish) {
  return inTx(ctx, async (inner) => {
    const person = await aResident(inner);
    const many = size ?? wish.seats?.length ?? 1;
    return {
      ...person,
      ...(await claim({ ...inner, actor: person.actor }, { offerId, size: many, ...wish })),
    };
  });
}

const seatsOf = async (ctx: Ctx, claimId: string) =>
  ((await store.seatsOfClaims(ctx.db, [claimId])).get(claimId) ?? []).map(({ id }) => id);

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  assert.ok(error instanceof Problem, String(error));
  return error;
};

const well = async (ctx: Ctx) => {
  assert.deepEqual(await store.seatDrift(ctx.db), []);
  assert.deepEqual(await poolDrift(ctx.db), []);
};

const seated = (ctx: Ctx, differs: Parameters<typeof aSeatedOffer>[1] = {}) =>
  inTx(ctx, (inner) => aSeatedOffer(inner, differs));

dbTest(
  "an offer with a plan has as many places as seats, and a claim has seats side by side",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx);
    assert.deepEqual(
      (await poolsOf(ctx.db, [offerId])).map(({ channel, quota }) => [channel, quota]),
      [["online", 18]],
    );
    const { claimId } = await claimSeats(ctx, offerId, { size: 3 });
    const got = await seatsOf(ctx, claimId);
    assert.equal(got.length, 3);
    assert.equal(new Set(got.map((id) => id.split("-")[0])).size, 1, "in one row");
    await well(ctx);
  },
);

dbTest("named seats are taken; gone ones are refused by name with what is near", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const { claimId } = await claimSeats(ctx, offerId, { seats: ["2-3", "2-4"] });
  assert.deepEqual(await seatsOf(ctx, claimId), ["2-3", "2-4"]);
  const gone = await refusal(claimSeats(ctx, offerId, { seats: ["2-4", "2-5"] }));
  assert.equal(gone.id, "claim.seats-gone");
  assert.equal(gone.data.gone, "2排4号");
  assert.match(String(gone.data.near), /^[12]排\d号、[12]排\d号$/);
  assert.equal(gone.next, `/seats/${offerId}`);
  const ids = ["claim.seats-count", "claim.seats-count", "claim.seats-gone"];
  const tries: Wish[] = [{ size: 3, seats: ["1-1", "1-2"] }, { seats: ["1-1", "1-1"] }, { seats: ["9-9"] }];
  for (const [n, wish] of tries.entries())
    assert.equal((await refusal(claimSeats(ctx, offerId, wish))).id, ids[n]);
  await well(ctx);
});

dbTest("a choice that leaves a seat alone is refused with one beside it that does not", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const alone = await refusal(claimSeats(ctx, offerId, { seats: ["1-2", "1-3"] }));
  assert.equal(alone.id, "claim.seats-orphan");
  assert.equal(alone.data.alone, "1排1号");
  const instead = String(alone.data.near).split("、");
  const ids = instead.map((label) => label.replace("排", "-").replace("号", ""));
  const { claimId } = await claimSeats(ctx, offerId, { seats: ids });
  assert.deepEqual((await seatsOf(ctx, claimId)).toSorted(), ids.toSorted());
});

dbTest("a wheelchair space goes to who says so, its companion's seat with it", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  assert.equal((await refusal(claimSeats(ctx, offerId, { seats: ["3-1"] }))).id, "claim.seats-wheelchair");
  assert.equal((await refusal(claimSeats(ctx, offerId, { seats: ["3-2"] }))).id, "claim.seats-companion");
  assert.equal(
    (await refusal(claimSeats(ctx, offerId, { size: 1, wheelchairs: 2 }))).id,
    "claim.wheelchairs-more",
  );
  const { claimId } = await claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 });
  assert.deepEqual(await seatsOf(ctx, claimId), ["3-1", "3-2"]);
  const none = await refusal(claimSeats(ctx, offerId, { size: 1, wheelchairs: 1 }));
  assert.equal(none.id, "claim.wheelchair-spaces-short");
});

dbTest("when only wheelchair spaces are left, nobody else gets them", async ({ ctx }) => {
  const { offerId } = await seated(ctx, { plan: hallOf(2, 4), rules: { maxPerClaim: 9 } });
  await claimSeats(ctx, offerId, { size: 4 });
  assert.equal((await refusal(claimSeats(ctx, offerId, { size: 1 }))).id, "claim.seats-short");
  const { claimId } = await claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 });
  assert.deepEqual(await seatsOf(ctx, claimId), ["2-1", "2-2"]);
  await well(ctx);
});

dbTest("those who ask together get different seats in one statement", async ({ ctx }) => {
  const { offerId } = await seated(ctx, { plan: hallOf(10, 10, 10) });
  const made = await inTx(ctx, async (inner) => {
    const people = [];
    for (let n = 0; n < 8; n++) people.push(await aResident(inner));
    const asked = people.map(({ actor }, n) => ({
      ctx: { ...inner, actor },
      wish: n < 2 ? { size: 2, seats: ["1-5", "1-6"] } : { size: 2 },
    }));
    return claimEach(inner.db, offerId, asked);
  });
  assert.deepEqual(
    made.map(({ refusal }) => refusal?.id ?? null),
    [null, "claim.seats-gone", null, null, null, null, null, null],
  );
  await well(ctx);
});

dbTest("seats of other pools, and kept ones, are nobody's on line; the pools follow", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  await inTx(ctx, (inner) => shareSeats(inner, { offerId, seats: ["1-1", "1-2"], to: "jury" }));
  await inTx(ctx, (inner) => shareSeats(inner, { offerId, seats: ["2-1", "2-2"], to: "counter" }));
  assert.deepEqual(
    (await poolsOf(ctx.db, [offerId])).map(({ channel, quota }) => [channel, quota]),
    [
      ["online", 14],
      ["counter", 2],
    ],
  );
  for (const seats of [
    ["1-1", "1-2"],
    ["2-1", "2-2"],
  ])
    assert.equal((await refusal(claimSeats(ctx, offerId, { seats }))).id, "claim.seats-gone");
  const { claimId } = await claimSeats(ctx, offerId, { seats: ["1-3", "1-4"] });
  const taken = await refusal(
    inTx(ctx, (inner) => shareSeats(inner, { offerId, seats: ["1-3", "1-5"], to: "stage" })),
  );
  assert.deepEqual([taken.id, taken.data.seats], ["seating.taken", "1排3号"]);
  await assert.rejects(
    ctx.db
      .run`update booking.offer_seat set channel = null, kept_for = 'stage' where offer_id = ${offerId} and seat_id = '1-3'`,
    /seat_taken_of_pool/,
  );
  await assert.rejects(
    ctx.db
      .run`insert into booking.seat_taken (offer_id, seat_id, channel, claim_id) values (${offerId}, '1-1', 'online', ${claimId})`,
    /seat_taken_of_pool/,
  );
  await well(ctx);
});

dbTest("whole or part given back frees the seats the person says", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const { claimId, actor } = await claimSeats(ctx, offerId, { seats: ["1-3", "1-4", "1-5", "1-6"] });
  const as = { ...ctx, actor };
  const silent = await refusal(inTx(as, (inner) => reduceClaim(inner, { claimId, size: 2 })));
  assert.equal(silent.id, "claim.say-seats");
  assert.equal(
    (await refusal(inTx(as, (inner) => reduceClaim(inner, { claimId, size: 2, seats: ["2-1", "1-5"] })))).id,
    "claim.say-seats",
  );
  await inTx(as, (inner) => reduceClaim(inner, { claimId, size: 2, seats: ["1-3", "1-4"] }));
  assert.deepEqual(await seatsOf(ctx, claimId), ["1-5", "1-6"]);
  await well(ctx);
  await inTx(as, (inner) => cancelClaim(inner, { claimId }));
  assert.deepEqual(await seatsOf(ctx, claimId), []);
  await claimSeats(ctx, offerId, { seats: ["1-5", "1-6"] });
  await well(ctx);
});

dbTest(
  "what is given back leaves no seat alone, nor a companion's seat without its space",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx, { plan: hallOf(6, 6, 6), rules: { maxPerClaim: 4 } });
    const four = await claimSeats(ctx, offerId, { seats: ["1-1", "1-2", "1-3", "1-4"] });
    const give = ({ actor, claimId }: typeof four, size: number, seats: string[]) =>
      inTx({ ...ctx, actor }, (inner) => reduceClaim(inner, { claimId, size, seats }));
    const alone = await refusal(give(four, 3, ["1-2"]));
    assert.deepEqual(
      [alone.id, alone.data, alone.next],
      ["claim.give-orphan", { alone: "1排2号", instead: "1排4号" }, `/seats/${offerId}`],
    );
    assert.equal((await seatsOf(ctx, four.claimId)).length, 4, "a refusal gives nothing back");
    await give(four, 3, ["1-4"]);
    const none = await refusal(give(four, 2, []));
    assert.equal(none.id, "claim.seats-none");

    const two = await claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 });
    const kept = await refusal(give(two, 1, ["3-1"]));
    assert.deepEqual([kept.id, kept.data.seats], ["claim.give-companion", "3排2号"]);
    await inTx({ ...ctx, actor: two.actor }, (inner) =>
      changeSeats(inner, { claimId: two.claimId, seats: ["2-1", "2-2"] }),
    );
    await give(two, 1, ["2-2"]);
    await well(ctx);
  },
);

dbTest("who finds no other seat keeps the companion's without its space", async ({ ctx }) => {
  const { offerId } = await seated(ctx, { plan: hallOf(2, 2), rules: { maxPerClaim: 4 } });
  const { actor, claimId } = await claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 });
  await claimSeats(ctx, offerId, { size: 2 });
  await inTx({ ...ctx, actor }, (inner) => reduceClaim(inner, { claimId, size: 1, seats: ["2-1"] }));
  assert.deepEqual(await seatsOf(ctx, claimId), ["2-2"]);
  await well(ctx);
});

dbTest("each refusal of a choice of seats has its words, and those of what helps on", async ({ ctx }) => {
  const { offerId } = await seated(ctx, { rules: { maxPerClaim: 4 } });
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  const { claimId } = await claimSeats(ctx, offerId, { seats: ["2-3", "2-4"] });
  const api = performer(operations, { checkAnswers: true });
  const tries: [body: object, id: string][] = [
    [{ size: 1, seats: [] }, "claim.seats-none"],
    [{ size: 3, seats: ["1-1", "1-2"] }, "claim.seats-count"],
    [{ size: 1, seats: ["2-3"] }, "claim.seats-gone"],
    [{ size: 2, seats: ["1-2", "1-3"] }, "claim.seats-orphan"],
    [{ size: 1, seats: ["3-1"] }, "claim.seats-wheelchair"],
    [{ size: 1, seats: ["3-2"] }, "claim.seats-companion"],
    [{ size: 1, wheelchairs: 2 }, "claim.wheelchairs-more"],
    [{ size: 2, wheelchairs: 2 }, "claim.wheelchair-spaces-short"],
  ];
  const saysOf = (problem: Problem) => problemDocument(problem, textFor(ctx), "-");
  for (const [body, id] of tries) {
    const claimed = api.perform({ ...ctx, actor }, "booking.claim", { params: { offerId }, body }, null);
    const problem = await refusal(claimed);
    assert.equal(problem.id, id);
    assert.ok(saysOf(problem).next?.label, id);
  }
  const changed = await refusal(inTx(ctx, (inner) => changeSeats(inner, { claimId, seats: ["2-5"] })));
  assert.deepEqual([changed.id, saysOf(changed).next?.href], ["claim.seats-count", `/seats/${offerId}`]);
});

dbTest("seats are exchanged for others of the pool, one's own counting as free", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const { claimId, actor } = await claimSeats(ctx, offerId, { seats: ["1-1", "1-2"] });
  await claimSeats(ctx, offerId, { seats: ["2-1", "2-2"] });
  const change = (seats: string[]) =>
    inTx({ ...ctx, actor }, (inner) => changeSeats(inner, { claimId, seats }));
  assert.equal((await refusal(change(["2-2", "2-3"]))).id, "claim.seats-gone");
  assert.deepEqual(await seatsOf(ctx, claimId), ["1-1", "1-2"], "a refusal changes nothing");
  assert.deepEqual((await change(["1-1", "1-2"])).seats, ["1排1号", "1排2号"]);
  await change(["3-5", "3-6"]);
  assert.deepEqual(await seatsOf(ctx, claimId), ["3-5", "3-6"]);
  await well(ctx);
});

dbTest("what is held for who is next in line has seats, taken, left or lapsed", async ({ ctx }) => {
  const { offerId } = await seated(ctx, { plan: hallOf(2, 4), rules: { waitingList: true, maxPerClaim: 6 } });
  const all = await claimSeats(ctx, offerId, { size: 6, wheelchairs: 1 });
  const two = await inTx(ctx, (inner) => aWaiting(inner, offerId, 2));
  const four = await inTx(ctx, (inner) => aWaiting(inner, offerId, 4));
  await inTx({ ...ctx, actor: all.actor }, (inner) => cancelClaim(inner, { claimId: all.claimId }));
  const held = await offered(ctx, two);
  assert.equal((await seatsOf(ctx, held)).length, 2);
  assert.equal(
    (await stand(ctx, four)).state,
    "waiting",
    "a wheelchair space and its companion's seat are not theirs",
  );
  await accept(ctx, two, held);
  assert.equal((await seatsOf(ctx, held)).length, 2);
  await well(ctx);
  await inTx({ ...ctx, actor: two.actor }, (inner) => cancelClaim(inner, { claimId: held }));
  const second = await offered(ctx, four);
  assert.equal((await seatsOf(ctx, second)).length, 4);
  const late = { ...ctx, clock: () => ctx.clock().add({ hours: 30 }) };
  await inTx(late, (inner) => tendOffer(inner, offerId));
  assert.deepEqual(await seatsOf(ctx, second), []);
  await well(ctx);
});

dbTest(
  "who comes in a wheelchair waits for a space, holds nobody up, and it is forgotten",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx, { rules: { waitingList: true } });
    const first = await claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 });
    const short = await refusal(claimSeats(ctx, offerId, { size: 2, wheelchairs: 1 }));
    assert.deepEqual([short.id, short.next], ["claim.wheelchair-spaces-short", `/line/${offerId}`]);
    const never = await refusal(inTx(ctx, (inner) => aWaiting(inner, offerId, 3, { wheelchairs: 2 })));
    assert.deepEqual([never.id, never.data.spaces], ["waiting.no-wheelchair-space", 1]);
    const walks = await refusal(inTx(ctx, (inner) => aWaiting(inner, offerId, 2)));
    assert.equal(walks.id, "waiting.places-left");
    const [one, two, three] = await inTx(ctx, async (inner) => [
      await aWaiting(inner, offerId, 2, { wheelchairs: 1 }),
      await aWaiting(inner, offerId, 1, { wheelchairs: 1 }),
      await aWaiting(inner, offerId, 1, { wheelchairs: 1 }),
    ]);
    assert.ok(one && two && three);
    await claimSeats(ctx, offerId, { size: 2 });
    assert.equal((await stand(ctx, one)).state, "waiting", "ordinary seats are not for them");
    const kept = async () =>
      (
        await ctx.db.many<{ state: string; wheelchairs: number }>`
        select state, wheelchairs from booking.waiting where offer_id = ${offerId} order by seq`
      ).map(({ state, wheelchairs }) => `${state} ${wheelchairs}`);
    assert.deepEqual(await kept(), ["waiting 1", "waiting 1", "waiting 1"]);
    await inTx({ ...ctx, actor: first.actor }, (inner) => cancelClaim(inner, { claimId: first.claimId }));
    assert.deepEqual(await seatsOf(ctx, await offered(ctx, one)), ["3-1", "3-2"]);
    await inTx({ ...ctx, actor: two.actor }, (inner) => leaveLine(inner, two.waitingId));
    assert.deepEqual(await kept(), ["offered 0", "left 0", "waiting 1"], "not kept longer than they wait");
    await inTx(ctx, (inner) => forgetHolder(inner, three.subject));
    assert.deepEqual(await kept(), ["offered 0", "left 0", "left 0"]);
    await well(ctx);
  },
);

dbTest(
  "where only wheelchair spaces are left one can wait, and without numbered seats nobody is asked",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx, {
      plan: hallOf(2, 4),
      rules: { waitingList: true, maxPerClaim: 4 },
    });
    await claimSeats(ctx, offerId, { size: 4 });
    await inTx(ctx, (inner) => aWaiting(inner, offerId));
    const { offerId: plain } = await inTx(ctx, (inner) =>
      anOffer(inner, { places: 1, rules: { waitingList: true } }),
    );
    await inTx(ctx, (inner) => aHolder(inner, plain));
    const { waitingId } = await inTx(ctx, (inner) => aWaiting(inner, plain, 1, { wheelchairs: 1 }));
    const { wheelchairs } = await ctx.db.one<{ wheelchairs: number }>`
    select wheelchairs from booking.waiting where id = ${waitingId}`;
    assert.equal(wheelchairs, 0);
  },
);

dbTest(
  "seats go with a claim that is handed on or merged, and are free when its offer closes",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx, { rules: { transferable: true } });
    const first = await claimSeats(ctx, offerId, { seats: ["1-1", "1-2"] });
    const to = await inTx(ctx, (inner) => aResident(inner));
    await inTx(ctx, (inner) => handOver(inner, first.claimId, { from: first.actor, to: to.actor }));
    assert.deepEqual(await seatsOf(ctx, first.claimId), ["1-1", "1-2"]);
    const again = await claimSeats(ctx, offerId, { seats: ["2-1", "2-2"] });
    await inTx(ctx, (inner) => mergeHolders(inner, { from: again, into: to }));
    assert.deepEqual(
      [await seatsOf(ctx, first.claimId), await seatsOf(ctx, again.claimId)],
      [["1-1", "1-2"], []],
    );
    await well(ctx);
    await inTx(ctx, (inner) => closeOffers(inner, [{ offerId, cutShort: false }], "停电"));
    assert.deepEqual(await seatsOf(ctx, first.claimId), []);
  },
);

dbTest(
  "people at the door without a claim get the best seats of the door, and the list says where",
  async ({ ctx }) => {
    const { offerId } = await seated(ctx);
    await inTx(ctx, (inner) => shareSeats(inner, { offerId, seats: ["2-1", "2-2", "2-3"], to: "walk-in" }));
    const soon = { ...ctx, clock: () => ctx.clock().add({ hours: 7 * 24 - 1 }) };
    await inTx(soon, (inner) => walkIn(inner, { offerId, size: 2 }));
    const { holders } = await doorSheet(soon, offerId);
    assert.equal(holders[0]?.seats.length, 2);
    assert.match(holders[0]?.seats[0] ?? "", /^2排\d号$/);
    await well(ctx);
  },
);

dbTest("times change and the seats stay; quotas typed elsewhere do not count", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const { claimId } = await claimSeats(ctx, offerId, { seats: ["1-1", "1-2"] });
  const now = await offerById(ctx.db, offerId);
  assert.ok(now);
  const pools = [{ channel: "online" as const, quota: 500, releasesAt: null }];
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, { ...now, endsAt: now.endsAt.add({ hours: 1 }), pools }),
  );
  assert.equal((await poolsOf(ctx.db, [offerId]))[0]?.quota, 18);
  assert.deepEqual(await seatsOf(ctx, claimId), ["1-1", "1-2"]);
});

dbTest("the hall says what is free, what is one's own, and each seat in words", async ({ ctx }) => {
  const { offerId } = await seated(ctx);
  const { actor } = await claimSeats(ctx, offerId, { seats: ["1-1", "1-2"] });
  await claimSeats(ctx, offerId, { seats: ["1-3", "1-4"] });
  const view = await seatsView({ ...ctx, actor }, offerId);
  const states = new Map(view.seats.map(({ id, state }) => [id, state]));
  assert.deepEqual([states.get("1-1"), states.get("1-3"), states.get("1-5")], ["mine", "taken", "free"]);
  assert.deepEqual(
    view.mine?.seats.map(({ label }) => label),
    ["1排1号", "1排2号"],
  );
  assert.deepEqual(view.mine?.can, ["change", "reduce"]);
  const [first] = view.zones[0]?.rows[0]?.seats ?? [];
  assert.match(first?.says ?? "", /靠近舞台/);
});

dbTest("an offer without seats asks the database nothing more, and goes as ever", async ({ ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const offer = await offerById(ctx.db, offerId);
  assert.ok(offer);
  const { answer, statements } = await countStatements(ctx, (inner) => seatsAt(inner.db, offer));
  assert.deepEqual({ answer, statements }, { answer: null, statements: 0 });
  const { size, claimId } = await inTx(ctx, (inner) => aHolder(inner, offerId, 2));
  assert.equal(size, 2);
  assert.deepEqual(await seatsOf(ctx, claimId), []);
});
