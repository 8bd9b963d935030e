import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest } from "#platform/testing";
import { countPublic, publicFiguresKept, told } from "./public.ts";
import { type Fact, insertFacts } from "./store.ts";

test("few people are not told, nor is what tomorrow's figure less today's would tell", () => {
  const visits = { unit: "person-times", kind: "flow" } as const;
  const residents = { unit: "person", kind: "stock" } as const;
  for (const [amount, of, whole, expected] of [
    [0, visits, true, 0],
    [1, visits, true, null],
    [9, visits, true, null],
    [-9, visits, true, null],
    [10, visits, true, 10],
    [1237, visits, true, 1237],
    [1237, visits, false, 1230],
    [-37, visits, false, -30],
    [9, residents, true, null],
    [1239, residents, true, 1230],
    [3, { unit: "session", kind: "flow" } as const, false, 3],
    [7, { unit: "facility", kind: "stock" } as const, false, 7],
  ] as const)
    assert.equal(told(amount, of, whole).amount, expected, `${amount} ${of.unit} ${whole}`);
});

test("however a figure grows within a month, no difference of two days tells fewer than ten", () => {
  for (let amount = 0; amount < 300; amount++) {
    const [today, tomorrow] = [amount, amount + 3].map(
      (one) => told(one, { unit: "person-times", kind: "flow" }, false).amount ?? 0,
    );
    assert.ok((tomorrow ?? 0) - (today ?? 0) === 0 || (tomorrow ?? 0) - (today ?? 0) >= 10, `${amount}`);
  }
});

const fact = (metric: Fact["metric"], day: string, amount: number): Fact => ({
  metric,
  eventId: newId(),
  part: 0,
  occurredAt: `${day}T04:00:00Z`,
  occurredOn: null,
  orgPath: "a.",
  amount,
  sourceKind: "claim",
  sourceId: newId(),
  aboutKind: null,
  aboutRef: null,
});

const keep = (ctx: Ctx, facts: Fact[]) => ctx.db.tx((tx) => insertFacts(tx, facts, ctx.city.zone));

const monthsOf = async (ctx: Ctx, metric: string) =>
  (await countPublic(ctx)).figures
    .find((one) => one.metric === metric)
    ?.months.map(({ month, amount, whole }) => `${month} ${amount}${whole ? "" : " so far"}`);

dbTest(
  "months begin where counting began, the running one ends yesterday, stocks carry over",
  async ({ ctx }) => {
    const now = { ...ctx, clock: at("2026-06-12T10:00:00Z") };
    assert.deepEqual(await monthsOf(now, "visits"), []);
    await keep(now, [fact("facilities", "2020-01-01", 5), fact("facilities", "2020-01-02", -5)]);
    assert.deepEqual(await monthsOf(now, "visits"), ["2026-06 0 so far"], "nothing happened yet");
    await keep(now, [
      fact("visits", "2026-04-02", 120),
      fact("visits", "2026-06-01", 37),
      fact("visits", "2026-06-12", 500),
      fact("facilities", "2026-04-02", 40),
      fact("facilities", "2026-05-31", -2),
      fact("residents", "2026-04-02", 1234),
    ]);
    assert.deepEqual(await monthsOf(now, "visits"), ["2026-04 120", "2026-05 0", "2026-06 30 so far"]);
    assert.deepEqual(await monthsOf(now, "facilities"), ["2026-04 40", "2026-05 38", "2026-06 38 so far"]);
    assert.deepEqual(await monthsOf(now, "residents"), [
      "2026-04 1230",
      "2026-05 1230",
      "2026-06 1230 so far",
    ]);
    const first = { ...ctx, clock: at("2026-07-01T02:00:00Z") };
    assert.deepEqual((await monthsOf(first, "visits"))?.at(-1), "2026-06 537");
    const years = { ...ctx, clock: at("2028-01-15T02:00:00Z") };
    assert.equal((await monthsOf(years, "facilities"))?.length, 13);
    assert.deepEqual((await monthsOf(years, "facilities"))?.[0], "2027-01 38");
  },
);

dbTest("a stock also holds what came in before the first month that is told", async ({ ctx }) => {
  // Years before those of the other tests, which share the table.
  const now = { ...ctx, clock: at("2018-06-12T10:00:00Z") };
  await keep(now, [
    fact("residents", "2016-01-01", 100),
    fact("residents", "2017-09-01", 200),
    fact("visits", "2018-05-02", 120),
  ]);
  assert.deepEqual(await monthsOf(now, "residents"), ["2018-05 300", "2018-06 300 so far"]);
});

dbTest("what everybody asks is counted once in ten minutes", async ({ db, ctx }) => {
  let asked = 0;
  const counting: Ctx["db"] = {
    ...db,
    many: (...sql) => {
      asked += 1;
      return db.many(...sql);
    },
  };
  const ask = publicFiguresKept();
  const begin = Temporal.Instant.from("2026-06-12T10:00:00Z");
  const later = (minutes: number) => ask({ ...ctx, db: counting, clock: () => begin.add({ minutes }) });
  for (const minutes of [0, 1, 9]) await later(minutes);
  assert.equal(asked, 1);
  await later(10);
  assert.equal(asked, 2);
});
