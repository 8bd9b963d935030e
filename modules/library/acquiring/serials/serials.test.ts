import assert from "node:assert/strict";
import { putHolidays } from "#places/filling";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest } from "#platform/testing";
import { showRecord } from "../../catalogue/searching/show-record.ts";
import { aBook, aFile, aSubscriber, landedBatch } from "../../testing.ts";
import { usedBudget } from "../orders/money-store.ts";
import { acquiringToday } from "../today.ts";
import {
  bind,
  checkIn,
  checkInScanned,
  endSubscription,
  giveUp,
  renew,
  setDaysOff,
  takeBack,
} from "./change-serial.ts";
import { listSerials, showSerial } from "./show-serials.ts";
import { aMonthly, aSubscription } from "./testing.ts";

type House = Awaited<ReturnType<typeof aHouse>>;

const aHouse = (ctx: Ctx, issn?: string) => inTx(ctx, (inner) => aSubscriber(inner, { issn }));

const as = <R>(ctx: Ctx, house: House, work: (inner: TxCtx) => Promise<R>) =>
  inTx({ ...ctx, actor: house.manager }, work);

// It is Friday 12 June 2026.
dbTest("issues come in one by one; what is late is told, claimed and given up", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
  const acting = { ...ctx, actor: house.manager };
  const states = async () =>
    (await showSerial(acting, id)).issues.map(({ number, state }) => `${number} ${state}`);
  assert.deepEqual((await states()).slice(3, 7), ["4 late", "5 late", "6 due", "7 coming"]);
  assert.deepEqual(
    (await acquiringToday(acting)).map(({ key, values }) => [key, values.count]),
    [["today.issues-late", 5]],
  );
  for (const number of [1, 2, 3, 5, 7])
    await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number }));
  await assert.rejects(
    as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number: 5 })),
    { id: "serial.there" },
  );
  await assert.rejects(
    as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number: 13 })),
    { id: "serial.not-expected" },
  );
  await as(ctx, house, (inner) => giveUp(inner, { id, year: 2026, number: 4, state: "claimed" }));
  const [listed] = (await listSerials(acting)).items;
  assert.deepEqual(
    [listed?.next?.number, listed?.late.map(({ number, state }) => [number, state])],
    [4, [[4, "claimed"]]],
  );
  await as(ctx, house, (inner) => giveUp(inner, { id, year: 2026, number: 4, state: "missing" }));
  assert.deepEqual(await acquiringToday(acting), []);
  await assert.rejects(
    as(ctx, house, (inner) => giveUp(inner, { id, year: 2026, number: 5, state: "missing" })),
    { id: "serial.there" },
  );
  await as(ctx, house, (inner) => takeBack(inner, { id, year: 2026, number: 7 }));
  // Readers are told what is there and what is lacking, on the page of the record.
  const { serials } = await showRecord(ctx, String(house.recordId));
  assert.deepEqual(
    serials.map(({ place, years }) => [place.id, years]),
    [[house.placeId, [{ year: 2026, has: "1–5", lacks: "4" }]]],
  );
});

dbTest("readers are told of a place's two copies what is there of either", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const came = async (numbers: number[]) => {
    const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
    for (const number of numbers) await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number }));
  };
  await came([1, 2, 5]);
  await came([3]);
  const { serials } = await showRecord(ctx, String(house.recordId));
  assert.deepEqual(
    serials.map(({ years }) => years),
    [[{ year: 2026, has: "1–5", lacks: "4" }]],
  );
});

dbTest("one issue comes in once, however many hands there are", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
  const which = { id, year: 2026, number: 1 };
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, () => as(ctx, house, (inner) => checkIn(inner, which))),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(
    db.run`insert into library.serial_issue (subscription_id, year, number, due_on, state) values (${id}, 2026, 1, '2026-01-10', 'missing')`,
    { constraint: "serial_issue_pkey" },
  );
  await assert.rejects(
    db.run`update library.serial_issue set arrived_on = null where subscription_id = ${id}`,
    { constraint: "serial_issue_arrived" },
  );
});

