import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "../../routes.ts";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { renew } from "../lending/renew.ts";
import { lose } from "../lost/lose.ts";
import { exportReader } from "../readers/one-person/export-reader.ts";
import { forgetReader } from "../readers/one-person/forget-reader.ts";
import { mergeReaders } from "../readers/one-person/merge-readers.ts";
import { fallbackTerms, type Terms } from "../rules/ruling.ts";
import { aReader } from "../testing.ts";
import { closeDay, daySheet, showDay } from "./day.ts";
import { feesAtDesk, feesOf } from "./owing.ts";
import { showPaper } from "./paper.ts";
import { refund, settle, undo } from "./settle.ts";
import { aDebtor, aFee, settling } from "./testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

async function atTill(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    const at = await aDebtor(inner, id);
    const { actor } = await aStaff(inner, { organisationId: id, role: "manager" });
    return { ...at, clerk: { ...ctx, actor, channel: "desk" as const } };
  });
}

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

const owes = async ({ db }: Ctx, subject: string) =>
  (await db.one<{ owes: number }>`select owes_fen as owes from library.reader where subject = ${subject}`)
    .owes;

/** As they were written before anybody ruled on owing and losing. */
const { owesMostFen: _owes, lost: _lost, claims: _claims, ...olderTerms } = fallbackTerms;

/** A rule that lends by these terms, and the till's loan made by it. */
async function byRule(
  ctx: Ctx,
  { organisationId, path, loanId }: { organisationId: string; path: string; loanId: string },
  terms: Partial<Terms>,
) {
  const id = newId();
  await ctx.db.run`
    insert into library.loan_rule (id, version, organisation_id, org_path, owner_path, since, terms, basis, set_at)
    values (${id}, 1, ${organisationId}, ${path}, ${path}, '2026-01-01', ${JSON.stringify({ ...olderTerms, ...terms })}::jsonb, '赔偿办法', ${ctx.clock()})`;
  await ctx.db.run`update library.loan set rule_id = ${id} where id = ${loanId}`;
}

dbTest("what is paid has a paper with the next number of the day, and is owed no more", async ({ ctx }) => {
  const { clerk, subject, feeId, placeId, ...at } = await atTill(ctx);
  const other = await inTx(ctx, (inner) =>
    aFee(inner, { ...at, subject, placeId }, { kind: "card", fen: 500 }),
  );
  assert.equal(await owes(ctx, subject), 800);
  const paper = await inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId, other])));
  assert.equal(paper.number, `${today(ctx).toString().replaceAll("-", "")}-0001`);
  assert.equal(await owes(ctx, subject), 0);
  const shown = await showPaper(clerk, paper.settlementId);
  assert.deepEqual([shown.amountFen, shown.how, shown.lines.length, shown.mayUndo], [800, "paid", 2, true]);
  await assert.rejects(
    inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId]))),
    { id: "fee.settled-already" },
  );
  const third = await inTx(ctx, (inner) => aFee(inner, { ...at, subject, placeId }));
  await assert.rejects(
    inTx(clerk, (inner) => settle(inner, { ...settling(placeId, [third]), number: "20260612-0002" })),
    { id: "fee.number-ours" },
  );
  await assert.rejects(
    inTx(clerk, (inner) => settle(inner, { ...settling(placeId, [third]), how: "waived" })),
    { faults: [{ field: "/body/reason", id: "missing" }] },
  );
  const rows = await exportReader(ctx, subject);
  assert.ok(rows.some(({ title }) => title === "export.fees"));
});

dbTest("who is no reader owes nothing that could be shown", async ({ ctx }) => {
  await assert.rejects(feesAtDesk(ctx, randomUUID()), { status: 404 });
});

dbTest("two desks that take the same fee: one does, the other is told", async ({ ctx, db }) => {
  const { clerk, subject, feeId, placeId } = await atTill(ctx);
  const both = await Promise.allSettled([
    inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId]))),
    inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId]))),
  ]);
  const told = both.flatMap((one) =>
    one.status === "rejected" ? [String((one.reason as { id?: string }).id)] : [],
  );
  assert.deepEqual(told, ["fee.settled-already"]);
  assert.equal((await db.many`select 1 from library.settlement where subject = ${subject}`).length, 1);
  assert.equal(await owes(ctx, subject), 0);
});

