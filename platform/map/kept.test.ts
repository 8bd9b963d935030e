import assert from "node:assert/strict";
import { test } from "node:test";
import { keptDrawings } from "./kept.ts";

test("the same is drawn once; what shows otherwise is drawn anew; never more than the most are kept", () => {
  const kept = keptDrawings(2);
  let drawn = 0;
  const draw = (shows: unknown) => kept(shows, () => `${++drawn}`);
  assert.equal(draw(["a", { open: 1 }]), "1");
  assert.equal(draw(["a", { open: 1 }]), "1");
  assert.equal(draw(["a", { open: 2 }]), "2");
  assert.equal(draw(["b"]), "3");
  assert.equal(draw(["a", { open: 1 }]), "4", "it began anew");
});