dbTest("a scanner checks in the issue it reads, or the next", async ({ ctx }) => {
  const house = await aHouse(ctx, "0257-0270");
  await as(ctx, house, (inner) => aSubscription(inner, house));
  const scanned = (text: string, placeId: string | null = null) =>
    as(ctx, house, (inner) => checkInScanned(inner, { scanned: text, placeId }));
  const numbers = [];
  for (const text of ["9770257027006", "0257-0270", "977025702700606", "977025702700603", "9770257027006"])
    numbers.push((await scanned(text)).number);
  assert.deepEqual(numbers, [1, 2, 6, 3, 4]);
  await assert.rejects(scanned("977025702700606"), { id: "serial.all-there" });
  await assert.rejects(scanned("9787532177585"), { id: "input.invalid" });
  await assert.rejects(scanned("2434-561X"), { id: "serial.none" });
  // Another house's is not this one's to check in.
  const other = await aHouse(ctx);
  await assert.rejects(
    as(ctx, other, (inner) => checkInScanned(inner, { scanned: "0257-0270", placeId: null })),
    { id: "serial.none" },
  );
});

dbTest("what appears irregularly is checked in by its number", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const pattern = { ...aMonthly(house).pattern, every: "irregular" as const };
  const { id } = await as(ctx, house, (inner) => aSubscription(inner, house, { pattern }));
  await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number: 3 }));
  const { issues } = await showSerial({ ...ctx, actor: house.manager }, id);
  assert.deepEqual(
    issues.map(({ number, dueOn, state }) => [number, dueOn, state]),
    [[3, "2026-06-12", "arrived"]],
  );
});

dbTest("a year's issues are bound into one item", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
  for (const number of [1, 2, 3]) await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number }));
  const barcode = newId().replaceAll("-", "");
  const binding = { id, year: 2026, from: 1, to: 3, barcode, shelf: "过刊库", callNumber: "I21" };
  await assert.rejects(
    as(ctx, house, (inner) => bind(inner, { ...binding, from: 7, to: 9 })),
    { id: "serial.nothing-to-bind" },
  );
  assert.deepEqual(await as(ctx, house, (inner) => bind(inner, binding)), { issues: 3 });
  await assert.rejects(
    as(ctx, house, (inner) => bind(inner, binding)),
    { id: "serial.nothing-to-bind" },
  );
  await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number: 4 }));
  await assert.rejects(
    as(ctx, house, (inner) => bind(inner, { ...binding, to: 4 })),
    { id: "order.barcode-taken" },
  );
  await assert.rejects(
    as(ctx, house, (inner) => takeBack(inner, { id, year: 2026, number: 2 })),
    { id: "serial.bound" },
  );
  const item = await db.one<{ volume: string; recordId: number; placeId: string }>`
    select volume, record_id, place_id from library.item where barcode = ${barcode}`;
  assert.deepEqual(item, { volume: "2026(1-3)", recordId: house.recordId, placeId: house.placeId });
});

dbTest(
  "what is lacking is told before a volume is bound, and the volume names what is in it",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
    for (const number of [1, 2, 3, 5, 12])
      await as(ctx, house, (inner) => checkIn(inner, { id, year: 2026, number }));
    await as(ctx, house, (inner) => giveUp(inner, { id, year: 2026, number: 4, state: "missing" }));
    const barcode = newId().replaceAll("-", "");
    const whole = { id, year: 2026, from: 1, to: 12, barcode, shelf: "", callNumber: "" };
    await assert.rejects(
      as(ctx, house, (inner) => bind(inner, whole)),
      { id: "serial.lacks", data: { numbers: "4、6–11", count: 7 } },
    );
    const bound = await as(ctx, house, (inner) => bind(inner, { ...whole, incomplete: true }));
    assert.deepEqual(bound, { issues: 5 });
    const item = await db.one<{ volume: string }>`select volume from library.item where barcode = ${barcode}`;
    assert.equal(item.volume, "2026(1-3,5,12)");
  },
);

