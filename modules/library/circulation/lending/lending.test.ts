import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse, aReader, someCopies } from "../testing.ts";
import { checkIn, undoLoan } from "./check-in.ts";
import { checkOut } from "./check-out.ts";
import { renew } from "./renew.ts";

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

async function aLibrary(ctx: Ctx, copies = 1) {
  return inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const reader = await aReader(inner, house);
    const { recordId, itemIds } = await someCopies(inner, house, { copies });
    return { ...house, ...reader, recordId, itemIds, itemId: itemIds[0] ?? 0 };
  });
}

const lend = (ctx: Ctx, asked: { subject: string; itemId: number; placeId: string }) =>
  inTx(ctx, (inner) => checkOut(inner, asked));
const bringBack = (ctx: Ctx, asked: { itemId: number; placeId: string }) =>
  inTx(ctx, (inner) => checkIn(inner, asked));
const standing = ({ db }: Ctx, { itemId, subject }: { itemId: number; subject: string }) =>
  db.one<{
    status: string;
    away: string | null;
    version: number;
    loans: number;
    available: number;
  }>`select i.status, i.away, i.version, r.loans,
                (select h.available from library.holding h where h.record_id = i.record_id and h.place_id = i.place_id) as available
           from library.item i, library.reader r where i.id = ${itemId} and r.subject = ${subject}`;

dbTest("a copy is lent, is nobody else's, comes back, and nothing says whose it was", async ({ ctx }) => {
  const at = await aLibrary(ctx);
  const made = await lend(ctx, at);
  assert.deepEqual(await standing(ctx, at), {
    status: "available",
    away: "on-loan",
    version: 1,
    loans: 1,
    available: 0,
  });
  const other = await inTx(ctx, (inner) => aReader(inner, at));
  await assert.rejects(lend(ctx, { ...at, subject: other.subject }), { id: "loan.lent-to-another" });
  const back = await bringBack(ctx, at);
  assert.deepEqual(back.loan, { lateDays: 0, suspendedUntil: null, feeFen: 0 });
  assert.equal(back.goes.to, "shelf");
  assert.deepEqual(await standing(ctx, at), {
    status: "available",
    away: null,
    version: 1,
    loans: 0,
    available: 1,
  });
  const left = await ctx.db.many`select * from library.past_loan where item_id = ${at.itemId}`;
  assert.equal(left.length, 1);
  assert.ok(!JSON.stringify(left).includes(at.subject) && !JSON.stringify(left).includes(made.loanId));
});

dbTest("of fifty who want the last copy at once one has it", async ({ ctx, db }) => {
  const at = await aLibrary(ctx);
  const subjects = await inTx(ctx, async (inner) => {
    const all = [];
    for (let n = 0; n < 50; n++) all.push((await aReader(inner, at)).subject);
    return all;
  });
  const tries = await Promise.allSettled(subjects.map((subject) => lend(ctx, { ...at, subject })));
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  // With the lock left out the schema still says no.
  await assert.rejects(
    db.run`insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category,
                                     guarantee, rule_id, channel)
           select gen_random_uuid(), item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category,
                  guarantee, rule_id, channel from library.loan where item_id = ${at.itemId}`,
    { constraint: "loan_of_item" },
  );
});

dbTest(
  "whoever waits for another till is told what that did: whose the copy is, and that the limit is reached",
  async ({ ctx }) => {
    const at = await aLibrary(ctx, 11);
    const other = await inTx(ctx, (inner) => aReader(inner, at));
    for (const itemId of at.itemIds.slice(0, 9)) await lend(ctx, { ...at, itemId });
    const why = async (tries: Promise<unknown>[]) =>
      (await Promise.allSettled(tries)).flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []));
    const [tenth = 0, eleventh = 0] = at.itemIds.slice(9);
    for (let turn = 0; turn < 5; turn++) {
      assert.deepEqual(await why([tenth, eleventh].map((itemId) => lend(ctx, { ...at, itemId }))), [
        "loan.limit",
      ]);
      for (const itemId of [tenth, eleventh]) await bringBack(ctx, { ...at, itemId });
      const readers = [at.subject, other.subject];
      assert.deepEqual(await why(readers.map((subject) => lend(ctx, { ...at, itemId: tenth, subject }))), [
        "loan.lent-to-another",
      ]);
      await bringBack(ctx, { ...at, itemId: tenth });
    }
  },
);

dbTest("lent again to who has it, it is theirs for longer; and not for ever", async ({ ctx }) => {
  const at = await aLibrary(ctx);
  const first = await lend(ctx, at);
  const again = await lend(daysOn(ctx, 10), at);
  assert.ok(again.renewed && again.loanId === first.loanId && again.dueOn > first.dueOn);
  await assert.rejects(
    inTx(daysOn(ctx, 20), (inner) => renew(inner, first.loanId)),
    { id: "loan.renewed-enough" },
  );
});

