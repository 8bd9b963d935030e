import assert from "node:assert/strict";
import { test } from "node:test";
import { aResident, noticesOf } from "#people/testing";
import type { Ctx, TxCtx } from "#platform/ctx";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest, somebodyWaits } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aBuyer } from "../../testing.ts";
import { makeWish } from "../wishes/make-wish.ts";
import { wishOf } from "../wishes/wish-store.ts";
import { addLine, beginOrder, claimOrder, dropLine, endOrder, sendOrder } from "./change-order.ts";
import { addLine as addLineShape, addSupplier as addSupplierShape } from "./contract.ts";
import { addBudget, approveBudget } from "./money.ts";
import { usedBudget } from "./money-store.ts";
import { isLate, mayEnd, mayReceive, numberOf, stateOf } from "./order.ts";
import { orderSheet } from "./order-sheet.ts";
import { orderOf } from "./order-store.ts";
import { type Arrival, receive } from "./receive.ts";
import { listOrders, showMoney, showOrder } from "./show-orders.ts";
import { aLine, anOrder, aSentOrder, type Buyer } from "./testing.ts";

const as = <R>(ctx: Ctx, buyer: Buyer, work: (inner: TxCtx) => Promise<R>) =>
  inTx({ ...ctx, actor: buyer.manager }, work);
const aHouse = (ctx: Ctx, amountFen?: number) => inTx(ctx, (inner) => aBuyer(inner, { amountFen }));
const barcodes = (count: number) => Array.from({ length: count }, () => newId().replaceAll("-", ""));
const arrival = (line: number, codes: readonly string[], more: Partial<Arrival> = {}): Arrival => ({
  line,
  barcodes: codes.join("\n"),
  shelf: "新书架",
  callNumber: "I247.57/1",
  unitFen: null,
  ...more,
});
const left = async ({ db }: Ctx, { budgetId }: Buyer) => {
  const used = await usedBudget(db, budgetId);
  return [used?.committedFen, used?.spentFen];
};

test("nobody pays less than a tenth of the price, nor more than all of it", () => {
  for (const shape of [addSupplierShape, addLineShape]) {
    const { pays } = JSON.parse(JSON.stringify(shape.body)).properties;
    assert.deepEqual([pays.minimum, pays.maximum], [10, 100]);
  }
});

test("what may be done with an order in each of its states", () => {
  const of = (kind: "purchase" | "gift") =>
    (["draft", "sent", "partly-arrived", "closed", "cancelled"] as const).filter((state) =>
      mayReceive({ kind, state }),
    );
  assert.deepEqual(of("purchase"), ["sent", "partly-arrived"]);
  assert.deepEqual(of("gift"), ["draft", "sent", "partly-arrived"]);
  assert.ok(mayEnd("sent", "cancelled") && !mayEnd("partly-arrived", "cancelled"));
  assert.ok(mayEnd("partly-arrived", "closed") && !mayEnd("sent", "closed"));
  assert.equal(stateOf([{ copies: 2, received: 2 }]), "closed");
  assert.equal(
    stateOf([
      { copies: 2, received: 2 },
      { copies: 1, received: 0 },
    ]),
    "partly-arrived",
  );
  assert.ok(isLate({ state: "sent", dueOn: "2026-06-11" }, "2026-06-12"));
  assert.ok(!isLate({ state: "sent", dueOn: "2026-06-12" }, "2026-06-12"));
  assert.ok(!isLate({ state: "closed", dueOn: "2026-06-11" }, "2026-06-12"));
  assert.equal(numberOf(2026, 7), "2026-0007");
});

dbTest("what is paid of a price, in whole fen: half a fen upward", async ({ ctx, db }) => {
  const buyer = await aHouse(ctx);
  const { id } = await as(ctx, buyer, (inner) => anOrder(inner, buyer));
  for (const [priceFen, pays, unit] of [
    [4000, 75, 3000],
    [3990, 75, 2993],
    [2980, 65, 1937],
    [1, 50, 1],
    [999, 100, 999],
    [5000, 0, 0],
  ] as const) {
    const { line } = await as(ctx, buyer, (inner) =>
      addLine(inner, { id, ...aLine(buyer.placeId), priceFen, pays }),
    );
    const { unitFen } = await db.one<{ unitFen: number }>`
      select unit_fen from library.order_line where id = ${line}`;
    assert.equal(unitFen, unit, `${priceFen} × ${pays} %`);
  }
});

