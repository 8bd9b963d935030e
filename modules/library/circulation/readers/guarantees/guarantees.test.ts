import assert from "node:assert/strict";
import { test } from "node:test";
import { aCheck, aDecision, aResident, aWithdrawal, noticesOf } from "#people/testing";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { sql } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkOut } from "../../lending/check-out.ts";
import { insertLimit } from "../../rules/rule-store.ts";
import { aHouse, aReader, type House, someCopies } from "../../testing.ts";
import { join } from "../join.ts";
import { showOwn } from "../own/show-own.ts";
import { tendReaders } from "../tend.ts";
import { saveTerms } from "../terms/terms.ts";
import { usualTerms } from "../terms/terms-store.ts";
import { heedEligibility, mirrorCredit, reconcileCredit } from "./credit.ts";
import { guaranteesOf } from "./guarantee-store.ts";
import { decideByStaff, returnDeposit, stepBack, takeDeposit, takeGuarantor } from "./guarantees.ts";
import { type Guarantor, reasonAgainstGuarantor } from "./guarantor-rule.ts";

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});
const ways = async (ctx: Ctx, subject: string) =>
  (await guaranteesOf(ctx.db, [subject])).map(({ way }) => way).toSorted();

/** A house where a check of people stands for credit: five things with it, one without. */
async function aCreditHouse(ctx: TxCtx): Promise<House & { check: string }> {
  const house = await aHouse(ctx);
  const { code: check } = await aCheck(ctx, house.organisationId);
  await saveTerms(ctx, { organisationId: house.organisationId, ...usualTerms, creditCheck: check });
  for (const [guarantees, most] of [
    [["none"], 1],
    [["credit"], 5],
  ] as const)
    await insertLimit(ctx.db, {
      organisationId: house.organisationId,
      orgPath: house.path,
      since: "2020-01-01",
      until: null,
      basis: "信用借阅办法",
      setAt: ctx.clock(),
      after: 0,
      match: { owner: house.path, types: null, categories: null, guarantees: [...guarantees], home: null },
      most,
    });
  return { ...house, check };
}

async function aCreditReader(ctx: TxCtx, house: House & { check: string }) {
  const one = await aGrownReader(ctx, house);
  await aDecision(ctx, one, house.check, "yes", 30);
  return one;
}

async function aGrownReader(ctx: TxCtx, house: House) {
  const one = await aResident(ctx, { level: 2, born: "1990-05-04" });
  await join(ctx, {
    subject: one.subject,
    kind: "person",
    name: "",
    category: "adult",
    homeId: house.placeId,
    validUntil: null,
    card: null,
  });
  return one;
}

dbTest(
  "credit is a yes until a day; losing it changes the limit, neither loans nor the days they are due",
  async ({ ctx, db }) => {
    const { house, one, itemIds } = await inTx(ctx, async (inner) => {
      const house = await aCreditHouse(inner);
      const one = await aCreditReader(inner, house);
      const { itemIds } = await someCopies(inner, house, { copies: 6 });
      // Called twice, one stands.
      await heedEligibility(inner, { subject: one.subject, check: house.check });
      await heedEligibility(inner, { subject: one.subject, check: house.check });
      return { house, one, itemIds };
    });
    assert.deepEqual(await ways(ctx, one.subject), ["credit"]);
    const own = () => showOwn({ ...ctx, actor: one.actor }, one.subject, {});
    const because = (await own()).reader?.because;
    assert.deepEqual(
      [because?.way, because?.gives.most, because?.gives.limitBasis],
      ["credit", 5, "信用借阅办法"],
    );
    const lend = (itemId: number | undefined) =>
      inTx(ctx, (inner) =>
        checkOut(inner, { subject: one.subject, itemId: itemId ?? 0, placeId: house.placeId }),
      );
    for (const id of itemIds.slice(0, 3)) await lend(id);
    const loans = () =>
      db.many`select id, due_on::text, rule_id, guarantee, subject from library.loan where subject = ${one.subject} order by id`;
    const before = await loans();
    await inTx(ctx, (inner) => aWithdrawal(inner, one, house.check));
    for (let n = 0; n < 2; n++)
      await inTx(ctx, (inner) => heedEligibility(inner, { subject: one.subject, check: house.check }));
    assert.deepEqual(await ways(ctx, one.subject), []);
    assert.deepEqual(await loans(), before);
    await assert.rejects(lend(itemIds[3]), { id: "loan.limit", data: { most: 1 } });
    const told = (await noticesOf(db, one.subject)).filter(({ key }) => key === "notice.credit-over");
    assert.equal(told.length, 1);
    assert.deepEqual(told[0]?.data, {});
    assert.equal((await own()).reader?.because?.gives.most, 1);
    assert.equal((await own()).check?.href, `/my/eligibility/${house.check}`);
  },
);

