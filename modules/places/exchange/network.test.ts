import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { anonymous, newSubject, type Role, system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { exportFile, type Table } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { dbTest, landFile } from "#platform/testing";
import { affiliationsOf } from "../facility/facility-store.ts";
import { findPlaces } from "../finding/find.ts";
import { handoverOf, signaturesOn } from "../handover/handover-store.ts";
import { signHandover } from "../handover/sign.ts";
import { historyOfDivision, putPopulationBasis, successionsOf } from "../network/division-store.ts";
import { insertOrganisations } from "../network/organisation-many-store.ts";
import { organisationOf, organisationsByPaths } from "../network/organisation-store.ts";
import { aFacility, aHandover, anOrganisation, aSpace, aThing, someDivisions } from "../testing.ts";
import { thingOf } from "../things/thing-store.ts";
import { divisionsTable } from "./divisions.ts";
import { organisationsTable } from "./organisations.ts";
import { populationTable } from "./populations.ts";
import { spacesTable } from "./spaces.ts";

const byCity = (ctx: Ctx): Ctx => ({ ...ctx, actor: system, channel: "system" });
const land = (ctx: Ctx, table: Table, text: string) => landFile(byCity(ctx), table, text);

async function exported(ctx: Ctx, table: Table, filter: Record<string, string> = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const rows = table.rowsOf(byCity(ctx), filter);
  for await (const piece of exportFile(table, rows, "csv", { text: texts("zh-CN"), demo: true }))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

const history = async (ctx: Ctx, code: string) =>
  (await historyOfDivision(ctx.db, code)).map(({ name, from, to }) => [name, from, to]);

dbTest(
  "a list comes in, comes again without change, and a year later with what has changed",
  async ({ ctx }) => {
    const first =
      "代码,名称,类别\n110000,甲省,省\n110100,甲市,地级市\n110101,甲区,区\n110101001,一街,街道\n110101001001,一社区,社区\n";
    assert.deepEqual((await land(ctx, divisionsTable, first)).tally, {
      added: 5,
      changed: 0,
      unchanged: 0,
      refused: 0,
    });
    assert.deepEqual((await land(ctx, divisionsTable, first)).tally, {
      added: 0,
      changed: 0,
      unchanged: 5,
      refused: 0,
    });
    const next =
      "代码,名称,类别,起始日期,终止日期\n110101001,第一街道,街道,2026-03-01,\n110101001001,一社区,社区,,2026-05-01\n110101002,二街,街道,,\n";
    const landed = await land(ctx, divisionsTable, next);
    assert.deepEqual([landed.tally, landed.faults], [{ added: 1, changed: 2, unchanged: 0, refused: 0 }, []]);
    assert.deepEqual(await history(ctx, "110101001"), [
      ["一街", null, "2026-03-01"],
      ["第一街道", "2026-03-01", null],
    ]);
    assert.deepEqual(await history(ctx, "110101001001"), [["一社区", null, "2026-05-01"]]);
    assert.deepEqual((await land(ctx, divisionsTable, next)).tally, {
      added: 0,
      changed: 0,
      unchanged: 3,
      refused: 0,
    });
  },
);

dbTest(
  "金龙镇 moves from 650203005 to 650204003: both codes keep their history, its places follow",
  async ({ ctx }) => {
    await inTx(ctx, someDivisions);
    await land(ctx, divisionsTable, "代码,名称,类别\n650203005,金龙镇,镇\n");
    const place = await inTx(ctx, (inner) =>
      aFacility(inner, { divisionCode: "650203005", since: "2020-01-01" }),
    );
    const moved = "代码,名称,类别,起始日期,原代码\n650204003,金龙镇,镇,2022-01-01,650203005\n";
    const landed = await land(ctx, divisionsTable, moved);
    assert.deepEqual([landed.tally.added, landed.faults], [1, []]);
    assert.deepEqual(await history(ctx, "650203005"), [["金龙镇", null, "2022-01-01"]]);
    assert.deepEqual(await successionsOf(ctx.db, "650203005"), [
      { fromCode: "650203005", toCode: "650204003", how: "moved", onDay: "2022-01-01" },
    ]);
    assert.deepEqual(
      (await affiliationsOf(ctx.db, place.id)).map(({ divisionCode, from }) => [divisionCode, from]),
      [
        ["650203005", "2020-01-01"],
        ["650204003", "2022-01-01"],
      ],
    );
    assert.equal((await land(ctx, divisionsTable, moved)).tally.unchanged, 1);
  },
);

dbTest(
  "a division ends only when nothing is left on it; what follows a move is told before it lands",
  async ({ ctx }) => {
    const head = "代码,名称,类别,起始日期,终止日期,原代码,变更方式\n";
    await inTx(ctx, someDivisions);
    await land(ctx, divisionsTable, `${head}650202901,甲街道,街道,,,,\n650202902,乙街道,街道,,,,\n`);
    const made = await inTx(ctx, async (inner) => ({
      place: await aFacility(inner, { divisionCode: "650202901", since: "2020-01-01", position: null }),
      organisation: await anOrganisation(inner, { divisionCode: "650202901" }),
    }));
    const whatIsWrong = async (rows: string) =>
      (await land(ctx, divisionsTable, head + rows)).faults.map(({ row, column, id, data }) => [
        row,
        column,
        id,
        data,
      ]);
    const onIt = { code: "650202901", places: 1, organisations: 1 };
    assert.deepEqual(await whatIsWrong("650202901,甲街道,街道,,2026-01-01,,\n"), [
      [2, "to", "division.not-empty", onIt],
    ]);
    assert.deepEqual(await whatIsWrong("650202903,丙街道,街道,2026-01-01,,650202901,拆分\n"), [
      [2, "moved_from", "division.not-empty", onIt],
    ]);
    assert.deepEqual(await history(ctx, "650202901"), [["甲街道", null, null]]);
    // The row that ends it may stand before the one that says what it became.
    const merged = "650202901,甲街道,街道,,2026-01-01,,\n650202904,丁街道,街道,2026-01-01,,650202901,合并\n";
    const checked = await landFile(byCity(ctx), divisionsTable, head + merged, { dryRun: true });
    assert.deepEqual(checked.changes, [
      { row: 3, column: "moved_from", was: "650202901 的 1 个场所、1 个单位", becomes: "650202904" },
    ]);
    assert.deepEqual(await whatIsWrong(merged), []);
    assert.deepEqual(await history(ctx, "650202901"), [["甲街道", null, "2026-01-01"]]);
    const [at] = (await affiliationsOf(ctx.db, made.place.id)).slice(-1);
    assert.equal(at?.divisionCode, "650202904");
    assert.equal((await organisationOf(ctx.db, made.organisation.id))?.divisionCode, "650202904");
    assert.deepEqual(await whatIsWrong("650202902,乙街道,街道,,2026-01-01,,\n"), [], "nothing is on it");
  },
);

dbTest(
  "somebody of the city changes no division of it in a year that is over; the city itself does",
  async ({ ctx }) => {
    const head = "代码,名称,类别,起始日期,终止日期,原代码\n";
    await inTx(ctx, someDivisions);
    const subject = await inTx(ctx, ({ db }) => newSubject(db, ctx));
    const named = { ...byCity(ctx), actor: { ...byCity(ctx).actor, subject } };
    const by = async (who: Ctx, rows: string) =>
      (await landFile(who, divisionsTable, head + rows)).faults.map(({ column, id }) => `${column} ${id}`);
    await by(named, "650202911,甲社区,社区,,,\n");
    const anotherKind = "650202911,甲社区,生活区,2025-12-30,,\n";
    assert.deepEqual(await by(named, anotherKind), ["from division.year-closed"]);
    assert.deepEqual(await by(named, "650202912,乙社区,社区,2025-12-30,,650202911\n"), [
      "from division.year-closed",
    ]);
    assert.deepEqual(await by(named, "650202911,甲社区,社区,,2025-12-30,\n"), ["from division.year-closed"]);
    assert.deepEqual(await by(byCity(ctx), anotherKind), []);
    assert.deepEqual(
      await by(named, "650202911,甲社区,社区,2026-03-01,,\n"),
      [],
      "this year is not told yet",
    );
  },
);

dbTest("a code that was never here and what it became come in together, in one go", async ({ ctx }) => {
  let goes = 0;
  const counted: Table = {
    ...divisionsTable,
    landRows: (...asked) => {
      goes++;
      return divisionsTable.landRows(...asked);
    },
  };
  const file =
    "代码,名称,类别,起始日期,终止日期,原代码\n150000,甲省,省,,,\n150100,甲市,地级市,,,\n150101,甲区,区,,,\n150102,乙区,区,,,\n150101901,旧镇,镇,,2022-01-01,\n150102001,新镇,镇,2022-01-01,,150101901\n";
  const { tally, faults } = await land(ctx, counted, file);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    [tally, goes],
    [{ added: 6, changed: 0, unchanged: 0, refused: 0 }, 1],
    "row by row is for rows that are refused",
  );
  assert.deepEqual(await history(ctx, "150101901"), [["旧镇", null, "2022-01-01"]]);
});

const badDivisions: [string, string, { column: string; id: string }][] = [
  ["no code", "65020,甲,区,,,", { column: "code", id: "division.code" }],
  ["a parent that is not there", "659904001,甲,街道,,,", { column: "parent", id: "division.no-parent" }],
  ["a parent below it", "650206,甲,区,,,650203001", { column: "parent", id: "division.parent-level" }],
  [
    "another name without a day",
    "650203001,别的街道,街道,,,",
    { column: "name", id: "division.says-otherwise" },
  ],
  ["no name", "650206,,区,,,", { column: "name", id: "missing" }],
  ["a day that is none", "650206,甲,区,2026-02-30,,", { column: "from", id: "format.date" }],
  [
    "an end before the beginning",
    "650206,甲,区,2026-02-01,2026-01-01,",
    { column: "to", id: "division.ends-before" },
  ],
  ["a code that was dissolved", "650203998,甲,街道,,,", { column: "code", id: "division.dissolved" }],
  ["a code that moved", "650203997,甲,街道,,,", { column: "code", id: "division.moved" }],
];
dbTest("bad rows of a list are told with column and reason", async ({ ctx }) => {
  await inTx(ctx, someDivisions);
  await land(
    ctx,
    divisionsTable,
    "代码,名称,类别,终止日期\n650203998,旧街,街道,2020-01-01\n650203997,迁街,街道,\n",
  );
  await land(
    ctx,
    divisionsTable,
    "代码,名称,类别,起始日期,原代码\n650204997,迁街,街道,2021-01-01,650203997\n",
  );
  const landed = await land(
    ctx,
    divisionsTable,
    `代码,名称,类别,起始日期,终止日期,上级代码\n${badDivisions.map(([, row]) => row).join("\n")}\n`,
  );
  assert.deepEqual(
    landed.faults.map(({ row, column, id }) => ({ row, column, id })),
    badDivisions.map(([, , fault], at) => ({ row: at + 2, ...fault })),
  );
});

dbTest("what is taken out comes back without change: the history of codes too", async ({ ctx }) => {
  await inTx(ctx, someDivisions);
  const out = await exported(ctx, divisionsTable);
  const back = await landFile(byCity(ctx), divisionsTable, out);
  assert.deepEqual([back.tally.refused, back.tally.added, back.tally.changed, back.faults], [0, 0, 0, []]);
  assert.ok(back.tally.unchanged > 8);
});

const real = new URL("../../../../shared/data/reach/karamay/karamay-divisions.json", import.meta.url);
const karamay = readIfThere(real);
function readIfThere(file: URL) {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<
      "districts" | "streets" | "communities",
      { code: string; name: string }[]
    >;
  } catch {
    return null;
  }
}
dbTest(
  "Karamay's own list: 4 districts, 19 streets and towns, 152 communities",
  { skip: karamay ? false : "../shared/data is not here" },
  async ({ ctx }) => {
    const rows = [
      "650200,克拉玛依市,地级市",
      ...(karamay?.districts ?? []).map(({ code, name }) => `${code},${name},市辖区`),
      ...(karamay?.streets ?? []).map(
        ({ code, name }) => `${code},${name},${/镇$/.test(name) ? "镇" : "街道"}`,
      ),
      ...(karamay?.communities ?? []).map(({ code, name }) => `${code},${name},社区`),
    ];
    await land(ctx, divisionsTable, "代码,名称,类别\n650000,新疆维吾尔自治区,自治区\n");
    const landed = await land(ctx, divisionsTable, `代码,名称,类别\n${rows.join("\n")}\n`);
    assert.equal(landed.tally.added + landed.tally.unchanged + landed.tally.refused, 176);
    // Other tests of this file have named some of them differently.
    assert.ok(
      landed.faults.every(({ id }) =>
        ["division.says-otherwise", "division.moved", "division.dissolved"].includes(id),
      ),
      JSON.stringify(landed.faults[0]),
    );
  },
);

