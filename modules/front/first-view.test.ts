import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { boxHas, boxOf, grownBox } from "#libs/geo";
import { type FoundPoint, firstView } from "./first-view.ts";

const town = (count: number, [lon, lat]: [number, number], district: string): FoundPoint[] =>
  Array.from({ length: count }, (_, i) => ({
    at: [lon + (i % 5) / 200, lat + Math.floor(i / 5) / 200],
    district,
  }));

test("it begins where most of a city lies, not between its towns and not out in the villages", () => {
  const box = firstView(
    [
      ...town(30, [84.88, 45.58], "650203"),
      { at: [84.9, 45.1], district: "650203" },
      { at: [85.0, 45.0], district: "650203" },
      ...town(8, [84.87, 44.31], "650202"),
    ],
    null,
  );
  assert.ok(box);
  assert.ok(box[1] > 45.5 && box[3] < 45.65, String(box));
  assert.ok(box[2] - box[0] < 0.06);
});

test("few are shown all at once; one is not shown alone in the world", () => {
  const four = [...town(2, [84.88, 45.58], "a"), ...town(2, [84.87, 44.31], "b")];
  const box = firstView(four, null);
  assert.ok(box && four.every(({ at }) => boxHas(box, at)));
  const one = firstView(town(1, [84.88, 45.58], "a"), null);
  assert.ok(one && one[2] - one[0] > 0.02 && one[3] - one[1] > 0.02);
});

test("the reader's spot and a named place come first, found or not", () => {
  const box = firstView(town(30, [84.88, 45.58], "a"), [85.67, 46.1]);
  assert.ok(box && boxHas(box, [85.67, 46.1]) && !boxHas(box, [84.88, 45.58]));
  assert.ok(firstView([], [85.67, 46.1]));
  assert.equal(firstView([], null), null);
});

test("the first view always shows something of what was found, and never more than all of it and a margin", () => {
  const point = fc.record({
    at: fc.tuple(fc.double({ min: 84, max: 86, noNaN: true }), fc.double({ min: 44, max: 46, noNaN: true })),
    district: fc.constantFrom("a", "b", null),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (points) => {
      const box = firstView(points, null);
      const all = boxOf(points.map(({ at }) => at));
      assert.ok(box && all);
      // half of a width there and back is not always the width
      assert.ok(points.some(({ at }) => boxHas(grownBox(box, 1e-9), at)));
      assert.ok(box[0] >= all[0] - 0.013 && box[3] <= all[3] + 0.013);
    }),
  );
});
