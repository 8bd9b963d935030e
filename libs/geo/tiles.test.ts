import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { boxHas, boxOfTile, childrenOf, isTile, MAX_LAT, parentOf, tileAt, tilesIn } from "./index.ts";

test("known tiles: the whole world, Karamay at 10, the rims", () => {
  assert.deepEqual(tileAt([84.89, 45.59], 0), { z: 0, x: 0, y: 0 });
  // 84.89° E: (84.89 + 180) / 360 × 1024 = 753.5; 45.59° N: row 365 by the EPSG:3857 formula
  assert.deepEqual(tileAt([84.89, 45.59], 10), { z: 10, x: 753, y: 365 });
  assert.deepEqual(tileAt([180, -90], 3), { z: 3, x: 7, y: 7 });
  assert.deepEqual(boxOfTile({ z: 0, x: 0, y: 0 }), [-180, -MAX_LAT, 180, MAX_LAT]);
});

test("a position lies in the ground of its tile, the tile in its parent, and the parent has it as child", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 179.99, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
      fc.integer({ min: 1, max: 18 }),
      (lon, lat, z) => {
        const tile = tileAt([lon, lat], z);
        const [w, s, e, n] = boxOfTile(tile);
        assert.ok(boxHas([w - 1e-9, s - 1e-9, e + 1e-9, n + 1e-9], [lon, lat]));
        const parent = parentOf(tile);
        assert.deepEqual(parent, tileAt([lon, lat], z - 1));
        assert.ok(parent && childrenOf(parent).some((t) => t.x === tile.x && t.y === tile.y));
      },
    ),
  );
});

test("what is not a tile is refused", () => {
  for (const bad of [
    { z: -1, x: 0, y: 0 },
    { z: 1, x: 2, y: 0 },
    { z: 1, x: 0, y: -1 },
    { z: 25, x: 0, y: 0 },
    { z: 3.5, x: 0, y: 0 },
    { z: Number.NaN, x: 0, y: 0 },
  ])
    assert.equal(isTile(bad), false, JSON.stringify(bad));
  assert.ok(isTile({ z: 24, x: 2 ** 24 - 1, y: 0 }));
});

test("the tiles of a box cover it, row by row", () => {
  const tiles = tilesIn([84.5, 45.3, 85.2, 45.7], 9);
  assert.deepEqual(
    tiles.map((t) => `${t.x}/${t.y}`),
    ["376/182", "377/182", "376/183", "377/183"],
  );
});
