import assert from "node:assert/strict";
import { test } from "node:test";
import { sideBySide } from "./side-by-side.ts";

test("two records beside each other: what both have, then what differs, leader first", () => {
  const one = ["LDR x", "001 1", "245 10$a史记", "650  4$a甲", "650  4$a乙"];
  const other = ["LDR x", "001 2", "245 10$a史记", "650  4$a乙", "650  4$a丙", "905  $b1"];
  assert.deepEqual(sideBySide(one, other), [
    { tag: "LDR", one: "x", other: "x" },
    { tag: "001", one: "1", other: "2" },
    { tag: "245", one: "10$a史记", other: "10$a史记" },
    { tag: "650", one: " 4$a乙", other: " 4$a乙" },
    { tag: "650", one: " 4$a甲", other: " 4$a丙" },
    { tag: "905", one: null, other: " $b1" },
  ]);
  // The same twice here and once there is once the same.
  assert.deepEqual(sideBySide(["500 a", "500 a"], ["500 a"]), [
    { tag: "500", one: "a", other: "a" },
    { tag: "500", one: "a", other: null },
  ]);
});
