import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Graph, nodeAlong, shapesOf } from "../graph.ts";
import { cycling } from "../profiles/cycling.ts";
import type { Profile } from "../profiles/profile.ts";
import { walking } from "../profiles/walking.ts";
import { wheelchair } from "../profiles/wheelchair.ts";
import { inChunks, osmFile, type TestFile } from "../testing.ts";
import { never } from "../units.ts";
import { buildGraphs } from "./build.ts";

const street = { highway: "residential" };
const node = (id: number, x: number, y = 0, tags?: Record<string, string>) => ({
  id,
  lon: 84.87 + x / 1000,
  lat: 45.58 + y / 1000,
  ...(tags && { tags }),
});

/** A street of nodes 1 to 5, a side street at 3, and another street nobody can get to. */
const town: TestFile = {
  nodes: [
    node(1, 0),
    node(2, 1),
    node(3, 2),
    node(4, 3),
    node(5, 4),
    node(6, 2, 1),
    node(11, 50),
    node(12, 51),
  ],
  ways: [
    { id: 100, refs: [1, 2, 3, 4, 5], tags: street },
    { id: 101, refs: [3, 6], tags: street },
    { id: 102, refs: [11, 12], tags: street },
  ],
};

async function build(file: TestFile, profiles: Profile[] = [walking()], more = {}) {
  const bytes = osmFile(file);
  const { graphs, report } = await buildGraphs(() => inChunks(bytes), { profiles, keep: "largest", ...more });
  const [graph] = graphs;
  assert.ok(graph);
  return { graph, graphs, report };
}

/** Each edge as the numbers of its nodes' places, east in thousandths of a degree. */
const edgesOf = (graph: Graph) =>
  Array.from({ length: graph.edges }, (_, edge) =>
    Array.from({ length: shapesOf(graph, edge) + 2 }, (_, i) =>
      Math.round(((graph.lon[nodeAlong(graph, edge, i)] ?? 0) - 848_700_000) / 1e4),
    ).toSorted((a, b) => a - b),
  ).toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || a.length - b.length);

test("nodes without a choice become shapes of an edge; islands are told and left out, or kept", async () => {
  const { graph, report } = await build(town);
  assert.deepEqual([graph.junctions, graph.nodes, graph.core], [4, 6, 1]);
  assert.deepEqual(edgesOf(graph), [
    [0, 1, 2],
    [2, 2],
    [2, 3, 4],
  ]);
  const [layer] = report.layers;
  assert.deepEqual(
    layer?.islands.largest.map(({ nodes }) => nodes),
    [6, 2],
  );
  assert.deepEqual([layer?.islands.count, layer?.islands.weak, layer?.islands.left], [2, 2, 2]);
  assert.equal((await build(town, [walking()], { keep: "all" })).graph.nodes, 8);
});

test("a ring without a junction and a loop on a street keep their nodes", async () => {
  const ring = { ways: [{ id: 1, refs: [1, 2, 6, 1], tags: street }], nodes: town.nodes ?? [] };
  const { graph } = await build(ring);
  assert.deepEqual([graph.junctions, graph.edges, graph.nodes], [1, 1, 3]);
});

test("missing nodes cut a way there, and are told by way", async () => {
  const cut = { ...town, nodes: (town.nodes ?? []).filter(({ id }) => id !== 4) };
  const { graph, report } = await build(cut);
  assert.deepEqual(report.cut, { ways: 1, nodes: 1, first: [{ way: 100, missing: [4] }] });
  assert.equal(graph.nodes, 4);
});

test("nodes and ways that come twice are told; steps drawn twice are one", async () => {
  const twice = {
    nodes: [...(town.nodes ?? []), node(2, 1)],
    ways: [
      ...(town.ways ?? []),
      { id: 100, refs: [1, 6], tags: street },
      { id: 103, refs: [2, 1], tags: street },
    ],
  };
  const { graph, report } = await build(twice);
  assert.deepEqual(report.repeated, { nodes: 1, ways: 1 });
  assert.equal(report.layers[0]?.merged, 1);
  assert.equal(graph.edges, 3);
});

test("a locked gate is reached from both sides and not passed", async () => {
  const gated = {
    ...town,
    nodes: (town.nodes ?? []).map((one) =>
      one.id === 4 ? { ...one, tags: { barrier: "gate", locked: "yes" } } : one,
    ),
  };
  const { graph, report } = await build(gated);
  // 1, 2, 3, 6 and this side of 4; 5 with the other side is an island.
  assert.equal(graph.nodes, 5);
  assert.deepEqual(
    report.layers[0]?.islands.largest.map(({ nodes }) => nodes),
    [5, 2, 2],
  );
});

test("each profile has its streets: steps for walkers, one-way for riders", async () => {
  const mixed: TestFile = {
    nodes: town.nodes ?? [],
    ways: [
      { id: 1, refs: [1, 2, 3], tags: { highway: "primary", oneway: "yes", foot: "no" } },
      { id: 2, refs: [3, 6], tags: { highway: "steps" } },
      { id: 3, refs: [3, 4, 5], tags: street },
      { id: 4, refs: [3, 2, 1], tags: { highway: "cycleway", oneway: "yes", foot: "no" } },
    ],
  };
  const { graphs } = await build(mixed, [walking(), wheelchair(), cycling()]);
  assert.deepEqual(
    graphs.map(({ profile, nodes }) => [profile, nodes]),
    [
      ["walking", 4],
      ["wheelchair", 3],
      ["cycling", 5],
    ],
  );
  // The cycleway is the faster of the two drawn there, and the road leads the other way.
  const [, , bicycle] = graphs;
  assert.ok(bicycle && !bicycle.isEven && !bicycle.times.includes(never));
});

test("up costs more than down, a bridge is as high as its ends", async () => {
  const elevation = (_: number, lon: number) => (Math.abs(lon - 84.872) < 1e-4 ? 0 : 10);
  const dip: TestFile = { nodes: town.nodes ?? [], ways: [{ id: 1, refs: [1, 2, 3, 4, 5], tags: street }] };
  const level = (await build(dip)).graph;
  const { graph } = await build(dip, [walking()], { elevation });
  assert.ok((graph.times[0] ?? 0) > (level.times[0] ?? 0));
  const bridge = { ...dip, ways: [{ id: 1, refs: [1, 2, 3, 4, 5], tags: { ...street, bridge: "yes" } }] };
  assert.deepEqual((await build(bridge, [walking()], { elevation })).graph.times, level.times);
  // 11 % is too steep for a wheelchair: what is left are the level parts.
  assert.equal((await build(dip, [wheelchair()], { elevation })).graph.nodes, 2);
});

const porto = join(import.meta.dirname, "../../../../shared/data/reach/osm/porto_portugal.osm.pbf");
const skip = !existsSync(porto) && "no ../shared/data/reach beside the repository";

test("Porto: sizes of the three networks", { skip }, async () => {
  const steps: string[] = [];
  const { graphs, report } = await buildGraphs(() => createReadStream(porto), {
    profiles: [walking(), wheelchair(), cycling()],
    keep: "largest",
    progress: (now) => steps.push(now.step),
  });
  assert.deepEqual(report.cut, { ways: 0, nodes: 0, first: [] });
  assert.equal(report.header.replicatedAt, 1_433_550_182);
  assert.deepEqual([...new Set(steps)], ["ways", "nodes", "graph"]);
  assert.deepEqual(
    graphs.map(({ profile, nodes, isEven }) => [profile, nodes, isEven]),
    [
      ["walking", 313_256, true],
      ["wheelchair", 311_765, true],
      ["cycling", 312_396, false],
    ],
  );
});
