import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { metresBetween } from "#libs/coordinates";
import { fromMercator, MAX_LAT, metresPerUnit, toMercator } from "./index.ts";

test("the corners and the middle of the world fall where EPSG:3857 puts them", () => {
  assert.deepEqual(toMercator([0, 0]), [0.5, 0.5]);
  assert.deepEqual(toMercator([-180, 0]), [0, 0.5]);
  const [x, y] = toMercator([180, MAX_LAT]);
  assert.ok(Math.abs(x - 1) < 1e-12 && Math.abs(y) < 1e-12);
  assert.equal(toMercator([0, 90])[1], 0);
  assert.equal(toMercator([0, -90])[1], 1);
});

test("Karamay in metres agrees with the EPSG formula", () => {
  const [x, y] = toMercator([84.89, 45.59]);
  const r = 6_378_137;
  const lat = (45.59 * Math.PI) / 180;
  assert.ok(Math.abs((x - 0.5) * 2 * Math.PI * r - (84.89 * Math.PI * r) / 180) < 1e-6);
  assert.ok(Math.abs((0.5 - y) * 2 * Math.PI * r - r * Math.log(Math.tan(Math.PI / 4 + lat / 2))) < 1e-6);
});

test("there and back again for every latitude of the square", () => {
  const degrees = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
  );
  fc.assert(
    fc.property(degrees, (at) => {
      const [lon, lat] = fromMercator(toMercator(at));
      return Math.abs(lon - at[0]) < 1e-9 && Math.abs(lat - at[1]) < 1e-9;
    }),
  );
});

test("a unit of the square measures ground metres at its latitude", () => {
  const a = toMercator([84.89, 45.59]);
  const b = toMercator([84.9, 45.59]);
  const onMap = (b[0] - a[0]) * metresPerUnit(45.59);
  const onGround = metresBetween({ lon: 84.89, lat: 45.59 }, { lon: 84.9, lat: 45.59 });
  assert.ok(Math.abs(onMap / onGround - 1) < 0.002, `${onMap} against ${onGround}`);
});