dbTest(
  "what it costs is spent from a budget; the next year goes on with its numbers",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    const { budgetId } = house;
    const pattern = { ...aMonthly(house).pattern, volume: 50, whole: 589 };
    const paid = { budgetId, priceFen: 60_000, pattern };
    const { id } = await as(ctx, house, (inner) => aSubscription(inner, house, paid));
    const { name = "", spentFen } = (await usedBudget(db, budgetId)) ?? {};
    assert.equal(spentFen, 60_000);
    await assert.rejects(
      as(ctx, house, (inner) => renew(inner, { id, budgetId, priceFen: 50_000 })),
      { id: "budget.over", data: { name, left: "400.00", needs: "500.00" } },
    );
    await assert.rejects(
      as(ctx, house, (inner) => renew(inner, { id, budgetId: null, priceFen: 50_000 })),
      { id: "input.invalid" },
    );
    await assert.rejects(db.run`update library.subscription set price_fen = 100001 where id = ${id}`, {
      constraint: "budget_kept",
    });
    const next = await as(ctx, house, (inner) => renew(inner, { id, budgetId, priceFen: 40_000 }));
    const { issues, startsOn, endsOn } = await showSerial({ ...ctx, actor: house.manager }, next.id);
    assert.deepEqual([startsOn, endsOn, issues.length], ["2027-01-10", "2027-12-31", 12]);
    assert.deepEqual([issues[0]?.number, issues[0]?.volume, issues[0]?.whole], [1, 51, 601]);
    await as(ctx, house, (inner) => endSubscription(inner, id));
    await assert.rejects(
      as(ctx, house, (inner) => renew(inner, { id, budgetId: null, priceFen: 0 })),
      { id: "serial.ended" },
    );
    assert.deepEqual(
      (await listSerials({ ...ctx, actor: house.manager })).items.map((one) => one.id),
      [next.id],
    );
  },
);

dbTest("a newspaper comes day by day; which days are without, the house says", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const acting = { ...ctx, actor: house.manager };
  await inTx(ctx, (inner) =>
    putHolidays(inner, {
      runs: [{ from: "2026-06-19", to: "2026-06-21", kind: "rest", name: "端午节" }],
      source: "国办发明电",
      status: "verified",
    }),
  );
  const { id } = await as(ctx, house, (inner) =>
    aSubscription(inner, house, {
      pattern: { ...aMonthly(house).pattern, every: "daily", weekdays: [1, 2, 3, 4, 5], holidays: true },
      startsOn: "2026-06-08",
      endsOn: "2026-06-30",
      daysOff: "2026-06-10",
    }),
  );
  const days = async () => (await showSerial(acting, id)).issues.map(({ dueOn }) => dueOn.slice(8)).join(" ");
  assert.equal(await days(), "08 09 11 12 15 16 17 18 22 23 24 25 26 29 30");
  // A scanner reads today's paper, whatever two digits stand behind its number; of another day, the first that has not come.
  const scanned = async () =>
    (await as(ctx, house, (inner) => checkInScanned(inner, { scanned: "977025882100912", placeId: null })))
      .number;
  assert.deepEqual([await scanned(), await scanned()], [4, 1]);
  const off = (daysOff: string) =>
    as(ctx, house, (inner) => setDaysOff(inner, { id, holidays: true, daysOff }));
  await off("2026-06-10\n2026-06-22 2026-06-24");
  assert.equal(await days(), "08 09 11 12 15 16 17 18 25 26 29 30");
  await assert.rejects(off("2026-06-09 2026-06-10"), { id: "serial.days-move" });
  await assert.rejects(off("2026-06-10\n端午"), { id: "input.invalid" });
  assert.equal((await showSerial(acting, id)).daysOff, "2026-06-10\n2026-06-22 2026-06-24");
});

