import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type PointFeature, readGeoJson, writeGeoJson } from "./index.ts";

async function written(features: PointFeature[], members = {}): Promise<Buffer> {
  let text = "";
  for await (const piece of writeGeoJson(features, members)) text += piece;
  return Buffer.from(text);
}
/** Each feature's values by the name of their column. */
function valuesOf(file: Uint8Array): Record<string, string>[] {
  const [head, ...rows] = readGeoJson(file);
  return rows.map(({ cells }) =>
    Object.fromEntries(cells.flatMap((cell, at) => (cell === "" ? [] : [[head?.cells[at] ?? "", cell]]))),
  );
}

test("a position comes back in the system and with the digits it was given", async () => {
  const position = fc.record({
    system: fc.constantFrom("WGS-84", "GCJ-02", "BD-09"),
    lon: fc.integer({ min: 73_000_000, max: 135_000_000 }).map((n) => n / 1e6),
    lat: fc.integer({ min: 4_000_000, max: 53_000_000 }).map((n) => n / 1e6),
  });
  await fc.assert(
    fc.asyncProperty(position, fc.string(), async (given, name) => {
      const [back] = valuesOf(await written([{ id: null, position: given, properties: { name } }]));
      const { system, lon, lat } = given;
      assert.deepEqual(back, {
        ...(name !== "" && { name }),
        coordinate_system: system,
        lon: String(lon),
        lat: String(lat),
      });
    }),
  );
});

test("a point that was moved on a map goes before what its properties say", async () => {
  const position = { system: "GCJ-02", lon: 84.889, lat: 45.594 } as const;
  const file = JSON.parse((await written([{ id: "1", position, properties: {} }])).toString());
  file.features[0].geometry.coordinates = [84.9, 45.6];
  assert.deepEqual(valuesOf(Buffer.from(JSON.stringify(file))), [
    { coordinate_system: "WGS-84", lon: "84.9", lat: "45.6" },
  ]);
});

test("a feature without a position, lists, and what stands at the top", async () => {
  const file = await written([{ id: "1", position: null, properties: { name: "流动点", n: 3 } }], {
    demo: true,
  });
  assert.deepEqual(valuesOf(file), [{ name: "流动点", n: "3" }]);
  assert.equal(JSON.parse(file.toString()).demo, true);
  const listed = {
    type: "FeatureCollection",
    features: [{ properties: { access: ["lift", "ramp"], gone: null } }],
  };
  assert.deepEqual(valuesOf(Buffer.from(JSON.stringify(listed))), [{ access: "lift、ramp" }]);
});

const collection = (more: object) =>
  Buffer.from(JSON.stringify({ type: "FeatureCollection", features: [], ...more }));
const refusals: [string, Buffer, string][] = [
  ["no JSON", Buffer.from("编号"), "sheet.not-geojson"],
  ["one feature alone", collection({ type: "Feature" }), "sheet.not-geojson"],
  ["no list of features", collection({ features: {} }), "sheet.not-geojson"],
  [
    "a projection in metres",
    collection({ crs: { properties: { name: "urn:ogc:def:crs:EPSG::4547" } } }),
    "sheet.crs",
  ],
  ["a system nobody knows", collection({ coordinate_system: "MARS" }), "sheet.crs"],
  ["broken UTF-8", Buffer.from([0x7b, 0xff]), "sheet.not-geojson"],
];
for (const [what, file, id] of refusals) {
  test(`refused: ${what}`, () => {
    assert.throws(() => readGeoJson(file), { name: "SheetFault", id });
  });
}

test("a line among the points is told, the rest is read", () => {
  const line = { geometry: { type: "LineString", coordinates: [[1, 2]] }, properties: { name: "路" } };
  const point = { geometry: { type: "Point", coordinates: [84.9, 45.6] }, properties: { name: "馆" } };
  const crs = { properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } };
  const [, first, second] = readGeoJson(collection({ crs, features: [line, point] }));
  assert.deepEqual(first?.broken, [{ id: "row.no-point", data: {} }]);
  assert.deepEqual([second?.row, second?.broken], [2, undefined]);
});
