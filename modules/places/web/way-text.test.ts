import assert from "node:assert/strict";
import { test } from "node:test";
import { texts } from "#platform/i18n";
import { awayParts, landmarkText, wayText } from "./way-text.ts";

const zh = texts("zh-CN");
const en = texts("en");

test("ways are said as rounded estimates, in both languages", () => {
  const table = [
    [12, "n", "就在您这里", "right where you are"],
    [620, "ne", "向东北约 600 米", "about 600 m to the north-east"],
    [999, "w", "向西约 1,000 米", "about 1,000 m to the west"],
    [1260, "s", "向南约 1.3 公里", "about 1.3 km to the south"],
    [141_800, "se", "向东南约 142 公里", "about 142 km to the south-east"],
  ] as const;
  for (const [metres, towards, chinese, english] of table) {
    assert.equal(wayText(zh, { metres, towards }), chinese);
    assert.equal(wayText(en, { metres, towards }), english);
  }
});

test("a place is found by one that people know", () => {
  const from = { name: "市图书馆", towards: "n" };
  assert.equal(landmarkText(zh, { ...from, metres: 610 }), "在市图书馆以北约 600 米");
  assert.equal(landmarkText(zh, { ...from, metres: 20 }), "在市图书馆旁边");
  assert.equal(
    landmarkText(en, { name: "City Library", towards: "sw", metres: 2340 }),
    "about 2.3 km south-west of City Library",
  );
});

test("a list tells minutes where one would walk, else the way", () => {
  assert.deepEqual(awayParts(zh, { metres: 600, towards: "n", minutes: 11 }), {
    walk: { minutes: 11, estimate: true },
  });
  assert.deepEqual(awayParts(zh, { metres: 13_600, towards: "e", minutes: 236 }), { far: "向东约 14 公里" });
  assert.deepEqual(awayParts(zh, null), {});
});
