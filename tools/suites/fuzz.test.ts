import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { database } from "#platform/testing";
import { fuzzCity } from "./fuzz-city.ts";
import { mutated } from "./mutate.ts";
import { cityOn } from "./own-city.ts";

test("no seeded input breaks an operation, and what must hold holds afterwards", async (t) => {
  const { url } = await database();
  const { city, close } = await cityOn(url);
  t.after(close);
  const rows = await fuzzCity(city, { seed: 7, times: 3 });
  assert.ok(rows.length > city.operations.length);
  assert.deepEqual(
    rows.filter(({ ok }) => ok !== true).map(({ what, note }) => `${what}: ${note}`),
    [],
  );
  const accepted = rows.filter(({ note }) => /, [1-9]\d* accepted/.test(note)).length;
  assert.ok(accepted > city.operations.length * 0.8, `only ${accepted} operations were ever carried out`);
});

test("a mutation changes one place of the input and leaves the original alone", () => {
  const valid = { params: { id: "x" }, body: { size: 2, hours: [{ from: 1 }, { from: 2 }] } };
  const before = structuredClone(valid);
  const seen = new Set(
    fc.sample(mutated(valid), { seed: 1, numRuns: 200 }).map((one) => JSON.stringify(one)),
  );
  assert.deepEqual(valid, before);
  assert.ok(seen.size > 50);
  assert.ok(seen.has(JSON.stringify(valid)));
});
