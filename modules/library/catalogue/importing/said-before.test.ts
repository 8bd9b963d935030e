import assert from "node:assert/strict";
import { test } from "node:test";
import { SaidBefore } from "./said-before.ts";

test("what was said before is found among many, with who said it and whether it was about the same", () => {
  const said = new SaidBefore();
  for (let n = 1; n <= 20_000; n++)
    assert.equal(said.first(`number ${n}`, { record: n, about: `title ${n}` }), null);
  for (const n of [1, 4096, 19_999]) {
    assert.deepEqual(said.first(`number ${n}`, { record: 30_000, about: `title ${n}` }), {
      record: n,
      isSame: true,
    });
    assert.deepEqual(said.first(`number ${n}`, { record: 30_000, about: "another" }), {
      record: n,
      isSame: false,
    });
    // The same record says it again when a step is tried again.
    assert.equal(said.first(`number ${n}`, { record: n, about: "another" }), null);
  }
});
