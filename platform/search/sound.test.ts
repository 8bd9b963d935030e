import assert from "node:assert/strict";
import { test } from "node:test";
import { sound } from "./index.ts";

test("a title sounds alike however it is typed", () => {
  for (const [one, other] of [
    ["红楼梦", "hong lou meng"],
    ["紅樓夢", "红搂梦"],
    ["女儿国", "nu er guo"],
    ["C程序设计", "c chengxu sheji"],
  ] as const)
    assert.equal(sound(one), sound(other), one);
  assert.equal(sound("Война и мир"), "войнаимир");
  assert.equal(sound("—·"), "");
});
