import assert from "node:assert/strict";
import { aChild, aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { performer, problemDocument } from "#platform/http";
import { texts } from "#platform/i18n";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "./cancel-claim.ts";
import { claim } from "./claim.ts";
import { changeOffer, closeOffer } from "./manage-offer.ts";
import { poolDrift } from "./offer-store.ts";
import { claimOn } from "./overlaps.ts";
import { aReservation, aRoom, between } from "./reserving/testing.ts";
import { operations } from "./routes.ts";
import { anOffer } from "./testing.ts";
import { claimsPage } from "./views.ts";

const residents = (ctx: Ctx, count: number) =>
  inTx(ctx, async (inner) => {
    const made: Ctx["actor"][] = [];
    for (let n = 0; n < count; n++) made.push((await aResident(inner)).actor);
    return made;
  });

const claimAs = (ctx: Ctx, actor: Ctx["actor"], offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size }));

const ok = (result: PromiseSettledResult<unknown>) => result.status === "fulfilled";

dbTest("the last seat goes to one of fifty", async ({ db, ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 1 }));
  const people = await residents(ctx, 50);
  const results = await Promise.allSettled(people.map((actor) => claimAs(ctx, actor, offerId)));
  assert.equal(results.filter(ok).length, 1);
  for (const result of results) {
    if (result.status === "rejected") assert.equal((result.reason as Problem).id, "claim.none-left");
  }
  assert.deepEqual(await poolDrift(db), []);
});

dbTest("without the guard two oversell: reading first and writing after is a race", async ({ db }) => {
  await db.run`create table naive_pool (id int primary key, quota int not null, taken int not null)`;
  await db.run`insert into naive_pool values (1, 1, 0)`;
  const both = Promise.withResolvers<void>();
  let read = 0;
  const naive = () =>
    db.tx(async (tx) => {
      const pool = await tx.one<{ quota: number; taken: number }>`
        select quota, taken from naive_pool where id = 1`;
      if (pool.taken >= pool.quota) throw new Error("none left");
      if (++read === 2) both.resolve();
      await both.promise;
      await tx.run`update naive_pool set taken = taken + 1 where id = 1`;
    });
  await Promise.all([naive(), naive()]);
  assert.deepEqual(await db.one`select quota, taken from naive_pool`, { quota: 1, taken: 2 });
  await db.run`drop table naive_pool`;
});

dbTest("the database refuses an oversold pool even to a bug", async ({ db, ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 1 }));
  await assert.rejects(
    db.run`update booking.pool set taken = quota + 1 where offer_id = ${offerId}`,
    /pool_not_oversold/,
  );
  await assert.rejects(
    db.run`update booking.pool set taken = -1 where offer_id = ${offerId}`,
    /pool_not_oversold/,
  );
});

dbTest("a person holds one living claim on an offer, however fast they press", async ({ db, ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const [actor] = await residents(ctx, 1);
  assert.ok(actor);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => claimAs(ctx, actor, offerId)));
  assert.equal(results.filter(ok).length, 1);
  const { taken } = await db.one<{
    taken: number;
  }>`select taken from booking.pool where offer_id = ${offerId}`;
  assert.equal(taken, 1);
});

