import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { itemsTable } from "./items/items-table.ts";
import { readersTable } from "./readers/readers-table.ts";
import { aCataloguedBook, aMark, aMovingHouse, land } from "./testing.ts";

dbTest("who sends for one house brings nothing to another", async ({ ctx }) => {
  const house = await aMovingHouse(ctx);
  const other = await aMovingHouse(ctx);
  const { isbn } = await aCataloguedBook(other);
  const said = other.path.slice(0, -1);
  const readers = await land(house, readersTable, [
    "发证馆,读者证号,姓名,所属馆",
    `${said},${aMark()},王芳,${other.place.number}`,
  ]);
  const items = await land(house, itemsTable, [
    "归属馆,条码,ISBN,馆藏馆",
    `${said},${aMark()},${isbn},${other.place.number}`,
  ]);
  for (const { faults, tally } of [readers, items])
    assert.deepEqual([faults.map(({ id }) => id), tally.refused], [["row.not-yours"], 1]);
});
