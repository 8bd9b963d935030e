import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { found } from "#platform/errors";
import { at, dbTest } from "#platform/testing";
import { closuresOf } from "../closures/closure-store.ts";
import { changeFacility } from "../facility/change.ts";
import { moveFacility } from "../facility/move.ts";
import { aFacility, anOrganisation, aSpace } from "../testing.ts";
import { renovationFigures } from "./figures.ts";
import { changeRenovation, type PlanInput, planRenovation } from "./plan.ts";
import { renovationsOf } from "./renovation-store.ts";
import { projectsOfYear } from "./views.ts";
import { finishRenovation, reportProgress, startRenovation, stopRenovation } from "./work.ts";

// It is 12 June 2026.
const on = (ctx: Ctx, day: string): Ctx => ({ ...ctx, clock: at(`${day}T04:00:00Z`) });
const plan = (ctx: Ctx, placeId: string, differs: Partial<PlanInput> = {}) =>
  inTx(ctx, (inner) =>
    planRenovation(inner, placeId, {
      name: "室内改造",
      scope: "更新照明和书架",
      from: "2026-07-01",
      to: "2026-09-01",
      money: [
        { source: "city", planned: 200_000 },
        { source: "enterprise", planned: 50_000 },
      ],
      closes: false,
      ...differs,
    }),
  );
const oneOf = async (ctx: Ctx, placeId: string) =>
  found((await renovationsOf(ctx.db, [placeId]))[0], "renovation", placeId);

dbTest(
  "planned, begun, reported, done: with the closure announced and lifted, and what it brought",
  async ({ ctx, db }) => {
    const { id } = await inTx(ctx, (inner) => aFacility(inner));
    await inTx(ctx, (inner) => aSpace(inner, { placeId: id, capacity: 40 }));
    const { id: project } = await plan(ctx, id, { closes: true, areaBefore: 120 });
    const of = { placeId: id, id: project };
    const closures = () => closuresOf(db, [id], ctx.clock());
    assert.deepEqual(
      (await closures()).map(({ startsAt, endsAt, reason }) => [
        startsAt.toString(),
        endsAt?.toString(),
        reason,
      ]),
      [["2026-06-30T16:00:00Z", "2026-08-31T16:00:00Z", "renovation"]],
    );
    await inTx(on(ctx, "2026-07-02"), (inner) => startRenovation(inner, of, "2026-07-01"));
    const report = (day: string, percent: number, spent: number) =>
      inTx(on(ctx, day), (inner) => reportProgress(inner, of, { on: day, percent, spent }));
    await report("2026-07-20", 40, 90_000);
    await report("2026-08-10", 90, 240_000);
    await inTx(on(ctx, "2026-08-20"), (inner) =>
      finishRenovation(inner, of, { on: "2026-08-20", areaAfter: 180, capacityAfter: 80, reopen: true }),
    );
    const done = await oneOf(ctx, id);
    assert.deepEqual(
      [
        done.state,
        done.startedOn,
        done.endedOn,
        done.areaBefore,
        done.areaAfter,
        done.capacityBefore,
        done.capacityAfter,
      ],
      ["finished", "2026-07-01", "2026-08-20", 120, 180, 40, 80],
    );
    assert.deepEqual(
      done.progress.map(({ onDay, percent, spent }) => [onDay, percent, spent]),
      [
        ["2026-08-10", 90, 240_000],
        ["2026-07-20", 40, 90_000],
      ],
    );
    assert.deepEqual(await closuresOf(db, [id], on(ctx, "2026-08-21").clock()), [], "it is open again");
    const [news] = await db.many<{ payload: Record<string, unknown> }>`
    select payload from platform.outbox where type = 'place.renovation-finished' and payload->>'renovationId' = ${project}`;
    assert.deepEqual(
      [news?.payload.spent, news?.payload.on, news?.payload.areaAfter],
      [240_000, "2026-08-20", 180],
    );
  },
);

