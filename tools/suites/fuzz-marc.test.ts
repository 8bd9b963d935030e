import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzMarc } from "./fuzz-marc.ts";
import { chanceOf, mutatedRecord } from "./mutate-marc.ts";

test("mutated records crash no reader, and none of their bytes is lost in silence", async () => {
  const rows = await fuzzMarc({ seed: 20261129, records: 10_000 });
  assert.equal(rows.length, 3);
  assert.deepEqual(
    rows.filter(({ ok }) => !ok),
    [],
  );
  for (const { note } of rows) assert.match(note, /, [1-9]\d* landed, [1-9]\d* refused/);
});

test("a mutation leaves the record alone and is the same for the same seed", () => {
  const record = Uint8Array.from({ length: 200 }, (_, n) => n);
  const before = record.slice();
  const made = [1, 2].map(() => {
    const chance = chanceOf(5);
    return Array.from({ length: 50 }, () =>
      Buffer.from(mutatedRecord(record, chance, record)).toString("hex"),
    );
  });
  assert.deepEqual(record, before);
  assert.deepEqual(made[0], made[1]);
  assert.ok(new Set(made[0]).size > 45);
});
