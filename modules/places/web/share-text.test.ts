import assert from "node:assert/strict";
import { test } from "node:test";
import { texts } from "#platform/i18n";
import { shareText } from "./share-text.ts";

test("all is 100 %, one short of all is not, and nothing of nothing is no share", () => {
  const t = texts("zh-CN");
  const of = (have: number, all: number) => shareText(t, { have, of: all });
  assert.deepEqual(
    [of(19, 19), of(2999, 3000), of(1, 3), of(0, 4), of(0, 0)],
    ["100%", "99.9%", "33.3%", "0%", "—"],
  );
});