dbTest("population: added, unchanged, replaced; another basis is another figure", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    await putPopulationBasis(inner.db, { id: "census", name: "普查常住", names: {} });
  });
  const head = "区划代码,口径,年份,年龄分组,年龄起,年龄止,人数,来源\n";
  const file = `${head}650203,普查常住,2020,,,,"300,723",公报\n650203,census,2020,0-15-60,0,15,40000,公报\n650203,census,2020,0-15-60,15,,260723,公报\n`;
  assert.deepEqual((await land(ctx, populationTable, file)).tally, {
    added: 3,
    changed: 0,
    unchanged: 0,
    refused: 0,
  });
  assert.deepEqual((await land(ctx, populationTable, file)).tally, {
    added: 0,
    changed: 0,
    unchanged: 3,
    refused: 0,
  });
  assert.equal((await land(ctx, populationTable, file.replace("40000", "40001"))).tally.changed, 1);
  const bad = await land(
    ctx,
    populationTable,
    `${head}650299,census,2020,,,,1,x\n650203,谁,2020,,,,1,x\n650203,census,2020,,5,9,1,x\n650203,census,20,,,,1,x\n650203,census,2020,0-15-60,10,20,1,x\n650203,census,2021,,,,很多,x\n`,
  );
  assert.deepEqual(
    bad.faults.map(({ row, column, id }) => [row, column, id]),
    [
      [2, "code", "division.unknown-code"],
      [3, "basis", "population.no-basis"],
      [4, "banding", "population.band-name"],
      [5, "year", "too-small"],
      [6, undefined, "refusal.population.overlap"],
      [7, "people", "cell.whole"],
    ],
  );
  const back = await landFile(byCity(ctx), populationTable, await exported(ctx, populationTable));
  assert.deepEqual(back.tally, { added: 0, changed: 0, unchanged: 3, refused: 0 });
});