dbTest(
  "credit ends by its day, moves with a later yes, and another check is nobody's business",
  async ({ ctx, db }) => {
    const { house, one } = await inTx(ctx, async (inner) => {
      const house = await aCreditHouse(inner);
      const one = await aCreditReader(inner, house);
      const other = await aCheck(inner, house.organisationId);
      await heedEligibility(inner, { subject: one.subject, check: other.code });
      return { house, one };
    });
    assert.deepEqual(await ways(ctx, one.subject), []);
    await inTx(ctx, (inner) => mirrorCredit(inner, one.subject));
    const [was] = await guaranteesOf(db, [one.subject]);
    await inTx(ctx, async (inner) => {
      await aWithdrawal(inner, one, house.check);
      await aDecision(inner, one, house.check, "yes", 40);
    });
    await inTx(ctx, (inner) => mirrorCredit(inner, one.subject));
    const [now] = await guaranteesOf(db, [one.subject]);
    assert.equal(now?.id, was?.id);
    assert.ok(was?.until && now?.until?.equals(was.until.add({ hours: 240 })));
    await tendReaders(daysOn(ctx, 35));
    assert.deepEqual(await ways(ctx, one.subject), ["credit"]);
    await tendReaders(daysOn(ctx, 45));
    assert.deepEqual(await ways(ctx, one.subject), []);
    assert.ok((await noticesOf(db, one.subject)).some(({ key }) => key === "notice.credit-over"));
    assert.ok(house);
  },
);

dbTest(
  "readers who were not heard of are found; a library that names another check asks that",
  async ({ ctx }) => {
    const { house, one } = await inTx(ctx, async (inner) => {
      const house = await aCreditHouse(inner);
      return { house, one: await aCreditReader(inner, house) };
    });
    assert.ok((await reconcileCredit(ctx)) > 0);
    assert.deepEqual(await ways(ctx, one.subject), ["credit"]);
    assert.equal(await reconcileCredit(ctx), 0);
    const { organisationId } = house;
    await inTx(ctx, async (inner) => {
      const { code } = await aCheck(inner, organisationId);
      await saveTerms(inner, { organisationId, ...usualTerms, creditCheck: code });
    });
    assert.equal(await reconcileCredit(ctx), 1, "of this house alone");
    assert.deepEqual(await ways(ctx, one.subject), []);
    await assert.rejects(
      inTx(ctx, (inner) => saveTerms(inner, { organisationId, ...usualTerms, creditCheck: "no-such-check" })),
      { id: "input.invalid" },
    );
  },
);

