import assert from "node:assert/strict";
import { test } from "node:test";
import { prepared } from "../build/build.ts";
import { contract, uncontracted } from "../build/contract.ts";
import type { Streets } from "../build/streets.ts";
import { type Graph, shapesOf } from "../graph.ts";
import { type Direction, type Place, placeAtNode, positionOf } from "../place.ts";
import { chance, leastTimes, someStreets } from "../testing.ts";
import { never } from "../units.ts";
import { matrix, nearestOf } from "./matrix.ts";
import { Nearest } from "./nearest.ts";
import { reachSets } from "./reach.ts";

const rounds = Number(process.env.ROUTING_RUNS ?? 60);
const directions = ["from", "to"] as const;

/** A network by chance, its graph, and a place for each of some nodes. */
function some(seed: number, keep: "largest" | "all" = "all") {
  const random = chance(seed * 7919);
  const streets = prepared(someStreets(seed, { oneWay: seed % 3 === 0 ? 0 : 0.3 }), keep).streets;
  return { random, streets, ...contract(streets, "test") };
}

/** The times of a reach set by node of the network. */
function byNode({ nodes, times }: { nodes: Int32Array; times: Int32Array }, nodeOf: Int32Array) {
  const found = new Map<number, number>();
  for (const [i, node] of nodes.entries()) {
    const name = nodeOf[node] ?? -1;
    assert.ok(!found.has(name), "each node once");
    found.set(name, times[i] ?? 0);
  }
  return found;
}

const within = (times: Int32Array, limit: number) =>
  new Map([...times.entries()].filter(([, time]) => time <= limit));

const inOrder = (map: Map<number, number>) => [...map].sort(([a], [b]) => a - b);

test("a reach set is what trying every step finds, with and without contraction, both directions", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    const plain = uncontracted(streets, "test");
    assert.equal(plain.graph.nodes, graph.nodes);
    for (const direction of directions) {
      const node = Math.floor(random() * graph.nodes);
      const limit = Math.floor(random() * 1200);
      const expected = inOrder(
        within(leastTimes(streets, [{ node: nodeOf[node] ?? 0, time: 0 }], direction), limit),
      );
      const set = reachSets(graph, [placeAtNode(graph, node)], { limit, direction });
      assert.deepEqual(inOrder(byNode(set, nodeOf)), expected, `seed ${seed}, ${direction}`);
      const same = plain.nodeOf.indexOf(nodeOf[node] ?? 0);
      const plainSet = reachSets(plain.graph, [placeAtNode(plain.graph, same)], { limit, direction });
      assert.deepEqual(inOrder(byNode(plainSet, plain.nodeOf)), expected);
    }
  }
});

/** A spot by chance, and the network with a node set into the step there. */
function spotOn(graph: Graph, nodeOf: Int32Array, streets: Streets, random: () => number) {
  const edge = Math.floor(random() * graph.edges);
  const step = Math.floor(random() * (shapesOf(graph, edge) + 1));
  const place: Place = { edge, step, share: random(), offset: Math.floor(random() * 100) };
  return { place, starts: startsOf(graph, nodeOf, place, streets) };
}

function startsOf(graph: Graph, nodeOf: Int32Array, { edge, step, share, offset }: Place, streets: Streets) {
  const along = (i: number) => {
    if (i === 0) return nodeOf[graph.ends[2 * edge] ?? 0] ?? 0;
    if (i > shapesOf(graph, edge)) return nodeOf[graph.ends[2 * edge + 1] ?? 0] ?? 0;
    return nodeOf[graph.junctions + (graph.shapeStart[edge] ?? 0) + i - 1] ?? 0;
  };
  const [a, b] = [along(step), along(step + 1)];
  const s = streets.from.findIndex(
    (from, i) => (from === a && streets.to[i] === b) || (from === b && streets.to[i] === a),
  );
  const isSame = streets.from[s] === a;
  const there = (isSame ? streets.forward[s] : streets.backward[s]) ?? never;
  const back = (isSame ? streets.backward[s] : streets.forward[s]) ?? never;
  const part = (time: number, of: number) => (time === never ? never : offset + Math.round(time * of));
  return {
    from: [
      { node: b, time: part(there, 1 - share) },
      { node: a, time: part(back, share) },
    ],
    to: [
      { node: a, time: part(there, share) },
      { node: b, time: part(back, 1 - share) },
    ],
  };
}

test("a place in the middle of a step begins with its share of the step", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    for (const direction of directions) {
      const { place, starts } = spotOn(graph, nodeOf, streets, random);
      const expected = within(leastTimes(streets, starts[direction], direction), 900);
      const set = reachSets(graph, [place], { limit: 900, direction });
      assert.deepEqual(inOrder(byNode(set, nodeOf)), inOrder(expected), `seed ${seed}, ${direction}`);
    }
  }
});

