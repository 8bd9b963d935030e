import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { aCataloguedBook, added, aMark, aMovingHouse, land, unchanged } from "../testing.ts";
import { itemsTable } from "./items-table.ts";

dbTest(
  "a copy needs its record, changes where the file says more, and stays the title's it is",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const book = await aCataloguedBook(house);
    const other = await aCataloguedBook(house);
    const barcode = aMark();
    const head = "条码,书目控制号,ISBN,馆藏馆,索书号,流通类型,价格,状态";
    const row = `${barcode},${book.key},,${house.place.number},I1/1,book,10.00,在架`;
    assert.deepEqual((await land(house, itemsTable, [head, row])).tally, added(1));
    const changed = await land(house, itemsTable, [
      "条码,索书号,流通类型,价格",
      `${barcode},I1/2,期刊,12.50`,
    ]);
    assert.deepEqual(changed.tally, { ...unchanged(0), changed: 1 });
    const item = await db.one`
    select call_number, type, price_fen, place_id, version from library.item where owner_id = ${house.id} and barcode = ${barcode}`;
    assert.deepEqual(item, {
      callNumber: "I1/2",
      type: "magazine",
      priceFen: 1250,
      placeId: house.place.id,
      version: 2,
    });
    const landed = await land(house, itemsTable, [
      head,
      `${barcode},${other.key},,,,,,`,
      `${aMark()},,,${house.place.number},,,,`,
      `${aMark()},nobody:1,,${house.place.number},,,,`,
      `${aMark()},,${book.isbn},${house.place.number},,,,莫名其妙`,
      `${aMark()},,9787020002208,${house.place.number},,,,`,
    ]);
    assert.deepEqual(
      landed.faults.map(({ row: at, column, id }) => [at, column, id]),
      [
        [2, "record", "items.other-record"],
        [3, "record", "missing"],
        [4, "record", "items.no-record"],
        [5, "status", "items.status"],
        [6, "isbn", "isbn"],
      ],
    );
  },
);
