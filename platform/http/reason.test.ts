import assert from "node:assert/strict";
import { test } from "node:test";
import { operation, Reason, T } from "#contract";
import { checked } from "./check.ts";

const withdraw = operation({
  id: "test.withdraw",
  method: "POST",
  path: "/api/test/withdrawals",
  summary: "Takes something back.",
  body: T.Object({ reason: Reason(20) }),
  answer: T.Object({}),
});

/** What is said of this reason, or null. */
function faultOf(reason: string): unknown {
  try {
    checked(withdraw, { body: { reason } });
    return null;
  } catch (error) {
    return Object(error).faults?.[0]?.id;
  }
}

test("a reason says something in whatever script", () => {
  for (const said of [
    "内容有误",
    "停电",
    "停电，改期举行",
    "Wrong address",
    "ئالدىنقى خاتا",
    "Нет света",
    "第13号文件",
  ])
    assert.equal(faultOf(said), null, said);
});

test("a sign, a sign over and over, punctuation and digits are no reason; nothing at all is missing", () => {
  for (const said of ["x", "旧", "。。。。。", "……", "啊啊啊啊啊", "abab", "ok ok", "12345678", "🙂🙂🙂🙂"])
    assert.equal(faultOf(said), "format.reason", said);
  for (const said of ["", "   "]) assert.equal(faultOf(said), "missing");
  assert.equal(faultOf("内容有误".repeat(6)), "too-long");
});