dbTest(
  "a fee is settled while its reader becomes another: it is settled once, with that one",
  async ({ ctx, db }) => {
    const { clerk, subject, feeId, placeId, organisationId, path } = await atTill(ctx);
    const into = await inTx(ctx, (inner) => aReader(inner, { organisationId, path, placeId }));
    const merging = inTx(ctx, async (inner) => {
      const moved = await mergeReaders(inner, {
        from: { account: newId(), subject },
        into: { account: newId(), subject: into.subject },
      });
      // The desk comes to the reader's lock before this is over.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return moved;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const paper = await inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId])));
    await merging;
    const row = await db.one<{ fee: string; paper: string }>`
    select f.subject as fee, s.subject as paper from library.fee f join library.settlement s on s.id = f.settlement_id where f.id = ${feeId}`;
    assert.deepEqual(row, { fee: into.subject, paper: into.subject });
    assert.equal(await owes(ctx, into.subject), 0);
    assert.ok(paper.number);
  },
);

dbTest(
  "papers and how often somebody was believed move with who becomes one, and stay without a name with who is erased",
  async ({ ctx, db }) => {
    const { clerk, subject, feeId, placeId, lentId, organisationId, path } = await atTill(ctx);
    await inTx(clerk, (inner) => settle(inner, { ...settling(placeId, [feeId]), reason: "本人说家里着火" }));
    await db.run`insert into library.believed (subject, year, times) values (${subject}, 2026, 2)`;
    const into = await inTx(ctx, (inner) => aReader(inner, { organisationId, path, placeId }));
    await inTx(ctx, (inner) =>
      mergeReaders(inner, {
        from: { account: newId(), subject },
        into: { account: newId(), subject: into.subject },
      }),
    );
    const whose = () =>
      db.one<{ paper: string | null; fen: number; reason: string }>`
      select subject as paper, amount_fen as fen, reason from library.settlement where place_id = ${placeId}`;
    assert.deepEqual(await whose(), { paper: into.subject, fen: 300, reason: "本人说家里着火" });
    assert.equal(
      (await db.many`select 1 from library.believed where subject = ${into.subject} and times = 2`).length,
      1,
    );
    await inTx(ctx, (inner) => checkIn(inner, { itemId: lentId, placeId }));
    await inTx(ctx, (inner) => forgetReader(inner, into.subject));
    assert.deepEqual(await whose(), { paper: null, fen: 300, reason: "" });
    assert.equal((await showDay({ ...clerk }, { place: placeId })).cashFen, 300);
  },
);

dbTest(
  "a settlement by mistake is taken back the same day with a reason, and never after money was given back",
  async ({ ctx }) => {
    const { clerk, subject, feeId, placeId } = await atTill(ctx);
    const { settlementId } = await inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId])));
    const back = (at: Ctx) => inTx(at, (inner) => undo(inner, { settlementId, why: "点错了读者" }));
    await assert.rejects(back(daysOn(clerk, 1)), { id: "fee.undo-late" });
    await back(clerk);
    assert.equal(await owes(ctx, subject), 300);
    await assert.rejects(back(clerk), { id: "fee.undone-already" });
    const day = await showDay(clerk, { place: placeId });
    assert.deepEqual([day.cashFen, day.undone, day.lines], [0, 1, []]);
  },
);