/** Somebody with a role on the organisation at a path. */
const holding = (ctx: Ctx, role: Role, path: string): Ctx => ({
  ...ctx,
  actor: { ...anonymous, kind: "staff", account: crypto.randomUUID(), grants: [{ role, path }] },
});

dbTest(
  "a tree of organisations comes in in any order, below what the administrator administers",
  async ({ ctx, db }) => {
    const root = await inTx(ctx, (inner) => anOrganisation(inner));
    const path = root.path.slice(0, -1);
    const file = `单位路径,名称,类别\n${path}.lib.branch,分馆,图书馆\n${path}.lib,总馆,library\nelsewhere.x,别处,图书馆\n${path}.Bad,坏,图书馆\n${path}.zoo,园,动物园\n`;
    const landed = await landFile(holding(ctx, "admin", root.path), organisationsTable, file);
    assert.deepEqual(
      landed.faults.map(({ row, column, id }) => [row, column, id]),
      [
        [4, "path", "organisation.no-parent"],
        [4, "path", "row.not-yours"],
        [5, "path", "organisation.path"],
        [6, "kind", "organisation.no-kind"],
      ],
    );
    assert.equal(landed.tally.added, 2);
    const place = await inTx(ctx, async (inner) => {
      const branch = (await organisationsByPaths(db, [`${path}.lib.branch.`])).get(`${path}.lib.branch.`);
      return aFacility(inner, { organisationId: branch?.id ?? "", name: "无名" });
    });
    const renamed = await land(ctx, organisationsTable, `单位路径,名称\n${path}.lib.branch,胡杨河分馆\n`);
    assert.deepEqual([renamed.tally.changed, renamed.faults], [1, []]);
    const found = await findPlaces(ctx, { q: "胡杨河分馆" });
    assert.deepEqual(
      found.items.map((item) => item.place.id),
      [place.id],
      "its places are found by the new name",
    );
    const stranger = await landFile(
      holding(ctx, "manager", root.path),
      organisationsTable,
      `单位路径,名称\n${path}.lib,别名\n`,
    );
    assert.deepEqual(stranger.faults, [{ row: 2, column: "path", id: "row.not-yours" }]);
  },
);

