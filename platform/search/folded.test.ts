import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "./index.ts";

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