dbTest("a second claim is refused by the name of the one it is for", async ({ ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const [own, ward] = await inTx(ctx, async (inner) => {
    const guardian = await aResident(inner);
    return [guardian.actor, (await aChild(inner, guardian, { name: "艾力" })).actor];
  });
  assert.ok(own && ward);
  const told = async (actor: Ctx["actor"]) => {
    await claimAs(ctx, actor, offerId);
    const refusal = await claimAs(ctx, actor, offerId).catch((error: Problem) => error);
    assert.ok(refusal instanceof Problem);
    return problemDocument(refusal, texts("zh-CN"), "r").title;
  };
  assert.equal(await told(ward), "已经为 艾力 预约过这一场");
  assert.equal(await told(own), "您已经预约过这一场");
});

dbTest(
  "whoever comes late to what was cut short is told so, and not that it is cancelled",
  async ({ ctx }) => {
    const [actor = ctx.actor] = await residents(ctx, 1);
    const closed = async (how: { cutShort?: boolean }) => {
      const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
      await inTx(ctx, (inner) => closeOffer(inner, offerId, "停电", how));
      return claimAs(ctx, actor, offerId);
    };
    await assert.rejects(closed({ cutShort: true }), { id: "claim.cut-short" });
    await assert.rejects(closed({}), { id: "claim.offer-closed" });
  },
);

dbTest("a group gets all its places or none", async ({ ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 3 }));
  const [one, two] = await residents(ctx, 2);
  assert.ok(one && two);
  await claimAs(ctx, one, offerId, 2);
  await assert.rejects(claimAs(ctx, two, offerId, 2), { id: "claim.too-few-left" });
  await claimAs(ctx, two, offerId, 1);
});

dbTest("no number is a field left empty, and too many are told the offer's own limit", async ({ ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const [actor = ctx.actor] = await residents(ctx, 1);
  const ask = (size: number) =>
    performer(operations, { checkAnswers: true }).perform(
      { ...ctx, actor },
      "booking.claim",
      { params: { offerId }, body: { size } },
      null,
    );
  await assert.rejects(ask(Number.NaN), { faults: [{ field: "/body/size", id: "missing" }] });
  await assert.rejects(ask(60), { id: "claim.too-many", data: { max: 4, size: 60 } });
});

dbTest(
  "two places at the same time are a hint, not a refusal; one after the other is none",
  async ({ ctx }) => {
    const now = ctx.clock();
    const offerAt = (from: number, to: number) =>
      inTx(ctx, (inner) =>
        anOffer(inner, { startsAt: now.add({ hours: from }), endsAt: now.add({ hours: to }) }),
      ).then(({ offerId }) => offerId);
    const [actor] = await residents(ctx, 1);
    const as = (operation: string, offerId: string, body?: { size: number }) =>
      performer(operations, { checkAnswers: true }).perform(
        { ...ctx, actor: actor ?? ctx.actor },
        operation,
        { params: { offerId }, ...(body && { body }) },
        null,
      );
    const evening = await offerAt(3, 5);
    const { claimId } = await claimAs(ctx, actor ?? ctx.actor, evening);
    const late = await offerAt(4, 6);
    const hint = [
      {
        claimId,
        reservationId: null,
        startsAt: now.add({ hours: 3 }).toString(),
        endsAt: now.add({ hours: 5 }).toString(),
        times: 1,
        about: null,
      },
    ];
    assert.deepEqual(await as("booking.my-claim-on", late), { claim: null, overlaps: hint });
    const made = (await as("booking.claim", late, { size: 1 })) as { overlaps: unknown };
    assert.deepEqual(made.overlaps, hint);
    const [after, exhibition] = [await offerAt(6, 8), await offerAt(2, 24 * 30)];
    assert.deepEqual(await as("booking.my-claim-on", after), { claim: null, overlaps: [] });
    assert.deepEqual(
      await as("booking.my-claim-on", exhibition),
      { claim: null, overlaps: [] },
      "come to at some time of it",
    );
    await inTx({ ...ctx, actor: actor ?? ctx.actor }, (inner) => cancelClaim(inner, { claimId }));
    const own = (await as("booking.my-claim-on", late)) as { claim: { state: string }; overlaps: unknown[] };
    assert.deepEqual([own.claim.state, own.overlaps], ["confirmed", []]);
    await assert.rejects(as("booking.my-claim-on", newId()), { status: 404 });
  },
);

dbTest("a room one has at the time of an occasion is a hint too, until it is given back", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner));
  const times = between(ctx, 2, "10:00", "12:00");
  const had = await inTx(ctx, (inner) => aReservation(inner, room.id, times));
  const { offerId } = await inTx(ctx, (inner) =>
    anOffer(inner, { startsAt: times.startsAt.add({ hours: 1 }), endsAt: times.endsAt.add({ hours: 1 }) }),
  );
  const told = async () => (await claimOn(ctx, { id: offerId }, had.subject)).overlaps;
  const [one] = await told();
  const other = await inTx(ctx, (inner) => aRoom(inner));
  const second = { ...between(ctx, 2, "11:00", "13:00"), purpose: "合唱排练" };
  const asks = performer(operations, { checkAnswers: true });
  const perform = (operation: string, input: object) =>
    asks.perform({ ...ctx, actor: had.actor }, operation, input, null) as Promise<{
      overlaps: { reservationId: string | null }[];
      reservationId: string;
    }>;
  const asked = { startsAt: second.startsAt.toString(), endsAt: second.endsAt.toString() };
  const before = await perform("booking.my-overlaps", { query: asked });
  assert.deepEqual(
    before.overlaps.map(({ reservationId }) => reservationId),
    [had.reservationId],
  );
  const made = await perform("booking.reserve", {
    params: { id: other.id },
    body: { ...asked, purpose: second.purpose },
  });
  assert.deepEqual(made.overlaps, before.overlaps, "both are had, and said");
  const shown = await perform("booking.reservation", { params: { id: made.reservationId } });
  assert.deepEqual(shown.overlaps, before.overlaps);
  const next = {
    startsAt: times.endsAt.add({ hours: 1 }).toString(),
    endsAt: times.endsAt.add({ hours: 2 }).toString(),
  };
  assert.deepEqual((await perform("booking.my-overlaps", { query: next })).overlaps, []);
  await ctx.db.run`update booking.reservation set state = 'cancelled' where id = ${made.reservationId}`;
  assert.deepEqual(
    [one?.claimId, one?.reservationId, one?.startsAt, one?.about?.href],
    [null, had.reservationId, times.startsAt.toString(), `/reservations/${had.reservationId}`],
  );
  assert.ok(one?.about?.title);
  await ctx.db.run`update booking.reservation set state = 'cancelled' where id = ${had.reservationId}`;
  assert.deepEqual(await told(), []);
});

