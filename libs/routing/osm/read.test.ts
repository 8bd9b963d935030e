import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { inChunks, osmBlobs, osmFile, type TestFile } from "../testing.ts";
import { tagsOf } from "./block.ts";
import { OsmFault } from "./fault.ts";
import { readOsm } from "./read.ts";

const kinds = ["nodes", "ways", "relations"] as const;

const small: TestFile = {
  nodes: [
    { id: 5_000_000_007, lon: -179.9999999, lat: -89.5, tags: { barrier: "gate", note: "门" } },
    { id: 12, lon: 84.8732, lat: 45.5793 },
    { id: 13, lon: 84.8741, lat: 45.5799, tags: { highway: "crossing" } },
  ],
  ways: [
    { id: 7, refs: [12, 13, 5_000_000_007, 12], tags: { highway: "footway", name: "友谊路" } },
    { id: 9_000_000_000, refs: [] },
  ],
  relations: [{ id: 3, members: [{ id: 7, kind: 1, role: "outer" }], tags: { type: "multipolygon" } }],
};

/** Everything of a file as plain objects. */
async function contents(bytes: Uint8Array, chunk?: number) {
  const found: unknown[] = [];
  for await (const block of readOsm(inChunks(bytes, chunk), { wanted: kinds })) {
    if (block.kind === "header") continue;
    for (let i = 0; i < block.count; i++) {
      const common = { id: block.ids[i], tags: Object.fromEntries(tagsOf(block, i)) };
      if (block.kind === "nodes") found.push({ ...common, lon: block.lon[i], lat: block.lat[i] });
      else if (block.kind === "ways")
        found.push({ ...common, refs: [...block.refs.subarray(block.refStart[i], block.refStart[i + 1])] });
      else
        found.push({
          ...common,
          members: [...block.members.subarray(block.memberStart[i], block.memberStart[i + 1])],
          roles: [...block.roles].map((role) => block.strings.at(role)),
        });
    }
  }
  return found;
}

const faultOf = async (bytes: Uint8Array) => {
  try {
    await contents(bytes);
  } catch (error) {
    if (error instanceof OsmFault) return error;
    throw error;
  }
  return null;
};

test("nodes, ways and relations come with ids, places and tags, whatever the chunks and however written", async () => {
  const expected = [
    { id: 5_000_000_007, tags: { barrier: "gate", note: "门" }, lon: -1_799_999_999, lat: -895_000_000 },
    { id: 12, tags: {}, lon: 848_732_000, lat: 455_793_000 },
    { id: 13, tags: { highway: "crossing" }, lon: 848_741_000, lat: 455_799_000 },
    { id: 7, tags: { highway: "footway", name: "友谊路" }, refs: [12, 13, 5_000_000_007, 12] },
    { id: 9_000_000_000, tags: {}, refs: [] },
    { id: 3, tags: { type: "multipolygon" }, members: [7], roles: ["outer"] },
  ];
  for (const plain of [false, true])
    for (const compression of ["zlib", "none"] as const)
      for (const chunk of [1, 7, 1000])
        assert.deepEqual(await contents(osmFile({ ...small, plain, compression }), chunk), expected);
});

test("what is not wanted is passed over", async () => {
  const seen: string[] = [];
  for await (const { kind } of readOsm(inChunks(osmFile(small)), { wanted: ["ways"] })) seen.push(kind);
  assert.deepEqual(seen, ["header", "ways"]);
});

test("a file that ends early is refused at every byte but those between blobs", async () => {
  const blobs = osmBlobs(small);
  const whole = osmFile(small);
  let end = 0;
  const between = new Set(blobs.map((blob) => (end += blob.length)));
  for (let cut = 1; cut < whole.length; cut++) {
    const fault = await faultOf(whole.subarray(0, cut));
    if (between.has(cut)) assert.equal(fault, null);
    else {
      assert.equal(fault?.id, "osm.truncated", `cut at ${cut}`);
      const blob = [...between].filter((at) => at <= cut).length;
      assert.equal(fault?.blob, blob);
      assert.equal(fault?.byte, [0, ...between][blob]);
    }
  }
});

test("what is no such file, or one nobody can read, is refused with its reason", async () => {
  const table: [Uint8Array, OsmFault["id"]][] = [
    [new Uint8Array(0), "osm.no-header"],
    [new TextEncoder().encode("<!DOCTYPE html><html><body>not found</body></html>"), "osm.not-pbf"],
    [osmFile({ ...small, required: ["OsmSchema-V0.6", "HistoricalInformation"] }), "osm.feature"],
    [osmFile({ ...small, compression: "zstd" }), "osm.compression"],
    [
      Uint8Array.from(
        osmBlobs(small)
          .slice(1)
          .flatMap((blob) => [...blob]),
      ),
      "osm.no-header",
    ],
    [osmFile({ nodes: [{ id: 1, lon: 181, lat: 0 }] }), "osm.position"],
    [osmFile({ nodes: [{ id: 1, lon: 0, lat: 91 }] }), "osm.position"],
  ];
  for (const [bytes, id] of table) assert.equal((await faultOf(bytes))?.id, id);
});

test("a byte turned over is read otherwise or refused, never anything else", async () => {
  const whole = osmFile(small);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const broken = Uint8Array.from(whole);
      broken[at] = (broken[at] ?? 0) ^ flip;
      await faultOf(broken);
    }),
    { numRuns: 400 },
  );
  const raw = osmFile({ ...small, compression: "none" });
  await fc.assert(
    fc.asyncProperty(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const broken = Uint8Array.from(raw);
      broken[at] = (broken[at] ?? 0) ^ flip;
      await faultOf(broken);
    }),
    { numRuns: 400 },
  );
});

const porto = join(import.meta.dirname, "../../../../shared/data/reach/osm/porto_portugal.osm.pbf");
const skip = !existsSync(porto) && "no ../shared/data/reach beside the repository";

test("a real extract: 347,944 nodes and 51,458 ways", { skip }, async () => {
  const count = { nodes: 0, ways: 0, relations: 0 };
  let read = 0;
  const options = { wanted: kinds, progress: (bytes: number) => (read = bytes) };
  for await (const block of readOsm(createReadStream(porto), options))
    if (block.kind !== "header") count[block.kind] += block.count;
    else assert.deepEqual(block.box, [-8.795, 40.981, -8.358, 41.399]);
  assert.deepEqual(count, { nodes: 347_944, ways: 51_458, relations: 357 });
  assert.equal(read, 3_170_430);
});
