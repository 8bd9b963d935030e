import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { secondsLocked, secondsToNextCode } from "./limits.ts";

const now = Temporal.Instant.from("2026-06-12T04:00:00Z");
const ago = (seconds: number) => now.subtract({ seconds });

test("a number gets one code a minute, five an hour, ten a day", () => {
  const hour = [3000, 2000, 1500, 1000, 100];
  const day = [80000, 70000, 60000, 50000, 40000, 30000, 20000, 10000, 9000, 8000];
  const cases: [number[], number][] = [
    [[], 0],
    [[59], 1],
    [[60], 0],
    [[0], 60],
    [hour, 600],
    [hour.slice(1), 0],
    [day, 6400],
    [day.slice(1), 0],
  ];
  for (const [ages, wait] of cases) assert.equal(secondsToNextCode(ages.map(ago), now), wait, String(ages));
});

test("whoever waits as told is never told to wait again", () => {
  const ages = fc.array(fc.integer({ min: 0, max: 86_400 }), { maxLength: 12 });
  fc.assert(
    fc.property(ages, (list) => {
      const sent = list.map(ago);
      const later = now.add({ seconds: secondsToNextCode(sent, now) });
      assert.equal(secondsToNextCode(sent, later), 0);
    }),
  );
});

test("waits after wrong passwords grow and end at an hour", () => {
  assert.deepEqual(
    [0, 1, 4, 5, 6, 7, 10, 11, 12, 500].map(secondsLocked),
    [0, 0, 0, 60, 120, 240, 1920, 3600, 3600, 3600],
  );
});
