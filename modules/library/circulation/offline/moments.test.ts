import assert from "node:assert/strict";
import { test } from "node:test";
import { momentsOf, oldest } from "./moments.ts";

const now = Date.parse("2026-11-30T04:00:00Z");
const minute = 60_000;
const hour = 60 * minute;

test("a clock that is behind or ahead is put right by how it stood when the line was there", () => {
  for (const ahead of [0, 2 * hour, -3 * hour, 40 * 365 * 24 * hour]) {
    const onlineAt = now - 3 * hour;
    const said = [-150, -149, -20].map((minutes) => ({
      at: now + minutes * minute - ahead,
      ahead,
      onlineAt,
    }));
    assert.deepEqual(
      momentsOf(said, now, null).map(({ at, isDoubtful }) => [(at - now) / minute, isDoubtful]),
      [
        [-150, false],
        [-149, false],
        [-20, false],
      ],
    );
  }
});

test("never later than now, and never before the device was last on line", () => {
  const onlineAt = now - hour;
  const [early, late] = momentsOf(
    [
      { at: now - 9 * hour, ahead: 0, onlineAt },
      { at: now + 9 * hour, ahead: 0, onlineAt },
    ],
    now,
    null,
  );
  assert.deepEqual(
    [early, late],
    [
      { at: onlineAt, isDoubtful: true },
      { at: now, isDoubtful: true },
    ],
  );
});

test("a clock that was set back in the middle does not turn the order round", () => {
  const onlineAt = now - 5 * hour;
  const moments = momentsOf(
    [-120, -118, -240, -100].map((minutes) => ({ at: now + minutes * minute, ahead: 0, onlineAt })),
    now,
    null,
  );
  assert.deepEqual(
    moments.map(({ at, isDoubtful }) => [(at - now) / minute, isDoubtful]),
    [
      [-120, false],
      [-118, false],
      [-118, true],
      [-100, false],
    ],
  );
});

test("what a device says of when it was on line is bounded too", () => {
  const [future] = momentsOf([{ at: now - hour, ahead: 0, onlineAt: now + hour }], now, null);
  assert.deepEqual(future, { at: now, isDoubtful: true });
  const [old] = momentsOf([{ at: 0, ahead: 0, onlineAt: 0 }], now, null);
  assert.deepEqual(old, { at: now - oldest, isDoubtful: true });
});

test("what is sent next begins where what was sent before ended, though the clock was set back between them", () => {
  const said = [{ at: now - 3 * hour, ahead: 0, onlineAt: now - 5 * hour }];
  assert.deepEqual(momentsOf(said, now, now - hour), [{ at: now - hour, isDoubtful: true }]);
  assert.deepEqual(momentsOf(said, now, now - 4 * hour), [{ at: now - 3 * hour, isDoubtful: false }]);
});