dbTest("states follow one another and no other way, in the database too", async ({ ctx, db }) => {
  const { id } = await inTx(ctx, (inner) => aFacility(inner));
  const first = await plan(ctx, id);
  const second = await plan(ctx, id, { name: "屋面防水" });
  const of = (project: { id: string }) => ({ placeId: id, id: project.id });
  const finish = (project: { id: string }) =>
    inTx(ctx, (inner) => finishRenovation(inner, of(project), { on: "2026-06-12", reopen: false }));
  const start = (project: { id: string }) =>
    inTx(ctx, (inner) => startRenovation(inner, of(project), "2026-06-10"));
  const stop = (project: { id: string }, reason: string) =>
    inTx(ctx, (inner) => stopRenovation(inner, of(project), { on: "2026-06-12", reason, reopen: false }));
  await assert.rejects(finish(first), { id: "renovation.not-under-way" });
  await start(first);
  await assert.rejects(start(first), { id: "renovation.not-planned" });
  await assert.rejects(start(second), { id: "renovation.another-under-way" });
  await assert.rejects(
    inTx(ctx, (inner) => reportProgress(inner, of(first), { on: "2026-06-09", percent: 10, spent: 0 })),
    { faults: [{ field: "/body/on", id: "renovation.before-start", data: { day: "2026-06-10" } }] },
  );
  await assert.rejects(
    inTx(ctx, (inner) => reportProgress(inner, of(first), { on: "2026-06-13", percent: 10, spent: 0 })),
    { faults: [{ field: "/body/on", id: "day.in-future" }] },
  );
  await assert.rejects(stop(second, "  "), { faults: [{ field: "/body/reason", id: "missing" }] });
  await stop(second, "资金未落实");
  await assert.rejects(stop(second, "再停一次"), { id: "renovation.ended" });
  await finish(first);
  await assert.rejects(
    inTx(ctx, (inner) => reportProgress(inner, of(first), { on: "2026-06-12", percent: 10, spent: 0 })),
    { id: "renovation.not-under-way" },
  );
  const write = (sql: () => Promise<unknown>) => assert.rejects(sql(), /renovation_/);
  await write(() => db.run`update places.renovation set started_on = null where id = ${first.id}`);
  await write(() => db.run`update places.renovation set ended_on = '2026-06-01' where id = ${first.id}`);
  await write(() => db.run`update places.renovation set stop_reason = null where id = ${second.id}`);
  await write(() => db.run`update places.renovation set area_after = 1 where id = ${second.id}`);
});

dbTest("twenty begin one of two projects at once: one is under way", async ({ ctx, db }) => {
  const { id } = await inTx(ctx, (inner) => aFacility(inner));
  const projects = [await plan(ctx, id), await plan(ctx, id)];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      inTx(ctx, (inner) =>
        startRenovation(inner, { placeId: id, id: projects[n % 2]?.id ?? "" }, "2026-06-12"),
      ),
    ),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  const rows = await db.many`select from places.renovation where facility_id = ${id} and state = 'under-way'`;
  assert.equal(rows.length, 1);
});

