import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { niceTop, spread } from "./scale.ts";

test("the top of a scale is a round number not far above", () => {
  assert.equal(niceTop(34), 40);
  assert.equal(niceTop(148_200), 200_000);
  assert.equal(niceTop(1), 1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (value) => {
      const top = niceTop(value);
      assert.ok(top >= value && top <= value * 2, `${value} → ${top}`);
    }),
  );
});

test("labels keep their order and never overlap", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 170 }), { minLength: 1, maxLength: 4 }), (places) => {
      const out = spread(places);
      const sorted = [...out].sort((a, b) => a - b);
      for (let n = 1; n < sorted.length; n += 1) assert.ok((sorted[n] ?? 0) - (sorted[n - 1] ?? 0) >= 18);
      for (const [n, place] of out.entries()) assert.ok(place >= (places[n] ?? 0));
    }),
  );
});