dbTest(
  "a day's sum by kind and clerk; what was counted has to agree or be explained; its table runs no formula",
  async ({ ctx }) => {
    const { clerk, subject, feeId, placeId, ...at } = await atTill(ctx);
    const waived = await inTx(ctx, (inner) => aFee(inner, { ...at, subject, placeId }, { fen: 700 }));
    await inTx(clerk, (inner) => settle(inner, settling(placeId, [feeId])));
    await inTx(clerk, (inner) =>
      settle(inner, { ...settling(placeId, [waived]), how: "waived", reason: "首次" }),
    );
    const day = await showDay(clerk, { place: placeId });
    assert.deepEqual(
      day.lines.map(({ how, kind, fees, amountFen }) => [how, kind, fees, amountFen]),
      [
        ["paid", "overdue", 1, 300],
        ["waived", "overdue", 1, 700],
      ],
    );
    assert.equal(day.cashFen, 300);
    const close = (countedFen: number, difference: string) =>
      inTx(clerk, (inner) => closeDay(inner, { placeId, day: day.day, countedFen, difference }));
    await assert.rejects(close(200, " "), { faults: [{ field: "/body/difference", id: "missing" }] });
    await close(200, "=HYPERLINK(1)");
    const closed = (await showDay(clerk, { place: placeId })).closed;
    assert.deepEqual([closed?.expectedFen, closed?.countedFen], [300, 200]);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await daySheet(clerk, { place: placeId })).pieces) pieces.push(piece);
    const sheet = Buffer.concat(pieces).toString();
    assert.match(sheet, /200|2\.00/);
    assert.ok(sheet.includes("'=HYPERLINK(1)"));
  },
);

dbTest(
  "owing more than a rule lets one owe is in the way of borrowing and renewing; the rule alone says so",
  async ({ ctx }) => {
    const { clerk, subject, itemId, placeId, loanId, ...at } = await atTill(ctx);
    const lend = (despite: { reason: string } | null = null) =>
      inTx(clerk, (inner) => checkOut(inner, { itemId, subject, placeId, despite }));
    await byRule(ctx, { ...at, loanId }, { owesMostFen: 299 });
    await assert.rejects(lend(), { id: "loan.owes" });
    await assert.rejects(
      inTx(clerk, (inner) => renew(inner, loanId)),
      { id: "loan.owes" },
    );
    await lend({ reason: "已经去交钱了" });
    // Where a rule was written before anybody ruled on owing, it is not in the way.
    const elsewhere = await atTill(ctx);
    await byRule(ctx, elsewhere, {});
    await inTx(elsewhere.clerk, (inner) => checkOut(inner, elsewhere));
  },
);

dbTest(
  "a lost book is owed for by its rule; paid, the loan is over and nothing joins its reader to it; the paper brings the money back",
  async ({ ctx, db }) => {
    const { clerk, subject, feeId: _, placeId, loanId, lentId, ...at } = await atTill(ctx);
    await byRule(
      ctx,
      { ...at, loanId },
      { lost: { percent: 200, handlingFen: 500, unknownFen: 0, afterDays: null, refundDays: 30 } },
    );
    await db.run`update library.item set price_fen = 2500 where id = ${lentId}`;
    assert.deepEqual(await inTx(clerk, (inner) => lose(inner, { loanId, placeId })), { feeFen: 5500 });
    await assert.rejects(
      inTx(clerk, (inner) => renew(inner, loanId)),
      { id: "loan.lost" },
    );
    const { open } = await feesOf(ctx, subject);
    const lost = open.find(({ kind }) => kind === "lost");
    assert.ok(lost?.title, "while it is owed it is known for what");
    const paper = await inTx(clerk, (inner) => settle(inner, settling(placeId, [lost.feeId])));
    const after = await db.one<{
      loans: number;
      status: string;
      away: string | null;
      past: string;
      items: number;
    }>`
    select r.loans, i.status, i.away, (select how from library.past_loan where item_id = i.id) as past,
           (select count(*)::int from library.fee f where f.item_id is not null) as items
      from library.item i, library.reader r where i.id = ${lentId} and r.subject = ${subject}`;
    assert.deepEqual(after, { loans: 0, status: "lost", away: null, past: "lost", items: 0 });
    const giveBack = (who: Ctx) =>
      inTx(who, (inner) => refund(inner, { placeId, feeId: lost.feeId, reason: "书找到了" }));
    await assert.rejects(giveBack(daysOn(clerk, 31)), { id: "fee.refund-late" });
    const found = await inTx(clerk, (inner) => checkIn(inner, { itemId: lentId, placeId }));
    assert.equal(found.goes.to, "shelf");
    assert.equal(
      (await db.one<{ status: string }>`select status from library.item where id = ${lentId}`).status,
      "available",
    );
    await giveBack(clerk);
    await assert.rejects(giveBack(clerk), { id: "fee.refunded-already" });
    await assert.rejects(
      inTx(clerk, (inner) => undo(inner, { settlementId: paper.settlementId, why: "错了" })),
      { id: "fee.refunded-already" },
    );
    assert.equal((await showDay(clerk, { place: placeId })).cashFen, 0);
  },
);

