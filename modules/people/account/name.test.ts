import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nameFault, nameKey, tidyName } from "./name.ts";

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

/** The first and a later character of each block of rare Han. */
const rareHan = {
  B: "\u{20000}\u{20bb7}\u{2a6d6}",
  C: "\u{2a700}\u{2b300}",
  D: "\u{2b740}\u{2b81d}",
  E: "\u{2b820}\u{2cea1}",
  F: "\u{2ceb0}\u{2ebe0}",
  G: "\u{30000}\u{30edd}",
  H: "\u{31350}\u{323af}",
};
for (const [block, characters] of Object.entries(rareHan)) {
  test(`rare Han of extension ${block} count once and stay as they are`, () => {
    for (const character of characters) {
      assert.equal(nameFault(character.repeat(50)), null);
      assert.equal(nameFault(character.repeat(51)), "name.too-long");
      assert.equal(tidyName(`${character}·${character}`), `${character}·${character}`);
    }
  });
}

test("every middle dot becomes ·, and nothing else becomes anything", () => {
  for (const dot of ["·", "•", "・", "‧", "∙", "⋅", "･", "\u0387"]) {
    assert.equal(tidyName(`阿依古丽${dot}买买提`), "阿依古丽·买买提", dot);
  }
  for (const other of [
    "Ivan S. Petrov",
    "O'Neill",
    "Anne-Marie",
    "阿依古丽.买买提",
    "葛\u{e0100}",
    "é",
    "e\u0301",
  ])
    assert.equal(tidyName(other), other);
});

test("two spellings of one name are alike, two names are not", () => {
  const alike = [
    ["阿依古丽·买买提", "阿依古丽 · 买买提"],
    ["阿依古丽·买买提", "阿依古丽.买买提"],
    ["IVAN PETROV", "Ivan  Petrov"],
    ["Ｉｖａｎ", "Ivan"],
    ["葛", "葛\u{e0100}"],
    ["\uf9dc", "隆"], // a compatibility form of the same character
  ];
  for (const [one = "", other = ""] of alike) assert.equal(nameKey(one), nameKey(other));
  for (const [one = "", other = ""] of [
    ["李梅", "李美"],
    ["𠮷田", "吉田"],
    ["ئايگۈل", "ئايگۇل"],
  ])
    assert.notEqual(nameKey(one), nameKey(other));
});

test("a number is no name, nor are signs without a letter", () => {
  const card = "11010519491231002X";
  const cases: [name: string, fault: string | null, documentNumber?: string][] = [
    [card, "name.card-number"],
    ["１１０１０５ 19491231 002x", "name.card-number"],
    ["李梅 110105-19491231-0021", "name.card-number"], // with a slip in the last digit
    ["110105491231002", "name.card-number"],
    ["李梅E12345678", "name.card-number", "e 1234 5678"],
    ["E12345678", null],
    ["李梅", null, card],
    ["李梅", null, "李梅"],
    ["李梅", null, ""],
    ["13911110061", "name.phone"],
    ["小明 +86 139-1111-0061", "name.phone"],
    ["。", "name.no-letter"],
    ["·", "name.no-letter"],
    ["12", "name.no-letter"],
    ["〇", null],
    ["李 2", null],
    ["\u{323b0}", null], // a block younger than some runtimes
  ];
  for (const [name, fault, number] of cases) assert.equal(nameFault(name, number), fault, name);
});

test("what would hide or turn text is refused", () => {
  for (const bad of [
    "李\n梅",
    "李\u0000",
    "a\u202eb",
    "\u2066x",
    "李\u2028梅",
    "\ud800梅",
    "李\u200b梅",
    "李\ufeff梅",
    "李\u00ad梅",
    "李\u{e0041}梅",
  ]) {
    assert.equal(nameFault(bad), "name.control", JSON.stringify(bad));
  }
  for (const empty of ["", "  ", "\u3000"]) assert.equal(nameFault(empty), "name.empty");
});

test("a name that is taken comes back the same, character for character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), (name) => {
      if (nameFault(name) !== null) return;
      const tidy = tidyName(name);
      assert.equal(tidyName(tidy), tidy);
      assert.equal([...tidy].length, [...name.trim()].length);
    }),
  );
});
