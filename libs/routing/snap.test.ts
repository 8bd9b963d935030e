import assert from "node:assert/strict";
import { test } from "node:test";
import { contract, uncontracted } from "./build/contract.ts";
import { type Graph, nodeAlong, shapesOf } from "./graph.ts";
import { snap } from "./snap.ts";
import { chance, someStreets } from "./testing.ts";
import { metresBetween, metresPerUnit, metresPerUnitEast } from "./units.ts";

/** Least distance to any step, by looking at all. */
function leastMetres(graph: Graph, lon: number, lat: number): number {
  const [east, north] = [metresPerUnitEast(lat), metresPerUnit];
  let least = Infinity;
  for (let edge = 0; edge < graph.edges; edge++)
    for (let step = 0; step <= shapesOf(graph, edge); step++) {
      const [u, v] = [nodeAlong(graph, edge, step), nodeAlong(graph, edge, step + 1)];
      const at = (node: number) =>
        [((graph.lon[node] ?? 0) - lon) * east, ((graph.lat[node] ?? 0) - lat) * north] as const;
      const [[ax, ay], [bx, by]] = [at(u), at(v)];
      const [dx, dy] = [bx - ax, by - ay];
      const t = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    }
  return least;
}

test("the nearest street is found from inside and outside, and is as far as it says", () => {
  for (let seed = 1; seed <= 25; seed++) {
    const random = chance(seed);
    const { graph } = contract(someStreets(seed), "test");
    for (let i = 0; i < 20; i++) {
      const [lon, lat] = [
        848_000_000 + (random() * 3 - 1) * 100_000,
        455_000_000 + (random() * 3 - 1) * 100_000,
      ];
      const least = leastMetres(graph, lon, lat);
      const found = snap(graph, [lon / 1e7, lat / 1e7], { within: 20_000 });
      assert.ok(found && Math.abs(found.metres - least) < 1e-6, `seed ${seed}`);
      const away = metresBetween(lon, lat, found.at[0] * 1e7, found.at[1] * 1e7);
      assert.ok(Math.abs(away - least) < 0.01 + least / 1000, `${away} ${least}`);
      assert.equal(snap(graph, [lon / 1e7, lat / 1e7], { within: least * 0.99 }), null);
    }
  }
});

test("the walk to the street takes its time where a speed is given", () => {
  const { graph } = uncontracted(someStreets(3), "test");
  const at = [84.79, 45.5] as const;
  const found = snap(graph, at, { within: 5000, kmh: 4.5 });
  assert.ok(found);
  assert.equal(found.place.offset, Math.round(found.metres * 8));
  assert.equal(snap(graph, at, { within: 5000 })?.place.offset, 0);
});

test("far away, and on a graph without streets, there is none", () => {
  const { graph } = contract(someStreets(3), "test");
  assert.equal(snap(graph, [0, 0], { within: 1000 }), null);
  const none = {
    lon: new Int32Array(0),
    lat: new Int32Array(0),
    from: new Int32Array(0),
    to: new Int32Array(0),
  };
  const empty = contract(
    { ...none, forward: none.from, backward: none.from, kind: new Uint8Array(0) },
    "none",
  ).graph;
  assert.equal(snap(empty, [84.8, 45.5], { within: 1000 }), null);
});
