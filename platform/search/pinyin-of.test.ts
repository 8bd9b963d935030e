import assert from "node:assert/strict";
import { test } from "node:test";
import { pinyinOf } from "./index.ts";

test("pinyin as catalogues write it: syllables, what is no Han as it stands", () => {
  for (const [text, person, pinyin] of [
    ["围城", false, "wei cheng"],
    ["克拉玛依2024年鉴", false, "ke la ma yi 2024 nian jian"],
    ["重庆, 一座城", false, "chong qing, yi zuo cheng"],
    ["单田芳", true, "shan tian fang"],
    ["绿洲", false, "lü zhou"],
    ["War and peace", false, "War and peace"],
    ["", false, ""],
  ] as const)
    assert.equal(pinyinOf(text, { person }), pinyin, text);
});
