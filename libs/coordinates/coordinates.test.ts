import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CoordinateSystem, convert, metresBetween, type Position, roundedDegrees } from "./index.ts";

const systems: CoordinateSystem[] = ["WGS-84", "GCJ-02", "BD-09"];

test("Tian'anmen, as published by open implementations", () => {
  const wgs: Position = { system: "WGS-84", lon: 116.397128, lat: 39.916527 };
  const gcj = convert(wgs, "GCJ-02");
  assert.ok(metresBetween(gcj, { lon: 116.40337, lat: 39.91793 }) < 3, JSON.stringify(gcj));
  const bd = convert(wgs, "BD-09");
  assert.ok(metresBetween(bd, { lon: 116.40973, lat: 39.92427 }) < 8, JSON.stringify(bd));
});

test("there and back lies within ten centimetres anywhere in China", () => {
  const spot = fc.record({
    lon: fc.double({ min: 74, max: 135, noNaN: true }),
    lat: fc.double({ min: 4, max: 53, noNaN: true }),
  });
  fc.assert(
    fc.property(spot, fc.constantFrom(...systems), fc.constantFrom(...systems), ({ lon, lat }, from, to) => {
      const start: Position = { system: from, lon, lat };
      const back = convert(convert(start, to), from);
      assert.ok(
        metresBetween(start, back) < 0.1,
        `${from} ${to} ${lon} ${lat}: ${metresBetween(start, back)} m`,
      );
    }),
    { seed: 20261123 },
  );
});

test("GCJ-02 shifts Karamay by some hundred metres and New York not at all", () => {
  const shift = (lon: number, lat: number) =>
    metresBetween({ lon, lat }, convert({ system: "WGS-84", lon, lat }, "GCJ-02"));
  assert.ok(shift(84.89, 45.59) > 200 && shift(84.89, 45.59) < 800, `${shift(84.89, 45.59)}`);
  assert.equal(shift(-74, 40.7), 0);
});

test("one degree of latitude is about 111 km", () => {
  assert.ok(Math.abs(metresBetween({ lon: 85, lat: 45 }, { lon: 85, lat: 46 }) - 111_195) < 50);
});

test("rounding keeps a centimetre and leaves nothing next to zero", () => {
  for (const [given, kept] of [
    [84.889, 84.889],
    [84.88900004999, 84.889],
    [-179.99999996, -180],
    [5e-324, 0],
    [-7e-323, 0],
  ] as const)
    assert.ok(Object.is(roundedDegrees(given), kept), `${given}`);
});
