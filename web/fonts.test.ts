import assert from "node:assert/strict";
import { test } from "node:test";
import { fontHead, hanOf, mayLackHan, songOf } from "./fonts.ts";

const html = `<h1>剪纸<span>体验</span></h1><p>正文不算</p><p class="a song b">书屋</p><p class="songs">也不算</p>`;

test("headings and what wears the class song are collected, body text is not", () => {
  assert.deepEqual([...songOf(html)].sort(), [..."剪纸体验书屋"].sort());
});

test("marks that HTML writes as entities are collected as themselves", () => {
  assert.deepEqual([...songOf("<h2>A&amp;B</h2>")].sort(), ["&", "A", "B"]);
});

test("all Han characters count for a machine without Han fonts", () => {
  assert.ok(hanOf(html).has("文"));
  assert.ok(!hanOf(html).has("a"));
});

test("phones never get the body font, bare Linux does", () => {
  const phone = "Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit/537.36 Chrome/114 Mobile";
  const kiosk = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/153";
  assert.equal(mayLackHan(phone), false);
  assert.equal(mayLackHan(null), false);
  assert.equal(mayLackHan(kiosk), true);
  assert.doesNotMatch(fontHead(html, { nonce: "n", bare: false }), /hei-/);
  assert.match(fontHead(html, { nonce: "n", bare: true }), /hei-400/);
});
