import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { aZ3950Target } from "../testing-catalogues/index.ts";
import { openOtherCatalogues, readTargets } from "./index.ts";

const sru = {
  id: "loc",
  name: "国会图书馆",
  protocol: "sru",
  url: "https://sru.example.org/db",
  version: "1.1",
};

test("catalogues are read from a file as they stand there", () => {
  const list = [
    aZ3950Target({ charset: "gb18030", use: { name: 1003 } }),
    { ...sru, indexes: { title: "pica.tit" } },
  ];
  assert.deepEqual(readTargets(JSON.stringify(list)), list);
  assert.deepEqual(readTargets("[]"), []);
});

test("everything that is wrong in the file is told, with its place", () => {
  const cases: [unknown, RegExp[]][] = [
    [{}, [/^\/: expected a list/]],
    [
      [null, { protocol: "ftp" }],
      [/^\/0\/protocol: expected "z39.50" or "sru"/, /^\/1\/protocol/],
    ],
    [[aZ3950Target({ port: 0 })], [/^\/0\/port: must be >= 1/]],
    [[aZ3950Target({ host: "a/b" })], [/^\/0\/host: must match/]],
    [[{ ...sru, url: "file:///etc/passwd" }], [/^\/0\/url: must match/]],
    [[{ ...sru, pasword: "x" }], [/^\/0\/pasword: must NOT have additional/]],
    [[{ ...sru, indexes: { titel: "x" } }], [/^\/0\/indexes\/titel: must NOT/]],
    [[sru, sru], [/^\/1\/id: "loc" stands there twice/]],
  ];
  for (const [list, expected] of cases) {
    const read = readTargets(JSON.stringify(list));
    assert.ok("faults" in read, JSON.stringify(list));
    assert.equal(read.faults.length, expected.length, read.faults.join());
    for (const [n, pattern] of expected.entries()) assert.match(read.faults[n] ?? "", pattern);
  }
  const broken = readTargets("[");
  assert.ok("faults" in broken && broken.faults[0]?.startsWith("SyntaxError"));
});

test("a city starts with the list it is given, with none, and not with a wrong one", async () => {
  assert.deepEqual(openOtherCatalogues(undefined), []);
  const folder = await mkdtemp(join(tmpdir(), "wenmai-catalogues-"));
  const path = join(folder, "catalogues.json");
  try {
    await writeFile(path, JSON.stringify([sru]));
    assert.deepEqual(openOtherCatalogues(path), [sru]);
    await writeFile(path, JSON.stringify([{ ...sru, url: "ftp://x" }, { protocol: "ftp" }]));
    assert.throws(() => openOtherCatalogues(path), /OTHER_CATALOGUES .*\n.*\/0\/url.*\n.*\/1\/protocol/);
    assert.throws(() => openOtherCatalogues(join(folder, "none.json")), /ENOENT/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