test("more time reaches all that less reaches, at the same times", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    const { place } = spotOn(graph, nodeOf, streets, random);
    const sets = [200, 500, 900].map((limit) => byNode(reachSets(graph, [place], { limit }), nodeOf));
    for (const [i, less] of sets.slice(0, -1).entries())
      for (const [node, time] of less) assert.equal(sets[i + 1]?.get(node), time);
  }
});

/** The least of what each place gives by itself. */
function leastOfSingles(
  graph: Graph,
  places: ReadonlyMap<number, Place>,
  direction: Direction,
  limit: number,
) {
  const least = new Int32Array(graph.nodes).fill(never);
  for (const place of places.values()) {
    const { nodes, times } = reachSets(graph, [place], { limit, direction });
    for (const [i, node] of nodes.entries()) least[node] = Math.min(least[node] ?? never, times[i] ?? never);
  }
  return least;
}

test("the nearest is the least of all places by themselves, before and after every change", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    const direction = directions[seed % 2] ?? "to";
    const limit = seed % 4 === 0 ? 500 : never - 1;
    const aPlace = () => spotOn(graph, nodeOf, streets, random).place;
    const places = new Map([aPlace(), aPlace(), aPlace()].entries());
    const nearest = new Nearest(graph, [...places.values()], { limit, direction });
    const check = (what: string) => {
      const expected = leastOfSingles(graph, places, direction, limit);
      const found = nearest.everyNode();
      assert.deepEqual(found.times, expected, `seed ${seed} ${what}`);
      for (let node = 0; node < graph.nodes; node += 3) {
        const { time, place } = nearest.at(node);
        assert.equal(time, expected[node]);
        if (time === never) assert.equal(place, -1);
        const owner = places.get(found.places[node] ?? -1);
        if (time < never)
          assert.equal(owner && leastOfSingles(graph, new Map([[0, owner]]), direction, limit)[node], time);
      }
    };
    check("at first");
    for (let change = 0; change < 6; change++) {
      const known = [...places.keys()];
      const gone = known[Math.floor(random() * known.length)];
      if (gone !== undefined && random() < 0.5) {
        nearest.remove(gone);
        places.delete(gone);
        check(`without ${gone}`);
      } else {
        const place = aPlace();
        const number = nearest.add(place);
        places.set(number, place);
        check(`with ${number}`);
      }
    }
    assert.throws(() => nearest.remove(1000), RangeError);
  }
});

test("times at a spot are those of a place there in the other direction", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    const home = spotOn(graph, nodeOf, streets, random).place;
    const goal = spotOn(graph, nodeOf, streets, random).place;
    const there = new Nearest(graph, [goal], { direction: "to" }).atPlace(home);
    const back = new Nearest(graph, [home], { direction: "from" }).atPlace(goal);
    assert.equal(there.time, back.time, `seed ${seed}`);
  }
});

test("every node is a place, and where it is", () => {
  const { graph } = some(5);
  for (let node = 0; node < graph.nodes; node++) {
    const place = placeAtNode(graph, node);
    assert.deepEqual(positionOf(graph, place), [(graph.lon[node] ?? 0) / 1e7, (graph.lat[node] ?? 0) / 1e7]);
    const { nodes, times } = reachSets(graph, [place], { limit: 0 });
    assert.deepEqual([[...nodes], [...times]], [[node], [0]]);
  }
  assert.throws(() => placeAtNode(graph, graph.nodes), RangeError);
});

test("many to many is what each pair is by itself, and the nearest few are its least", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { random, streets, graph, nodeOf } = some(seed);
    const aPlace = () => spotOn(graph, nodeOf, streets, random).place;
    const homes = [aPlace(), aPlace(), aPlace()];
    const places = [aPlace(), aPlace(), aPlace(), aPlace(), aPlace()];
    const limit = 800;
    const pairs = homes.map((home) =>
      places.map((place) => new Nearest(graph, [place], { limit }).atPlace(home).time),
    );
    assert.deepEqual([...matrix(graph, homes, places, { limit })], pairs.flat(), `seed ${seed}`);
    const turned = places.map((place) =>
      homes.map((home) => new Nearest(graph, [home], { limit }).atPlace(place).time),
    );
    assert.deepEqual([...matrix(graph, places, homes, { limit })], turned.flat(), `seed ${seed} turned`);
    const nearest = nearestOf(graph, homes, places, { k: 2, limit });
    for (const [i, list] of nearest.entries()) {
      const least = (pairs[i] ?? []).filter((time) => time <= limit).toSorted((a, b) => a - b);
      assert.deepEqual(
        list.map(({ time }) => time),
        least.slice(0, 2),
      );
      for (const { place, time } of list) assert.equal(pairs[i]?.[place], time);
    }
  }
});
