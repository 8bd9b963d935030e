import assert from "node:assert/strict";
import { test } from "node:test";
import { ownPath } from "./back.ts";

test("after signing in one stays on this site", () => {
  for (const own of ["/my", "/events/1?x=2#claim", "/"]) assert.equal(ownPath(own, "/my"), own);
  for (const away of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "my",
    "",
    null,
    "/a\r\nb",
  ]) {
    assert.equal(ownPath(away, "/my"), "/my", String(away));
  }
});
