import assert from "node:assert/strict";
import { test } from "node:test";
import { locales } from "#libs/texts";
import { languageName, usualLanguages } from "./words.ts";

test("languages are called by their names on pages of every language", () => {
  for (const [locale, code, name] of [
    ["zh-CN", "uig", "维吾尔语"],
    ["ug", "chi", "خەنزۇچە"],
    ["kk-Arab", "kaz", "قازاق ءتىلى"],
    ["kk-Cyrl", "rus", "орыс тілі"],
    ["ru", "eng", "английский"],
    // Nothing in Kazakh: the readers' other languages.
    ["kk-Cyrl", "grc", "древнегреческий"],
    ["ug", "wuu", "Wu Chinese"],
  ] as const)
    assert.equal(languageName({ locale }, code), name);
  for (const locale of locales)
    for (const code of usualLanguages)
      assert.notEqual(languageName({ locale }, code), code, `${code} in ${locale}`);
});
