import assert from "node:assert/strict";
import { test } from "node:test";
import { anonymous, type Role, system } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { exportFile, landSheet, rowsOfFile, templateFile } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { dbTest, landFile } from "#platform/testing";
import { facilities } from "../facility/facility-store.ts";
import { addDivisions } from "../network/divisions.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { putOutlines } from "../network/outlines.ts";
import { aFacility, anOrganisation, someDivisions } from "../testing.ts";
import { divisionsTable } from "./divisions.ts";
import { facilitiesTable } from "./facilities.ts";

const byCity = (ctx: Ctx): Ctx => ({ ...ctx, actor: system, channel: "system" });

/** A city to import into: an organisation, divisions with a moved and a dissolved one, outlines of two districts. */
async function aCity(ctx: Ctx): Promise<{ path: string; id: string }> {
  const { id } = await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    return anOrganisation(inner);
  });
  const { path } = (await organisationOf(ctx.db, id)) ?? { path: "" };
  return { id, path: path.replace(/\.$/, "") };
}

const head = "编号,名称,类型,级别,管理单位,区划代码,地址,坐标系,经度,纬度,电话,开放时间";
const file = (...rows: string[]) => `${head}\n${rows.join("\n")}\n`;
const row = (path: string, number: string, differs: Partial<Record<string, string>> = {}) => {
  const values: Record<string, string> = {
    编号: number,
    名称: "测试书屋",
    类型: "城市书屋",
    级别: "社区级",
    管理单位: path,
    区划代码: "650203001",
    地址: "",
    坐标系: "WGS-84",
    经度: "84.889",
    纬度: "45.594",
    电话: "0990-6222222",
    开放时间: "周二至周日 10:00-20:00",
    ...differs,
  };
  return head
    .split(",")
    .map((name) => `"${(values[name] ?? "").replaceAll('"', '""')}"`)
    .join(",");
};
let made = 0;
const newNumber = () => `T-${process.pid}-${++made}`;

dbTest("good rows land, and the same file again changes nothing and says so", async ({ ctx, db }) => {
  const { path } = await aCity(ctx);
  const [one, two] = [newNumber(), newNumber()];
  const text = file(row(path, one), row(path, two, { 坐标系: "火星坐标", 级别: "street", 类型: "图书馆" }));
  const first = await landFile(byCity(ctx), facilitiesTable, text);
  assert.deepEqual([first.tally, first.faults], [{ added: 2, changed: 0, unchanged: 0, refused: 0 }, []]);
  const again = await landFile(byCity(ctx), facilitiesTable, text);
  assert.deepEqual(again.tally, { added: 0, changed: 0, unchanged: 2, refused: 0 });
  const ids = await db.many<{ id: string }>`select id from places.facility where number = ${two}`;
  const [place] = await facilities(
    db,
    ids.map(({ id }) => id),
  );
  assert.deepEqual(
    [place?.kind, place?.level, place?.position?.system, place?.version, place?.hours?.week.mon],
    ["library", "street", "GCJ-02", 1, undefined],
  );
  const audited = await db.many<{
    what: string;
  }>`select what from platform.audit where target = ${place?.id ?? ""}`;
  assert.deepEqual(audited, [{ what: "place.registered" }]);
  const [batch] = await db.many<{ detail: object }>`
    select detail from platform.audit where kind = 'import' and detail->>'added' = '2' order by seq desc limit 1`;
  assert.deepEqual(batch?.detail, {
    table: "facilities",
    from: 2,
    to: 3,
    added: 2,
    changed: 0,
    unchanged: 0,
    refused: 0,
  });
});

dbTest("a dry run says what would come and writes nothing", async ({ ctx, db }) => {
  const { path } = await aCity(ctx);
  const number = newNumber();
  const dry = await landFile(
    byCity(ctx),
    facilitiesTable,
    file(row(path, number), row(path, newNumber(), { 类型: "宫殿" })),
    { dryRun: true },
  );
  assert.deepEqual(dry.tally, { added: 1, changed: 0, unchanged: 0, refused: 1 });
  const { count } = await db.one<{
    count: number;
  }>`select count(*)::int as count from places.facility where number = ${number}`;
  assert.equal(count, 0);
});

