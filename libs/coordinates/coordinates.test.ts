import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { convert, type Position, systems } from "./index.ts";

const near = (actual: Position, lon: number, lat: number, within: number) => {
  assert.ok(
    Math.abs(actual.lon - lon) < within && Math.abs(actual.lat - lat) < within,
    `${actual.lon} ${actual.lat}`,
  );
};

test("three cities, as the published implementations have them", () => {
  // googollee/eviltransform, tests: WGS-84 and GCJ-02 of Shanghai, Shenzhen, Beijing.
  const table: [number, number, number, number][] = [
    [121.5272106, 31.1774276, 121.531541859215, 31.17530398364597],
    [113.912316, 22.543847, 113.9171764808363, 22.540796131694766],
    [116.377817, 39.911954, 116.38404722455657, 39.91334545536069],
  ];
  for (const [lon, lat, gcjLon, gcjLat] of table) {
    near(convert({ system: "WGS-84", lon, lat }, "GCJ-02"), gcjLon, gcjLat, 1e-9);
    near(convert({ system: "GCJ-02", lon: gcjLon, lat: gcjLat }, "WGS-84"), lon, lat, 1e-9);
  }
});

test("there and back is the same spot within a centimetre, anywhere in Karamay, between any two systems", () => {
  const spot = fc.record({
    system: fc.constantFrom(...systems),
    lon: fc.double({ min: 84, max: 87, noNaN: true }),
    lat: fc.double({ min: 44, max: 47, noNaN: true }),
  });
  fc.assert(
    fc.property(spot, fc.constantFrom(...systems), (position, other) => {
      const back = convert(convert(position, other), position.system);
      near(back, position.lon, position.lat, 1e-7);
    }),
  );
});

test("the shift in Karamay is some hundred metres; outside China there is none", () => {
  const wgs: Position = { system: "WGS-84", lon: 84.89, lat: 45.59 };
  const gcj = convert(wgs, "GCJ-02");
  const metres = Math.hypot(
    (gcj.lon - wgs.lon) * 111_320 * Math.cos((45.59 * Math.PI) / 180),
    (gcj.lat - wgs.lat) * 110_540,
  );
  assert.ok(metres > 100 && metres < 800, `${metres}`);
  assert.deepEqual(convert({ system: "WGS-84", lon: -73.97, lat: 40.78 }, "GCJ-02"), {
    system: "GCJ-02",
    lon: -73.97,
    lat: 40.78,
  });
});