dbTest(
  "who has something overdue borrows and renews nothing, and brings it back all the same",
  async ({ ctx }) => {
    const at = await aLibrary(ctx, 2);
    const { loanId, dueOn } = await lend(ctx, at);
    const late = daysOn(ctx, 60);
    const second = { ...at, itemId: at.itemIds[1] ?? 0 };
    await assert.rejects(lend(late, second), { id: "loan.overdue", data: { day: dueOn } });
    await assert.rejects(
      inTx(late, (inner) => renew(inner, loanId)),
      { id: "loan.overdue" },
    );
    const back = await bringBack(late, at);
    assert.ok((back.loan?.lateDays ?? 0) > 20);
    await lend(late, second);
  },
);

dbTest("brought back elsewhere it goes home; scanned on the way it still does", async ({ ctx, db }) => {
  const at = await aLibrary(ctx);
  const other = await inTx(ctx, (inner) => aHouse(inner));
  const third = await inTx(ctx, (inner) => aHouse(inner));
  await lend(ctx, at);
  const home = { to: "place", placeId: at.placeId, reason: "home" };
  assert.deepEqual((await bringBack(ctx, { ...at, placeId: other.placeId })).goes, home);
  assert.equal((await standing(ctx, at)).away, "in-transit");
  assert.deepEqual((await bringBack(ctx, { ...at, placeId: third.placeId })).goes, home);
  assert.equal((await bringBack(ctx, at)).goes.to, "shelf");
  const ways = await db.many<{
    how: string;
  }>`select how from library.transit where item_id = ${at.itemId} order by made_at, how desc`;
  assert.deepEqual(ways.map(({ how }) => how).toSorted(), ["received", "turned-up"]);
  assert.equal((await standing(ctx, at)).away, null);
});

dbTest(
  "a machine that could not finish undoes the loan: nothing else follows from it",
  async ({ ctx, db }) => {
    const at = await aLibrary(ctx);
    await lend(ctx, at);
    assert.equal(await inTx(ctx, (inner) => undoLoan(inner, at.itemId)), true);
    assert.deepEqual(await standing(ctx, at), {
      status: "available",
      away: null,
      version: 1,
      loans: 0,
      available: 1,
    });
    assert.equal(
      (
        await db.one<{
          n: number;
        }>`select count(*)::int as n from library.transit where item_id = ${at.itemId}`
      ).n,
      0,
    );
    assert.equal(await inTx(ctx, (inner) => undoLoan(inner, at.itemId)), false);
  },
);

dbTest("what a reader may not borrow, by the first reason", async ({ ctx, db }) => {
  const at = await aLibrary(ctx);
  const on = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const with_ = (set: string, value: string | null) =>
    db.run`update library.reader set blocked = ${set === "blocked" ? value : ""},
             suspended_until = ${set === "suspended" ? value : null}::date, valid_until = ${set === "valid" ? value : null}::date
           where subject = ${at.subject}`;
  for (const [set, value, id] of [
    ["blocked", "证件遗失", "loan.reader-blocked"],
    ["suspended", on.toString(), "loan.reader-suspended"],
    ["valid", on.subtract({ days: 1 }).toString(), "loan.reader-expired"],
  ] as const) {
    await with_(set, value);
    await assert.rejects(lend(ctx, at), { id });
  }
  await with_("none", null);
  for (const status of ["reference", "in-process", "withdrawn"]) {
    await db.run`update library.item set status = ${status} where id = ${at.itemId}`;
    await assert.rejects(lend(ctx, at), { id: `loan.copy-${status}` });
  }
  await db.run`update library.item set status = 'available' where id = ${at.itemId}`;
  const { dueOn } = await lend(ctx, at);
  assert.ok(Temporal.PlainDate.compare(Temporal.PlainDate.from(dueOn), on.add({ days: 30 })) >= 0);
});

dbTest(
  "what a stocktake did not find, or was lost, is there again when somebody brings it",
  async ({ ctx, db }) => {
    const at = await aLibrary(ctx);
    await db.run`update library.item set status = 'lost' where id = ${at.itemId}`;
    const back = await bringBack(ctx, at);
    assert.equal(back.goes.to, "shelf");
    const { status, available } = await standing(ctx, at);
    assert.deepEqual([status, available], ["available", 1]);
    // Nor is it missing who takes it from the shelf.
    await db.run`update library.item set status = 'missing' where id = ${at.itemId}`;
    await lend(ctx, at);
    assert.equal((await standing(ctx, at)).status, "available");
  },
);
