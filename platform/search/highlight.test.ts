import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hitsIn, snippet } from "./highlight.ts";

/** The text with its hits in brackets. */
function marked(text: string, query: string): string {
  let out = "";
  let at = 0;
  for (const { from, to } of hitsIn(text, query)) {
    out += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return out + text.slice(at);
}

test("hits are marked as they are written, not as they were asked for", () => {
  const table: [text: string, query: string, expected: string][] = [
    ["克拉玛依市圖書館", "图书馆", "克拉玛依市[圖書館]"],
    ["图书，馆", "图书馆", "图书，馆"],
    ["书馆与图书馆", "书馆", "[书馆]与图[书馆]"],
    ["读书活动，图书馆", "图书 活动", "读书[活动]，[图书]馆"],
    ["第2社区，第20社区", "第2社区", "[第2社区]，第20社区"],
    ["Қарамайдың КІТАПХАНАСЫ", "кітапхана", "Қарамайдың [КІТАПХАНАСЫ]"],
    ["ئۈرۈمچى شەھىرى", "ۈرۈمچي", "[ئۈرۈمچى] شەھىرى"],
    ["the Public — library", '"public library"', "the [Public — library]"],
    ["art and article", '"art"', "[art] and article"],
    ["abc", "", "abc"],
    ["哈哈哈", "哈哈", "[哈哈哈]"],
  ];
  for (const [text, query, expected] of table) assert.equal(marked(text, query), expected);
});

test("a snippet shows the first hit with a little before it", () => {
  const text = `${"开头的话。".repeat(30)}这里有图书馆\n和书。${"结尾的话。".repeat(30)}`;
  const { text: piece, hits, cutBefore, cutAfter } = snippet(text, "图书馆", { length: 30 });
  assert.deepEqual([hits.length, cutBefore, cutAfter], [1, true, true]);
  assert.equal(piece.slice(hits[0]?.from, hits[0]?.to), "图书馆");
  assert.ok(piece.startsWith("开头的话。") || piece.startsWith("这里"), piece);
  assert.ok(!piece.includes("\n"));
});

test("a text without hits shows its beginning, a short text all of itself", () => {
  assert.deepEqual(snippet("很短", "没有"), { text: "很短", hits: [], cutBefore: false, cutAfter: false });
  assert.ok(snippet("长".repeat(200), "没有").text.startsWith("长"));
  assert.equal(snippet("长".repeat(200), "没有").cutAfter, true);
});

test("any text and query: hits are in order, inside the snippet, and no character is cut in two", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({ maxLength: 5 }),
      (text, query) => {
        const shown = snippet(text, query || text.slice(0, 3), { length: 20 });
        let at = 0;
        for (const { from, to } of shown.hits) {
          assert.ok(from >= at && to > from && to <= shown.text.length);
          at = to;
        }
        assert.ok(shown.text.isWellFormed());
      },
    ),
    { numRuns: 500 },
  );
});