dbTest(
  "between two batches of a dry run nothing is locked and no transaction is open",
  async ({ ctx, db }) => {
    const { path } = await aCity(ctx);
    const number = newNumber();
    await landFile(byCity(ctx), facilitiesTable, file(row(path, number)));
    const inBatchesOfOne = { ...facilitiesTable, batch: 1 };
    const rows = [row(path, number, { 名称: "另一名称" }), row(path, newNumber())];
    const locked: string[][] = [];
    const open: number[] = [];
    const landed = await landSheet(
      byCity(ctx),
      inBatchesOfOne,
      rowsOfFile([Buffer.from(file(...rows))], { zone: ctx.city.zone, now: ctx.clock() }),
      {
        file: { name: "test.csv", sha256: "0".repeat(64) },
        dryRun: true,
        done: async () => {
          const free = await db.many<{ name: string }>`
        select name from places.facility where number = ${number} for update skip locked`;
          locked.push(free.map(({ name }) => name));
          const { count } = await db.one<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
           and backend_type = 'client backend'`;
          open.push(count);
        },
      },
    );
    assert.deepEqual(landed.tally, { added: 1, changed: 1, unchanged: 0, refused: 0 });
    assert.deepEqual(locked, [["测试书屋"], ["测试书屋"]], "free, and as it was");
    assert.deepEqual(open, [0, 0]);
  },
);

dbTest(
  "a column that is not there leaves what is; an empty cell empties; changes make a version",
  async ({ ctx, db }) => {
    const { path } = await aCity(ctx);
    const number = newNumber();
    await landFile(byCity(ctx), facilitiesTable, file(row(path, number)));
    const next = await landFile(byCity(ctx), facilitiesTable, `编号,电话,英文名称\n${number},,Trial House\n`);
    assert.deepEqual([next.tally.changed, next.faults], [1, []]);
    const { id } = await db.one<{ id: string }>`select id from places.facility where number = ${number}`;
    const [place] = await facilities(db, [id]);
    assert.deepEqual(
      [place?.phone, place?.names, place?.name, place?.version],
      [null, { en: "Trial House" }, "测试书屋", 2],
    );
    const news = await db.many<{ payload: object }>`
    select payload from platform.outbox where type = 'place.changed' and payload->>'placeId' = ${id}`;
    assert.deepEqual(
      news.map(({ payload }) => payload),
      [{ placeId: id, version: 2, fields: ["names", "phone"] }],
    );
  },
);

dbTest("no row lets a place end before the day from which it moves it", async ({ ctx }) => {
  const number = newNumber();
  await inTx(ctx, (inner) => aFacility(inner, { number, since: "2018-01-01" }));
  const end = (day: string) =>
    landFile(
      byCity(ctx),
      facilitiesTable,
      `编号,区划代码,起始日期,停用日期\n${number},650203007,2025-01-01,${day}\n`,
    );
  const early = await end("2024-01-01");
  assert.deepEqual(early.faults, [
    { row: 2, column: "ended_on", id: "place.before-move", data: { day: "2025-01-01" } },
  ]);
  assert.deepEqual((await end("2025-01-01")).faults, []);
});

const bad: [string, Partial<Record<string, string>>, { column?: string; id: string; data?: object }][] = [
  [
    "a code nobody ever had",
    { 区划代码: "650203998" },
    { column: "division", id: "division.unknown-code", data: { code: "650203998" } },
  ],
  [
    "a division that moved",
    { 区划代码: "650203005" },
    { column: "division", id: "division.moved", data: { code: "650203005", to: "650204003" } },
  ],
  [
    "a dissolved division",
    { 区划代码: "650203400" },
    { column: "division", id: "division.dissolved", data: { code: "650203400", day: "2020-01-01" } },
  ],
  [
    "a spot in another district",
    { 经度: "85.119", 纬度: "45.69" },
    { column: "lon", id: "position.elsewhere", data: { district: "白碱滩区", named: "克拉玛依区" } },
  ],
  [
    "impossible hours",
    { 开放时间: "周一 10:00-14:00,13:00-18:00" },
    { column: "hours", id: "hours.overlap" },
  ],
  ["a mistyped end", { 开放时间: "周一 10:00-09:00" }, { column: "hours", id: "hours.too-long" }],
  ["hours that are none", { 开放时间: "上午开门" }, { column: "hours", id: "hours.text" }],
  [
    "longitude and latitude swapped",
    { 经度: "45.594", 纬度: "84.889" },
    { column: "lon", id: "position.swapped-degrees" },
  ],
  [
    "a spot outside the city",
    { 经度: "87.617", 纬度: "43.826" },
    { column: "lon", id: "position.far", data: { km: 183, margin: 5 } },
  ],
  [
    "metres instead of degrees",
    { 坐标系: "CGCS2000", 经度: "491300.5", 纬度: "5049000" },
    { column: "lon", id: "position.projected" },
  ],
  [
    "a coordinate system nobody knows",
    { 坐标系: "北京54" },
    { column: "coordinate_system", id: "position.system", data: { said: "北京54" } },
  ],
  [
    "degrees without a system",
    { 坐标系: "" },
    { column: "coordinate_system", id: "position.system-missing" },
  ],
  [
    "a kind that is not there",
    { 类型: "宫殿" },
    { column: "kind", id: "place.kind-unknown", data: { said: "宫殿" } },
  ],
  [
    "an organisation that is not there",
    { 管理单位: "nobody.here" },
    { column: "organisation", id: "organisation.unknown", data: { said: "nobody.here" } },
  ],
  ["a telephone number with words", { 电话: "请找小王" }, { column: "phone", id: "place.phone" }],
  ["nothing where a name must be", { 名称: "" }, { column: "name", id: "missing" }],
  [
    "a name longer than its cell",
    { 名称: "长".repeat(101) },
    { column: "name", id: "too-long", data: { limit: 100 } },
  ],
  [
    "a formula",
    { 名称: '=HYPERLINK("http://example.org")' },
    { column: "name", id: "cell.formula", data: {} },
  ],
  ["a number with spaces", { 编号: "a b" }, { column: "number", id: "place.number" }],
];

dbTest(
  "every kind of bad row is told with its column and reason, the good row beside it lands",
  async ({ ctx }) => {
    const { path } = await aCity(ctx);
    await inTx(ctx, async (inner) => {
      await history(inner);
      await outlines(inner);
    });
    const rows = bad.map(([, differs]) => row(path, newNumber(), differs));
    const landed = await landFile(byCity(ctx), facilitiesTable, file(...rows, row(path, newNumber())));
    assert.deepEqual(
      landed.faults,
      bad.map(([, , fault], at) => ({ row: at + 2, ...fault })),
    );
    assert.deepEqual(landed.tally, { added: 1, changed: 0, unchanged: 0, refused: bad.length });
    const text = texts("zh-CN");
    for (const { id, data } of landed.faults) assert.ok(text(`invalid.${id}`, data ?? {}).length > 2, id);
  },
);

async function history(ctx: TxCtx): Promise<void> {
  const source = "test";
  await addDivisions(ctx, [
    { code: "650203005", parentCode: "650203", name: "金龙镇", kind: "镇", source },
    { code: "650203400", parentCode: "650203", name: "农业开发区", kind: "开发区", to: "2020-01-01", source },
  ]);
  const moved = "代码,名称,类别,起始日期,原代码\n650204003,金龙镇,镇,2022-01-01,650203005\n";
  await landFile(byCity(ctx), divisionsTable, moved);
}

async function outlines(ctx: TxCtx): Promise<void> {
  const box = (west: number, east: number) => ({
    type: "Polygon" as const,
    coordinates: [
      [
        [west, 45],
        [east, 45],
        [east, 46],
        [west, 46],
        [west, 45],
      ],
    ] as [number, number][][],
  });
  const shared = { coordinateSystem: "GCJ-02" as const, source: "test", status: "unverified" as const };
  await putOutlines(ctx, [
    { code: "650203", shape: box(84.5, 85), ...shared },
    { code: "650204", shape: box(85, 85.5), ...shared },
    { code: "650202", shape: box(84, 84.5), ...shared },
    { code: "650205", shape: box(85.5, 86), ...shared },
  ]);
}

dbTest("the same number twice in a file: the first counts, the second is told", async ({ ctx }) => {
  const { path } = await aCity(ctx);
  const number = newNumber();
  const landed = await landFile(
    byCity(ctx),
    facilitiesTable,
    file(row(path, number), row(path, number, { 名称: "另一个" })),
  );
  assert.deepEqual(landed.faults, [{ row: 3, id: "row.twice", data: { row: 2 } }]);
  assert.equal(landed.tally.added, 1);
});

dbTest(
  "what the administrator brings is public and its history names the file; what others bring are drafts",
  async ({ ctx }) => {
    const own = await aCity(ctx);
    const state = (number: string) =>
      ctx.db.one<{ state: string; step: string; by: string | null; reason: string | null }>`
        select f.state, p.step, p.by, p.reason from places.facility f join platform.publication p on p.kind = 'place' and p.thing = f.id
         where f.number = ${number}`;
    const numbers = { admin: newNumber(), manager: newNumber() };
    for (const role of ["admin", "manager"] as const) {
      const who = await holding(ctx, role, own.id);
      assert.equal((await landFile(who, facilitiesTable, file(row(own.path, numbers[role])))).tally.added, 1);
      const { by, ...landed } = await state(numbers[role]);
      assert.equal(by, who.actor.subject);
      if (role === "manager") assert.deepEqual(landed, { state: "draft", step: "write", reason: null });
      else
        assert.match(
          `${landed.state} ${landed.step} ${landed.reason}`,
          /^published adopt 导入，文件指纹 [0-9a-f]{12}$/,
        );
    }
  },
);

dbTest(
  "a draft taken out and brought in by the administrator stays a draft; no file moves a place along its way",
  async ({ ctx }) => {
    const own = await aCity(ctx);
    const admin = await holding(ctx, "admin", own.id);
    const states = async (numbers: string[]) =>
      (
        await ctx.db.many<{ state: string }>`
        select state from places.facility where number = any(${numbers}::text[]) order by number`
      ).map(({ state }) => state);
    const lines = (rows: [number: string, state: string][]) =>
      `${head},状态\n${rows.map(([number, state]) => `${row(own.path, number)},${state}`).join("\n")}\n`;
    const numbers = [newNumber(), newNumber(), newNumber()].toSorted() as [string, string, string];
    const [draft, open, silent] = numbers;
    const words = texts("zh-CN");
    const saying = (state: string) => words(`publishing.state.${state}`);
    const first = await landFile(
      admin,
      facilitiesTable,
      lines([
        [draft, saying("checked")],
        [open, saying("published")],
        [silent, ""],
      ]),
    );
    assert.deepEqual([first.tally.added, first.faults], [3, []]);
    assert.deepEqual(await states(numbers), ["draft", "published", "published"]);
    const again = await landFile(
      admin,
      facilitiesTable,
      lines([
        [draft, saying("published")],
        [open, saying("draft")],
      ]),
    );
    assert.equal(again.tally.unchanged, 2);
    assert.deepEqual(await states(numbers), ["draft", "published", "published"]);
    const out: string[] = [];
    for await (const { number, state } of facilitiesTable.rowsOf(admin, {}))
      if (numbers.includes(String(number))) out.push(`${number} ${state}`);
    assert.deepEqual(out.toSorted(), [`${draft} draft`, `${open} published`, `${silent} published`]);
  },
);

dbTest("unknown columns are named, missing ones refuse the file", async ({ ctx }) => {
  const { path } = await aCity(ctx);
  const landed = await landFile(byCity(ctx), facilitiesTable, `${head},心情\n${row(path, newNumber())},好\n`);
  assert.deepEqual([landed.unknown, landed.tally.added], [["心情"], 1]);
  const refused = await landFile(byCity(ctx), facilitiesTable, "名称,电话\na,1\n");
  assert.deepEqual(
    [refused.broken?.id, refused.broken?.data],
    ["sheet.columns-missing", { columns: "编号" }],
  );
});

dbTest(
  "a place moves to another division from a day on, and its history keeps where it lay",
  async ({ ctx, db }) => {
    const { path } = await aCity(ctx);
    const number = newNumber();
    await landFile(byCity(ctx), facilitiesTable, `${head},起始日期\n${row(path, number)},2020-03-01\n`);
    const moved = await landFile(
      byCity(ctx),
      facilitiesTable,
      `编号,区划代码,起始日期\n${number},650203007,2026-06-01\n`,
    );
    assert.deepEqual([moved.tally.changed, moved.faults], [1, []]);
    const rows = await db.many<{ code: string; since: string }>`
    select a.division_code as code, a.since from places.affiliation a join places.facility f on f.id = a.facility_id
     where f.number = ${number} order by a.since`;
    assert.deepEqual(rows, [
      { code: "650203001", since: "2020-03-01" },
      { code: "650203007", since: "2026-06-01" },
    ]);
  },
);

/** Somebody with a role on an organisation. */
async function holding(ctx: Ctx, role: Role, organisation: string): Promise<Ctx> {
  const path = (await organisationOf(ctx.db, organisation))?.path ?? "";
  return {
    ...ctx,
    actor: {
      ...anonymous,
      kind: "staff",
      account: crypto.randomUUID(),
      subject: crypto.randomUUID(),
      grants: [{ role, path }],
    },
  };
}

dbTest("a manager brings in rows of the own organisations only", async ({ ctx }) => {
  const own = await aCity(ctx);
  const other = await aCity(ctx);
  const manager = await holding(ctx, "manager", own.id);
  const foreign = await inTx(ctx, (inner) =>
    aFacility(inner, { organisationId: other.id, number: newNumber() }),
  );
  const landed = await landFile(
    manager,
    facilitiesTable,
    file(row(own.path, newNumber()), row(other.path, newNumber()), row(own.path, foreign.number ?? "")),
  );
  assert.deepEqual(landed.faults, [
    { row: 3, column: "organisation", id: "row.not-yours" },
    { row: 4, column: "number", id: "row.not-yours" },
  ]);
  assert.equal(landed.tally.added, 1);
});

async function exported(
  ctx: Ctx,
  format: "csv" | "xlsx" | "geojson",
  filter: Record<string, string>,
): Promise<Buffer> {
  const labels = { text: texts(ctx.locale), demo: true };
  const pieces: Uint8Array[] = [];
  for await (const piece of exportFile(facilitiesTable, facilitiesTable.rowsOf(ctx, filter), format, labels))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

for (const format of ["csv", "xlsx", "geojson"] as const) {
  dbTest(
    `what is taken out as ${format} is unchanged when it comes back, and labelled a demo`,
    async ({ ctx }) => {
      const { id, path } = await aCity(ctx);
      await landFile(
        byCity(ctx),
        facilitiesTable,
        file(
          row(path, newNumber(), { 名称: '-1 号, "甲"', 坐标系: "BD-09" }),
          row(path, newNumber(), { 坐标系: "", 经度: "", 纬度: "", 开放时间: "" }),
        ),
      );
      const out = await exported(byCity(ctx), format, { organisation: id });
      const back = await landFile(byCity(ctx), facilitiesTable, out);
      assert.deepEqual(
        [back.tally, back.faults, back.unknown],
        [{ added: 0, changed: 0, unchanged: 2, refused: 0 }, [], []],
      );
      if (format !== "xlsx") assert.match(out.toString(), /演示数据/);
      const english = await exported({ ...byCity(ctx), locale: "en" }, format, { organisation: id });
      assert.equal((await landFile(byCity(ctx), facilitiesTable, english)).tally.unchanged, 2);
    },
  );
}

dbTest("a manager takes away the places of the own organisations only", async ({ ctx }) => {
  const own = await aCity(ctx);
  const other = await aCity(ctx);
  await landFile(
    byCity(ctx),
    facilitiesTable,
    file(row(own.path, newNumber()), row(other.path, newNumber())),
  );
  const manager = await holding(ctx, "manager", own.id);
  const count = async (filter: Record<string, string>) => {
    let rows = 0;
    for await (const _ of facilitiesTable.rowsOf(manager, filter)) rows++;
    return rows;
  };
  assert.deepEqual(
    [await count({}), await count({ organisation: own.id }), await count({ organisation: other.id })],
    [1, 1, 0],
  );
});

dbTest("stopped after a batch, it goes on where it was, and lands each row once", async ({ ctx, db }) => {
  const { path } = await aCity(ctx);
  const prefix = `S${process.pid}`;
  const text = file(
    ...Array.from({ length: 1200 }, (_, n) =>
      row(path, `${prefix}-${n}`, n % 100 === 99 ? { 类型: "宫殿" } : {}),
    ),
  );
  const first = await landFile(byCity(ctx), facilitiesTable, text, { signal: AbortSignal.abort() });
  assert.deepEqual([first.stopped, first.tally.added, first.batches], [true, 495, [501]]);
  const rest = await landFile(byCity(ctx), facilitiesTable, text, { after: first.batches.at(-1) ?? 0 });
  assert.deepEqual([rest.stopped, rest.tally], [false, { added: 693, changed: 0, unchanged: 0, refused: 7 }]);
  const { count } = await db.one<{
    count: number;
  }>`select count(*)::int as count from places.facility where starts_with(number, ${`${prefix}-`})`;
  assert.equal(count, 1188);
});

test("the template names every column, and its notes are passed over", async () => {
  const pieces: Uint8Array[] = [];
  for await (const piece of templateFile(facilitiesTable, "csv", { text: texts("zh-CN"), demo: false }))
    pieces.push(piece);
  const lines = Buffer.concat(pieces).toString().split("\r\n");
  assert.match(lines[0] ?? "", /^\uFEFF编号,名称,英文名称,类型,级别/);
  assert.match(lines[1] ?? "", /^"?# 必填/);
  assert.match(lines[2] ?? "", /^# KQ-SW-012,城南社区书屋/);
});
