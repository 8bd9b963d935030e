import assert from "node:assert/strict";
import { test } from "node:test";
import { leastValues, possibleValues, publicForms, readValue } from "./public-value.ts";

const lottery = publicForms["double-colour"];
const dice = publicForms["ten-dice"];

test("one result gives one text, however it is typed", () => {
  for (const typed of [
    "03 08 15 21 27 33 + 09",
    "3,8,15,21,27,33+9",
    "０３、０８、１５、２１、２７、３３　＋　０９",
    "33 27 21 15 8 3 | 9",
    " 03-08-15-21-27-33：09 ",
  ])
    assert.deepEqual(readValue(lottery, typed), { value: "3 8 15 21 27 33 + 9" }, typed);
  for (const typed of ["4 1 6 6 2 3 5 1 1 2", "4166235112", "41662 35112", "４１６６２３５１１２"])
    assert.deepEqual(readValue(dice, typed), { value: "4 1 6 6 2 3 5 1 1 2" }, typed);
  assert.deepEqual(readValue(publicForms["seven-star"], "0 0 7 0 0 9 14"), { value: "0 0 7 0 0 9 + 14" });
});

test("what is not of the announced form is refused with what is wrong", () => {
  for (const [form, typed, fault] of [
    [lottery, "3 8 15 21 27 33", { id: "value.count", asked: 7, found: 6 }],
    [lottery, "3 8 15 21 27 33 9 2", { id: "value.count", asked: 7, found: 8 }],
    [lottery, "", { id: "value.count", asked: 7, found: 0 }],
    [lottery, "3 8 15 21 27 34 + 9", { id: "value.range", found: 34, from: 1, to: 33 }],
    [lottery, "3 8 15 21 27 33 + 17", { id: "value.range", found: 17, from: 1, to: 16 }],
    [lottery, "3 3 15 21 27 33 + 9", { id: "value.repeated", found: 3 }],
    [lottery, "3 8 15 21 27 33 + 九", { id: "value.characters", found: "九" }],
    [dice, "4 1 6 6 2 3 5 1 1 7", { id: "value.range", found: 7, from: 1, to: 6 }],
    [dice, "416623511", { id: "value.count", asked: 10, found: 1 }],
  ] as const)
    assert.deepEqual(readValue(form, typed), { fault }, typed);
});

test("every form at hand has more values than anybody can turn by trying secrets", () => {
  assert.equal(possibleValues(lottery), 17_721_088);
  assert.equal(possibleValues(publicForms["super-lotto"]), 21_425_712);
  assert.equal(possibleValues(publicForms["seven-star"]), 15_000_000);
  assert.equal(possibleValues(dice), 60_466_176);
  for (const form of Object.values(publicForms)) assert.ok(possibleValues(form) >= leastValues);
  // 福利彩票 3D has a thousand: too few.
  assert.ok(possibleValues([{ count: 3, from: 0, to: 9, distinct: false }]) < leastValues);
});
