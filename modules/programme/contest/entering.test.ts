import assert from "node:assert/strict";
import { test } from "node:test";
import { type AgainstEntry, reasonAgainstEntry, windowAt } from "./entering.ts";

test("who may enter: the window, then the age, then a guardian for who is under age", () => {
  const anyAge = { ageFrom: null, ageTo: null };
  const youth = { ageFrom: 8, ageTo: 14 };
  const cases: [...Parameters<typeof reasonAgainstEntry>, AgainstEntry | null][] = [
    ["not-yet", anyAge, { age: 30, guarded: false }, "contest.not-open-yet"],
    ["closed", youth, { age: null, guarded: false }, "contest.closed"],
    ["open", anyAge, { age: 30, guarded: false }, null],
    ["open", anyAge, { age: null, guarded: false }, null],
    ["open", anyAge, { age: 17, guarded: false }, "contest.guardian-needed"],
    ["open", anyAge, { age: 17, guarded: true }, null],
    ["open", anyAge, { age: 18, guarded: false }, null],
    ["open", youth, { age: null, guarded: true }, "contest.age-unknown"],
    ["open", youth, { age: 7, guarded: true }, "contest.not-your-age"],
    ["open", youth, { age: 8, guarded: true }, null],
    ["open", youth, { age: 14, guarded: true }, null],
    ["open", youth, { age: 15, guarded: false }, "contest.not-your-age"],
  ];
  for (const [window, category, entrant, expected] of cases)
    assert.equal(
      reasonAgainstEntry(window, category, entrant),
      expected,
      JSON.stringify([window, category, entrant]),
    );
});

test("entries are taken from the first moment of the window, not at its last", () => {
  const window = { opensAt: 10, closesAt: 20 };
  assert.deepEqual(
    [9, 10, 19, 20].map((at) => windowAt(at, window)),
    ["not-yet", "open", "open", "closed"],
  );
});
