import assert from "node:assert/strict";
import { test } from "node:test";
import { whichDemo } from "./which-demo.ts";

test("every city and scale has a folder of its own, the usual one ./data", () => {
  assert.deepEqual(whichDemo({}), { scale: "small", dataDir: "./data" });
  assert.deepEqual(whichDemo({ city: "karamay", scale: "small" }), { scale: "small", dataDir: "./data" });
  assert.deepEqual(whichDemo({ scale: "full" }), { scale: "full", dataDir: "./data/karamay-full" });
  assert.deepEqual(whichDemo({ city: "shihezi" }), { scale: "small", dataDir: "./data/shihezi" });
  assert.deepEqual(whichDemo({ city: "shihezi", scale: "full" }).dataDir, "./data/shihezi-full");
});

test("another scale is a mistake that is told", () => {
  assert.throws(() => whichDemo({ scale: "huge" }), /--scale: "huge" is not small or full/);
});
