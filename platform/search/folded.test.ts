import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { folded } from "./index.ts";
import { unitsOf } from "./units.ts";

test("a name is the same however it is written", () => {
  for (const [one, other] of [
    ["張偉", "张伟"],
    ["古丽娜尔·艾山", "古丽娜尔 艾山"],
    ["古丽娜尔•艾山", "古丽娜尔艾山"],
    ["Aigúl BEK", "aigul bek"],
    ["Әйгүл", "ә йгүл"],
    ["ئايگۈل", "ايگۈل"],
    ["１３９", "139"],
  ] as const)
    assert.equal(folded(one), folded(other), one);
  assert.notEqual(folded("张伟"), folded("张韦"));
  assert.equal(folded(" ·—"), "");
});

test("plain text is folded as its units are, the short way", () => {
  const long = fc.constantFrom("a".repeat(64), "b".repeat(70), "7".repeat(70));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: "grapheme-ascii" }), long)), (parts) => {
      const name = parts.join("");
      assert.equal(folded(name), Array.from(unitsOf(name), (unit) => unit.folded).join(""));
    }),
  );
});
