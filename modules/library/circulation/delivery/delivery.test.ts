import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { placeHold } from "../holds/placing/place-hold.ts";
import { as, daysOn, rule, standing } from "../holds/testing.ts";
import { checkIn } from "../lending/check-in.ts";
import { forgetReader } from "../readers/one-person/forget-reader.ts";
import { mergeReaders } from "../readers/one-person/merge-readers.ts";
import { aHouse, aReader, type House, someCopies } from "../testing.ts";
import { bagsOfReader } from "./bag-store.ts";
import * as bring from "./bring.ts";
import { chooseDelivery, saveDoorstep } from "./choose.ts";
import { forgetContact, saveContact } from "./doorstep.ts";
import { contactsOf } from "./doorstep-store.ts";
import { deliveryOfPerson, forgetDoorstepsJob } from "./one-person.ts";
import { scanDelivery, takeOut } from "./pack.ts";
import { showDeliveries, showOwnDelivery } from "./show-deliveries.ts";
import { aContact, aCopyToBring, aDoor, bringsHome } from "./testing.ts";

const dayOf = (ctx: Ctx) => today(ctx).toString();

/** A house that brings, a reader of it with an address, so many copies kept for them; whoever packs. */
async function aRound(ctx: Ctx, { copies = 1 }: { copies?: number } = {}) {
  return inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    await bringsHome(inner, house);
    const reader = await aDoor(inner, house);
    const books = [];
    for (let n = 0; n < copies; n++) books.push(await aCopyToBring(inner, house, reader.subject));
    const staff = await aStaff(inner, { organisationId: house.organisationId, role: "clerk" });
    const clerk: Ctx = { ...ctx, actor: staff.actor, channel: "desk" };
    return { house, reader, books, clerk };
  });
}

const scan = (ctx: Ctx, { placeId }: House, barcode: string, day = dayOf(ctx)) =>
  inTx(ctx, (inner) => scanDelivery(inner, { placeId, day, barcode }));

const bagRow = (db: Db, subject: string) =>
  db.maybeOne<{ id: string; state: string }>`select id, state from library.bag where subject = ${subject}`;

async function bagIdOf(db: Db, subject: string): Promise<string> {
  const bag = await bagRow(db, subject);
  assert.ok(bag);
  return bag.id;
}

const loansOf = (db: Db, subject: string) =>
  db.many<{
    itemId: number;
    dueOn: string;
  }>`select item_id, due_on::text from library.loan where subject = ${subject} order by item_id`;

dbTest(
  "found, in the bag, handed over and with that lent, delivered with its days counted from then; all back, nothing is left of it",
  async ({ ctx, db }) => {
    const { house, reader, books, clerk } = await aRound(ctx, { copies: 2 });
    await rule(ctx, house, { days: 20 });
    const { subject } = reader;
    const before = await showDeliveries(clerk, { place: house.placeId });
    assert.deepEqual(
      before.toPack.map(({ where, reader: name }) => [where, typeof name]),
      [
        ["shelf", "string"],
        ["shelf", "string"],
      ],
    );
    for (const [at, { barcode }] of books.entries()) {
      const said = await scan(clerk, house, barcode);
      assert.ok(said.is === "picked");
      assert.deepEqual([said.number, said.books], [1, at + 1]);
    }
    await assert.rejects(scan(clerk, house, books[0]?.barcode ?? ""), { id: "delivery.in-a-bag" });
    const id = await bagIdOf(db, subject);
    await assert.rejects(
      inTx(clerk, (inner) => bring.handOver(inner, id, "")),
      { id: "delivery.other-state" },
    );
    await inTx(clerk, (inner) => bring.pack(inner, id));
    const [packed] = (await showDeliveries(clerk, { place: house.placeId })).bags;
    assert.deepEqual([packed?.state, packed?.contact, packed?.copies.length], ["packed", aContact, 2]);
    const done = await inTx(clerk, (inner) => bring.handOver(inner, id, "志愿者王伟"));
    assert.deepEqual(done, { lent: 2, refused: 0 });
    const lent = await loansOf(db, subject);
    assert.deepEqual(
      lent.map(({ dueOn }) => dueOn),
      Array(2).fill(today(ctx).add({ days: 20 }).toString()),
    );
    const later = daysOn(clerk, 3);
    await inTx(later, (inner) => bring.delivered(inner, id));
    assert.deepEqual(
      (await loansOf(db, subject)).map(({ dueOn }) => dueOn),
      Array(2).fill(today(ctx).add({ days: 23 }).toString()),
    );
    assert.deepEqual(
      await db.many`select kind, amount_fen, item_id from library.fee where subject = ${subject}`,
      [{ kind: "courier", amountFen: 500, itemId: null }],
    );
    assert.deepEqual(
      (await showOwnDelivery(as(ctx, subject), subject)).bags.map(({ state, books: n }) => [state, n]),
      [["delivered", 2]],
    );
    // Read, and given to whoever brings the next.
    const back = await scan(later, house, books[0]?.barcode ?? "");
    assert.equal(back.is, "returned");
    assert.equal((await bagRow(db, subject))?.state, "delivered");
    await scan(later, house, books[1]?.barcode ?? "");
    assert.equal(await bagRow(db, subject), null, "no day of a reader is left");
    assert.deepEqual(
      await db.many`select 1 from library.bag_line where item_id = any(${books.map(({ itemId }) => itemId)}::bigint[])`,
      [],
    );
  },
);

