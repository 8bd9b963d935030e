import assert from "node:assert/strict";
import type { AnswerOf, InputOf, Operation } from "#contract";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, today } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "../../routes.ts";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { copiesOut } from "../out/contract.ts";
import { join } from "../readers/join.ts";
import { aHouse, type House, someCopies } from "../testing.ts";
import * as contract from "./contract.ts";
import { loansNext } from "./one-person.ts";

const { perform } = performer(operations, { checkAnswers: true });

async function ask<O extends Operation>(ctx: Ctx, operation: O, input: InputOf<O>) {
  // The operation's own answer, checked against its contract.
  return (await perform(ctx, operation.id, input as never, null)) as AnswerOf<O>;
}

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

/** Somebody at home with a card and two books. */
async function atHome(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const house: House = await aHouse(inner);
    const one = await aResident(inner);
    const { subject } = one;
    const card = { issuerId: house.organisationId, number: `C-${subject}` };
    await join(inner, {
      subject,
      kind: "person",
      name: "",
      category: "adult",
      homeId: house.placeId,
      validUntil: null,
      card,
    });
    const { recordId, itemIds } = await someCopies(inner, house, { copies: 3 });
    const loans = [];
    for (const itemId of itemIds.slice(0, 2))
      loans.push(await checkOut(inner, { subject, itemId, placeId: house.placeId }));
    return { ...house, subject, recordId, itemIds, loans, me: { ...ctx, actor: one.actor } };
  });
}

dbTest("somebody sees what they have with the days left, renews it, and nobody else's", async ({ ctx }) => {
  const { me, loans, subject } = await atHome(ctx);
  const other = await atHome(ctx);
  const mine = await ask(me, contract.myLoans, { query: {} });
  assert.equal(mine.loans.length, 2);
  assert.ok(mine.loans.every(({ daysLeft }) => daysLeft >= 30));
  const [next] = await loansNext(me, { subject });
  assert.deepEqual([next?.key, next?.values.count], ["loans.next", 2]);
  const loanId = loans[0]?.loanId ?? "";
  const { dueOn } = await ask(daysOn(me, 3), contract.renewMine, { body: { loanId } });
  assert.ok(dueOn > (mine.loans[0]?.dueOn ?? ""));
  await assert.rejects(ask(other.me, contract.renewMine, { body: { loanId } }), { id: "not-found" });
  const all = await ask(daysOn(me, 4), contract.renewAllMine, { body: {} });
  assert.deepEqual([all.renewed.length, all.refused.length], [1, 1]);
  // A reader who acts for themself is not named in what is written down of it.
  const named = await ctx.db.many`
    select 1 from platform.audit where what = 'loan.renewed' and actor is not null`;
  assert.equal(named.length, 0);
});

dbTest(
  "what was read is kept from the wish on, for the reader alone, and gone when they say so",
  async ({ ctx, db }) => {
    const { me, itemIds, placeId, subject, recordId } = await atHome(ctx);
    const back = (itemId: number) => inTx(ctx, (inner) => checkIn(inner, { itemId, placeId }));
    const [first = 0, second = 0] = itemIds;
    await back(first);
    assert.deepEqual(await ask(me, contract.myHistory, { query: {} }), {
      keeps: false,
      count: 0,
      items: [],
      next: null,
    });
    await ask(me, contract.keepHistory, { body: { keeps: true } });
    await back(second);
    const kept = await ask(me, contract.myHistory, { query: {} });
    assert.deepEqual([kept.keeps, kept.count, kept.items[0]?.record], [true, 1, String(recordId)]);
    const lentOn = kept.items[0]?.lentOn ?? "";
    const clerk = await inTx(ctx, async (inner) =>
      aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "manager" }),
    );
    assert.equal((await ask({ ...ctx, actor: clerk.actor }, contract.myHistory, { query: {} })).count, 0);
    await ask(me, contract.forgetReading, {
      body: { one: { record: String(recordId), lentOn: "2020-01-01" } },
    });
    assert.equal((await ask(me, contract.myHistory, { query: {} })).count, 1);
    await ask(me, contract.forgetReading, { body: { one: { record: String(recordId), lentOn } } });
    assert.equal((await ask(me, contract.myHistory, { query: {} })).count, 0);
    await db.run`
    insert into library.reading (subject, record_id, lent_on, returned_on)
    values (${subject}, ${recordId}, ${today(ctx).toString()}::date, ${today(ctx).toString()}::date)`;
    await ask(me, contract.keepHistory, { body: { keeps: false } });
    assert.equal((await db.many`select 1 from library.reading where subject = ${subject}`).length, 0);
  },
);

dbTest(
  "a record says how many of its copies are lent, and when the first comes back; whose they are it does not know",
  async ({ ctx }) => {
    const { recordId, placeId, loans } = await atHome(ctx);
    const out = await ask(ctx, copiesOut, { params: { id: String(recordId) } });
    assert.deepEqual(out, { places: [{ placeId, copies: 2, dueOn: loans[0]?.dueOn }], waiting: 0 });
  },
);