dbTest("all organisations are taken out, however many there are", async ({ ctx }) => {
  const root = await inTx(ctx, async (inner) => {
    const { id, path, ...above } = await anOrganisation(inner);
    const below = Array.from({ length: 5001 }, (_, n) => ({
      ...above,
      id: newId(),
      path: `${path}b${n}.`,
      label: `b${n}`,
      parentPath: path,
    }));
    await insertOrganisations(inner.db, below);
    return { id, path };
  });
  const out = await exported(ctx, organisationsTable, { organisation: root.id });
  const below = out.toString().match(new RegExp(`^${root.path}b\\d+,`, "gm"));
  assert.equal(new Set(below).size, 5001);
});

dbTest("spaces: added, changed, retired, and told what is wrong", async ({ ctx, db }) => {
  const number = `SP-${process.pid}`;
  const place = await inTx(ctx, (inner) => aFacility(inner, { number }));
  const head = "场所编号,名称,容纳人数,面积,设备,停用\n";
  const first = `${head}${number},多功能厅,120,180.5,投影仪、音响,\n${number},排练厅,30,,,否\n`;
  const landed = await land(ctx, spacesTable, first.replace("投影仪、音响", "projector"));
  assert.deepEqual([landed.tally.added, landed.faults], [2, []]);
  const next = await land(
    ctx,
    spacesTable,
    `${head}${number},多功能厅,150,180.5,projector,\n${number},排练厅,30,,,是\n${number},没有,1,,,是\nX-0,厅,1,,,\n${number},厅,0,,,\n${number},厅二,5,,火箭,\n`,
  );
  assert.deepEqual(
    [next.tally.changed, next.faults.map(({ row, column, id }) => [row, column, id])],
    [
      2,
      [
        [4, "name", "space.unknown"],
        [5, "place", "place.number-unknown"],
        [6, "capacity", "too-small"],
        [7, "equipment", "cell.word-unknown"],
      ],
    ],
  );
  const spaces = await db.many<{ name: string; capacity: number; retired: boolean }>`
    select name, capacity, retired from places.space where facility_id = ${place.id} order by name`;
  assert.deepEqual(spaces, [
    { name: "多功能厅", capacity: 150, retired: false },
    { name: "排练厅", capacity: 30, retired: true },
  ]);
  const back = await landFile(
    byCity(ctx),
    spacesTable,
    await exported(ctx, spacesTable, { organisation: place.organisationId }),
  );
  assert.deepEqual(back.tally, { added: 0, changed: 0, unchanged: 1, refused: 0 });
});

