import assert from "node:assert/strict";
import { test } from "node:test";
import { fenIn } from "./yuan.ts";

test("money is read as it is written, and never guessed", () => {
  const read = (typed: string) => {
    const form = new FormData();
    form.set("yuan", typed);
    return fenIn(form, "yuan");
  };
  const said = { "12.50": 1250, "１２．５": 1250, "12.5 元": 1250, "1,234": 123_400, "1，234.05": 123_405 };
  for (const [typed, fen] of Object.entries({ ...said, "0": 0, "-5": -500, "0.29": 29 }))
    assert.equal(read(typed), fen, typed);
  for (const typed of ["", "12,5", "12.345", "0x10", "1e3", "Infinity", "五元", "1,23,456", "--5", "."])
    assert.ok(Number.isNaN(read(typed)), typed);
});