dbTest("nothing of lending holds a score", async ({ ctx, db }) => {
  const { house, one } = await inTx(ctx, async (inner) => {
    const house = await aCreditHouse(inner);
    const one = await aCreditReader(inner, house);
    await mirrorCredit(inner, one.subject);
    return { house, one };
  });
  const columns = await db.many<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'library'`;
  assert.deepEqual(
    columns.filter(({ name }) => /score|points|sesame|rating|tier/.test(name)),
    [],
  );
  const said = JSON.stringify([
    await showOwn({ ...ctx, actor: one.actor }, one.subject, {}),
    await db.many`select ${sql.raw("*")} from library.guarantee where subject = ${one.subject}`,
    await db.many`select what, detail from platform.audit where subject = ${one.subject}`,
    await db.many`select payload from platform.outbox where kind like 'reader.%' or kind like 'card.%'`.catch(
      () => [],
    ),
  ]);
  assert.doesNotMatch(said, /score|分数|芝麻/);
  // What people forgets after a while is not remembered here: neither that there was a yes nor that it ended.
  const written = await db.many<{ what: string; detail: unknown }>`
    select what, detail from platform.audit where subject = ${one.subject} and what like 'credit.%'`;
  assert.deepEqual(written, [{ what: "credit.compared", detail: null }]);
  await inTx(ctx, async (inner) => {
    await aWithdrawal(inner, one, house.check);
    await mirrorCredit(inner, one.subject);
  });
  assert.deepEqual(await db.many`select 1 from library.guarantee where subject = ${one.subject}`, []);
});

dbTest("a deposit is given back whole, and not while something is lent", async ({ ctx }) => {
  const { house, reader, itemId } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const reader = await aReader(inner, house);
    const { itemIds } = await someCopies(inner, house);
    await takeDeposit(inner, reader.subject, { amountFen: 10_000, receipt: "收-7" });
    return { house, reader, itemId: itemIds[0] ?? 0 };
  });
  const { subject } = reader;
  await assert.rejects(
    inTx(ctx, (inner) => takeDeposit(inner, subject, { amountFen: 10_000, receipt: "" })),
    { id: "guarantee.there" },
  );
  await inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId: house.placeId }));
  const giveBack = () => inTx(ctx, (inner) => returnDeposit(inner, subject, { receipt: "退-7" }));
  await assert.rejects(giveBack(), { id: "guarantee.deposit-needed" });
  await ctx.db.run`delete from library.loan where subject = ${subject}`;
  assert.deepEqual(await giveBack(), { amountFen: 10_000 });
  await assert.rejects(giveBack(), { id: "guarantee.none" });
});

dbTest("a guarantor stands for so many, is told, and steps back", async ({ ctx, db }) => {
  const { readers, guarantor } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    await saveTerms(inner, { organisationId: house.organisationId, ...usualTerms, guaranteesMost: 1 });
    const guarantor = await aGrownReader(inner, house);
    return { readers: [await aReader(inner, house), await aReader(inner, house)], guarantor };
  });
  const [one, other] = readers;
  const stand = (subject: string | undefined) =>
    inTx(ctx, (inner) => takeGuarantor(inner, subject ?? "", { guarantor: guarantor.subject, until: null }));
  const id = await stand(one?.subject);
  await assert.rejects(stand(other?.subject), { id: "guarantor.enough", data: { most: 1 } });
  await assert.rejects(stand(guarantor.subject), { id: "guarantor.oneself" });
  const told = (await noticesOf(db, guarantor.subject)).map(({ key }) => key);
  assert.deepEqual(told, ["notice.guarantor-stands"]);
  await assert.rejects(
    inTx(ctx, (inner) => stepBack(inner, id, other?.subject ?? "")),
    { id: "not-found" },
  );
  await inTx(ctx, (inner) => stepBack(inner, id, guarantor.subject));
  assert.deepEqual(await ways(ctx, one?.subject ?? ""), []);
  const lost = (await noticesOf(db, one?.subject ?? "")).map(({ key }) => key);
  assert.deepEqual(lost.toSorted(), ["notice.guarantee-begun", "notice.guarantee-ended.guarantor"]);
  await stand(other?.subject);
});

dbTest("a decision of the house ends by its day, and the reader is told", async ({ ctx, db }) => {
  const { subject } = await inTx(ctx, async (inner) => aReader(inner, await aHouse(inner)));
  const until = today(ctx).add({ days: 5 }).toString();
  await inTx(ctx, (inner) => decideByStaff(inner, subject, { until, reason: "援疆医生，短期在本市" }));
  await tendReaders(daysOn(ctx, 5));
  assert.deepEqual(await ways(ctx, subject), ["staff"]);
  await tendReaders(daysOn(ctx, 7));
  assert.deepEqual(await ways(ctx, subject), []);
  assert.ok((await noticesOf(db, subject)).some(({ key }) => key === "notice.guarantee-ended.staff"));
  await assert.rejects(
    inTx(ctx, (inner) => decideByStaff(inner, subject, { until: "2020-01-01", reason: "过去的" })),
    { id: "input.invalid" },
  );
});

test("who may stand for another", () => {
  const good: Guarantor = {
    kind: "person",
    endedOn: null,
    blocked: "",
    validUntil: null,
    suspendedUntil: null,
    age: 30,
    earliestDue: null,
    standsFor: 0,
    guaranteedByTheOther: false,
  };
  const terms = { most: 3, on: "2026-06-12" };
  for (const [differs, against] of [
    [{}, null],
    [{ kind: "group" }, "guarantor.not-a-person"],
    [{ age: null }, "guarantor.under-age"],
    [{ age: 17 }, "guarantor.under-age"],
    [{ blocked: "证件遗失" }, "guarantor.may-not-borrow"],
    [{ suspendedUntil: "2026-06-12" }, "guarantor.may-not-borrow"],
    [{ validUntil: "2026-06-11" }, "guarantor.may-not-borrow"],
    [{ endedOn: "2026-06-01" }, "guarantor.may-not-borrow"],
    [{ earliestDue: "2026-06-12" }, null],
    [{ earliestDue: "2026-06-11" }, "guarantor.overdue"],
    [{ guaranteedByTheOther: true }, "guarantor.each-other"],
    [{ standsFor: 2 }, null],
    [{ standsFor: 3 }, "guarantor.enough"],
  ] as const)
    assert.equal(reasonAgainstGuarantor({ ...good, ...differs }, terms), against, JSON.stringify(differs));
});
