import assert from "node:assert/strict";
import { Reconciling } from "#platform/exchange";
import { dbTest } from "#platform/testing";
import { itemsTable } from "../items/items-table.ts";
import { aMark, aMovingHouse, land, loansHead, stocked } from "../testing.ts";
import { loansTable } from "./loans-table.ts";

dbTest("what does not agree is told, by numbers, and the sums of each branch agree", async ({ ctx, db }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies, isbn } = await stocked(house, 14);
  const { number: place } = house.place;
  const [reader = "", second = ""] = readers;
  const [copy = "", old = "", free = "", later = ""] = copies;
  const saidLent = aMark();
  await land(house, itemsTable, ["条码,ISBN,馆藏馆,状态", `${saidLent},${isbn},${place},借出`]);
  const many = copies.slice(4).map((one) => `${reader},${one},2026-06-01,2026-06-30,0,${place}`);
  const rows = [
    loansHead,
    `${reader},${copy},2026-06-01,2026-06-30,0,${place}`,
    `${second},${copy},2026-06-02,2026-06-30,0,${place}`,
    `nobody,${free},2026-06-01,2026-06-30,0,${place}`,
    `${second},nothing,2026-06-01,2026-06-30,0,`,
    `${second},${old},2019-06-01,2019-06-30,0,`,
    `${second},${later},2026-06-13,2026-06-30,0,${place}`,
    ...many,
  ];
  const landed = await land(house, loansTable, rows);
  assert.deepEqual(
    landed.faults.map(({ row, column, id }) => [row, column ?? null, id]),
    [
      [3, null, "row.twice"],
      [4, "reader", "loans.reader-unknown"],
      [5, "barcode", "loans.copy-unknown"],
      [7, "lent_on", "loans.lent-later"],
    ],
  );
  assert.deepEqual(landed.tally, { added: 12, changed: 0, unchanged: 0, refused: 4 });
  // What was lent meanwhile to another is a conflict, told with both numbers and no name.
  const conflict = await land(house, loansTable, [
    loansHead,
    `${second},${copy},2026-06-01,2026-06-30,0,${place}`,
  ]);
  assert.deepEqual(conflict.faults, [
    {
      row: 2,
      column: "reader",
      id: "loans.conflict",
      data: { number: second, other: reader, barcode: copy },
    },
  ]);
  const reconciling = new Reconciling(loansTable);
  for (const { faults, branches } of [landed, conflict]) reconciling.add({ faults, branches });
  const told = await reconciling.sentences(house.ctx);
  assert.deepEqual(
    told.map(({ key, data }) => [key.replace(/^exchange\.(loans\.)?reconcile\./, ""), data]),
    [
      ["no-branch", { branch: "", says: 2, landed: 1, refused: 1 }],
      ["branch", { branch: place, says: 15, landed: 11, refused: 4 }],
      ["sum", { says: 17, landed: 12, refused: 5 }],
      ["no-reader", { count: 1 }],
      ["no-copy", { count: 1 }],
      ["conflict", { count: 1 }],
      ["twice", { count: 1 }],
      ["said-lent", { count: 1, numbers: saidLent }],
      ["late", { count: 1, years: 3, numbers: old }],
      ["above-limit", { count: 1, numbers: reader }],
    ],
  );
  const { counted } = await db.one<{ counted: number }>`
    select r.loans as counted from library.reader r join library.card c using (subject) where c.issuer_id = ${house.id} and c.number = ${reader}`;
  assert.equal(counted, 11);
});
