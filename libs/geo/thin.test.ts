import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { areaOf, type Line, type Point, type Shape, thinLine, thinTogether } from "./index.ts";

test("the least important point goes first, the ends never", () => {
  const line: Point[] = [
    [0, 0],
    [1, 0.1],
    [2, 0],
    [3, 5],
    [4, 0],
  ];
  assert.deepEqual(thinLine(line, 0.2), [
    [0, 0],
    [2, 0],
    [3, 5],
    [4, 0],
  ]);
  assert.deepEqual(thinLine(line, Infinity), [
    [0, 0],
    [4, 0],
  ]);
  assert.equal(thinLine(line, Infinity, 3).length, 3);
  assert.deepEqual(thinLine(line, 0), line);
});

const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), {
  minLength: 2,
  maxLength: 60,
});

test("what is left is a selection in the same order, and a coarser one is part of a finer one", () => {
  fc.assert(
    fc.property(lines, fc.nat(50), fc.nat(50), (line, a, b) => {
      const fine = thinLine(line, Math.min(a, b));
      const coarse = thinLine(line, Math.max(a, b));
      assert.ok(isPartOf(fine, line));
      assert.ok(isPartOf(coarse, fine));
      assert.deepEqual([coarse[0], coarse.at(-1)], [line[0], line.at(-1)]);
    }),
  );
});

test("agrees with the paper's rule done slowly: scan all, take out the least, again", () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 40 }), (line, minArea) => {
      assert.deepEqual(thinLine(line, minArea), slowly(line, minArea));
    }),
  );
});

test("a border of two areas is thinned once, so they still fit; a joint of three stays", () => {
  const shaky: Point[] = Array.from({ length: 21 }, (_, i): Point => [10 + (i % 2) * 0.1, i]);
  const west: Point[] = [[0, 0], ...shaky, [0, 20], [0, 0]];
  const east: Point[] = [[20, 20], ...shaky.toReversed(), [20, 0], [20, 20]];
  const shapes: Shape[] = [west, east].map((ring) => ({ type: "Polygon", coordinates: [ring] }));
  const thinned = thinTogether(shapes, 1).map(ringOf);
  const total = thinned.reduce((sum, ring) => sum + Math.abs(areaOf(ring)), 0);
  assert.ok(Math.abs(total - 400) < 1e-9, `no gap and no overlap: ${total}`);
  assert.ok(thinned.every((ring) => ring.length < 10));
  const shared = thinned[0]?.filter((p) => thinned[1]?.some((q) => String(p) === String(q)));
  assert.ok((shared?.length ?? 0) >= 3);
});

test("two areas inside one another's hole share the whole ring", () => {
  const circle = Array.from({ length: 60 }, (_, i): Point => {
    const turn = (i / 60) * 2 * Math.PI;
    return [Math.round(Math.cos(turn) * 1000), Math.round(Math.sin(turn) * 1000)];
  });
  const ring: Point[] = [...circle, circle[0] ?? [0, 0]];
  const turnedFrom20 = [...ring.slice(20, 60), ...ring.slice(0, 21)].toReversed();
  const shapes: Shape[] = [
    { type: "Polygon", coordinates: [ring] },
    { type: "MultiPolygon", coordinates: [[squareOf(3000), turnedFrom20]] },
  ];
  const [island, sea] = thinTogether(shapes, 20_000);
  assert.equal(sea?.type, "MultiPolygon");
  const hole = sea?.type === "MultiPolygon" ? (sea.coordinates[0]?.[1] ?? []) : [];
  const shore = island ? ringOf(island) : [];
  assert.deepEqual(new Set(hole.map(String)), new Set(shore.map(String)));
  assert.ok(shore.length > 4 && shore.length < 40);
});

test("the smallest ring stays a triangle and stays closed", () => {
  const ring = [...squareOf(1), [-1, -1] as const];
  const [only] = thinTogether([{ type: "Polygon", coordinates: [ring] }], 1e9);
  const left = only ? ringOf(only) : [];
  assert.equal(left.length, 4);
  assert.deepEqual(left[0], left.at(-1));
});

function squareOf(half: number): Point[] {
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ];
}

function ringOf(shape: Shape): Line {
  return (shape.type === "Polygon" ? shape.coordinates[0] : shape.coordinates[0]?.[0]) ?? [];
}

function isPartOf(part: Line, whole: Line): boolean {
  let at = 0;
  for (const p of whole) if (String(p) === String(part[at])) at++;
  return at === part.length;
}

function slowly(line: Line, minArea: number): Line {
  let left = line.map((p, i) => ({ p, i, area: Infinity }));
  let floor = 0;
  const areas = () =>
    left.forEach((v, k) => {
      const [a, c] = [left[k - 1]?.p, left[k + 1]?.p];
      if (a && c) v.area = Math.abs((v.p[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (v.p[1] - a[1])) / 2;
    });
  areas();
  for (;;) {
    const inner = left.slice(1, -1);
    const least = inner.reduce(
      (m, v) => (Math.max(v.area, floor) < Math.max(m.area, floor) ? v : m),
      inner[0] ?? { p: [0, 0], i: -1, area: Infinity },
    );
    floor = Math.max(floor, least.area);
    if (least.i < 0 || floor >= minArea) return left.map((v) => v.p);
    left = left.filter((v) => v !== least);
    areas();
  }
}