dbTest("orders sent at once never commit more than the budget has", async ({ ctx }) => {
  // 10 × 30 yuan = 300 yuan each; the budget has 1,000.
  const buyer = await aHouse(ctx);
  const orders = await as(ctx, buyer, (inner) =>
    Array.from({ length: 8 }).reduce<Promise<string[]>>(
      async (made) => [...(await made), (await anOrder(inner, buyer)).id],
      Promise.resolve([]),
    ),
  );
  const sent = await Promise.allSettled(orders.map((id) => as(ctx, buyer, (inner) => sendOrder(inner, id))));
  const against = sent.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  assert.deepEqual(
    [...new Set(against.map(({ id, data }) => `${id} ${data?.left} ${data?.needs}`))],
    ["budget.over 100.00 300.00"],
  );
  assert.equal(against.length, 5);
  assert.deepEqual(await left(ctx, buyer), [90_000, 0]);
});

dbTest("without our asking first, the database itself keeps a budget, however fast", async ({ ctx, db }) => {
  const race = async (buyer: Buyer) => {
    const orders = await as(ctx, buyer, async (inner) => [
      await anOrder(inner, buyer, { copies: 20 }),
      await anOrder(inner, buyer, { copies: 20 }),
    ]);
    const [first, second] = orders.map(({ id }) => id);
    // The second is sent while the first is not yet committed: it waits, and sees it.
    let against: Promise<string | null> = Promise.resolve(null);
    await db.tx(async (tx) => {
      await tx.run`update library.purchase set state = 'sent' where id = ${first}`;
      against = db.run`update library.purchase set state = 'sent' where id = ${second}`.then(
        () => null,
        ({ constraint }) => constraint,
      );
      await Promise.race([against, somebodyWaits(db)]);
    });
    return against;
  };
  const buyer = await aHouse(ctx);
  assert.equal(await race(buyer), "budget_kept");
  assert.deepEqual(await left(ctx, buyer), [60_000, 0]);
  // A line made dearer or longer, a budget made smaller: the same.
  await assert.rejects(
    db.run`update library.order_line set copies = 40 where purchase_id in (select id from library.purchase where budget_id = ${buyer.budgetId} and state = 'sent')`,
    { constraint: "budget_kept" },
  );
  await assert.rejects(db.run`update library.budget set amount_fen = 59999 where id = ${buyer.budgetId}`, {
    constraint: "budget_kept",
  });
  // With the guard off both are sent, and twice the budget's half is more than it.
  await db.run`alter table library.purchase disable trigger budget_kept`;
  try {
    const open = await aHouse(ctx);
    assert.equal(await race(open), null);
    assert.deepEqual(await left(ctx, open), [120_000, 0]);
  } finally {
    await db.run`alter table library.purchase enable trigger budget_kept`;
  }
});

dbTest(
  "a budget is used when a manager has approved it, and is never less than what is used",
  async ({ ctx }) => {
    const buyer = await aHouse(ctx);
    const editor = await inTx(ctx, (inner) => someStaff(inner, buyer.path, "editor"));
    const { id: budgetId } = await inTx({ ...ctx, actor: editor }, (inner) =>
      addBudget(inner, { organisationId: buyer.organisationId, year: 2026, name: "少儿", amountFen: 50_000 }),
    );
    await assert.rejects(
      as(ctx, buyer, (inner) =>
        addBudget(inner, { organisationId: buyer.organisationId, year: 2026, name: "少儿", amountFen: 1 }),
      ),
      { id: "budget.there" },
    );
    const order = await as(ctx, buyer, (inner) => anOrder(inner, { ...buyer, budgetId }));
    const send = () => as(ctx, buyer, (inner) => sendOrder(inner, order.id));
    await assert.rejects(send(), { id: "budget.not-approved" });
    const approve = (amountFen: number) =>
      as(ctx, buyer, (inner) => approveBudget(inner, { id: budgetId, amountFen }));
    await approve(30_000);
    await send();
    await assert.rejects(approve(29_999), { id: "budget.used", data: { used: "300.00" } });
    await approve(30_000);
    const { budgets } = await showMoney({ ...ctx, actor: editor });
    const shown = budgets.find(({ id }) => id === budgetId);
    assert.deepEqual(
      [shown?.committedFen, shown?.spentFen, shown?.leftFen, shown?.mayDecide],
      [30_000, 0, 0, false],
    );
  },
);

