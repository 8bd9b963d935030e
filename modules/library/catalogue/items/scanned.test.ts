import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scanned } from "./scanned.ts";

test("a tag says whose item it is, a barcode does not", () => {
  const cases = [
    ["CN-650203-1-KL.B001", { owner: "CN-650203-1-KL", barcode: "B001" }],
    ["cn-650203-1-kl.b001", { owner: "cn-650203-1-kl", barcode: "b001" }],
    ["CN-110108-1-NLC.KL.7", { owner: "CN-110108-1-NLC", barcode: "KL.7" }],
    [" ＫＬ００１\r", { owner: null, barcode: "KL001" }],
    ["12.5", { owner: null, barcode: "12.5" }],
    ["CN-650203-1-KL.", { owner: null, barcode: "CN-650203-1-KL." }],
    ["", null],
    ["A\u0007B", null],
    [`CN-KL.${"9".repeat(61)}`, null],
    ["9".repeat(60), { owner: null, barcode: "9".repeat(60) }],
  ] as const;
  for (const [text, scan] of cases) assert.deepEqual(scanned(text), scan, text);
});

test("whatever is scanned, a barcode is one the schema takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const scan = scanned(text);
      if (scan) assert.match(scan.barcode, /^\P{C}{1,60}$/u);
    }),
  );
});
