import assert from "node:assert/strict";
import { test } from "node:test";
import { anItemMapping, aRecord, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { type ItemMapping, type ItemSaid, itemsIn } from "./items.ts";

const skip = withoutMarcFolder;
const bookOfChina = "00000nam0 2200000   450 ";

/** Items of one record, as lines of what was asked. */
function said(lines: string, mapping: Partial<ItemMapping>, ...what: (keyof ItemSaid)[]): string[] {
  return itemsIn(aRecord(bookOfChina, lines), anItemMapping(mapping)).map((item) =>
    what.map((one) => JSON.stringify(item[one]).replaceAll('"', "")).join(" | "),
  );
}

test("one 905 of a library holds all its pieces: barcodes repeated, one call number", () => {
  assert.deepEqual(said("905   $aKLM$b0010001$b0010002$dI247.5$e12", {}, "barcode", "callNumber"), [
    "0010001 | I247.5/12",
    "0010002 | I247.5/12",
  ]);
});

test("what is said as often as barcodes belongs to each; what is said less often, to the barcode it follows", () => {
  assert.deepEqual(said("905   $b1$f上$b2$f下$dI2", {}, "barcode", "volume", "callNumber"), [
    "1 | 上 | I2",
    "2 | 下 | I2",
  ]);
  assert.deepEqual(said("905   $f上$f下$b1$b2", {}, "barcode", "volume"), ["1 | 上", "2 | 下"]);
  assert.deepEqual(said("905   $b1$c总馆$b2$b3$c分馆", {}, "barcode", "place"), [
    "1 | 总馆",
    "2 | ",
    "3 | 分馆",
  ]);
});

test("barcodes from one to another are each a piece, if the layout has ranges", () => {
  assert.deepEqual(said("905   $b1683011-3", { hasRanges: true }, "barcode"), [
    "1683011",
    "1683012",
    "1683013",
  ]);
  assert.deepEqual(said("905   $bA0099-A0101", { hasRanges: true }, "barcode"), ["A0099", "A0100", "A0101"]);
  assert.deepEqual(said("905   $b1683011-3", {}, "barcode"), ["1683011-3"]);
  assert.deepEqual(said("905   $b1-99999", { hasRanges: true }, "barcode", "unread"), [
    " | [{what:barcode,said:1-99999}]",
  ]);
});

test("price and day are read as libraries write them, and told where they are not", () => {
  const mapping = { price: "p", acquired: "t", status: "z" };
  assert.deepEqual(
    said(
      "905   $b1$p45.00$t20190520$zbcp\n905   $b2$pCNY12.5$t2019年5月2日",
      mapping,
      "priceFen",
      "acquiredOn",
      "status",
    ),
    ["4500 | 2019-05-20 | bcp", "1250 | 2019-05-02 | "],
  );
  assert.deepEqual(said("905   $b1$p赠送$t20190231", mapping, "priceFen", "acquiredOn", "unread"), [
    "null | null | [{what:price,said:赠送},{what:acquired,said:20190231}]",
  ]);
});

test("a field without barcode is told, not passed over", () => {
  assert.deepEqual(said("905   $aKLM$dI247.5\n905   $b $c总馆", {}, "barcode", "place"), [" | ", " | 总馆"]);
});

test("Peking has its pieces in 906, and ranges of them in 935", { skip }, async () => {
  const [record] = await marcRecordsAt("derived-cnmarc/bnu10.utf8.iso");
  assert.ok(record);
  const items = (change: Partial<ItemMapping>) =>
    itemsIn(record, anItemMapping(change)).map(({ barcode, callNumber }) => `${barcode} ${callNumber}`);
  const three = ["1683011 F124/26", "1683012 F124/26", "1683013 F124/26"];
  assert.deepEqual(items({ tags: ["906"] }), three);
  assert.deepEqual(items({ tags: ["935"], hasRanges: true }), three);
});

test("Evergreen has them in 852, Sirsi in 949", { skip }, async () => {
  const [map] = await marcRecordsAt("evergreen-library-system+Evergreen/map_data.mrc");
  const [french] = await marcRecordsAt("evergreen-library-system+Evergreen/lul_fre_500.mrc");
  assert.ok(map && french);
  const evergreen = { tags: ["852"], barcode: "p", callNumber: ["j"], place: "b", shelf: "c", status: "z" };
  const [one] = itemsIn(map, anItemMapping({ ...evergreen, price: "y" }));
  assert.deepEqual(
    [one?.barcode, one?.callNumber, one?.place, one?.shelf, one?.status, one?.priceFen],
    ["11223344", "G4362.C6C5 s250.C37", "BR1", "Stacks", "Available", 0],
  );
  const sirsi = { tags: ["949"], barcode: "i", callNumber: ["a"], place: "m", shelf: "l" };
  const [other] = itemsIn(french, anItemMapping(sirsi));
  assert.deepEqual(
    [other?.barcode, other?.callNumber, other?.place, other?.shelf],
    ["30007006033608", "BL 545 F4", "DESMARAIS", "DESM-CIR"],
  );
});
