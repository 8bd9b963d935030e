import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { locks } from "./locks.ts";

test("each lock is for one thing, and none is taken by a bare number", () => {
  const numbers = Object.values<number>(locks);
  assert.equal(new Set(numbers).size, numbers.length);
  const files = globSync("{main,modules,platform,seed,e2e,tools,bench}/**/*.ts");
  assert.ok(files.length > 500, "run from the root of the repository");
  const bare = files.filter((file) =>
    /pg_(try_)?advisory_(xact_)?lock\(\s*\d/.test(readFileSync(file, "utf8")),
  );
  assert.deepEqual(bare, []);
});