dbTest(
  "the plan changes with its closure; who saw an older plan is refused, and so is nonsense",
  async ({ ctx, db }) => {
    const { id } = await inTx(ctx, (inner) => aFacility(inner));
    const { id: project } = await plan(ctx, id, { closes: true });
    const now = await oneOf(ctx, id);
    const change = (version: number, differs: Partial<PlanInput> = {}) =>
      inTx(ctx, (inner) =>
        changeRenovation(inner, id, {
          id: project,
          version,
          name: now.name,
          scope: now.scope,
          from: now.plannedFrom,
          to: now.plannedTo,
          money: now.money,
          closes: true,
          ...differs,
        }),
      );
    assert.deepEqual(await change(1, { to: "2026-10-01" }), { version: 2 });
    const ends = async () =>
      (await closuresOf(db, [id], ctx.clock())).map(({ endsAt }) => endsAt?.toString());
    assert.deepEqual(await ends(), ["2026-09-30T16:00:00Z"]);
    await assert.rejects(change(1), { id: "renovation.changed-meanwhile" });
    await change(2, { to: "2026-10-01", closes: false });
    assert.deepEqual(await ends(), []);
    await change(3, { to: "2026-10-01", closes: true, money: [{ source: "own", planned: 1 }] });
    assert.deepEqual(await ends(), ["2026-09-30T16:00:00Z"]);
    assert.deepEqual((await oneOf(ctx, id)).money, [{ source: "own", planned: 1 }]);
    await assert.rejects(change(4, { to: "2026-07-01" }), {
      faults: [{ field: "/body/to", id: "renovation.backwards" }],
    });
    await assert.rejects(change(4, { from: "2026-05-01", to: "2026-06-12" }), {
      faults: [{ field: "/body/to", id: "renovation.over" }],
    });
    await assert.rejects(
      change(4, {
        money: [
          { source: "own", planned: 1 },
          { source: "own", planned: 2 },
        ],
      }),
      {
        faults: [{ field: "/body/money/1/source", id: "twice" }],
      },
    );
  },
);

dbTest("figures: stations renewed in a year, each once, their share, and money", async ({ ctx, db }) => {
  const root = await inTx(ctx, (inner) => anOrganisation(inner));
  const station = (differs: object = {}) =>
    inTx(on(ctx, "2024-01-05"), (inner) =>
      aFacility(inner, { organisationId: root.id, kind: "culture-station", level: "street", ...differs }),
    );
  const [one, two, , gone] = [await station(), await station(), await station(), await station()];
  await station({ level: "city", kind: "library" });
  await db.run`update places.facility set ended_on = '2025-03-01' where id = ${gone?.id}`;
  const renew = async (placeId: string, days: { from: string; to: string; done: string }, spent: number) => {
    const now = on(ctx, days.done);
    const { id } = await plan(now, placeId, days);
    const of = { placeId, id };
    await inTx(now, (inner) => startRenovation(inner, of, days.from));
    await inTx(now, (inner) => reportProgress(inner, of, { on: days.from, percent: 10, spent: spent / 4 }));
    await inTx(now, (inner) => reportProgress(inner, of, { on: days.done, percent: 100, spent }));
    await inTx(now, (inner) => finishRenovation(inner, of, { on: days.done, reopen: false }));
  };
  await renew(one.id, { from: "2024-12-01", to: "2025-04-01", done: "2025-03-20" }, 100_000);
  await renew(one.id, { from: "2025-05-01", to: "2025-06-01", done: "2025-05-20" }, 10_000);
  await renew(two.id, { from: "2025-08-01", to: "2025-12-01", done: "2026-01-10" }, 40_000);
  const of = (year: number) =>
    renovationFigures(ctx, { from: `${year}-01-01`, until: `${year + 1}-01-01`, orgPaths: [root.path] });
  assert.deepEqual(await of(2025), {
    places: 3,
    renovated: 1,
    share: 1 / 3,
    finished: 2,
    planned: [
      { source: "city", planned: 400_000 },
      { source: "enterprise", planned: 100_000 },
    ],
    spent: 75_000 + 10_000 + 10_000,
  });
  const all = await renovationFigures(ctx, {
    from: "2016-01-01",
    until: "2026-06-13",
    orgPaths: [root.path],
  });
  assert.deepEqual([all.renovated, all.share, all.finished], [2, 2 / 3, 3], "over half, and nobody twice");
  assert.deepEqual((await of(2023)).share, null);
  // Whom a place belonged to on the last day decides.
  const other = await inTx(ctx, (inner) => anOrganisation(inner));
  await inTx(on(ctx, "2026-02-01"), (inner) =>
    moveFacility(inner, one.id, { organisationId: other.id, on: "2026-02-01" }),
  );
  assert.equal((await of(2025)).renovated, 1);
  const time = { from: "2016-01-01", until: "2026-06-13" };
  assert.equal((await renovationFigures(ctx, { ...time, orgPaths: [root.path] })).renovated, 1);
  assert.equal(
    (await renovationFigures(ctx, { ...time, orgPaths: [root.path], divisionPrefix: "650202" })).places,
    0,
  );
});

