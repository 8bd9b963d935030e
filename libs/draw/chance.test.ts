/** Does chance fall as promised? Fixed seeds: these tests give the same numbers every time, and were not chosen among others. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Entry } from "./list.ts";
import { inOrder } from "./rank.ts";
import { anEntry } from "./testing.ts";

const seedOf = (what: string, n: number) => createHash("sha256").update(`${what} ${n}`).digest("hex");

/** Σ (seen − expected)² / expected. */
function chiSquare(seen: number[], expected: number[]): number {
  return seen.reduce((sum, n, i) => sum + (n - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0), 0);
}

/** How often each entry stands at each place of the order. */
function places(entries: Entry[], draws: number, what: string): number[][] {
  const seen = entries.map(() => entries.map(() => 0));
  const at = new Map(entries.map(({ number }, n) => [number, n]));
  for (let n = 0; n < draws; n++) {
    inOrder(entries, seedOf(what, n)).forEach(({ number }, place) => {
      const row = seen[at.get(number) ?? 0];
      if (row) row[place] = (row[place] ?? 0) + 1;
    });
  }
  return seen;
}

test("every entry stands at every place equally often", () => {
  const draws = 10_000;
  const seen = places(
    [0, 1, 2, 3, 4].map((n) => anEntry(n)),
    draws,
    "even",
  ).flat();
  // 16 degrees of freedom: above 39.25 comes once in a thousand.
  assert.ok(
    chiSquare(
      seen,
      seen.map(() => draws / 5),
    ) < 39.25,
  );
});

test("weights are chances: to be first in proportion, and to be second among who is left", () => {
  const draws = 20_000;
  const weights = [1, 2, 3, 6];
  const seen = places(
    weights.map((weight, n) => anEntry(n, { weight })),
    draws,
    "weights",
  );
  const first = weights.map((weight) => (draws * weight) / 12);
  // 3 degrees of freedom: above 16.27 comes once in a thousand.
  assert.ok(
    chiSquare(
      seen.map((row) => row[0] ?? 0),
      first,
    ) < 16.27,
  );
  // Drawing without putting back: P(second) = Σ over the first of its chance times the chance among the rest.
  const second = weights.map(
    (weight, i) =>
      draws *
      weights.reduce((sum, other, j) => (i === j ? sum : sum + (other / 12) * (weight / (12 - other))), 0),
  );
  assert.ok(
    chiSquare(
      seen.map((row) => row[1] ?? 0),
      second,
    ) < 16.27,
  );
});

test("the test would see a weight that is not kept", () => {
  const draws = 20_000;
  const seen = places(
    [1, 2, 3, 6].map((weight, n) => anEntry(n, { weight })),
    draws,
    "weights",
  );
  assert.ok(
    chiSquare(
      seen.map((row) => row[0] ?? 0),
      [1, 2, 3, 7].map((weight) => (draws * weight) / 13),
    ) > 16.27,
  );
});

test("an entry's place depends on its own number and the seed, not on who else entered", () => {
  const entries = Array.from({ length: 40 }, (_, n) => anEntry(n, { weight: 1 + (n % 4) }));
  const seed = seedOf("others", 1);
  const all = inOrder(entries, seed).map(({ number }) => number);
  const some = new Set(entries.filter((_, n) => n % 3 > 0).map(({ number }) => number));
  assert.deepEqual(
    inOrder(
      entries.filter(({ number }) => some.has(number)),
      seed,
    ).map(({ number }) => number),
    all.filter((number) => some.has(number)),
  );
});
