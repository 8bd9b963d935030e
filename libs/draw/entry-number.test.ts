import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { entryNumber, readEntryNumber } from "./entry-number.ts";

test("forty bits of chance are eight characters, and different bits are different characters", () => {
  assert.equal(entryNumber(Uint8Array.from([0, 0, 0, 0, 0])), "0000-0000");
  assert.equal(entryNumber(Uint8Array.from([0, 0, 0, 0, 33])), "0000-0011");
  assert.equal(entryNumber(Uint8Array.from([255, 255, 255, 255, 255])), "ZZZZ-ZZZZ");
  assert.throws(() => entryNumber(new Uint8Array(4)), RangeError);
  const five = fc.uint8Array({ minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(five, five, (a, b) => {
      assert.equal(
        entryNumber(a) === entryNumber(b),
        a.every((byte, i) => byte === b[i]),
      );
      assert.equal(readEntryNumber(entryNumber(a)), entryNumber(a));
    }),
    { seed: 20261129 },
  );
});

test("a number is found as people type it", () => {
  for (const [typed, number] of [
    ["7KQ2-M9XD", "7KQ2-M9XD"],
    ["7kq2m9xd", "7KQ2-M9XD"],
    [" ７ＫＱ２ — Ｍ９ＸＤ ", "7KQ2-M9XD"],
    ["o1il-0000", "0111-0000"],
    ["7KQ2-M9X", null],
    ["7KQ2-M9XDD", null],
    ["7KQ2-M9XU", null],
    ["", null],
  ] as const)
    assert.equal(readEntryNumber(typed), number, typed);
});