dbTest(
  "one's claims come page by page, what comes first, then the past from the latest back",
  async ({ ctx }) => {
    const [actor] = await residents(ctx, 1);
    assert.ok(actor);
    const now = ctx.clock();
    const starts = Array.from({ length: 60 }, (_, n) => now.add({ hours: 2 + n }));
    for (const startsAt of starts) {
      const times = { startsAt, endsAt: startsAt.add({ minutes: 30 }), closesAt: startsAt };
      const { offerId } = await inTx(ctx, (inner) => anOffer(inner, times));
      await claimAs(ctx, actor, offerId);
    }
    // Half of them are over by then.
    const later = { ...ctx, clock: () => now.add({ hours: 31, minutes: 50 }) };
    const { subject } = actor;
    assert.ok(subject);
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 3; pages++) {
      const { items, next } = await claimsPage(later, subject, after);
      seen.push(...items.map(({ startsAt }) => startsAt));
      if (!next) break;
      after = next;
    }
    const order = [...starts.slice(30), ...starts.slice(0, 30).toReversed()];
    assert.deepEqual(seen, order.map(String));
  },
);

dbTest("cancelling gives the places back once, however often it is asked", async ({ db, ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 2 }));
  const [actor] = await residents(ctx, 1);
  assert.ok(actor);
  const { claimId } = await claimAs(ctx, actor, offerId, 2);
  const cancel = () => inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));
  await Promise.all(Array.from({ length: 5 }, cancel));
  const { taken } = await db.one<{
    taken: number;
  }>`select taken from booking.pool where offer_id = ${offerId}`;
  assert.equal(taken, 0);
  await claimAs(ctx, actor, offerId, 2);
});

