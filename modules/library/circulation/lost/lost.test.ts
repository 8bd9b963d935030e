import assert from "node:assert/strict";
import { aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { useInHouse } from "../in-house/use.ts";
import { checkAgreement } from "../lending/check-agreement.ts";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { fallbackTerms, type Terms } from "../rules/ruling.ts";
import { undo } from "../till/lend.ts";
import { aTill } from "../till/testing.ts";
import { claimReturned, decideClaim, lookedFor, withdrawClaim } from "./claim.ts";
import { lose } from "./lose.ts";
import { loseOverdue } from "./lose-overdue.ts";

async function atTill(ctx: Ctx, terms: Partial<Terms> = {}) {
  const at = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    const till = await aTill(inner, id);
    const { actor } = await aStaff(inner, { organisationId: id, role: "manager" });
    return { ...till, clerk: { ...ctx, actor, channel: "desk" as const } };
  });
  const rule = newId();
  await ctx.db.run`
    insert into library.loan_rule (id, version, organisation_id, org_path, owner_path, since, terms, basis, set_at)
    values (${rule}, 1, ${at.organisationId}, ${at.path}, ${at.path}, '2026-01-01', ${JSON.stringify({ ...fallbackTerms, ...terms })}::jsonb, '赔偿办法', ${ctx.clock()})`;
  await ctx.db.run`update library.loan set rule_id = ${rule} where id = ${at.loanId}`;
  return at;
}

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

const fine = { late: { kind: "fee", fenPerDay: 20, mostFen: 2000 }, lateCounts: "all-days" } as const;
const lostTerms = { percent: 100, handlingFen: 1000, unknownFen: 3000, afterDays: null, refundDays: 0 };

const fees = ({ db }: Ctx, subject: string) =>
  db.many<{ kind: string; fen: number; how: string | null; note: string }>`
    select kind, amount_fen as fen, how, note from library.fee where subject = ${subject} order by kind`;
const statusOf = async ({ db }: Ctx, itemId: number) =>
  db.one<{ status: string; away: string | null }>`select status, away from library.item where id = ${itemId}`;

dbTest(
  "lost, it costs what its rule says of what has no price; found before it is paid, it is owed no more and late only until then",
  async ({ ctx }) => {
    const { clerk, subject, lentId, loanId, placeId } = await atTill(ctx, { ...fine, lost: lostTerms });
    const late = daysOn(clerk, 40);
    assert.deepEqual(await inTx(late, (inner) => lose(inner, { loanId, placeId })), { feeFen: 4000 });
    await assert.rejects(
      inTx(late, (inner) => lose(inner, { loanId, placeId })),
      { id: "loan.lost-already" },
    );
    assert.deepEqual(await statusOf(ctx, lentId), { status: "lost", away: "on-loan" });
    const back = await inTx(daysOn(clerk, 90), (inner) => checkIn(inner, { itemId: lentId, placeId }));
    assert.equal(back.loan?.lateDays, 10);
    assert.deepEqual(await fees(ctx, subject), [
      { kind: "lost", fen: 4000, how: "undone", note: "" },
      { kind: "overdue", fen: 200, how: null, note: "" },
    ]);
    assert.deepEqual(await statusOf(ctx, lentId), { status: "available", away: null });
  },
);

dbTest(
  "a damaged copy waits for who mends it, whoever waits for the title, and its reader owes",
  async ({ ctx }) => {
    const { clerk, subject, lentId, placeId } = await atTill(ctx);
    const back = await inTx(clerk, (inner) =>
      checkIn(inner, { itemId: lentId, placeId, damage: { note: "封面撕破", feeFen: 800 } }),
    );
    assert.equal(back.loan?.feeFen, 800);
    assert.deepEqual(await statusOf(ctx, lentId), { status: "in-process", away: null });
    assert.deepEqual(await fees(ctx, subject), [{ kind: "damaged", fen: 800, how: null, note: "封面撕破" }]);
  },
);

