import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { locales, readMessageFiles, texts, textsForBrowser } from "./index.ts";

function aRepository(t: TestContext, files: Record<string, unknown>): string {
  const root = mkdtempSync(join(tmpdir(), "texts-"));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

test("texts of platform, shells and modules come together, Chinese behind every language", (t) => {
  const root = aRepository(t, {
    "platform/messages/zh-CN.json": { "refusal.busy": "请稍候" },
    "web/messages/zh-CN.json": { "shell.search": "搜索", "shell.my": "我的" },
    "web/messages/ug.json": { "shell.search": { text: "ئىزدەش", approved_by: "A. Reader, 2026-11-20" } },
    "modules/places/messages/zh-CN.json": { "place.open": "开放中" },
  });
  const ug = texts("ug", { root });
  assert.equal(ug("shell.search"), "ئىزدەش");
  assert.equal(ug("place.open"), "开放中");
  assert.deepEqual([ug.langOf("shell.search"), ug.langOf("place.open")], ["ug", "zh-CN"]);
  assert.equal(texts("zh-CN", { root })("refusal.busy"), "请稍候");
  assert.deepEqual(Object.keys(textsForBrowser("ug", ["shell"], { root }).texts).sort(), [
    "shell.my",
    "shell.search",
  ]);
});

test("a translation nobody approved is off unless a demo asks for it, and then it is marked", (t) => {
  const root = aRepository(t, {
    "web/messages/zh-CN.json": { "shell.search": "搜索" },
    "web/messages/ug.json": { "shell.search": { text: "ئىزدەش", approved_by: null } },
  });
  const production = texts("ug", { root });
  assert.equal(production("shell.search"), "搜索");
  assert.equal(production.isUnapproved("shell.search"), false);
  const demo = texts("ug", { root, unapproved: "show" });
  assert.equal(demo("shell.search"), "ئىزدەش");
  assert.equal(demo.isUnapproved("shell.search"), true);
});

test("a broken messages file is named", (t) => {
  const cases: [file: string, content: unknown, message: RegExp][] = [
    ["web/messages/zh-CN.json", "{", /web\/messages\/zh-CN\.json: /],
    ["web/messages/zh-CN.json", [], /flat object/],
    ["web/messages/zh-CN.json", { "a.b": { c: "d" } }, /"a\.b" must be/],
    ["modules/places/messages/fr.json", {}, /fr\.json: not one of our languages/],
  ];
  for (const [file, content, message] of cases) {
    const root = aRepository(t, { [file]: content });
    assert.throws(() => readMessageFiles(root), message);
  }
});

test("the repository's own texts can be read in every language", () => {
  for (const locale of locales) assert.equal(texts(locale, { unapproved: "show" }).locale, locale);
});
