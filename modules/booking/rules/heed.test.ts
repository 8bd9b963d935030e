import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import type { Problem } from "#platform/errors";
import { problemDocument } from "#platform/http";
import { texts } from "#platform/i18n";
import { at, dbTest, somebodyWaits } from "#platform/testing";
import { cancelClaim } from "../cancel-claim.ts";
import { claim, claimEach } from "../claim.ts";
import { changeOffer, type OfferInput } from "../manage-offer.ts";
import { anOffer } from "../testing.ts";
import { aRule } from "./testing.ts";

const local = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Shanghai").toInstant();

const aHouse = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));

/** An occasion of the house of two hours, open at once. */
const occasion = (ctx: Ctx, house: { path: string }, start: string, differs: Partial<OfferInput> = {}) =>
  inTx(ctx, async (inner) => {
    const startsAt = local(start);
    const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
    return (await anOffer(inner, { orgPath: house.path, ...times, ...differs })).offerId;
  });

const person = (ctx: Ctx, born: string | null = "1990-05-01") =>
  inTx(ctx, async (inner) => (await aResident(inner, { born })).actor);

const claimAs = (ctx: Ctx, actor: Ctx["actor"], offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size }));

const whyNot = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (problem: Problem) => problem.id,
  );

dbTest("a refusal names the rule, who set it and on what basis", async ({ ctx }) => {
  const house = await aHouse(ctx);
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "age", from: 18, to: null }));
  const offerId = await occasion(ctx, house, "2026-06-20T15:00");
  const refusal = await claimAs(ctx, await person(ctx, "2008-06-21"), offerId).catch((e: Problem) => e);
  const { title, detail } = problemDocument(refusal as Problem, texts("zh-CN"), "r");
  assert.equal(title, "须年满 18 周岁");
  assert.equal(
    detail,
    "年龄按活动当天（课程按第一课那天）计算。请看看其他场次或班。测试图书馆的规定：馆内预约规定。",
  );
  assert.equal(await whyNot(claimAs(ctx, await person(ctx, "2008-06-20"), offerId)), null);
});

dbTest(
  "a version that begins tomorrow decides from tomorrow on, and the one before until then",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    await inTx(ctx, async (inner) => {
      await aRule(inner, house.id, { kind: "group", from: 1, to: 2 });
      await aRule(inner, house.id, { kind: "group", from: 1, to: 1 }, { since: "2026-06-13", after: 1 });
    });
    const offerId = await occasion(ctx, house, "2026-06-20T15:00");
    const today: Ctx = { ...ctx, clock: at("2026-06-12T15:59:59Z") };
    assert.equal(await whyNot(claimAs(today, await person(ctx), offerId, 2)), null);
    const tomorrow: Ctx = { ...ctx, clock: at("2026-06-12T16:00:00Z") };
    assert.equal(await whyNot(claimAs(tomorrow, await person(ctx), offerId, 2)), "rule.group");
  },
);

dbTest(
  "a rule ends with its last day, and one that is repealed gives way to the one above",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const below = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: house.id }));
    await inTx(ctx, async (inner) => {
      await aRule(inner, house.id, { kind: "level", level: 1 });
      await aRule(inner, below.id, { kind: "level", level: 2 }, { until: "2026-06-13" });
    });
    const offerId = await occasion(ctx, below, "2026-06-20T15:00");
    const someone = await inTx(ctx, async (inner) => (await aResident(inner, { level: 1 })).actor);
    assert.equal(
      await whyNot(claimAs({ ...ctx, clock: at("2026-06-13T15:59:59Z") }, someone, offerId)),
      "rule.level",
    );
    await claimAs({ ...ctx, clock: at("2026-06-13T16:00:00Z") }, someone, offerId);
    const nobody = await inTx(ctx, async (inner) => {
      await aRule(inner, below.id, { kind: "level", level: 1 }, { effect: "none", after: 1 });
      return (await aResident(inner)).actor;
    });
    const second = await occasion(ctx, below, "2026-06-21T15:00");
    await claimAs(ctx, nobody, second);
    await inTx(ctx, (inner) =>
      aRule(inner, below.id, { kind: "level", level: 1 }, { effect: "repealed", after: 2 }),
    );
    const third = await occasion(ctx, below, "2026-06-22T15:00");
    assert.equal(await whyNot(claimAs(ctx, nobody, third)), "rule.level");
  },
);

