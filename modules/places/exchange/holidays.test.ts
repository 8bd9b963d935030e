import assert from "node:assert/strict";
import { anonymous, system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { exportFile } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { dbTest, landFile } from "#platform/testing";
import { holidaysNow } from "../hours/holiday-table.ts";
import { anOrganisation } from "../testing.ts";
import { holidaysTable } from "./holidays.ts";

const byCity = (ctx: Ctx): Ctx => ({ ...ctx, actor: system, channel: "system" });

dbTest("the holiday table comes in, twice changes nothing, and goes out as it came", async ({ ctx, db }) => {
  const city = byCity(ctx);
  const file = [
    "日期,类别,名称,英文名称,按星期几开放,来源,核实情况",
    "2041-10-01,放假,国庆,National Day,,通知,已核实",
    "2041-10-12,调休上班,国庆,,周三,通知,已核实",
    "2041-10-13,调休上班,国庆,,,通知,",
  ].join("\n");
  assert.deepEqual((await landFile(city, holidaysTable, file)).tally, {
    added: 3,
    changed: 0,
    unchanged: 0,
    refused: 0,
  });
  const { table } = await holidaysNow(db);
  assert.deepEqual(table["2041-10-12"], { kind: "workday", name: "国庆", as: "wed" });
  assert.deepEqual(table["2041-10-13"], { kind: "workday", name: "国庆", as: "fri" });
  assert.equal((await landFile(city, holidaysTable, file)).tally.unchanged, 3);
  const pieces: Uint8Array[] = [];
  for await (const piece of exportFile(holidaysTable, holidaysTable.rowsOf(city, {}), "csv", {
    text: texts("zh-CN"),
    demo: false,
  }))
    pieces.push(piece);
  const back = Buffer.concat(pieces).toString();
  assert.match(back, /2041-10-12,调休上班,国庆,,周三,通知,已核实/);
  const again = await landFile(city, holidaysTable, back);
  assert.deepEqual([again.tally.added, again.tally.changed, again.faults], [0, 0, []]);
});

dbTest(
  "what is wrong with a day is told with its column, and only who decides for the city brings them",
  async ({ ctx }) => {
    const file = [
      "日期,类别,名称,按星期几开放,来源",
      "2042-02-30,放假,节,,通知",
      "1900-01-01,放假,节,,通知",
      "2042-05-01,放假,劳动节,周三,通知",
      "2042-05-02,放,劳动节,,通知",
      '2042-05-02,放假,"劳动"节,,通知',
      "2042-05-03,放假,,,通知",
    ].join("\n");
    const { tally, faults } = await landFile(byCity(ctx), holidaysTable, file);
    assert.equal(tally.refused, 6);
    assert.deepEqual(
      faults.map(({ row, column, id }) => [row, column, id]),
      [
        [2, "day", "format.date"],
        [3, "day", "holiday.day"],
        [4, "as", "holiday.rest-like-weekday"],
        [5, "kind", "not-offered"],
        [6, undefined, "row.quotes"],
        [7, "name", "missing"],
      ],
    );
    const { path } = await inTx(ctx, async (inner) =>
      anOrganisation(inner, { parentId: (await anOrganisation(inner)).id }),
    );
    const grants = [{ role: "admin" as const, path }];
    const beside = await landFile(
      { ...ctx, actor: { ...anonymous, kind: "staff", account: crypto.randomUUID(), grants } },
      holidaysTable,
      "日期,类别,名称,来源\n2042-05-01,放假,劳动节,通知",
    );
    assert.deepEqual(
      beside.faults.map(({ id }) => id),
      ["row.not-yours"],
    );
  },
);
