import assert from "node:assert/strict";
import { exportFile } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { dbTest, landFile } from "#platform/testing";
import { itemsTable } from "./items/items-table.ts";
import { loansTable } from "./loans/loans-table.ts";
import { readersTable } from "./readers/readers-table.ts";
import { aMovingHouse, land, loansHead, stocked, unchanged } from "./testing.ts";

dbTest("what a house takes away is what it would bring: the same again changes nothing", async ({ ctx }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies } = await stocked(house, 3);
  await land(house, loansTable, [
    loansHead,
    `${readers[0]},${copies[0]},2026-06-01 12:30:00,2026-06-30,1,${house.place.number}`,
  ]);
  const other = await aMovingHouse(ctx);
  for (const [table, rows] of [
    [readersTable, 3],
    [itemsTable, 3],
    [loansTable, 1],
  ] as const) {
    const labels = { text: texts("zh-CN"), demo: false };
    const pieces: Uint8Array[] = [];
    for await (const piece of exportFile(table, table.rowsOf(house.ctx, {}), "csv", labels))
      pieces.push(piece);
    const again = await landFile(house.ctx, table, Buffer.concat(pieces));
    assert.deepEqual([again.faults, again.tally], [[], unchanged(rows)], table.name);
    for await (const row of table.rowsOf(other.ctx, {}))
      assert.fail(`another house sees ${JSON.stringify(row)}`);
  }
});