dbTest(
  "figures of a year count a place by the level it had then, whatever it became later",
  async ({ ctx }) => {
    const root = await inTx(ctx, (inner) => anOrganisation(inner));
    const station = await inTx(on(ctx, "2024-01-05"), (inner) =>
      aFacility(inner, { organisationId: root.id, kind: "culture-station", level: "street" }),
    );
    await inTx(on(ctx, "2026-02-01"), (inner) =>
      changeFacility(inner, { placeId: station.id, version: 1, changes: { level: "district" } }),
    );
    const of = async (from: string, until: string) =>
      (await renovationFigures(ctx, { from, until, orgPaths: [root.path] })).places;
    assert.equal(await of("2025-01-01", "2026-01-01"), 1);
    assert.equal(await of("2026-01-01", "2026-06-13"), 0);
  },
);

dbTest(
  "what becomes of a plan is announced: its old and new sum, its start, its end without result",
  async ({ ctx, db }) => {
    const { id: placeId, organisationId } = await inTx(ctx, (inner) => aFacility(inner));
    const { id } = await plan(ctx, placeId);
    const { name, scope, plannedTo } = await oneOf(ctx, placeId);
    const money = [{ source: "city" as const, planned: 180_000 }];
    const days = { from: "2026-06-01", to: plannedTo };
    await inTx(ctx, (inner) =>
      changeRenovation(inner, placeId, { id, version: 1, name, scope, ...days, money, closes: false }),
    );
    const of = { placeId, id };
    await inTx(ctx, (inner) => startRenovation(inner, of, "2026-06-02"));
    await inTx(ctx, (inner) => reportProgress(inner, of, { on: "2026-06-10", percent: 20, spent: 30_000 }));
    await inTx(ctx, (inner) =>
      stopRenovation(inner, of, { on: "2026-06-12", reason: "资金未落实", reopen: false }),
    );
    const told = async (type: string) =>
      (
        await db.many<{ payload: object }>`
        select payload from platform.outbox where type = ${type} and payload->>'renovationId' = ${id}`
      ).map(({ payload }) => payload);
    const which = { placeId, renovationId: id, organisationId };
    assert.deepEqual(await told("place.renovation-changed"), [
      {
        ...which,
        ...days,
        planned: 180_000,
        before: { from: "2026-07-01", to: "2026-09-01", planned: 250_000 },
      },
    ]);
    assert.deepEqual(await told("place.renovation-started"), [
      { ...which, on: "2026-06-02", planned: 180_000 },
    ]);
    assert.deepEqual(await told("place.renovation-stopped"), [
      { ...which, on: "2026-06-12", started: true, planned: 180_000, spent: 30_000 },
    ]);
  },
);

dbTest("a list of projects that is cut says so", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const listed = () => projectsOfYear(ctx, 2026, [place.orgPath]);
  const add = (many: number) => ctx.db.run`
    insert into places.renovation (id, facility_id, name, scope, planned, made_at)
    select gen_random_uuid(), ${place.id}, '第 ' || n || ' 项', '粉刷', daterange('2026-03-01', '2026-04-01'), now()
      from generate_series(1, ${many}::int) n`;
  await add(500);
  assert.deepEqual([(await listed()).items.length, (await listed()).more], [500, false]);
  await add(1);
  assert.deepEqual([(await listed()).items.length, (await listed()).more], [500, true]);
});