dbTest("copies that come are items in process, paid as the invoice says", async ({ ctx, db }) => {
  const buyer = await aHouse(ctx);
  const title = `到了的书 ${newId()}`;
  const { id, line } = await aSentOrder(ctx, buyer, { title, isbn: "9787532177585", copies: 3 });
  assert.deepEqual(await left(ctx, buyer), [9000, 0]);
  const [a = "", b = "", c = "", d = ""] = barcodes(4);
  const take = (codes: string[], more: Partial<Arrival> = {}) =>
    as(ctx, buyer, (inner) => receive(inner, arrival(line, codes, more)));
  await assert.rejects(take([]), { id: "input.invalid" });
  await assert.rejects(take([a, b, c, d]), { id: "order.more-than-ordered", data: { left: 3, scanned: 4 } });
  await assert.rejects(take([a, buyer.barcode]), {
    id: "order.barcode-taken",
    data: { barcodes: buyer.barcode },
  });
  assert.deepEqual(await take([a, b], { unitFen: 2900 }), { items: 2 });
  assert.deepEqual(await left(ctx, buyer), [3000, 5800]);
  assert.equal((await orderOf(db, id))?.state, "partly-arrived");
  await assert.rejects(take([c], { unitFen: 100_000 }), { id: "budget.over" });
  await take([c]);
  assert.deepEqual(await left(ctx, buyer), [0, 8800]);
  const order = await orderOf(db, id);
  assert.equal(order?.state, "closed");
  await assert.rejects(take([d]), { id: "order.not-now" });
  const items = await db.many<Record<string, unknown>>`
    select i.barcode, i.status, i.price_fen, i.shelf, i.call_number, i.place_id, i.owner_id, i.acquired_on::text, i.source, r.title
      from library.item i join library.record r on r.id = i.record_id where i.barcode = any(${[a, b, c]}::text[])`;
  assert.equal(items.length, 3);
  const { source, ...first } = items.find(({ barcode }) => barcode === a) ?? {};
  assert.deepEqual(first, {
    barcode: a,
    status: "in-process",
    priceFen: 4000,
    shelf: "新书架",
    callNumber: "I247.57/1",
    placeId: buyer.placeId,
    ownerId: buyer.organisationId,
    acquiredOn: "2026-06-12",
    title,
  });
  assert.match(String(source), new RegExp(`^新华书店 .* ${order?.number}$`));
  // Its short record is found: by ISBN, and at the place.
  const found = await db.one<{ marks: boolean; isbn: string }>`
    select s.words @@ ('''p=' || ${buyer.placeId} || '''')::tsquery as marks, n.number as isbn
      from library.item i join library.search_row s on s.record_id = i.record_id join library.record_number n on n.record_id = i.record_id
     where i.barcode = ${a}`;
  assert.deepEqual(found, { marks: true, isbn: "9787532177585" });
  // The next order of it knows what it is.
  const next = await as(ctx, buyer, (inner) =>
    anOrder(inner, buyer, { isbn: "978-7-5321-7758-5", title: "" }),
  );
  const shown = await showOrder({ ...ctx, actor: buyer.manager }, next.id);
  assert.deepEqual(
    shown.lines.map((one) => [one.title, one.record !== null]),
    [[title, true]],
  );
});