dbTest("a written version is never changed, backdated or overtaken unseen", async ({ db, ctx }) => {
  const house = await aHouse(ctx);
  const write = (differs: object) =>
    inTx(ctx, (inner) => aRule(inner, house.id, { kind: "level", level: 1 }, differs));
  await write({});
  await assert.rejects(write({}), { id: "house-rule.meanwhile" });
  const tried = await Promise.allSettled([write({ after: 1 }), write({ after: 1 })]);
  assert.deepEqual(
    tried.map((one) => (one.status === "fulfilled" ? one.value.version : one.reason.id)).toSorted(),
    [2, "house-rule.meanwhile"],
    "of two at once one is told of the other's",
  );
  await assert.rejects(write({ since: "2026-06-11", after: 1 }), { id: "input.invalid" });
  await assert.rejects(write({ kind: "age", after: 1 }), { id: "input.invalid" });
  await assert.rejects(
    db.run`update booking.house_rule set basis = '别的' where org_path = ${house.path}`,
    /never changed/,
  );
  await assert.rejects(
    db.run`delete from booking.house_rule where org_path = ${house.path}`,
    /never changed/,
  );
});

dbTest("who missed or holds it is counted, who gave it back in time is not", async ({ ctx }) => {
  const house = await aHouse(ctx);
  await inTx(ctx, (inner) =>
    aRule(inner, house.id, { kind: "period", most: 1, window: "month", days: 1, scope: "organisation" }),
  );
  const [one, two, later] = [
    await occasion(ctx, house, "2026-06-20T15:00"),
    await occasion(ctx, house, "2026-06-30T20:00"),
    await occasion(ctx, house, "2026-07-01T15:00"),
  ];
  const actor = await person(ctx);
  const { claimId } = await claimAs(ctx, actor, one);
  assert.equal(await whyNot(claimAs(ctx, actor, two)), "rule.period");
  await claimAs(ctx, actor, later);
  await inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));
  await claimAs(ctx, actor, two);
  assert.equal(await whyNot(claimAs(ctx, actor, one)), "rule.period");
});

dbTest("who books two occasions at one moment waits, and one a month stays one", async ({ db, ctx }) => {
  const house = await aHouse(ctx);
  await inTx(ctx, (inner) =>
    aRule(inner, house.id, { kind: "period", most: 1, window: "month", days: 1, scope: "organisation" }),
  );
  const one = await occasion(ctx, house, "2026-06-20T15:00");
  const other = await occasion(ctx, house, "2026-06-21T15:00");
  const actor = await person(ctx);
  const [claimed, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = inTx({ ...ctx, actor }, async (inner) => {
    await claim(inner, { offerId: one, size: 1 });
    claimed.resolve();
    await go.promise;
  });
  await claimed.promise;
  const second = whyNot(claimAs(ctx, actor, other));
  await Promise.race([somebodyWaits(db), second]);
  go.resolve();
  await first;
  assert.equal(await second, "rule.period");
});

dbTest(
  "without the lock on the person two at the same moment are both counted first",
  async ({ db, ctx }) => {
    const subject = newId();
    await db.run`create table unlocked_claim (subject uuid not null)`;
    const both = Promise.withResolvers<void>();
    let counted = 0;
    const book = () =>
      inTx(ctx, async ({ db: tx }) => {
        const { n } = await tx.one<{ n: number }>`
        select count(*)::int as n from unlocked_claim where subject = ${subject}`;
        if (n >= 1) throw new Error("one a month");
        if (++counted === 2) both.resolve();
        await both.promise;
        await tx.run`insert into unlocked_claim values (${subject})`;
      });
    await Promise.all([book(), book()]);
    assert.deepEqual(await db.one`select count(*)::int as n from unlocked_claim`, { n: 2 });
    await db.run`drop table unlocked_claim`;
  },
);

dbTest(
  "many who ask at once for two occasions in opposite order wait for nobody in a circle",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "no-overlap" }));
    const offers = [
      await occasion(ctx, house, "2026-06-20T15:00", {
        pools: [{ channel: "online", quota: 50, releasesAt: null }],
      }),
      await occasion(ctx, house, "2026-06-20T16:00", {
        pools: [{ channel: "online", quota: 50, releasesAt: null }],
      }),
    ];
    const people: Ctx["actor"][] = [];
    for (let n = 0; n < 12; n++) people.push(await person(ctx));
    const ask = (offerId: string, actors: Ctx["actor"][]) =>
      inTx(ctx, (inner) =>
        claimEach(
          inner.db,
          offerId,
          actors.map((actor) => ({ ctx: { ...inner, actor }, wish: { size: 1 } })),
        ),
      );
    const [one = "", other = ""] = offers;
    const [first, second] = await Promise.all([ask(one, people), ask(other, people.toReversed())]);
    const made = [...first, ...second].filter((outcome) => outcome.made);
    const refused = [...first, ...second].flatMap(({ refusal }) => refusal?.id ?? []);
    assert.equal(made.length, 12);
    assert.deepEqual(new Set(refused), new Set(["rule.no-overlap"]));
  },
);