dbTest("another copy of the same edition settles a lost book, another book does not", async ({ ctx, db }) => {
  const { clerk, subject, placeId, loanId, itemId, lentId, ...at } = await atTill(ctx);
  await db.run`update library.item set price_fen = 2500 where id = ${lentId}`;
  await inTx(clerk, (inner) => lose(inner, { loanId, placeId }));
  const fee = (await feesOf(ctx, subject)).open.find(({ kind }) => kind === "lost");
  const instead = async (id: number) => {
    const { barcode } = await db.one<{ barcode: string }>`select barcode from library.item where id = ${id}`;
    return inTx(clerk, (inner) =>
      settle(inner, { ...settling(placeId, [fee?.feeId ?? ""]), how: "replaced", barcode }),
    );
  };
  const other = await inTx(ctx, async (inner) => (await aDebtor(inner, at.organisationId)).itemId);
  await assert.rejects(instead(other), { id: "fee.other-book" });
  await assert.rejects(instead(lentId), { id: "fee.other-book" });
  await assert.rejects(instead(itemId), { id: "fee.copy-not-new" });
  await db.run`update library.item set status = 'in-process' where id = ${itemId}`;
  await instead(itemId);
  assert.equal((await db.many`select 1 from library.loan where id = ${loanId}`).length, 0);
});

dbTest(
  "a clerk takes money and lets none go; a manager lets go what is owed to their own house",
  async ({ ctx }) => {
    const { feeId, placeId, organisationId } = await atTill(ctx);
    const asked = settling(placeId, [feeId]);
    const waiving = { ...asked, how: "waived" as const, reason: "首次" };
    const { clerk, manager } = await inTx(ctx, async (inner) => ({
      clerk: { ...ctx, actor: (await aStaff(inner, { organisationId, role: "clerk" })).actor },
      manager: { ...ctx, actor: (await aStaff(inner, { organisationId, role: "manager" })).actor },
    }));
    const ask = (who: Ctx, body: object) =>
      perform(who, "library.settle-fees", { body } as never, randomUUID());
    await assert.rejects(ask(clerk, waiving), { status: 403 });
    await assert.rejects(ask(clerk, { ...asked, how: "replaced", barcode: "X" }), { status: 403 });
    // Owed to another house: its own manager decides.
    const { id: other } = await inTx(ctx, (inner) => anOrganisation(inner));
    await ctx.db.run`update library.fee set owner_id = ${other} where id = ${feeId}`;
    await assert.rejects(ask(manager, waiving), { status: 403 });
    await ask(clerk, asked);
  },
);

dbTest("a number of the house's own paper is used once, and takes none of ours", async ({ ctx }) => {
  const { clerk, subject, feeId, placeId, ...at } = await atTill(ctx);
  const more = async () => inTx(ctx, (inner) => aFee(inner, { ...at, subject, placeId }));
  await inTx(clerk, (inner) => settle(inner, { ...settling(placeId, [feeId]), number: "R-1" }));
  const second = await more();
  await assert.rejects(
    inTx(clerk, (inner) => settle(inner, { ...settling(placeId, [second]), number: "R-1" })),
    { id: "fee.number-used" },
  );
  const { number } = await inTx(clerk, (inner) => settle(inner, settling(placeId, [second])));
  assert.match(number, /-0001$/);
});
