import assert from "node:assert/strict";
import { test } from "node:test";
import { compassTo } from "./compass.ts";

test("the eight winds from the middle of Karamay", () => {
  const [lon, lat] = [84.89, 45.59];
  const table = [
    [0, 1, "n"],
    [1, 0, "e"],
    [0, -1, "s"],
    [-1, 0, "w"],
    [1.43, 1, "ne"],
    [1.43, -1, "se"],
    [-1.43, -1, "sw"],
    [-1.43, 1, "nw"],
    [0, 0, "n"],
  ] as const;
  for (const [east, north, wind] of table)
    assert.equal(compassTo([lon, lat], [lon + east / 100, lat + north / 100]), wind);
});

test("a degree of longitude is shorter than one of latitude: at 60° north 2 to 1 is north-east", () => {
  assert.equal(compassTo([30, 60], [30.02, 60.01]), "ne");
  assert.equal(compassTo([30, 0], [30.03, 0.01]), "e");
});

test("there and back are opposite winds", () => {
  const winds = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
  for (let angle = 5; angle < 360; angle += 10) {
    const to = [85 + Math.cos(angle) / 100, 45 + Math.sin(angle) / 100] as const;
    const [there, back] = [compassTo([85, 45], to), compassTo(to, [85, 45])];
    assert.equal((winds.indexOf(there) + 4) % 8, winds.indexOf(back));
  }
});
