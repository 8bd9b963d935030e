import assert from "node:assert/strict";
import { test } from "node:test";
import { breakHeadings } from "./word-breaks.ts";

test("a long heading breaks between words and never in a name", () => {
  const broken = breakHeadings('<h1 class="a">克拉玛依市城市规划展览馆开馆典礼</h1>');
  assert.match(broken, /<wbr>/);
  assert.equal(broken.replaceAll("<wbr>", ""), '<h1 class="a">克拉玛依市城市规划展览馆开馆典礼</h1>');
  assert.ok(broken.includes("克拉玛依市"), broken);
  assert.ok(broken.includes("展览馆"), broken);
  const joined = breakHeadings("<h3>从额尔齐斯到您家的水龙头</h3>");
  assert.match(joined, /额尔齐斯到您家的<wbr>水龙头/);
});

test("what fits a line, what is no heading and what is inside a tag stays", () => {
  for (const html of [
    "<h3>不打烊的一天：二十四小时阅读接力</h3>",
    "<p>克拉玛依市城市规划展览馆开馆典礼</p>",
    '<h2><a title="克拉玛依市城市规划展览馆开馆典礼" href="/x">开馆</a></h2>',
    "<h2>A long heading in Latin letters only, with many words</h2>",
  ])
    assert.equal(breakHeadings(html), html);
});
