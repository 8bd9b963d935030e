import assert from "node:assert/strict";
import { test } from "node:test";
import { barcodesAfter, callNumberIn, freeRun } from "./next-in-row.ts";

test("barcodes go on by their last digits, as wide as they are", () => {
  for (const [barcode, next] of [
    ["0012", ["0013", "0014"]],
    ["KL-0099", ["KL-0100", "KL-0101"]],
    ["A99", ["A100", "A101"]],
    ["7-0009X08", ["7-0009X09", "7-0009X10"]],
    ["99999999999999999999", ["100000000000000000000", "100000000000000000001"]],
    ["KL", null],
    ["", null],
    [`${"9".repeat(60)}`, null],
  ] as const)
    assert.deepEqual(barcodesAfter(barcode, 2), next, barcode);
});

test("the first free row is taken, and none where no row is long enough", () => {
  const row = ["1", "2", "3", "4", "5"];
  for (const [taken, count, free] of [
    [[], 2, ["1", "2"]],
    [["1"], 2, ["2", "3"]],
    [["2"], 2, ["3", "4"]],
    [["2", "4"], 2, []],
    [["1", "2", "3", "4"], 1, ["5"]],
    [row, 1, []],
  ] as const)
    assert.deepEqual(freeRun(row, new Set(taken), count), free);
});

test("a house that numbers books in a class goes on behind its highest; of others the class is all that is known", () => {
  for (const [ofHouse, callNumber] of [
    [[], "I25"],
    [["I25/3", "I25/12", "I25/7:2"], "I25/13"],
    // One that somebody typed otherwise changes nothing.
    [["I25/3", "I25/4", "I25/L31"], "I25/5"],
    [["I25/L31", "I25/W22", "I25/7"], "I25"],
    [["I25/2020.1", "I25/2021.1"], "I25"],
  ] as const)
    assert.equal(callNumberIn("I25", ofHouse), callNumber);
  assert.equal(callNumberIn("", ["/3"]), "");
});
