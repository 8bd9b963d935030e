import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { areaOf, clipped, type Point, type Ring, whereIs } from "./index.ts";

const box = [0, 0, 10, 10] as const;

function rectangle(w: number, s: number, e: number, n: number): Ring {
  return [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
}

test("inside stays, outside goes, what crosses is cut at the edge", () => {
  assert.deepEqual(clipped([rectangle(2, 2, 4, 4)], box), [rectangle(2, 2, 4, 4)]);
  assert.deepEqual(clipped([rectangle(12, 2, 14, 4)], box), []);
  assert.equal(Math.abs(areaOf(clipped([rectangle(5, 5, 20, 20)], box)[0] ?? [])), 25);
  assert.equal(Math.abs(areaOf(clipped([rectangle(-5, -5, 20, 20)], box)[0] ?? [])), 100);
});

test("a hole is cut too, and goes with its outline", () => {
  const [outer, hole] = clipped([rectangle(-5, -5, 20, 20), rectangle(8, 8, 12, 12)], box);
  assert.equal(Math.abs(areaOf(outer ?? [])) - Math.abs(areaOf(hole ?? [])), 96);
  assert.deepEqual(clipped([rectangle(20, 20, 40, 40), rectangle(25, 25, 30, 30)], box), []);
});

test("a point of the box is in the cut polygon exactly when it was in the whole one", () => {
  const corner = fc.tuple(fc.integer({ min: -9, max: 19 }), fc.integer({ min: -9, max: 19 }));
  const inBox = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(corner, corner, corner, inBox, (a, b, c, [x, y]) => {
      fc.pre(areaOf([a, b, c]) !== 0);
      const at: Point = [x + 0.0137, y + 0.0071]; // never on an edge between whole numbers cut at whole numbers
      const whole = whereIs(at, { type: "Polygon", coordinates: [[a, b, c]] });
      fc.pre(whole !== "edge");
      assert.equal(whereIs(at, { type: "Polygon", coordinates: clipped([[a, b, c]], box) }), whole);
    }),
  );
});