dbTest("two clerks take in the last copy: one does", async ({ ctx, db }) => {
  const buyer = await aHouse(ctx);
  const { line } = await aSentOrder(ctx, buyer, { copies: 1 });
  const tries = await Promise.allSettled(
    barcodes(6).map((code) => as(ctx, buyer, (inner) => receive(inner, arrival(line, [code])))),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  // The others waited, and were told that there is none left to come.
  const against = tries.flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []));
  assert.deepEqual([...new Set(against)], ["order.not-now"]);
  await assert.rejects(db.run`update library.order_line set received = 2 where id = ${line}`, {
    constraint: "order_line_received",
  });
});

dbTest(
  "readers are told that what they wished for is ordered, and where it is when it has come",
  async ({ ctx, db }) => {
    const buyer = await aHouse(ctx);
    const reader = await inTx(ctx, (inner) => aResident(inner));
    const input = {
      placeId: buyer.placeId,
      title: `想要 ${newId()}`,
      author: "",
      isbn: "",
      publisher: "",
      why: "",
      seen: false,
    };
    const wish = await inTx({ ...ctx, actor: reader.actor }, (inner) => makeWish(inner, input));
    const differs = { title: input.title, wishId: wish.id, copies: 1 };
    const state = async () => (await wishOf(db, wish.id))?.state;
    const first = await aSentOrder(ctx, buyer, differs);
    assert.equal(await state(), "ordered");
    await assert.rejects(
      as(ctx, buyer, (inner) => anOrder(inner, buyer, differs)),
      { id: "wish.decided" },
    );
    // The supplier has none: it is considered again, and ordered elsewhere.
    await as(ctx, buyer, (inner) => endOrder(inner, { id: first.id, as: "cancelled", reason: "书商没有货" }));
    assert.equal(await state(), "considered");
    assert.deepEqual(await left(ctx, buyer), [0, 0]);
    const { id } = await as(ctx, buyer, (inner) => anOrder(inner, buyer, differs));
    await assert.rejects(
      as(ctx, buyer, (inner) => anOrder(inner, buyer, differs)),
      { id: "order.wish-there" },
    );
    await as(ctx, buyer, (inner) => sendOrder(inner, id));
    const shown = await showOrder({ ...ctx, actor: buyer.manager }, id);
    const later = { ...ctx, clock: at("2026-06-20T02:00:00Z") };
    await as(later, buyer, (inner) => receive(inner, arrival(shown.lines[0]?.id ?? 0, barcodes(1))));
    assert.equal(await state(), "arrived");
    const told = await noticesOf(db, reader.subject);
    assert.deepEqual(told.map(({ key }) => key).toSorted(), [
      "notice.wish-arrived",
      "notice.wish-considered",
      "notice.wish-ordered",
      "notice.wish-ordered",
    ]);
    const { record } = (await showOrder({ ...ctx, actor: buyer.manager }, id)).lines[0] ?? {};
    assert.equal(told.find(({ key }) => key === "notice.wish-arrived")?.href, `/catalogue/${record}`);
  },
);

dbTest("what is given costs nothing and is taken in at once", async ({ ctx, db }) => {
  const buyer = await aHouse(ctx);
  const { organisationId, placeId } = buyer;
  const gift = { organisationId, kind: "gift" as const, supplierId: null, budgetId: null, note: "读者送来" };
  const { id, line } = await as(ctx, buyer, async (inner) => {
    const begun = await beginOrder(inner, gift);
    return { ...begun, ...(await addLine(inner, { ...begun, ...aLine(placeId), copies: 1 })) };
  });
  await assert.rejects(
    as(ctx, buyer, (inner) => sendOrder(inner, id)),
    { id: "order.sent" },
  );
  const codes = barcodes(1);
  await as(ctx, buyer, (inner) => receive(inner, arrival(line, codes, { unitFen: 3000 })));
  const { paidFen } = await db.one<{
    paidFen: number;
  }>`select paid_fen from library.order_line where id = ${line}`;
  const item = await db.one<{ priceFen: number; source: string }>`
    select price_fen, source from library.item where barcode = ${codes[0]}`;
  const order = await orderOf(db, id);
  assert.deepEqual([paidFen, item, order?.state], [0, { priceFen: 4000, source: order?.number }, "closed"]);
});