dbTest("what may not be lent stays behind with its reason, the rest goes", async ({ ctx, db }) => {
  const { house, reader, books, clerk } = await aRound(ctx, { copies: 2 });
  for (const { barcode } of books) await scan(clerk, house, barcode);
  const id = await bagIdOf(db, reader.subject);
  await inTx(clerk, (inner) => bring.pack(inner, id));
  const [one, two] = books;
  await db.run`update library.item set status = 'reference' where id = ${one?.itemId ?? 0}`;
  assert.deepEqual(await inTx(clerk, (inner) => bring.handOver(inner, id, "")), { lent: 1, refused: 1 });
  assert.deepEqual(
    (await loansOf(db, reader.subject)).map(({ itemId }) => itemId),
    [two?.itemId],
  );
  const [bag] = (await showDeliveries(clerk, { place: house.placeId })).bags;
  assert.deepEqual(
    bag?.copies.map(({ itemId, against }) => [itemId, against?.id ?? null]).toSorted(),
    [
      [one?.itemId, "loan.copy-reference"],
      [two?.itemId, null],
    ].toSorted(),
  );
  await inTx(clerk, (inner) => takeOut(inner, one?.itemId ?? 0));
  await assert.rejects(
    inTx(clerk, (inner) => takeOut(inner, two?.itemId ?? 0)),
    { id: "delivery.not-in-a-bag" },
  );
  // A reader who is blocked meanwhile is brought nothing, and the bag does not go.
  const other = await aRound(ctx);
  await scan(other.clerk, other.house, other.books[0]?.barcode ?? "");
  const stays = await bagIdOf(db, other.reader.subject);
  await inTx(other.clerk, (inner) => bring.pack(inner, stays));
  await db.run`update library.reader set blocked = '证件要核对' where subject = ${other.reader.subject}`;
  // In hand it would be found; what is refused leaves nothing half done.
  const missing = other.books[0]?.itemId ?? 0;
  await db.run`update library.item set status = 'missing' where id = ${missing}`;
  assert.deepEqual(await inTx(other.clerk, (inner) => bring.handOver(inner, stays, "")), {
    lent: 0,
    refused: 1,
  });
  assert.equal((await bagRow(db, other.reader.subject))?.state, "packed");
  const { status } = await db.one<{ status: string }>`select status from library.item where id = ${missing}`;
  assert.equal(status, "missing");
});

dbTest("two desks that pack one copy at once put it into one bag", async ({ ctx, db }) => {
  const { house, reader, books, clerk } = await aRound(ctx);
  const barcode = books[0]?.barcode ?? "";
  const tomorrow = today(ctx).add({ days: 1 }).toString();
  const done = await Promise.allSettled([
    scan(clerk, house, barcode),
    scan(clerk, house, barcode, tomorrow),
    scan(clerk, house, barcode),
  ]);
  assert.equal(done.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of done)
    if (one.status === "rejected") assert.equal((one.reason as { id?: string }).id, "delivery.in-a-bag");
  assert.deepEqual(
    await db.many`
    select l.item_id from library.bag_line l join library.bag b on b.id = l.bag_id where b.subject = ${reader.subject}`,
    [{ itemId: books[0]?.itemId }],
  );
  assert.equal((await bagsOfReader(db, reader.subject)).length, 1);
});

dbTest(
  "the database lets a bag take no step that was not taken, and a copy be in no second one",
  async ({ ctx, db }) => {
    const { house, reader, books, clerk } = await aRound(ctx);
    await scan(clerk, house, books[0]?.barcode ?? "");
    const id = await bagIdOf(db, reader.subject);
    for (const state of ["out", "delivered", "back"])
      await assert.rejects(db.run`update library.bag set state = ${state} where id = ${id}`, /bag/u);
    await assert.rejects(
      db.run`
      with other as (
        insert into library.bag (id, place_id, place_path, subject, day, number, kind)
        select gen_random_uuid(), place_id, place_path, subject, day + 1, 1, kind from library.bag where id = ${id} returning id)
      insert into library.bag_line (item_id, bag_id, hold_id)
      select l.item_id, other.id, l.hold_id from library.bag_line l, other where l.bag_id = ${id}`,
      /bag_line_pkey/u,
    );
  },
);