dbTest(
  "said to be returned it is in nobody's way; found, it was back that day and costs nothing",
  async ({ ctx, db }) => {
    const { clerk, subject, lentId, loanId, placeId, itemId: _ } = await atTill(ctx, fine);
    const late = daysOn(clerk, 35);
    await inTx(late, (inner) => claimReturned(inner, loanId));
    const { due } = await db.one<{ due: string | null }>`
    select min(due_on)::text as due from library.loan where subject = ${subject} and lost_on is null and claimed_on is null`;
    assert.equal(due, null);
    await inTx(daysOn(clerk, 50), (inner) => lookedFor(inner, { loanId, placeId, isFound: false }));
    const back = await inTx(daysOn(clerk, 60), (inner) =>
      lookedFor(inner, { loanId, placeId, isFound: true }),
    );
    assert.deepEqual(back?.loan, { lateDays: 0, suspendedUntil: null, feeFen: 0 });
    const past = await db.one<{
      on: string;
    }>`select returned_on::text as on from library.past_loan where item_id = ${lentId}`;
    assert.equal(past.on, today(late).toString());
    assert.deepEqual(await fees(ctx, subject), []);
  },
);

dbTest(
  "said to be returned and then brought over the counter, it was late until the day it was said",
  async ({ ctx, db }) => {
    const { clerk, subject, lentId, loanId, placeId } = await atTill(ctx, fine);
    const { due } = await db.one<{
      due: string;
    }>`select due_on::text as due from library.loan where id = ${loanId}`;
    await inTx(daysOn(clerk, 40), (inner) => claimReturned(inner, loanId));
    const back = await inTx(daysOn(clerk, 60), (inner) => checkIn(inner, { itemId: lentId, placeId }));
    const late = today(daysOn(ctx, 40)).since(due, { largestUnit: "days" }).days;
    assert.ok(late > 0);
    assert.deepEqual(back.loan, { lateDays: late, suspendedUntil: null, feeFen: late * 20 });
    assert.deepEqual(await fees(ctx, subject), [{ kind: "overdue", fen: late * 20, how: null, note: "" }]);
  },
);

dbTest("a loan that never was is not lost, and nothing is owed for it", async ({ ctx }) => {
  const { clerk, subject, lentId, loanId, placeId } = await atTill(ctx, { lost: lostTerms });
  await inTx(clerk, (inner) => lose(inner, { loanId, placeId }));
  await inTx(clerk, (inner) => undo(inner, { loanId, placeId }));
  assert.deepEqual(await fees(ctx, subject), [{ kind: "lost", fen: 4000, how: "undone", note: "" }]);
  assert.deepEqual(await statusOf(ctx, lentId), { status: "available", away: null });
});

dbTest("nothing comes back before it was lent, whatever day is said", async ({ ctx, db }) => {
  const { clerk, lentId, placeId } = await atTill(ctx);
  await inTx(clerk, (inner) => checkIn(inner, { itemId: lentId, placeId, returnedOn: "1900-01-01" }));
  const past = await db.one<{ lent: string; back: string }>`
    select lent_on::text as lent, returned_on::text as back from library.past_loan where item_id = ${lentId}`;
  assert.equal(past.back, past.lent);
});

dbTest(
  "not found, staff decide after so many looks; a reader is believed so often in a year",
  async ({ ctx, db }) => {
    const { clerk, subject, lentId, loanId, placeId } = await atTill(ctx, {
      claims: { checks: 2, believed: 1 },
      lost: lostTerms,
    });
    await inTx(clerk, (inner) => claimReturned(inner, loanId));
    await inTx(clerk, (inner) => withdrawClaim(inner, loanId));
    await inTx(clerk, (inner) => claimReturned(inner, loanId));
    const look = (day: number) =>
      inTx(daysOn(clerk, day), (inner) => lookedFor(inner, { loanId, placeId, isFound: false }));
    const decide = (believes: boolean) =>
      inTx(clerk, (inner) => decideClaim(inner, { loanId, placeId, believes }));
    await look(0);
    await assert.rejects(look(0), { id: "claim.looked-today" });
    await assert.rejects(decide(true), { id: "claim.look-first" });
    await look(1);
    await db.run`insert into library.believed (subject, year, times) values (${subject}, ${today(ctx).year}, 1)`;
    await assert.rejects(decide(true), { id: "claim.believed-enough" });
    await db.run`delete from library.believed`;
    await decide(true);
    assert.deepEqual(await statusOf(ctx, lentId), { status: "missing", away: null });
    assert.deepEqual(await fees(ctx, subject), []);
    assert.equal(
      (await db.many`select 1 from library.past_loan where how = 'lost' and item_id = ${lentId}`).length,
      1,
    );
  },
);

