import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readBarcodes } from "./barcode-list.ts";

const barcodes = (text: string) => readBarcodes(text).barcodes.map(({ barcode }) => barcode);

test("one a line or several, wide digits as plain ones, each once; what is said again is told with both lines", () => {
  const list = readBarcodes("１２３ 123\t45\r\n6;7,\n\n45\n");
  assert.deepEqual(list.barcodes, [
    { line: 1, owner: null, barcode: "123" },
    { line: 1, owner: null, barcode: "45" },
    { line: 2, owner: null, barcode: "6" },
    { line: 2, owner: null, barcode: "7" },
  ]);
  assert.deepEqual(list.repeated, [
    { line: 1, owner: null, barcode: "123", first: 1 },
    { line: 4, owner: null, barcode: "45", first: 1 },
  ]);
});

test("what a tag says of the item: its owner stands before a point", () => {
  assert.deepEqual(barcodes("CN-110108-1-NLC.B001\nB001\nCN-650203-1-KL.KL.7\n12.5\n"), [
    "B001",
    "B001",
    "KL.7",
    "12.5",
  ]);
});

test("the export of a device: only the column that its first line names", () => {
  const csv =
    '\ufeff序号,条码,时间,"RSSI, dBm"\r\n1,KL000001,2026-11-30 10:00,-41\r\n2,"CN-650203-1-KL.KL000002",2026-11-30 10:00,-40\r\n3,,2026,-1\r\n';
  const list = readBarcodes(csv);
  assert.deepEqual(list.barcodes, [
    { line: 2, owner: null, barcode: "KL000001" },
    { line: 3, owner: "CN-650203-1-KL", barcode: "KL000002" },
  ]);
  assert.deepEqual(list.unread, [{ line: 4, said: "" }]);
  assert.deepEqual(barcodes("EPC;UII;n\nE28;CN-110108-1-NLC.B9;1"), ["B9"]);
  assert.deepEqual(barcodes("barcode\nA1\nA2"), ["A1", "A2"]);
});

test("what can be no barcode is told by its line and stops nothing", () => {
  const long = "9".repeat(61);
  const { barcodes: good, unread } = readBarcodes(`A1\n${long}\nA\u0007B\nA2`);
  assert.deepEqual(
    good.map(({ barcode }) => barcode),
    ["A1", "A2"],
  );
  assert.deepEqual(unread, [
    { line: 2, said: "9".repeat(60) },
    { line: 3, said: "AB" },
  ]);
});

test("any text is read; each word is good, repeated or told", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[0-9A-Za-z.-]{1,8}$/), { maxLength: 40 }), (words) => {
      const { barcodes: good, repeated, unread } = readBarcodes(`x\n${words.join("\n")}`);
      assert.equal(good.length + repeated.length + unread.length, words.length + 1);
    }),
  );
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readBarcodes(text)));
});