dbTest(
  "two places at one time are refused by the database too, and only where the rule is",
  async ({ db, ctx }) => {
    const house = await aHouse(ctx);
    const free = await aHouse(ctx);
    await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "no-overlap" }));
    const actor = await person(ctx);
    const one = await occasion(ctx, house, "2026-06-20T15:00");
    const other = await occasion(ctx, house, "2026-06-20T16:30");
    const touching = await occasion(ctx, house, "2026-06-20T17:00");
    const elsewhere = await occasion(ctx, free, "2026-06-20T15:00");
    const { claimId } = await claimAs(ctx, actor, one);
    await claimAs(ctx, actor, touching);
    const { claimId: unbound } = await claimAs(ctx, actor, elsewhere);
    assert.equal(await whyNot(claimAs(ctx, actor, other)), "rule.no-overlap");
    await assert.rejects(
      db.run`update booking.claim set span = (select span from booking.claim where id = ${claimId}) where id = ${unbound}`,
      /claim_one_at_a_time/,
    );
    await inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));
    assert.equal(await whyNot(claimAs(ctx, actor, other)), "rule.no-overlap", "the one that begins at five");
  },
);

dbTest("who is moved to another time is not held to one place at a time", async ({ db, ctx }) => {
  const house = await aHouse(ctx);
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "no-overlap" }));
  const actor = await person(ctx);
  const one = await occasion(ctx, house, "2026-06-20T15:00");
  const other = await occasion(ctx, house, "2026-06-21T15:00");
  await claimAs(ctx, actor, one);
  await claimAs(ctx, actor, other);
  const startsAt = local("2026-06-20T16:00");
  await inTx(ctx, (inner) =>
    changeOffer(inner, other, {
      opensAt: ctx.clock(),
      closesAt: startsAt,
      startsAt,
      endsAt: startsAt.add({ hours: 2 }),
      pools: [{ channel: "online", quota: 10, releasesAt: null }],
    }),
  );
  const { n } = await db.one<{ n: number }>`
    select count(*)::int as n from booking.claim where subject = ${actor.subject} and span is not null`;
  assert.equal(n, 1);
});

dbTest(
  "a rule that asks nothing, or says what another kind says, is refused by its field",
  async ({ ctx }) => {
    const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
    const age = { kind: "age" as const, from: null, to: null };
    const fault = (field: string, of: string) => ({ faults: [{ field: `/body/terms/${field}`, id: of }] });
    await assert.rejects(
      inTx(ctx, (inner) => aRule(inner, id, age)),
      fault("age/from", "missing"),
    );
    const terms = { age: { from: 6, to: null }, level: { level: 1 } };
    await assert.rejects(
      inTx(ctx, (inner) => aRule(inner, id, age, { terms })),
      fault("level", "house-rule.other-kind"),
    );
  },
);