dbTest(
  "overdue for as long as its rule waits it is lost, not before and not what is looked for; a week before its reader is told",
  async ({ ctx, db }) => {
    const { clerk, subject, lentId, loanId } = await atTill(ctx, { lost: { ...lostTerms, afterDays: 60 } });
    await loseOverdue(daysOn(ctx, 30 + 53));
    await loseOverdue(daysOn(ctx, 30 + 54));
    const told = (await noticesOf(db, subject)).map(({ key }) => key);
    assert.deepEqual(told.filter((key) => key === "notice.loans-nearly-lost").length >= 1, true);
    assert.equal((await statusOf(ctx, lentId)).status, "available");
    await inTx(clerk, (inner) => claimReturned(inner, loanId));
    await loseOverdue(daysOn(ctx, 30 + 61));
    assert.equal((await statusOf(ctx, lentId)).status, "available");
    await inTx(clerk, (inner) => withdrawClaim(inner, loanId));
    await loseOverdue(daysOn(ctx, 30 + 61));
    await loseOverdue(daysOn(ctx, 30 + 61));
    assert.equal((await statusOf(ctx, lentId)).status, "lost");
    assert.deepEqual(
      (await fees(ctx, subject)).map(({ kind, fen }) => [kind, fen]),
      [["lost", 4000]],
    );
  },
);

dbTest(
  "used in the house a copy is counted by day and place, with nobody; what is lent is not",
  async ({ ctx, db }) => {
    const { clerk, itemId, lentId, placeId } = await atTill(ctx);
    const use = (id: number) => inTx(clerk, (inner) => useInHouse(inner, { itemId: id, placeId }));
    assert.equal((await use(itemId)).today, 1);
    assert.equal((await use(itemId)).today, 2);
    assert.deepEqual(await use(lentId), { isLent: true, today: 0, shelf: "" });
    assert.deepEqual(
      await db.many`select item_id, times from library.used_in_house where place_id = ${placeId}`,
      [{ itemId, times: 2 }],
    );
  },
);

dbTest(
  "lost, and in its own reader's hand again, with or without a line: the lost loan is over, nothing is owed for it, and it is lent anew",
  async ({ ctx, db }) => {
    for (const isOff of [false, true]) {
      const { clerk, subject, lentId, loanId, placeId } = await atTill(ctx, { lost: lostTerms });
      await inTx(clerk, (inner) => lose(inner, { loanId, placeId }));
      const later = daysOn(clerk, 3);
      const lent = await inTx(later, (inner) =>
        checkOut(inner, { subject, itemId: lentId, placeId, alreadyLeft: isOff ? later.clock() : null }),
      );
      assert.deepEqual([lent.renewed, lent.loanId === loanId, lent.inSpiteOf], [false, false, []]);
      assert.deepEqual(await statusOf(ctx, lentId), { status: "available", away: "on-loan" });
      const loans = await db.many`select id, lost_on, subject from library.loan where item_id = ${lentId}`;
      assert.deepEqual(loans, [{ id: lent.loanId, lostOn: null, subject }]);
      assert.deepEqual(await fees(ctx, subject), [{ kind: "lost", fen: 4000, how: "undone", note: "" }]);
    }
    assert.deepEqual(await checkAgreement(ctx, { repair: false }), []);
  },
);
