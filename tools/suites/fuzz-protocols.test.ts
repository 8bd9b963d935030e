import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzProtocols } from "./fuzz-protocols.ts";

test("mutated messages of Z39.50 and SRU crash no reader", () => {
  const rows = fuzzProtocols({ seed: 20261130, messages: 5000 });
  assert.equal(rows.length, 3);
  assert.deepEqual(
    rows.filter(({ ok }) => !ok),
    [],
  );
  for (const { note } of rows) assert.match(note, /, [1-9]\d* read, [1-9]\d* refused/);
});
