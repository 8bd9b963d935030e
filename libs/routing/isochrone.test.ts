import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, type Point, whereIs } from "#libs/geo";
import { contract } from "./build/contract.ts";
import { type Area, Isochrones } from "./isochrone.ts";
import { placeAtNode, positionOf } from "./place.ts";
import { reachSets } from "./search/reach.ts";
import { chance, someStreets } from "./testing.ts";

/** Steps of some metres, so that an area is more than a spot. */
function some(seed: number) {
  const { graph } = contract(someStreets(seed, { knots: 30, chains: 60 }), "test");
  const random = chance(seed);
  return { graph, place: placeAtNode(graph, Math.floor(random() * graph.nodes)) };
}

const ringsOf = (area: Area) => area.coordinates.flat();

/** Do two sides of the rings cross or touch, but for neighbours? */
function meets(area: Area): boolean {
  const sides = ringsOf(area).flatMap((ring, r) =>
    ring.slice(1).map((b, i) => ({ a: ring[i] ?? b, b, r, i, n: ring.length - 1 })),
  );
  const turn = (p: Point, q: Point, s: Point) =>
    (q[0] - p[0]) * (s[1] - p[1]) - (q[1] - p[1]) * (s[0] - p[0]);
  return sides.some((one, k) =>
    sides.slice(k + 1).some((two) => {
      const isNeighbour =
        one.r === two.r && (Math.abs(one.i - two.i) === 1 || Math.abs(one.i - two.i) === one.n - 1);
      if (isNeighbour) return false;
      const across = turn(one.a, one.b, two.a) * turn(one.a, one.b, two.b) <= 0;
      return across && turn(two.a, two.b, one.a) * turn(two.a, two.b, one.b) <= 0;
    }),
  );
}

test("rings are closed, outer ones anticlockwise, holes clockwise and inside, and no two sides meet", () => {
  let holes = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { graph, place } = some(seed);
    const [area] = new Isochrones(graph, { cell: 60 }).around([place], [700]);
    assert.ok(area && area.coordinates.length > 0);
    for (const [outer, ...inner] of area.coordinates) {
      assert.ok(outer && areaOf(outer) > 0);
      holes += inner.length;
      for (const ring of inner) {
        assert.ok(areaOf(ring) < 0);
        for (const point of ring)
          assert.equal(whereIs(point, { type: "Polygon", coordinates: [outer] }), "inside");
      }
    }
    for (const ring of ringsOf(area)) assert.ok(ring.length >= 4 && String(ring[0]) === String(ring.at(-1)));
    assert.ok(!meets(area), `seed ${seed}`);
  }
  assert.ok(holes > 0);
});

test("more time contains less, whether asked together or one by one", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { graph, place } = some(seed);
    const isochrones = new Isochrones(graph, { cell: 60 });
    const limits = [100, 300, 600, 900];
    const together = isochrones.around([place], limits);
    const single = limits.map((limit) => isochrones.around([place], [limit])[0]);
    for (const areas of [together, single])
      for (const [i, smaller] of areas.slice(0, -1).entries())
        for (const larger of [together[i + 1], single[i + 1]])
          for (const point of smaller ? ringsOf(smaller).flat() : [])
            assert.ok(larger && whereIs(point, larger) !== "outside", `seed ${seed}, ${limits[i]}`);
  }
});

test("a node in reach of less by a cell's walk lies inside", () => {
  const { graph, place } = some(4);
  const [area] = new Isochrones(graph).around([place], [900]);
  const { nodes } = reachSets(graph, [place], { limit: 900 - 9 * 57 });
  assert.ok(area && nodes.length > 1);
  for (const node of nodes)
    assert.equal(whereIs(positionOf(graph, placeAtNode(graph, node)), area), "inside");
});

test("no places have no area", () => {
  const { graph } = some(1);
  assert.deepEqual(new Isochrones(graph).around([], [900, 1800]), [
    { type: "MultiPolygon", coordinates: [] },
    { type: "MultiPolygon", coordinates: [] },
  ]);
});
