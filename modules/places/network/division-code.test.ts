import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalCode, codeChain, levelOfCode, liesIn } from "./division-code.ts";

test("every usual way to write a code comes to one form", () => {
  const table: [string, string | null][] = [
    ["65", "650000"],
    ["6502", "650200"],
    ["650200", "650200"],
    ["650200000000", "650200"],
    ["650203001000", "650203001"],
    [" 650203001001 ", "650203001001"],
    ["650203400", "650203400"],
    ["6", null],
    ["650", null],
    ["6502030010", null],
    ["0502", null],
    ["65O200", null],
    ["６５０２００", null],
    ["", null],
  ];
  for (const [written, expected] of table) assert.equal(canonicalCode(written), expected, written);
});

test("the level follows from the code", () => {
  assert.deepEqual(["650000", "650200", "650203", "650203001", "650203001001"].map(levelOfCode), [
    "province",
    "city",
    "district",
    "street",
    "community",
  ]);
});

test("a code lies in every code of its chain and in no neighbour", () => {
  assert.deepEqual(codeChain("650203001001"), ["650000", "650200", "650203", "650203001", "650203001001"]);
  assert.deepEqual(codeChain("650200"), ["650000", "650200"]);
  assert.equal(liesIn("650203001", "650200"), true);
  assert.equal(liesIn("650203001", "650204"), false);
  assert.equal(liesIn("650200", "650203"), false);
});

test("canonical codes stay as they are, and lie in themselves", () => {
  const digits = fc.stringMatching(/^[1-9]\d{5}(\d{3}(\d{3})?)?$/);
  fc.assert(
    fc.property(digits, (written) => {
      const code = canonicalCode(written);
      assert.ok(code);
      assert.equal(canonicalCode(code), code);
      assert.ok(codeChain(code).every((above) => liesIn(code, above)));
    }),
  );
});
