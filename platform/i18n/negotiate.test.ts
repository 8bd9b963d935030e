import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { locales } from "#libs/texts";
import { localeForTag, pickLocale } from "./negotiate.ts";

test("tags of every spelling find their language", () => {
  const table: [tag: string, ours: string | null][] = [
    ["zh-CN", "zh-CN"],
    ["zh", "zh-CN"],
    ["zh-Hant-TW", "zh-CN"],
    ["EN-gb", "en"],
    ["en_US", "en"],
    ["ug-CN", "ug"],
    ["ug-Arab-CN", "ug"],
    ["kk", "kk-Cyrl"],
    ["kk-KZ", "kk-Cyrl"],
    ["kk-CN", "kk-Arab"],
    ["kk_Arab_CN", "kk-Arab"],
    ["kk-Cyrl-CN", "kk-Cyrl"],
    ["ru-RU", "ru"],
    ["fr", null],
    ["*", null],
    ["", null],
  ];
  for (const [tag, ours] of table) assert.equal(localeForTag(tag), ours, tag);
});

test("address before cookie before browser before Chinese", () => {
  const acceptLanguage = "fr;q=0.9, ru;q=0.5, kk-CN;q=0.7";
  assert.equal(pickLocale({ query: "en", cookie: "ug", acceptLanguage }), "en");
  assert.equal(pickLocale({ query: "xx", cookie: "ug", acceptLanguage }), "ug");
  assert.equal(pickLocale({ query: null, cookie: undefined, acceptLanguage }), "kk-Arab");
  assert.equal(pickLocale({ acceptLanguage: "fr, de;q=0.2" }), "zh-CN");
  assert.equal(pickLocale({}), "zh-CN");
});

test("q=0 means not at all, and equal wishes keep their order", () => {
  assert.equal(pickLocale({ acceptLanguage: "en;q=0, ru" }), "ru");
  assert.equal(pickLocale({ acceptLanguage: "ru;q=0.8,en;q=0.8" }), "ru");
});

test("a language that is switched off is never answered", () => {
  assert.equal(pickLocale({ query: "ug", acceptLanguage: "en", offered: ["zh-CN", "en"] }), "en");
  assert.equal(pickLocale({ query: "ug", offered: ["en"] }), "en");
});

test("any header whatever gives one of our languages", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (query, cookie, acceptLanguage) => {
      assert.ok(locales.includes(pickLocale({ query, cookie, acceptLanguage })));
    }),
    { numRuns: 300 },
  );
});
