import assert from "node:assert/strict";
import { test } from "node:test";
import { whatIs } from "./scan-off.ts";

const shapes = { cards: ["650 11", "A10 8"], copies: ["KL0 8", "A10 8"] };

test("cards and copies are told apart by what they look like here; where both could be, somebody says it", () => {
  for (const [said, is] of [
    ["65020000003", "card"],
    ["KL000123", "copy"],
    ["A1000001", "either"],
    ["6502000000", "either"],
    ["CN-650203-1-KL.65020000003", "copy"],
    ["WM1D.abc", "pass"],
    ["WM1S.abc", "pass"],
    ["", "unread"],
    ["x".repeat(61), "unread"],
    ["a\u0007b", "unread"],
  ] as const)
    assert.equal(whatIs(said, shapes), is, said);
});
