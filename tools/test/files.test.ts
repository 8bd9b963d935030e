import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inCompany, longestFirst, testFiles } from "./files.ts";

test("paths narrow the run to a folder or one file", () => {
  const root = join(import.meta.dirname, "../..");
  assert.ok(testFiles(root, ["tools/test/files.test.ts"]).length === 1);
  assert.ok(testFiles(root, ["tools"]).includes("tools/test/files.test.ts"));
  assert.deepEqual(testFiles(root, ["nowhere"]), []);
});

test("who tries a whole city goes first, then company by its size", () => {
  const some = [["libs/a.test.ts"], ["main/b.test.ts"], ["modules/c.test.ts", "modules/d.test.ts"]];
  assert.deepEqual(longestFirst(some), [some[1], some[2], some[0]]);
});

test("files of one part share a process, but for those that change it", () => {
  const root = mkdtempSync(join(tmpdir(), "wenmai-company-"));
  mkdirSync(join(root, "libs/some"), { recursive: true });
  for (const name of ["a", "b", "c"]) writeFileSync(join(root, `libs/some/${name}.test.ts`), "");
  writeFileSync(join(root, "libs/some/d.test.ts"), "before(() => 0);");
  try {
    assert.deepEqual(inCompany(root, testFiles(root, ["libs"])), [
      ["libs/some/a.test.ts", "libs/some/b.test.ts", "libs/some/c.test.ts"],
      ["libs/some/d.test.ts"],
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
