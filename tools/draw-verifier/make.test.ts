import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifierFiles } from "#libs/draw";
import { drawn, frozen, numberOf, value } from "../../libs/draw/testing.ts";
import { verifierCommand, verifierPage } from "./make.ts";

test("the files that are handed out are made of today's sources", () => {
  const made = { page: verifierPage(), command: verifierCommand() };
  for (const name of ["page", "command"] as const) {
    if (process.env.WRITE_VERIFIER) writeFileSync(verifierFiles[name], made[name]);
    assert.equal(
      readFileSync(verifierFiles[name], "utf8"),
      made[name],
      "WRITE_VERIFIER=1 npm test -- tools/draw-verifier/make.test.ts writes them anew",
    );
  }
});

test("no name of one source stands in another: both are programs", () => {
  const [, script = ""] = /<script type="module">(.*)<\/script>/s.exec(verifierPage()) ?? [];
  for (const input of [script, verifierCommand()]) {
    const { status, stderr } = spawnSync(process.execPath, ["--check", "--input-type=module", "-"], {
      input,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  }
});

test("the page runs on phones of 2021: nothing of the language that is younger", () => {
  assert.doesNotMatch(verifierPage(), /\.(toSorted|toReversed|toSpliced|with|findLast|at|groupBy)\(/);
});

test("they name nothing outside themselves", () => {
  const page = readFileSync(verifierFiles.page, "utf8");
  assert.doesNotMatch(page, /\b(src|href)=|https?:\/\/|\bimport\b|fetch\(|XMLHttpRequest|WebSocket/);
  const imports = readFileSync(verifierFiles.command, "utf8").match(/^import .*$/gm);
  assert.deepEqual(imports, [
    'import { readFileSync } from "node:fs";',
    'import { parseArgs } from "node:util";',
  ]);
});

test("the command, alone in a folder, says what is right, what is wrong and what became of a number", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "verify-draw-"));
  t.after(() => rmSync(folder, { recursive: true }));
  copyFileSync(verifierFiles.command, join(folder, "verify-draw.mjs"));
  const { text, hash } = frozen();
  const published = drawn(text);
  writeFileSync(join(folder, "list.json"), text);
  writeFileSync(join(folder, "draw.json"), published);
  writeFileSync(join(folder, "altered.json"), published.replace('"weight":1', '"weight":7'));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["verify-draw.mjs", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: {},
    });
    return { status, stdout, stderr };
  };

  const whole = run(
    "draw.json",
    numberOf(3).toLowerCase(),
    "--hash",
    hash,
    "--value",
    value,
    "--kept",
    "list.json",
  );
  assert.equal(whole.status, 0, whole.stderr);
  assert.match(whole.stdout, /核验通过/);
  assert.match(whole.stdout, /Verified: drawn again/);
  assert.match(whole.stdout, new RegExp(`抽签号 ${numberOf(3)} 在清单中`));
  assert.match(whole.stdout, /签序第 \d+ 位，共 20 位/);

  const alone = run("draw.json");
  assert.equal(alone.status, 0);
  assert.match(alone.stdout, /待核对/);
  assert.match(alone.stdout, new RegExp(`逐字相同：${hash.slice(0, 8)} ${hash.slice(8, 16)} `));

  const altered = run("altered.json", "--kept", "list.json");
  assert.equal(altered.status, 1);
  assert.match(altered.stdout, /核验未通过：抽签清单/);
  assert.match(altered.stdout, /权重由 1 改为 7/);

  const before = run("list.json", numberOf(999));
  assert.equal(before.status, 0);
  assert.match(before.stdout, /尚未抽签/);
  assert.match(before.stdout, /清单中没有抽签号/);

  for (const args of [[], ["draw.json", "张三"], ["nowhere.json"], ["draw.json", "--other"]]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /usage: node verify-draw\.mjs/);
  }
});
