import assert from "node:assert/strict";
import { test } from "node:test";
import { convert, metresBetween } from "#libs/coordinates";
import { areaKm2, boxOfTile, type Point, type Shape, tileAt } from "#libs/geo";
import { mapAllowed, mapOrigins, mapSource, mapStyle, offMap, onMap, shapeOnMap } from "./index.ts";

const demo = { mode: "demo", mapReviewNumber: undefined, tiandituKey: undefined } as const;

test("without a key the map is our own and asks nobody outside; with one it is 天地图 in WGS-84", () => {
  const own = mapSource(demo);
  assert.deepEqual(own, { kind: "own", display: "GCJ-02" });
  assert.deepEqual(mapOrigins(own), []);
  assert.equal(mapSource({ tiandituKey: "  " }).kind, "own");
  const national = mapSource({ tiandituKey: "k y" });
  assert.equal(national.display, "WGS-84");
  assert.equal(mapOrigins(national).length, 8);
  assert.ok(mapOrigins(national).every((origin) => /^https:\/\/t[0-7]\.tianditu\.gov\.cn$/.test(origin)));
});

test("in production the public map stays off until its review number is entered; a demo shows it without", () => {
  const number = "新S(2026)001号";
  const table = [
    ["demo", undefined, { shown: true, reviewNumber: null }],
    ["demo", number, { shown: true, reviewNumber: number }],
    ["production", undefined, { shown: false, because: "no-review-number" }],
    ["production", "  ", { shown: false, because: "no-review-number" }],
    ["production", ` ${number} `, { shown: true, reviewNumber: number }],
  ] as const;
  for (const [mode, mapReviewNumber, expected] of table)
    assert.deepEqual(mapAllowed({ mode, mapReviewNumber }), expected, `${mode} ${mapReviewNumber}`);
});

test("the style names every address it needs, and for our own map none lies outside", () => {
  for (const theme of ["light", "dark"] as const) {
    const own = mapStyle({ source: mapSource(demo), tiles: "/map/abc/{z}/{x}/{y}.mvt", theme });
    assert.doesNotMatch(JSON.stringify(own), /https?:|glyphs|sprite/);
    for (const layer of own.layers) if (layer.source) assert.ok(own.sources[layer.source], layer.id);
  }
  const national = mapStyle({ source: mapSource({ tiandituKey: "a&b" }), tiles: "/x", theme: "light" });
  const [first] = national.sources.vec?.tiles ?? [];
  assert.match(
    first ?? "",
    /^https:\/\/t0\.tianditu\.gov\.cn\/vec_w\/wmts\?.*LAYER=vec.*TILEMATRIXSET=w.*tk=a%26b$/,
  );
});

test("what is shown is shifted into the map's system and read back to within centimetres", () => {
  const source = mapSource(demo);
  const wgs = { system: "WGS-84", lon: 84.889, lat: 45.593 } as const;
  const shown = onMap(wgs, source);
  const moved = metresBetween(wgs, { lon: shown[0], lat: shown[1] });
  assert.ok(moved > 100 && moved < 1000, `${moved} m`);
  assert.ok(metresBetween(offMap(shown, source), wgs) < 0.1);
  assert.deepEqual(onMap({ ...convert(wgs, "GCJ-02") }, source), shown);
});

test("an area keeps its size and its neighbour's corners when it is shifted", () => {
  const tile = boxOfTile(tileAt([84.889, 45.593], 9));
  const square: Point[] = [
    [tile[0], tile[1]],
    [tile[2], tile[1]],
    [tile[2], tile[3]],
    [tile[0], tile[3]],
    [tile[0], tile[1]],
  ];
  const shape: Shape = { type: "Polygon", coordinates: [square] };
  const shifted = shapeOnMap(shape, "WGS-84", { display: "GCJ-02" });
  assert.ok(Math.abs(areaKm2(shifted) / areaKm2(shape) - 1) < 0.002);
  assert.deepEqual(shifted, shapeOnMap({ ...shape }, "WGS-84", { display: "GCJ-02" }));
  assert.equal(shapeOnMap(shape, "GCJ-02", { display: "GCJ-02" }), shape);
});
