import assert from "node:assert/strict";
import { test } from "node:test";
import { metresWithin, minutesOnFoot } from "./walking.ts";

test("minutes on foot are the straight line times 1.3 at 75 metres a minute, rounded up", () => {
  const table: [number, number][] = [
    [0, 1],
    [57, 1],
    [58, 2],
    [577, 11],
    [865, 15],
    [866, 16],
  ];
  for (const [metres, minutes] of table) assert.equal(minutesOnFoot(metres), minutes, `${metres} m`);
});

test("what lies within 15 minutes takes at most 15 minutes", () => {
  assert.equal(minutesOnFoot(metresWithin(15)), 15);
  assert.equal(Math.floor(metresWithin(15)), 865);
});
