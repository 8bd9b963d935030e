import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestOnShape, type Point, type Shape } from "./index.ts";

const square: Point[] = [
  [84, 45],
  [85, 45],
  [85, 46],
  [84, 46],
  [84, 45],
];
const city: Shape = { type: "Polygon", coordinates: [square] };

test("the nearest point lies on an edge or is a corner", () => {
  const table: [Point, Point][] = [
    [
      [84.5, 44],
      [84.5, 45],
    ],
    [
      [90, 45.5],
      [85, 45.5],
    ],
    [
      [0, 0],
      [84, 45],
    ],
    [
      [84.5, 45.1],
      [84.5, 45],
    ],
  ];
  for (const [from, nearest] of table) {
    const found = nearestOnShape(from, city);
    assert.ok(found, `${from}`);
    assert.deepEqual(
      found.map((n) => Math.round(n * 1e6) / 1e6),
      nearest,
      `${from}`,
    );
  }
});

test("a degree of longitude is shorter than one of latitude", () => {
  // Inside a square of degrees at 45.5° north, the east edge is nearer than the north one at the same number of degrees.
  assert.deepEqual(nearestOnShape([84.7, 45.7], city)?.[0].toFixed(6), "85.000000");
});

test("of several parts the nearest counts, and none has none", () => {
  const far: Point[] = square.map(([x, y]) => [x + 10, y]);
  const both: Shape = { type: "MultiPolygon", coordinates: [[square], [far]] };
  assert.deepEqual(nearestOnShape([93, 45.5], both)?.[0].toFixed(6), "94.000000");
  assert.equal(nearestOnShape([93, 45.5], { type: "MultiPolygon", coordinates: [] }), null);
  assert.equal(nearestOnShape([93, 45.5], { type: "Polygon", coordinates: [[]] }), null);
});

test("no corner is nearer than the nearest point", () => {
  const lon = fc.double({ min: 80, max: 90, noNaN: true });
  const lat = fc.double({ min: 40, max: 50, noNaN: true });
  fc.assert(
    fc.property(lon, lat, (x, y) => {
      const narrow = Math.cos((y * Math.PI) / 180);
      const away = ([px, py]: Point) => Math.hypot((px - x) * narrow, py - y);
      const nearest = nearestOnShape([x, y], city);
      assert.ok(nearest);
      for (const corner of square) assert.ok(away(nearest) <= away(corner) + 1e-9);
    }),
  );
});
