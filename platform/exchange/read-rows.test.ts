import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "./columns.ts";
import { readHead } from "./read-rows.ts";
import { defineTable } from "./table.ts";

const column = (...alsoCalled: string[]) => line({ most: 40, example: "", alsoCalled });
const table = defineTable({
  name: "staff",
  columns: { login: column("cardnumber", "证条码号", "barcode"), name: column("surname", "login") },
  key: ["login"],
  batch: 1,
  filters: [],
  may: { bring: () => true, take: () => true },
  prepare: async () => null,
  landRows: async () => [],
  rowsOf: async function* () {},
});
const read = (...cells: string[]) => readHead(table, { row: 1, cells });

test("a column is known by what other systems call it, whatever the case and the hyphens", () => {
  assert.deepEqual(read("Card-Number", "SURNAME").columns, ["login", "name"]);
  assert.deepEqual(read("证条码号", "password"), { columns: ["login", null], unknown: ["password"] });
});

test("our own names go before theirs, and of several that mean one the first of ours is read", () => {
  assert.deepEqual(read("login", "surname").columns, ["login", "name"]);
  assert.deepEqual(read("barcode", "cardnumber", "姓名"), {
    columns: [null, "login", "name"],
    unknown: ["barcode"],
  });
  assert.deepEqual(read("cardnumber", "登录名").columns, [null, "login"]);
  assert.throws(() => read("barcode", "Barcode"), { id: "sheet.column-twice" });
});