dbTest(
  "a draft is changed until it is sent; what is bought needs a supplier and a budget of the house",
  async ({ ctx, db }) => {
    const buyer = await aHouse(ctx);
    const other = await aHouse(ctx);
    const begin = (differs: object) =>
      as(ctx, buyer, (inner) =>
        beginOrder(inner, {
          organisationId: buyer.organisationId,
          kind: "purchase",
          supplierId: buyer.supplierId,
          budgetId: buyer.budgetId,
          note: "",
          ...differs,
        }),
      );
    await assert.rejects(begin({ budgetId: other.budgetId }), { id: "input.invalid" });
    await assert.rejects(begin({ supplierId: null }), { id: "input.invalid" });
    const { id, line } = await as(ctx, buyer, (inner) => anOrder(inner, buyer));
    await as(ctx, buyer, (inner) => dropLine(inner, line));
    await assert.rejects(
      as(ctx, buyer, (inner) => sendOrder(inner, id)),
      { id: "order.empty" },
    );
    const add = (differs: object) =>
      as(ctx, buyer, (inner) => addLine(inner, { id, ...aLine(buyer.placeId), ...differs }));
    await assert.rejects(add({ title: "" }), { id: "input.invalid" });
    await assert.rejects(add({ isbn: "9787532177580" }), { id: "input.invalid" });
    const { line: kept } = await add({});
    await as(ctx, buyer, (inner) => sendOrder(inner, id));
    await assert.rejects(add({}), { id: "order.sent" });
    await assert.rejects(
      as(ctx, buyer, (inner) => dropLine(inner, kept)),
      { id: "order.sent" },
    );
    // Two orders of a house never have one number.
    const numbers = await Promise.all(Array.from({ length: 6 }, () => begin({})));
    const rows = await db.many<{ number: string }>`
    select number from library.purchase where organisation_id = ${buyer.organisationId}`;
    assert.equal(new Set(rows.map(({ number }) => number)).size, numbers.length + 1);
    await assert.rejects(db.run`update library.purchase set budget_id = null where id = ${id}`, {
      constraint: "purchase_paid_from",
    });
  },
);

dbTest("what is late is claimed; what never comes is given up", async ({ ctx, db }) => {
  const buyer = await aHouse(ctx);
  const { id, line } = await aSentOrder(ctx, buyer, { copies: 2 });
  await assert.rejects(
    as(ctx, buyer, (inner) => claimOrder(inner, id)),
    { id: "order.not-late" },
  );
  const july = { ...ctx, clock: at("2026-07-03T02:00:00Z") };
  const { items } = await listOrders({ ...july, actor: buyer.manager }, {});
  assert.deepEqual(
    items.map(({ dueOn, isLate: late }) => [dueOn, late]),
    [["2026-07-02", true]],
  );
  await as(july, buyer, (inner) => claimOrder(inner, id));
  assert.equal((await orderOf(db, id))?.claims, 1);
  const end = (how: "cancelled" | "closed") =>
    as(july, buyer, (inner) => endOrder(inner, { id, as: how, reason: "绝版了" }));
  await assert.rejects(end("closed"), { id: "order.not-now" });
  await as(july, buyer, (inner) => receive(inner, arrival(line, barcodes(1))));
  await assert.rejects(end("cancelled"), { id: "order.not-now" });
  await end("closed");
  assert.deepEqual(await left(ctx, buyer), [0, 3000]);
});

dbTest("as a table no title is a formula", async ({ ctx }) => {
  const buyer = await aHouse(ctx);
  const { id } = await as(ctx, buyer, (inner) => anOrder(inner, buyer, { title: "=HYPERLINK(1)" }));
  const file = await orderSheet({ ...ctx, actor: buyer.manager }, id);
  let text = "";
  for await (const piece of file.pieces) text += Buffer.from(piece).toString();
  assert.match(text, /'=HYPERLINK\(1\),路遥,人民文学出版社,10,40.00,75%,300.00/);
});