dbTest("a book is not subscribed to, nor what would never come", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const subscribed = (differs: object) => as(ctx, house, (inner) => aSubscription(inner, house, differs));
  const faultOf = (field: string, id: string) => (error: { faults?: { field: string; id: string }[] }) =>
    error.faults?.some((fault) => fault.field === field && fault.id === id) ?? false;
  const bytes = await aFile(aBook(newId().replaceAll("-", ""), "一本书"));
  const batch = await inTx(ctx, (inner) =>
    landedBatch(inner, { organisationId: house.organisationId, bytes }),
  );
  const book = await db.one<{ id: number }>`select id from library.record where batch_id = ${batch.id}`;
  await assert.rejects(subscribed({ record: `${book.id}` }), faultOf("/body/record", "serial.a-book"));
  const { pattern } = aMonthly(house);
  const never = { ...pattern, skip: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
  await assert.rejects(subscribed({ pattern: never }), faultOf("/body/pattern/skip", "serial.no-issue"));
  const summer = { pattern: { ...pattern, skip: [7, 8] }, startsOn: "2026-07-10", endsOn: "2026-08-31" };
  await assert.rejects(subscribed(summer), faultOf("/body/pattern/skip", "serial.no-issue"));
});

dbTest("a year is renewed once, however many renew it at once", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const acting = { ...ctx, actor: house.manager };
  const { id } = await as(ctx, house, (inner) => aSubscription(inner, house));
  const renewed = () => as(ctx, house, (inner) => renew(inner, { id, budgetId: null, priceFen: 0 }));
  const tries = await Promise.allSettled([renewed(), renewed(), renewed()]);
  const [next] = tries.flatMap((one) => (one.status === "fulfilled" ? one.value.id : []));
  assert.deepEqual(
    tries.flatMap((one) => (one.status === "rejected" ? one.reason.id : [])),
    ["serial.renewed", "serial.renewed"],
  );
  const { follower, can } = await showSerial(acting, id);
  assert.deepEqual(follower, { id: next, startsOn: "2027-01-10", endsOn: "2027-12-31" });
  assert.ok(can.includes("end") && !can.includes("renew"));
  // One that was ended again is not in the way.
  await as(ctx, house, (inner) => endSubscription(inner, next ?? ""));
  const { id: other } = await renewed();
  // Without our asking first the database keeps to it; without its guard there are two.
  const twice = () =>
    db.run`
      insert into library.subscription (id, organisation_id, org_path, place_id, record_id, pattern, starts_on, ends_on, made_at, follows)
      select ${newId()}, organisation_id, org_path, place_id, record_id, pattern, starts_on, ends_on, made_at, follows
        from library.subscription where id = ${other}`;
  await assert.rejects(twice(), { constraint: "subscription_follows" });
  await db.run`drop index library.subscription_follows`;
  try {
    assert.equal(await twice(), 1);
    await db.run`delete from library.subscription where follows = ${id} and id <> ${other} and ended_at is null`;
  } finally {
    await db.run`create unique index subscription_follows on library.subscription (follows) where follows is not null and ended_at is null`;
  }
});

dbTest("a subscription is of a record that is there, and of a house's own supplier", async ({ ctx }) => {
  const house = await aHouse(ctx, "2095-1051");
  const other = await aHouse(ctx);
  const make = (differs: object) => as(ctx, house, (inner) => aSubscription(inner, house, differs));
  for (const differs of [
    { record: "99999999" },
    { record: "0000-0001" },
    { supplierId: other.supplierId },
    { supplierId: newId() },
    { endsOn: "2025-12-31" },
    { endsOn: "2126-12-31" },
    { startsOn: "1900-01-01", endsOn: "2200-01-01" },
    { startsOn: "1826-01-01", endsOn: "1826-12-31" },
    { startsOn: "2226-01-01", endsOn: "2226-12-31" },
    { priceFen: 100, budgetId: other.budgetId },
  ])
    await assert.rejects(make(differs), { id: "input.invalid" });
  // Ten years and a day of the calendar more are taken, as the database takes them.
  await make({ startsOn: "2026-01-01", endsOn: "2035-12-31" });
  const { id } = await make({ record: "2095-1051" });
  const december = { ...ctx, actor: house.manager, clock: at("2026-12-31T02:00:00Z") };
  const { issues, record } = await showSerial(december, id);
  assert.deepEqual([record, issues.length], [String(house.recordId), 12]);
});
