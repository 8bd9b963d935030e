import assert from "node:assert/strict";
import { aResident, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { type Ctx, inTx, today } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { listeners } from "../../listeners.ts";
import { checkOut } from "../lending/check-out.ts";
import { join } from "../readers/join.ts";
import { aHouse, type House, someCopies } from "../testing.ts";
import { tendLoans } from "./tend-loans.ts";

async function aBorrower(ctx: Ctx, house: House, days: readonly number[]) {
  return inTx(ctx, async (inner) => {
    const { subject } = await aResident(inner);
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
    const { recordId, itemIds } = await someCopies(inner, house, { copies: days.length });
    const loans = [];
    for (const itemId of itemIds)
      loans.push(await checkOut(inner, { subject, itemId, placeId: house.placeId }));
    for (const [n, { loanId }] of loans.entries())
      await inner.db.run`update library.loan set due_on = ${today(ctx)
        .add({ days: days[n] ?? 0 })
        .toString()}::date where id = ${loanId}`;
    return { subject, recordId, loanIds: loans.map(({ loanId }) => loanId) };
  });
}

const noticesTo = async ({ db }: Ctx, subject: string) =>
  (await noticesOf(db, subject)).map(({ key, data }) => `${key} ${JSON.stringify(data)}`).toSorted();

dbTest(
  "who has something due soon is told once, by number and day; who is late after a day, a week, a month",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => aHouse(inner));
    const soon = await aBorrower(ctx, house, [2, 2, 9]);
    const late = await aBorrower(ctx, house, [-1, -7, -12]);
    await tendLoans(ctx);
    await tendLoans(ctx);
    const told = await noticesTo(ctx, soon.subject);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^notice\.loans-due .*"?count"?.*2/);
    const reminded = await noticesTo(ctx, late.subject);
    assert.equal(reminded.length, 2);
    assert.ok(reminded.every((text) => text.startsWith("notice.loans-overdue")));
    for (const text of [...told, ...reminded]) assert.ok(!text.includes("要借的书"), "no title");
  },
);

dbTest("what a rule renews by itself is, while nobody waits; what may not is told", async ({ ctx, db }) => {
  const house = await inTx(ctx, (inner) => aHouse(inner));
  const one = await aBorrower(ctx, house, [2, 1]);
  const terms = {
    ...{
      lends: true,
      days: 30,
      untilDay: null,
      renewals: 1,
      renewDays: 30,
      renewFrom: "due",
      auto: true,
      holds: true,
      graceDays: 0,
    },
    ...{
      late: { kind: "none" },
      lateCounts: "open-days",
      overdueBlocks: true,
      recallDays: null,
      readyDays: 7,
      returnTo: "anywhere",
      dearestFen: null,
    },
  };
  const rule = "0198c0de-0000-7000-8000-000000000001";
  await db.run`
    insert into library.loan_rule (id, version, organisation_id, org_path, owner_path, since, terms, basis, set_at)
    values (${rule}, 1, ${house.organisationId}, ${house.path}, ${house.path}, '2026-01-01', ${JSON.stringify(terms)}::jsonb, '自动续借', ${ctx.clock()})`;
  const [renewed = "", enough = ""] = one.loanIds;
  await db.run`update library.loan set rule_id = ${rule} where subject = ${one.subject}`;
  await db.run`update library.loan set renewals = 1 where id = ${enough}`;
  await tendLoans(ctx);
  await tendLoans(ctx);
  const due = await db.many<{ id: string; dueOn: string; renewals: number }>`
    select id, due_on::text, renewals from library.loan where subject = ${one.subject}`;
  const on = (id: string) => due.find((loan) => loan.id === id);
  assert.ok((on(renewed)?.dueOn ?? "") > today(ctx).add({ days: 20 }).toString());
  assert.deepEqual([on(renewed)?.renewals, on(enough)?.renewals], [1, 1]);
  const told = (await noticesTo(ctx, one.subject)).map((text) => text.split(" ")[0]);
  assert.deepEqual(told, ["notice.loans-due", "notice.loans-renewed"]);
});

dbTest(
  "a house that shuts puts off what is due then, tells each reader once, and asks nothing back",
  async ({ ctx, db }) => {
    const house = await inTx(ctx, (inner) => aHouse(inner));
    const one = await aBorrower(ctx, house, [3, 4, 30]);
    const other = await aBorrower(ctx, await inTx(ctx, (inner) => aHouse(inner)), [3]);
    const dueDays = async ({ loanIds }: { loanIds: string[] }) =>
      (
        await db.many<{ due: string }>`
        select due_on::text as due from library.loan where id = any(${loanIds}::uuid[]) order by due_on`
      ).map(({ due }) => due);
    const before = [await dueDays(one), await dueDays(other)];
    const at = (days: number) => ctx.clock().add({ hours: 24 * days });
    await inTx(ctx, (inner) =>
      announceClosure(inner, house.placeId, { startsAt: at(1), endsAt: at(10), reason: "repair" }),
    );
    await settled(db);
    for (let told = 0; told < 2; told++) await deliverAll(ctx, [listeners]);
    const [first = "", second, third] = await dueDays(one);
    assert.ok(first > today(ctx).add({ days: 8 }).toString() && second === first, `${first} ${second}`);
    assert.equal(third, before[0]?.[2]);
    assert.deepEqual(await dueDays(other), before[1]);
    const told = await noticesTo(ctx, one.subject);
    assert.equal(told.filter((text) => text.startsWith("notice.loans-put-off")).length, 1);
  },
);
