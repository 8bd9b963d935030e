import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import type { Joining, Person } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../../lending/check-in.ts";
import { checkOut } from "../../lending/check-out.ts";
import { aHouse, aReader, type House, someCopies } from "../../testing.ts";
import { cardsOf } from "../cards/card-store.ts";
import { guaranteesOf } from "../guarantees/guarantee-store.ts";
import { takeDeposit } from "../guarantees/guarantees.ts";
import { beginProxy } from "../others/proxies.ts";
import { cardsNumbered, leads, readerOf } from "../reader-store.ts";
import { exportReader } from "./export-reader.ts";
import { forgetReader } from "./forget-reader.ts";
import { mergeReaders } from "./merge-readers.ts";

const person = (subject: string): Person => ({ account: newId(), subject });
const joining = (from: string, into: string): Joining => ({ from: person(from), into: person(into) });

async function aHold(
  ctx: TxCtx,
  subject: string,
  recordId: number,
  house: House,
  itemId: number | null = null,
) {
  await ctx.db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on, ready_until)
    values (${newId()}, ${subject}, ${recordId}, ${house.placeId}, ${house.path}, 'adult', ${house.path}, ${ctx.clock()},
            ${itemId === null ? "waiting" : "ready"}, ${itemId}, ${itemId === null ? null : "2026-06-12"}::date, ${itemId === null ? null : "2026-06-19"}::date)`;
  if (itemId !== null) await ctx.db.run`update library.item set away = 'hold-shelf' where id = ${itemId}`;
}

/** The counts that triggers keep are those that are there. */
async function countsAgree({ db }: Ctx, subject: string): Promise<void> {
  const { kept, counted } = await db.one<{ kept: number[]; counted: number[] }>`
    select array[r.loans, r.holds, r.owes_fen, (select coalesce(sum(c.loans), 0) from library.held_count c where c.subject = r.subject)]::int[] as kept,
           array[(select count(*) from library.loan l where l.subject = r.subject), (select count(*) from library.hold h where h.subject = r.subject),
                 (select coalesce(sum(f.amount_fen), 0) from library.fee f where f.subject = r.subject and f.settled_on is null),
                 (select count(*) from library.loan l where l.subject = r.subject)]::int[] as counted
      from library.reader r where r.subject = ${subject}`;
  assert.deepEqual(kept, counted);
}

dbTest(
  "two readers become one in the middle of a loan: nothing twice, nothing lost, no day moved",
  async ({ ctx, db }) => {
    const all = await inTx(ctx, async (inner) => {
      const house = await aHouse(inner);
      const from = await aReader(inner, house, { validUntil: "2030-01-01" });
      const into = await aReader(inner, house, { validUntil: "2028-01-01", category: "senior" });
      const one = await someCopies(inner, house, { copies: 2 });
      const two = await someCopies(inner, house);
      await checkOut(inner, { subject: from.subject, itemId: one.itemIds[0] ?? 0, placeId: house.placeId });
      await checkOut(inner, { subject: into.subject, itemId: two.itemIds[0] ?? 0, placeId: house.placeId });
      const three = await someCopies(inner, house);
      await aHold(inner, from.subject, three.recordId, house, three.itemIds[0] ?? 0);
      await aHold(inner, into.subject, three.recordId, house);
      await aHold(inner, from.subject, two.recordId, house);
      await takeDeposit(inner, from.subject, { amountFen: 5000, receipt: "收-1" });
      await takeDeposit(inner, into.subject, { amountFen: 10_000, receipt: "收-2" });
      await inner.db.run`
      insert into library.fee (id, subject, kind, amount_fen, owner_id, place_id, made_on)
      values (${newId()}, ${from.subject}, 'overdue', 300, ${house.organisationId}, ${house.placeId}, '2026-06-01')`;
      for (const { subject } of [from, into])
        await inner.db.run`
        insert into library.reading (subject, record_id, lent_on, returned_on) values (${subject}, ${one.recordId}, '2026-01-01', '2026-01-09')`;
      await inner.db
        .run`update library.reader set suspended_until = '2026-07-01' where subject = ${from.subject}`;
      return { house, from, into, itemId: one.itemIds[0] ?? 0 };
    });
    const { from, into } = all;
    const due = () => db.many`select id, due_on::text from library.loan order by id`;
    const before = await due();
    const [moved] = await inTx(ctx, (inner) => mergeReaders(inner, joining(from.subject, into.subject)));
    assert.deepEqual(await due(), before);
    assert.deepEqual(
      new Set(moved?.settled.map(({ text }) => text)),
      new Set(["merge.reader.category", "merge.reader.card", "merge.reader.deposit", "merge.reader.holds"]),
    );
    assert.equal(await readerOf(db, from.subject), null);
    const reader = await readerOf(db, into.subject);
    assert.deepEqual(
      [
        reader?.category,
        reader?.validUntil,
        reader?.suspendedUntil,
        reader?.loans,
        reader?.holds,
        reader?.owesFen,
      ],
      ["senior", "2030-01-01", "2026-07-01", 2, 2, 300],
    );
    await countsAgree(ctx, into.subject);
    assert.deepEqual(
      (await cardsOf(db, [into.subject])).map(({ number, state }) => [number, state]),
      [
        [into.number, "active"],
        [from.number, "alias"],
      ],
    );
    assert.equal((await cardsNumbered(db, [from.number])).filter(leads)[0]?.subject, into.subject);
    const [deposit, ...more] = await guaranteesOf(db, [into.subject]);
    assert.deepEqual([deposit?.amountFen, more.length], [15_000, 0]);
    const left = await db.many<{
      state: string;
    }>`select state from library.hold where subject = ${into.subject} order by state`;
    assert.deepEqual(
      left.map(({ state }) => state),
      ["ready", "waiting"],
    );
    const back = await inTx(ctx, (inner) =>
      checkIn(inner, { itemId: all.itemId, placeId: all.house.placeId }),
    );
    assert.ok(back.loan);
    await countsAgree(ctx, into.subject);
  },
);

dbTest("who was no reader is one by the account that ends, with its card in force", async ({ ctx, db }) => {
  const { from, into, loan } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const from = await aReader(inner, house);
    const into = await aResident(inner);
    const { itemIds } = await someCopies(inner, house);
    const loan = await checkOut(inner, {
      subject: from.subject,
      itemId: itemIds[0] ?? 0,
      placeId: house.placeId,
    });
    return { from, into, loan };
  });
  await inTx(ctx, (inner) => mergeReaders(inner, joining(from.subject, into.subject)));
  const [card] = await cardsOf(db, [into.subject]);
  assert.deepEqual([card?.number, card?.state], [from.number, "active"]);
  await countsAgree(ctx, into.subject);
  assert.equal(
    (await db.one<{ subject: string }>`select subject from library.loan where id = ${loan.loanId}`).subject,
    into.subject,
  );
});

dbTest("nobody stands for themself, or comes for themself, after two are one", async ({ ctx, db }) => {
  const { from, into, third } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const [from, into, third] = [
      await aReader(inner, house),
      await aReader(inner, house),
      await aReader(inner, house),
    ];
    for (const [subject, guarantor] of [
      [from, into],
      [third, from],
    ] as const)
      await inner.db.run`
        insert into library.guarantee (id, subject, way, since, guarantor)
        values (${newId()}, ${subject.subject}, 'guarantor', ${inner.clock()}, ${guarantor.subject})`;
    const until = "2026-12-31";
    await beginProxy(inner, { subject: from.subject, agent: into.subject, kind: "proxy", until });
    await beginProxy(inner, { subject: third.subject, agent: from.subject, kind: "proxy", until });
    await beginProxy(inner, { subject: third.subject, agent: into.subject, kind: "proxy", until });
    return { from, into, third };
  });
  await inTx(ctx, (inner) => mergeReaders(inner, joining(from.subject, into.subject)));
  const stood =
    await db.many`select subject, guarantor from library.guarantee where way = 'guarantor' and ended_at is null`;
  assert.deepEqual(stood, [{ subject: third.subject, guarantor: into.subject }]);
  const came = await db.many`select subject, agent from library.proxy where ended_on is null`;
  assert.deepEqual(came, [{ subject: third.subject, agent: into.subject }]);
});

dbTest("erased once nothing is open, and then nothing is left", async ({ ctx, db }) => {
  const { house, reader, itemId, keptId } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const reader = await aReader(inner, house);
    const { itemIds, recordId } = await someCopies(inner, house, { copies: 2 });
    await checkOut(inner, { subject: reader.subject, itemId: itemIds[0] ?? 0, placeId: house.placeId });
    await aHold(inner, reader.subject, recordId, house, itemIds[1] ?? 0);
    return { house, reader, itemId: itemIds[0] ?? 0, keptId: itemIds[1] ?? 0 };
  });
  const { subject } = reader;
  const sections = await exportReader(ctx, subject);
  assert.deepEqual(
    sections.map(({ title, rows }) => [title, rows.length]),
    [
      ["export.reader", 1],
      ["export.cards", 1],
    ],
  );
  const erase = () => inTx(ctx, (inner) => forgetReader(inner, subject));
  await assert.rejects(erase(), { id: "erase.reader", next: "/my/loans" });
  await inTx(ctx, (inner) => checkIn(inner, { itemId, placeId: house.placeId }));
  await inTx(ctx, (inner) => takeDeposit(inner, subject, { amountFen: 100, receipt: "" }));
  await assert.rejects(erase(), { id: "erase.reader-deposit" });
  await db.run`update library.guarantee set ended_at = now() where subject = ${subject}`;
  assert.ok((await erase()) > 2);
  assert.equal(await readerOf(db, subject), null);
  assert.deepEqual(await cardsNumbered(db, [reader.number]), []);
  // Nobody waits for the copy that was kept for them: who stands at the hold shelf takes it off.
  assert.deepEqual(await db.many`select 1 from library.hold where item_id = ${keptId}`, []);
  assert.equal(await erase(), 0);
});
