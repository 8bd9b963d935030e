import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inCompany, testFiles } from "./files.ts";

const files = {
  "libs/mixed.test.ts": `
    import { describe, test } from "node:test";
    import assert from "node:assert/strict";
    console.log("words before the fall");
    describe("suite", () => { test("good", () => {}); test("bad", () => assert.equal(1, 2)); });
    test("parent", async (t) => { await t.test("child", () => {}); });
    test("left out", { skip: "no scanner here" }, () => {});`,
  "libs/broken.test.ts": `throw new Error("cannot be loaded");`,
  "libs/empty.test.ts": `export const nothing = 0;`,
  "libs/other.ts": "",
};

test("every test is counted once, failures are shown whole, files without tests fail", async (t) => {
  const root = mkdtempSync(join(tmpdir(), "wenmai-report-"));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "libs"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const found = testFiles(root);
  assert.deepEqual(found, ["libs/broken.test.ts", "libs/empty.test.ts", "libs/mixed.test.ts"]);

  // The runner refuses to run inside a test of itself, so it gets a process and an environment of its own.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const script = `
    import { run } from "node:test";
    import { closingLine, emptyTally, report } from ${JSON.stringify(new URL("./report.ts", import.meta.url).href)};
    const tally = emptyTally();
    const stream = run({ files: ${JSON.stringify(found.map((file) => join(root, file)))}, cwd: ${JSON.stringify(root)} });
    await report(stream, ${JSON.stringify(root)}, tally, (text) => process.stdout.write(text));
    console.log(tally.reasons.join("\\n") + "\\n" + closingLine(tally));`;
  writeFileSync(join(root, "run.mjs"), script);
  const text = execFileSync(process.execPath, [join(root, "run.mjs")], {
    encoding: "utf8",
    env,
  });

  assert.equal(text.trimEnd().split("\n").at(-1), "3 passed, 3 failed, 1 skipped");
  assert.match(text, /✖ libs\/mixed\.test\.ts:5 {2}bad\n.*1 !== 2/s);
  assert.match(text, /words before the fall/);
  assert.match(text, /cannot be loaded/);
  assert.match(text, /✖ libs\/empty\.test\.ts {2}the file itself\n\s+holds no tests/);
  assert.match(text, /libs\/mixed\.test\.ts:7 {2}left out: no scanner here/);
});

test("paths narrow the run to a folder or one file", () => {
  const root = join(import.meta.dirname, "../..");
  assert.ok(testFiles(root, ["tools/test/report.test.ts"]).length === 1);
  assert.ok(testFiles(root, ["tools"]).includes("tools/test/report.test.ts"));
  assert.deepEqual(testFiles(root, ["nowhere"]), []);
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
