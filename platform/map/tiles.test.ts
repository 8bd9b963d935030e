import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Fastify from "fastify";
import { type Shape, tileAt, tilesIn } from "#libs/geo";
import { mapTiles, serveTiles, TILE_MAX_ZOOM, type TileContent, tileAddress, tileSet } from "./index.ts";

const outlines: { features: { properties: { code: string; name: string }; geometry: Shape }[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../seed/karamay/districts.geojson"), "utf8"),
);
const content: TileContent = {
  districts: outlines.features.map(({ properties, geometry }) => ({ ...properties, shape: geometry })),
  places: [
    { id: "a", name: "克拉玛依市图书馆", kind: "library", at: [84.889, 45.593] },
    { id: "b", name: "独山子市民广场", kind: "square", at: [84.87, 44.32] },
  ],
};

test("a tile of the centre holds its district and its place, with their names in UTF-8", () => {
  const { z, x, y } = tileAt([84.889, 45.593], 12);
  const layers = layersOf(tileSet(content).tileOf(z, x, y));
  assert.deepEqual([...layers.keys()].sort(), ["districts", "places"]);
  assert.deepEqual(layers.get("districts")?.extent, 4096);
  assert.ok(layers.get("districts")?.strings.includes("克拉玛依区"));
  assert.ok(layers.get("places")?.strings.includes("克拉玛依市图书馆"));
  assert.equal(layers.get("places")?.features, 1);
});

test("the world from the outside: a whole tile at zoom 0, nothing over the ocean, nothing that is no tile", () => {
  const set = tileSet(content);
  assert.ok(set.tileOf(0, 0, 0));
  for (const [z, x, y] of [
    [4, 0, 0],
    [-1, 0, 0],
    [1, 2, 0],
    [1.5, 0, 0],
    [TILE_MAX_ZOOM + 1, 0, 0],
  ] as const)
    assert.equal(set.tileOf(z, x, y), null, `${z}/${x}/${y}`);
});

test("every tile of the city up to zoom 10 stays under 40 KB", () => {
  const set = tileSet(content);
  assert.ok(set.bounds);
  for (let z = 5; z <= 10; z++)
    for (const tile of tilesIn(set.bounds, z)) {
      const bytes = set.tileOf(tile.z, tile.x, tile.y)?.length ?? 0;
      assert.ok(bytes < 40_000, `${tile.z}/${tile.x}/${tile.y}: ${bytes}`);
    }
});

test("the same content has the same hash and bytes; a renamed place another hash", () => {
  const [one, two] = [tileSet(content), tileSet(structuredClone(content))];
  assert.equal(one.hash, two.hash);
  assert.deepEqual(one.tileOf(8, 188, 91), two.tileOf(8, 188, 91));
  const [first, ...rest] = content.places;
  assert.ok(first);
  assert.notEqual(tileSet({ ...content, places: [{ ...first, name: "图书馆" }, ...rest] }).hash, one.hash);
});

test("an empty city has no tiles and no bounds", () => {
  const set = tileSet({ districts: [], places: [] });
  assert.equal(set.bounds, null);
  assert.equal(set.tileOf(0, 0, 0), null);
});

test("served under its hash for ever; read again after a minute; the set before still answers open pages", async (t) => {
  let now = 0;
  let shown = content;
  let reads = 0;
  const tiles = mapTiles(
    async () => {
      reads++;
      return shown;
    },
    () => now,
  );
  const server = Fastify();
  serveTiles(server, tiles);
  t.after(() => server.close());

  const [before] = await Promise.all([tiles.current(), tiles.current()]);
  assert.equal(reads, 1, "asked at once, read once");
  const { z, x, y } = tileAt([84.889, 45.593], 12);
  const url = (set: { hash: string }) =>
    tileAddress(set).replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
  const answer = await server.inject(url(before));
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers["content-type"], "application/vnd.mapbox-vector-tile");
  assert.match(String(answer.headers["cache-control"]), /immutable/);
  assert.deepEqual(new Uint8Array(answer.rawPayload), before.tileOf(z, x, y));

  shown = { ...content, places: [] };
  assert.equal(await tiles.current(), before, "within the minute");
  now = 61_000;
  const after = await tiles.current();
  assert.notEqual(after.hash, before.hash);
  assert.equal((await server.inject(url(before))).statusCode, 200);
  assert.equal((await server.inject(url(after))).statusCode, 200);
  assert.equal((await server.inject(url({ hash: "unknown" }))).statusCode, 404);
  assert.equal((await server.inject(`/map/${after.hash}/4/0/0.mvt`)).statusCode, 204);
  for (const bad of ["a/0/0", "1/-1/0", "1/1.5/0", "99999999999/0/0"])
    assert.equal((await server.inject(`/map/${after.hash}/${bad}.mvt`)).statusCode, 404, bad);
});

test("a page that was open when the server started again still gets its tiles", async (t) => {
  const hash = tileSet(content).hash;
  const server = Fastify();
  serveTiles(
    server,
    mapTiles(
      async () => content,
      () => 0,
    ),
  );
  t.after(() => server.close());
  assert.equal((await server.inject(`/map/${hash}/0/0/0.mvt`)).statusCode, 200);
});

interface Layer {
  extent: number;
  features: number;
  strings: string[];
}

/** Reads as much of a tile as these tests need, by the Mapbox Vector Tile Specification 2.1, not by the library that wrote it. */
function layersOf(tile: Uint8Array | null): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  for (const [field, layer] of fieldsOf(tile ?? new Uint8Array())) {
    if (field !== 3 || typeof layer === "number") continue;
    const found: Layer = { extent: 0, features: 0, strings: [] };
    let name = "";
    for (const [inner, value] of fieldsOf(layer)) {
      if (inner === 1 && typeof value !== "number") name = new TextDecoder().decode(value);
      if (inner === 2) found.features++;
      if (inner === 4 && typeof value !== "number")
        for (const [, text] of fieldsOf(value))
          if (typeof text !== "number") found.strings.push(new TextDecoder().decode(text));
      if (inner === 5 && typeof value === "number") found.extent = value;
    }
    layers.set(name, found);
  }
  return layers;
}

function* fieldsOf(bytes: Uint8Array): Generator<[field: number, value: number | Uint8Array]> {
  let at = 0;
  const varint = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key & 7;
    if (wire === 0) yield [key >> 3, varint()];
    else if (wire === 2) {
      const length = varint();
      yield [key >> 3, bytes.subarray(at, at + length)];
      at += length;
    } else throw new Error(`wire type ${wire}`);
  }
}