dbTest("no claim slips through while an offer closes", async ({ db, ctx }) => {
  for (let round = 0; round < 5; round++) {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 100 }));
    const people = await residents(ctx, 15);
    await Promise.allSettled([
      ...people.slice(0, 8).map((actor) => claimAs(ctx, actor, offerId)),
      inTx(ctx, (inner) => closeOffer(inner, offerId, "weather")),
      ...people.slice(8).map((actor) => claimAs(ctx, actor, offerId)),
    ]);
    const living =
      await db.many`select id from booking.claim where offer_id = ${offerId} and state = 'confirmed'`;
    assert.equal(living.length, 0);
  }
  assert.deepEqual(await poolDrift(db), []);
});

dbTest(
  "a pool that has given places away cannot be taken out, and an empty one offers nothing more",
  async ({ ctx }) => {
    const times = (inner: Ctx) => ({
      opensAt: inner.clock().subtract({ hours: 24 }),
      closesAt: inner.clock().add({ hours: 3 }),
      startsAt: inner.clock().add({ hours: 3 }),
      endsAt: inner.clock().add({ hours: 5 }),
    });
    const pool = (channel: "online" | "counter", quota: number) => ({ channel, quota, releasesAt: null });
    const { offerId } = await inTx(ctx, (inner) =>
      anOffer(inner, { pools: [pool("online", 5), pool("counter", 5)] }),
    );
    const [one, two] = await residents(ctx, 2);
    assert.ok(one && two);
    await claimAs(ctx, one, offerId, 2);
    const without = inTx(ctx, (inner) =>
      changeOffer(inner, offerId, { ...times(inner), pools: [pool("counter", 5)] }),
    );
    await assert.rejects(without, { id: "offer.quota-below-taken" });
    await inTx(ctx, (inner) => changeOffer(inner, offerId, { ...times(inner), pools: [pool("online", 5)] }));
    await assert.rejects(
      inTx({ ...ctx, actor: two }, (inner) => claim(inner, { offerId, size: 1, pool: "counter" })),
      { id: "claim.none-left" },
    );
  },
);

dbTest(
  "for whom somebody acts helper places are taken first, and places on line where these do not suffice",
  async ({ db, ctx }) => {
    const offerWith = (helper: number, online: number, releasesAt: ReturnType<Ctx["clock"]> | null = null) =>
      inTx(ctx, (inner) =>
        anOffer(inner, {
          pools: [
            { channel: "online", quota: online, releasesAt: null },
            { channel: "helper", quota: helper, releasesAt },
          ],
        }),
      ).then(({ offerId }) => offerId);
    const [parent = ctx.actor, ...children] = await residents(ctx, 3);
    const claimFor = (child: Ctx["actor"] | undefined, offerId: string, size: number) => {
      const { account, subject } = child ?? ctx.actor;
      assert.ok(account && subject);
      return claimAs(ctx, { ...parent, onBehalfOf: { account, subject, as: "guardian" } }, offerId, size);
    };
    const taken = (offerId: string) =>
      db.many`select channel, taken from booking.pool where offer_id = ${offerId} order by channel`;
    const both = (helper: number, online: number) => [
      { channel: "helper", taken: helper },
      { channel: "online", taken: online },
    ];
    const [one, two] = children;

    const guaranteed = await offerWith(3, 0);
    await claimFor(one, guaranteed, 2);
    assert.deepEqual(await taken(guaranteed), both(2, 0), "full on line, and still a place");

    const few = await offerWith(1, 5);
    await claimFor(one, few, 2);
    assert.deepEqual(await taken(few), both(0, 2), "two together from where two are");

    const later = await offerWith(5, 5, ctx.clock().add({ hours: 1 }));
    await claimFor(one, later, 1);
    assert.deepEqual(await taken(later), both(0, 1), "not held up by places that come later");

    const last = await offerWith(1, 1);
    await Promise.all([claimFor(one, last, 1), claimFor(two, last, 1)]);
    assert.deepEqual(await taken(last), both(1, 1), "whoever was slower gets the place on line");
    await assert.rejects(claimFor(parent, last, 1), { id: "claim.none-left" });

    const short = await offerWith(1, 2);
    await assert.rejects(claimFor(one, short, 3), { id: "claim.too-few-left", data: { left: 2, size: 3 } });
    assert.deepEqual(await poolDrift(db), []);
  },
);
