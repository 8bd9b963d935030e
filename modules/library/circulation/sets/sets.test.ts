import assert from "node:assert/strict";
import { system } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkIn } from "../lending/check-in.ts";
import { aHouse, aReader } from "../testing.ts";
import { bookSet, putInSet } from "./change-set.ts";
import { lendSet, returnSet } from "./lend-set.ts";
import { showSet, showSets } from "./show-sets.ts";
import { aClass, aSet } from "./testing.ts";

async function aTerm(base: Ctx, copies = 3) {
  const ctx: Ctx = { ...base, actor: system };
  return inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    return { ctx, house, group: await aClass(inner, house), set: await aSet(inner, house, copies) };
  });
}

dbTest(
  "one scan lends a set, one loan a copy; what cannot go is told; it comes back with what is missing still lent",
  async ({ ctx: base, db }) => {
    const { ctx, house, group, set } = await aTerm(base);
    const { placeId } = house;
    const [one = "", two = ""] = set.barcodes;
    await db.run`update library.item set status = 'lost' where id = ${set.itemIds[2] ?? 0}`;
    const asked = { placeId, barcode: set.barcode, sign: group.number };
    const lent = await inTx(ctx, (inner) => lendSet(inner, asked));
    assert.deepEqual(
      [lent.lent, lent.notLent.map(({ itemId, why }) => [itemId, why.id])],
      [2, [[set.itemIds[2], "set.not-there"]]],
    );
    const loans = () =>
      db.many<{ renewals: number }>`select renewals from library.loan where subject = ${group.subject}`;
    assert.equal((await loans()).length, 2);
    const again = await inTx(ctx, (inner) => lendSet(inner, asked));
    assert.deepEqual([again.lent, again.notLent.length], [0, 3]);
    assert.ok(
      (await loans()).every(({ renewals }) => renewals === 0),
      "scanned twice, not renewed",
    );
    assert.deepEqual((await showSet(ctx, set.id)).holders, ["第五小学三年级二班"]);
    const back = (missing: string[]) =>
      inTx(ctx, (inner) => returnSet(inner, { placeId, barcode: set.barcode, missing }));
    await assert.rejects(back([set.barcodes[2] ?? ""]), { id: "set.not-out" });
    await assert.rejects(back([one, two]), { id: "set.nothing-back" });
    assert.deepEqual(await back([two]), { returned: 1, missing: [two], goesElsewhere: [] });
    assert.equal((await loans()).length, 1);
    await inTx(ctx, (inner) => checkIn(inner, { itemId: set.itemIds[1] ?? 0, placeId }));
    assert.equal((await loans()).length, 0);
  },
);

dbTest(
  "two desks that lend one set at once lend each copy once; a person has none",
  async ({ ctx: base, db }) => {
    const { ctx, house, group, set } = await aTerm(base, 4);
    const other = await inTx(ctx, (inner) => aClass(inner, house));
    const lend = (sign: string) =>
      inTx(ctx, (inner) => lendSet(inner, { placeId: house.placeId, barcode: set.barcode, sign }));
    const done = await Promise.all([lend(group.number), lend(other.number)]);
    assert.equal(
      done.reduce((sum, { lent }) => sum + lent, 0),
      4,
    );
    const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.loan where item_id = any(${set.itemIds}::bigint[])`;
    assert.equal(count, 4);
    const person = await inTx(ctx, (inner) => aReader(inner, house));
    await assert.rejects(lend(person.number), { id: "set.not-a-group" });
  },
);

dbTest(
  "weeks of a set meet no others: told to the second, refused by the database in any case",
  async ({ ctx: base, db }) => {
    const { ctx, house, group, set } = await aTerm(base);
    const other = await inTx(ctx, (inner) => aClass(inner, house));
    const day = (days: number) => today(ctx).add({ days }).toString();
    const book = (sign: string, since: number, until: number) =>
      inTx(ctx, (inner) => bookSet(inner, set.id, { sign, since: day(since), until: day(until), note: "" }));
    const both = await Promise.allSettled([book(group.number, 0, 20), book(other.number, 20, 40)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    for (const one of both) if (one.status === "rejected") assert.ok(`${one.reason}`.includes("set.booked"));
    await book(group.number, 50, 60);
    await book(other.number, 61, 70);
    await assert.rejects(
      db.run`
      insert into library.set_booking (id, set_id, subject, span)
      values (gen_random_uuid(), ${set.id}, ${other.subject}, daterange(${day(60)}::date, ${day(62)}::date))`,
      /set_booking_once/u,
    );
    await assert.rejects(book(group.number, 80, 79), { id: "input.invalid" });
    const shown = await showSets({ ...ctx, actor: { ...ctx.actor } }, { place: house.placeId });
    assert.equal(shown.places.length, 0, "the city's own clock stands at no counter");
    assert.equal((await showSet(ctx, set.id)).bookings.length, 3);
    // In its weeks nobody else has it.
    await db.run`delete from library.set_booking where set_id = ${set.id}`;
    await book(group.number, 0, 20);
    const lend = (sign: string) =>
      inTx(ctx, (inner) => lendSet(inner, { placeId: house.placeId, barcode: set.barcode, sign }));
    await assert.rejects(lend(other.number), { id: "set.booked" });
    assert.equal((await lend(group.number)).lent, 3);
  },
);

dbTest("a copy is in one set of its house", async ({ ctx: base, db }) => {
  const { ctx, house, set } = await aTerm(base, 1);
  const other = await inTx(ctx, (inner) => aSet(inner, house, 1));
  const put = (id: string, barcode: string, belongs = true) =>
    inTx(ctx, (inner) => putInSet(inner, id, { barcode, belongs }));
  await assert.rejects(put(other.id, set.barcodes[0] ?? ""), { id: "set.other-set" });
  await assert.rejects(
    db.run`insert into library.set_item (item_id, set_id) values (${set.itemIds[0] ?? 0}, ${other.id})`,
    /set_item_pkey/u,
  );
  await put(set.id, set.barcodes[0] ?? "", false);
  assert.deepEqual(await put(other.id, set.barcodes[0] ?? ""), { copies: 2 });
  await assert.rejects(put(other.id, "NOBODY"), { id: "set.no-copy" });
});
