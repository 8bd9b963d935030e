/** What may come in over HTTP. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { operations } from "./routes.ts";

/** Paths of whole numbers without a largest one: such a number reaches the database, which fails on it. */
function endless(schema: unknown, at: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("type" in schema && schema.type === "integer") return "maximum" in schema ? [] : [at];
  return Object.entries(schema).flatMap(([name, inner]) => endless(inner, `${at}/${name}`));
}

test("every whole number that comes in has a largest one", () => {
  const found = operations.flatMap(({ operation: { id, params, query, body } }) =>
    endless({ params, query, body }, id),
  );
  assert.deepEqual(found, []);
});
