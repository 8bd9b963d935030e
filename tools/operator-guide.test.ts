import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { settingList } from "../platform/config/settings.ts";

test("the operator's guide names every setting", () => {
  const guide = readFileSync(new URL("../docs/operator.md", import.meta.url), "utf8");
  const unnamed = settingList
    .map(({ name }) => name)
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(guide));
  assert.deepEqual(unnamed, []);
});
