import assert from "node:assert/strict";
import { test } from "node:test";
import { ownPath } from "./own-path.ts";

test("a path of this site is followed, and fits into a header", () => {
  for (const own of ["/my", "/events/1?x=2#claim", "/", "/search?q=%E6%96%87%2F", "/a:b@c", "/?back=//x"])
    assert.equal(ownPath(own, "/none"), own);
  assert.equal(ownPath("/search?q=文脉", "/none"), "/search?q=%E6%96%87%E8%84%89");
});

test("nothing that a browser could read as another site is followed", () => {
  for (const away of [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/x\\..\\..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/\u0000/evil.example",
    "/\u2028/evil.example",
    "/a\r\nset-cookie: x=1",
    "https://evil.example",
    "javascript:alert(1)",
    "my",
    "",
    null,
    7,
  ])
    assert.equal(ownPath(away, "/my"), "/my", JSON.stringify(away));
});
