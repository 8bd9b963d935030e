import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nameFault, tidyName } from "./name.ts";

test("names of every script are taken as written", () => {
  const names = [
    "李梅",
    "阿依古丽·买买提",
    "努尔兰·哈萨克拜",
    "Ivan Petrov",
    "ئايگۈل مەمەت",
    "𠮷田",
    "㛃\u{20bb7}",
    "\ue8b5某",
  ];
  for (const name of names) {
    assert.equal(nameFault(name), null, name);
    assert.equal(tidyName(` ${name} `), name);
  }
});

test("fifty rare characters fit, fifty-one do not", () => {
  assert.equal(nameFault("𠮷".repeat(50)), null);
  assert.equal(nameFault("𠮷".repeat(51)), "name.too-long");
});

test("what would hide or turn text is refused", () => {
  for (const bad of ["李\n梅", "李\u0000", "a\u202eb", "\u2066x", "李\u2028梅", "\ud800梅"]) {
    assert.equal(nameFault(bad), "name.control", JSON.stringify(bad));
  }
  for (const empty of ["", "  ", "\u3000"]) assert.equal(nameFault(empty), "name.empty");
});

test("a name that is taken comes back the same, character for character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), (name) => {
      if (nameFault(name) === null) assert.equal(tidyName(tidyName(name)), name.trim());
    }),
  );
});
