import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  areaKm2,
  areaOf,
  boxesMeet,
  boxHas,
  boxOf,
  boxOfGeometry,
  centreOf,
  grownBox,
  innermostPoint,
  joinedBox,
  type Point,
  type Shape,
  whereIs,
} from "./index.ts";

const square: Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const courtyard: Point[] = [
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
  [4, 4],
];
const house: Shape = { type: "Polygon", coordinates: [square, courtyard] };

test("a point is inside, outside or on the edge; a hole is outside and its rim an edge", () => {
  const table: [Point, string][] = [
    [[1, 1], "inside"],
    [[5, 5], "outside"],
    [[4, 5], "edge"],
    [[4, 4], "edge"],
    [[0, 5], "edge"],
    [[10, 10], "edge"],
    [[11, 5], "outside"],
    [[-1, 0], "outside"],
    [[5, 10.000001], "outside"],
    [[2, 4], "inside"], // level with a corner of the hole
  ];
  for (const [point, where] of table) assert.equal(whereIs(point, house), where, String(point));
});

test("a ring left open, turned round or empty gives the same answer or none", () => {
  const openRing: Shape = { type: "Polygon", coordinates: [square.slice(0, -1)] };
  const turned: Shape = { type: "Polygon", coordinates: [square.toReversed()] };
  for (const shape of [openRing, turned]) assert.equal(whereIs([3, 3], shape), "inside");
  assert.equal(whereIs([3, 3], { type: "Polygon", coordinates: [] }), "outside");
});

test("several polygons: inside any of them is inside", () => {
  const far = square.map(([x, y]): Point => [x + 100, y]);
  const both: Shape = { type: "MultiPolygon", coordinates: [[square], [far]] };
  assert.equal(whereIs([105, 5], both), "inside");
  assert.equal(whereIs([50, 5], both), "outside");
});

test("against a triangle, the answer agrees with the signs of three cross products", () => {
  const grid = fc.tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 }));
  fc.assert(
    fc.property(grid, grid, grid, grid, (a, b, c, p) => {
      fc.pre(areaOf([a, b, c]) !== 0);
      const side = (u: Point, v: Point) =>
        Math.sign((v[0] - u[0]) * (p[1] - u[1]) - (v[1] - u[1]) * (p[0] - u[0]));
      const sides = [side(a, b), side(b, c), side(c, a)];
      const oneSided = !(sides.includes(1) && sides.includes(-1));
      const expected = oneSided ? (sides.includes(0) ? "edge" : "inside") : "outside";
      assert.equal(whereIs(p, { type: "Polygon", coordinates: [[a, b, c]] }), expected);
    }),
  );
});

test("boxes: around points, joined, grown, meeting at a corner", () => {
  assert.equal(boxOf([]), null);
  assert.deepEqual(boxOfGeometry(house), [0, 0, 10, 10]);
  assert.deepEqual(joinedBox([0, 0, 1, 1], [2, -1, 3, 0]), [0, -1, 3, 1]);
  assert.deepEqual(grownBox([0, 0, 10, 20], 0.1), [-1, -2, 11, 22]);
  assert.ok(boxHas([0, 0, 1, 1], [1, 0]));
  assert.ok(!boxHas([0, 0, 1, 1], [1.01, 0]));
  assert.ok(boxesMeet([0, 0, 1, 1], [1, 1, 2, 2]));
  assert.ok(!boxesMeet([0, 0, 1, 1], [1.1, 0, 2, 1]));
});

test("areas: a degree square at the equator, a hole taken off, a ring's turn in the sign", () => {
  const degree: Shape = { type: "Polygon", coordinates: [square.map(([x, y]): Point => [x / 10, y / 10])] };
  assert.ok(Math.abs(areaKm2(degree) - 12_364) < 10, String(areaKm2(degree)));
  const whole: Shape = { type: "Polygon", coordinates: [square] };
  assert.ok(areaKm2(house) < areaKm2(whole));
  assert.equal(areaOf(square), 100);
  assert.equal(areaOf(square.toReversed()), -100);
});

test("the centre of gravity of an L lies outside it, the innermost point inside", () => {
  const ell: Point[] = [
    [0, 0],
    [10, 0],
    [10, 1],
    [1, 1],
    [1, 10],
    [0, 10],
    [0, 0],
  ];
  const shape: Shape = { type: "Polygon", coordinates: [ell] };
  assert.equal(whereIs(centreOf(ell), shape), "outside");
  const inner = innermostPoint([ell], 0.01);
  assert.ok(inner);
  assert.equal(whereIs(inner.at, shape), "inside");
  assert.ok(inner.clear > 0.5 && inner.clear < 0.6, String(inner.clear)); // the elbow is the widest place
});

test("the innermost point keeps away from a hole, and an empty polygon has none", () => {
  const inner = innermostPoint([square, courtyard], 0.01);
  assert.ok(inner && whereIs(inner.at, house) === "inside");
  assert.ok(inner.clear > 2.3, String(inner.clear));
  assert.equal(innermostPoint([], 1), null);
  assert.equal(
    innermostPoint(
      [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
      0.1,
    ),
    null,
  );
});