dbTest(
  "a table of spaces voids what was signed about their places, and things leave a retired room",
  async ({ ctx }) => {
    const prepared = async (number: string) =>
      inTx(ctx, async (inner) => {
        const place = await aFacility(inner, { number });
        const room = await aSpace(inner, { placeId: place.id, name: "排练厅", capacity: 30 });
        const thing = await aThing(inner, place.id, { spaceId: room.id });
        const handover = await aHandover(inner, place.id, { effectiveOn: "2026-07-01" });
        for (const side of ["from", "to"] as const) {
          const actor = { ...anonymous, kind: "staff" as const, account: newId(), subject: newId() };
          await signHandover({ ...inner, actor }, handover.id, { side, version: 1 });
        }
        return { number, thing: thing.id, handover: handover.id };
      });
    const [adds, retires, same] = [
      await prepared(`SV-${process.pid}-1`),
      await prepared(`SV-${process.pid}-2`),
      await prepared(`SV-${process.pid}-3`),
    ];
    const landed = await land(
      ctx,
      spacesTable,
      `场所编号,名称,容纳人数,停用\n${adds.number},图书角,8,\n${retires.number},排练厅,30,是\n${same.number},排练厅,30,\n`,
    );
    assert.deepEqual(landed.tally, { added: 1, changed: 1, unchanged: 1, refused: 0 });
    const standing = async (id: string) => [
      (await handoverOf(ctx.db, id))?.state,
      (await signaturesOn(ctx.db, id)).filter(({ voidedAt }) => voidedAt === null).length,
    ];
    assert.deepEqual(await standing(adds.handover), ["open", 0]);
    assert.deepEqual(await standing(retires.handover), ["open", 0]);
    assert.deepEqual(await standing(same.handover), ["signed", 2], "nothing of it changed");
    assert.equal((await thingOf(ctx.db, retires.thing))?.spaceId, null);
    assert.notEqual((await thingOf(ctx.db, adds.thing))?.spaceId, null);
  },
);

dbTest(
  "an area has no more people than the one it lies in, on the same basis and in the same year",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      await someDivisions(inner);
      await putPopulationBasis(inner.db, { id: "t", name: "试", names: {} });
    });
    const head = "区划代码,口径,年份,人数,来源";
    const { faults, tally } = await land(
      ctx,
      populationTable,
      `${head}\n650200,t,2019,462347,公报\n650203,t,2019,999999,公报\n650204,t,2019,100,公报\n650203,t,2020,999999,公报\n`,
    );
    assert.deepEqual(
      faults.map(({ row, column, id }) => [row, column, id]),
      [[3, "people", "population.more-than-above"]],
    );
    assert.equal(tally.added, 3, "another year is compared with itself");
  },
);