dbTest("only from the reader's own library, to whom it brings, and with an address", async ({ ctx, db }) => {
  const { house, reader } = await aRound(ctx);
  const all = await inTx(ctx, async (inner) => {
    const plain = await aReader(inner, house);
    const far = await aHouse(inner);
    const { recordId, itemIds } = await someCopies(inner, house);
    await someCopies(inner, far);
    const { barcode } = await inner.db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemIds[0] ?? 0}`;
    return { plain, far, recordId, barcode };
  });
  const { plain, far, recordId, barcode } = all;
  const wanted = {
    alternatives: [],
    itemId: null,
    neededBy: null,
    frozenUntil: null,
    recordId,
    toDoor: true,
  };
  const hold = (subject: string, pickupId: string) =>
    inTx(ctx, (inner) => placeHold(inner, { ...wanted, subject, pickupId }));
  await assert.rejects(hold(plain.subject, house.placeId), { id: "delivery.no-address" });
  const farReader = await inTx(ctx, (inner) => aReader(inner, far));
  await assert.rejects(hold(farReader.subject, far.placeId), { id: "delivery.not-offered" });
  await inTx(ctx, (inner) => bringsHome(inner, house, { categories: ["senior"] }));
  await assert.rejects(hold(reader.subject, house.placeId), { id: "delivery.not-for-you" });
  const choose = (sign: string, placeId: string) =>
    inTx({ ...ctx, actor: system }, (inner) =>
      chooseDelivery(inner, { placeId, sign, barcode, again: false }),
    );
  await assert.rejects(choose(reader.number, far.placeId), { id: "delivery.not-home" });
  // Staff say that they cannot come.
  await inTx({ ...ctx, actor: system }, (inner) =>
    saveContact(inner, reader.subject, { ...aContact, homebound: true }),
  );
  const { id } = await hold(reader.subject, far.placeId);
  const row = await db.one`select pickup_id, to_door from library.hold where id = ${id}`;
  assert.deepEqual(row, { pickupId: house.placeId, toDoor: true });
});

dbTest(
  "staff choose; what somebody who keeps a list has read is chosen once more only on purpose",
  async ({ ctx, db }) => {
    const { house, reader, clerk } = await aRound(ctx, { copies: 0 });
    const { recordId, itemIds } = await inTx(ctx, (inner) => someCopies(inner, house));
    const { barcode } = await db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemIds[0] ?? 0}`;
    const choose = (again: boolean) =>
      inTx(clerk, (inner) =>
        chooseDelivery(inner, { placeId: house.placeId, sign: reader.number, barcode, again }),
      );
    await db.run`
    insert into library.reading (subject, record_id, lent_on, returned_on) values (${reader.subject}, ${recordId}, '2026-01-01', '2026-01-09')`;
    await assert.rejects(choose(false), { id: "delivery.read-before" });
    await choose(true);
    const [one] = (await showDeliveries(clerk, { place: house.placeId })).toPack;
    assert.equal(one?.barcode, barcode);
  },
);

dbTest(
  "an address is sealed, told to its reader, moved with the account and forgotten",
  async ({ ctx, db }) => {
    const { house, reader, books, clerk } = await aRound(ctx);
    const { subject } = reader;
    const { sealed } = await db.one<{ sealed: Buffer }>`
    select contact_sealed as sealed from library.doorstep where subject = ${subject}`;
    assert.ok(!sealed.toString("utf8").includes(aContact.phone));
    await scan(clerk, house, books[0]?.barcode ?? "");
    assert.deepEqual(
      (await deliveryOfPerson(ctx, subject)).map(({ title, rows }) => [title, rows.length]),
      [
        ["export.doorstep", 1],
        ["export.bags", 1],
      ],
    );
    await assert.rejects(
      inTx(as(ctx, subject), (inner) => forgetContact(inner, subject)),
      { id: "delivery.under-way" },
    );
    const into = (await inTx(ctx, (inner) => aReader(inner, house))).subject;
    const person = (key: string) => ({ account: key, subject: key });
    await inTx(ctx, (inner) => mergeReaders(inner, { from: person(subject), into: person(into) }));
    assert.deepEqual((await contactsOf(db, [into])).get(into), aContact);
    assert.equal((await bagsOfReader(db, into)).length, 1);
    assert.ok((await inTx(ctx, (inner) => forgetReader(inner, into))) > 1);
    for (const key of [subject, into]) {
      assert.deepEqual(await db.many`select 1 from library.doorstep where subject = ${key}`, []);
      assert.deepEqual(await db.many`select 1 from library.bag where subject = ${key}`, []);
    }
  },
);

dbTest(
  "some days after the last delivery the address is gone; not while something is to be brought",
  async ({ ctx, db }) => {
    const { house, reader, books } = await aRound(ctx);
    const kept = async () =>
      (await db.many`select 1 from library.doorstep where subject = ${reader.subject}`).length;
    await forgetDoorstepsJob.run(daysOn(ctx, 40), undefined as never);
    assert.equal(await kept(), 1);
    await db.run`delete from library.hold where subject = ${reader.subject}`;
    assert.ok(books.length > 0);
    const other = await inTx(ctx, (inner) => aDoor(inner, house));
    await db.run`update library.reader set ended_on = ${dayOf(ctx)}::date where subject = ${other.subject}`;
    await forgetDoorstepsJob.run(daysOn(ctx, 30), undefined as never);
    assert.equal(await kept(), 1);
    assert.deepEqual(await db.many`select 1 from library.doorstep where subject = ${other.subject}`, []);
    await forgetDoorstepsJob.run(daysOn(ctx, 31), undefined as never);
    assert.equal(await kept(), 0);
  },
);

dbTest(
  "a bag that came back is scanned and returned; a hold that ends leaves its bag",
  async ({ ctx, db }) => {
    const { house, reader, books, clerk } = await aRound(ctx, { copies: 2 });
    for (const { barcode } of books) await scan(clerk, house, barcode);
    await db.run`delete from library.hold where item_id = ${books[1]?.itemId ?? 0}`;
    const id = await bagIdOf(db, reader.subject);
    await inTx(clerk, (inner) => bring.pack(inner, id));
    assert.deepEqual(await inTx(clerk, (inner) => bring.handOver(inner, id, "快递")), {
      lent: 1,
      refused: 0,
    });
    await inTx(clerk, (inner) => bring.cameBack(inner, id));
    assert.deepEqual(await db.many`select 1 from library.fee where subject = ${reader.subject}`, []);
    await inTx(clerk, (inner) => checkIn(inner, { itemId: books[0]?.itemId ?? 0, placeId: house.placeId }));
    assert.equal(await bagRow(db, reader.subject), null);
    assert.equal(await standing(db, id), null);
  },
);

dbTest(
  "whoever cannot come is chosen for every so many weeks; what they like is sealed",
  async ({ ctx, db }) => {
    const { house, reader, clerk } = await aRound(ctx, { copies: 0 });
    const { subject, number: sign } = reader;
    const { placeId } = house;
    const day = (days: number) => today(ctx).add({ days }).toString();
    const round = {
      wishes: "大字本历史小说，不要恐怖的",
      books: 2,
      everyWeeks: 2,
      nextOn: day(1),
      bringer: "王伟",
    };
    const save = (differs: object) =>
      inTx(clerk, (inner) =>
        saveDoorstep(inner, { placeId, sign, ...aContact, homebound: true, round: { ...round, ...differs } }),
      );
    await assert.rejects(save({ nextOn: null }), { id: "input.invalid" });
    await save({});
    const { sealed } = await db.one<{ sealed: Buffer }>`
    select wishes_sealed as sealed from library.doorstep where subject = ${subject}`;
    assert.ok(!sealed.toString("utf8").includes("历史"));
    const roundsOn = async (of: string) => (await showDeliveries(clerk, { place: placeId, day: of })).rounds;
    assert.deepEqual(await roundsOn(day(0)), []);
    const book = await inTx(ctx, (inner) => aCopyToBring(inner, house, subject));
    const [due] = await roundsOn(day(1));
    assert.deepEqual([due?.wishes, due?.books, due?.chosen, due?.packed], [round.wishes, 2, 1, 0]);
    await scan(clerk, house, book.barcode, day(1));
    assert.equal((await roundsOn(day(1)))[0]?.packed, 1);
    const id = await bagIdOf(db, subject);
    await inTx(clerk, (inner) => bring.pack(inner, id));
    await inTx(clerk, (inner) => bring.handOver(inner, id, "王伟"));
    await inTx(daysOn(clerk, 1), (inner) => bring.delivered(inner, id));
    assert.deepEqual(await roundsOn(day(14)), []);
    assert.equal((await roundsOn(day(15)))[0]?.nextOn, day(15));
    // Brought by the house itself it costs nothing.
    assert.deepEqual(await db.many`select 1 from library.fee where subject = ${subject}`, []);
    const [own] = await deliveryOfPerson(ctx, subject);
    assert.equal(own?.rows[0]?.wishes, round.wishes);
  },
);
