import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toTsquery, toTsqueryBeside, tsqueryParts } from "./tsquery.ts";
import { splitForIndex, toTsvector, toTsvectors } from "./tsvector.ts";

const queries: [query: string, expected: string | null][] = [
  ["馆", "'馆':*"],
  ["图书", "'图书'"],
  ["图书馆", "'图书' <1> '书馆'"],
  ["图书馆 读书", "'图书' <1> '书馆' & '读书'"],
  ["图书馆，读书", "'图书' <1> '书馆' & '读书'"],
  ["圖書館", "'图书' <1> '书馆'"],
  ["第2社区", "'第':* <1> '2' <1> '社区'"],
  ["克拉玛依3号", "'克拉' <1> '拉玛' <1> '玛依' <2> '3' <1> '号':*"],
  ["托尔斯泰·列夫", "'托尔' <1> '尔斯' <1> '斯泰' <2> '列夫'"],
  ["宋 史", "'宋':* & '史':*"],
  ["“《红楼梦》研究”", "'红楼' <1> '楼梦' <2> '研究'"],
  ["кітап", "'кітап':*"],
  ["한국", "'한국':*"],
  ["C++", "'cplusplus':*"],
  ["ab", "'ab'"],
  ["2026", "'2026'"],
  ["public library", "'public':* & 'library':*"],
  ['"public library"', "'public' <1> 'library'"],
  ["“公共 图书”馆", "'公共' <2> '图书' & '馆':*"],
  ["《论语》", "'论语'"],
  ["GB/T 28220-2011", "'gb' <1> 't' & '28220' <1> '2011'"],
  ["people’s", "'people' <1> 's'"],
  ["读书 读书", "'读书'"],
  ["O'Brien'); drop table x; --", "'o' <1> 'brien':* & 'drop':* & 'table':* & 'x'"],
  ["", null],
  ["，。！", null],
  ["\ud800", null],
  ['""', null],
];
for (const [query, expected] of queries) {
  test(`query ${JSON.stringify(query)}`, () => assert.equal(toTsquery(query), expected));
}

test("phrases that a name says already are not looked for again", () => {
  const names = ["讲座", "Talk, lecture"];
  for (const [query, expected] of [
    ["讲座 写作", "'写作'"],
    ["讲 座", null],
    ["LECTURE", null],
    ["讲座写作", "'讲座' <1> '座写' <1> '写作'"],
    ["写作 写作", "'写作'"],
  ] as const)
    assert.equal(toTsqueryBeside(query, names), expected, query);
});

test("a query of two megabytes is cut, not refused", () => {
  assert.ok((toTsquery("文化".repeat(500_000)) ?? "").length < 1000);
  assert.equal(toTsquery("\ud800".repeat(1_000_000)), null);
});

test("each phrase by itself, for texts in several rows", () => {
  assert.deepEqual(tsqueryParts("图书馆 读书 读书"), ["'图书' <1> '书馆'", "'读书'"]);
});

test("fields stand apart and carry their weight", () => {
  assert.equal(
    toTsvector([{ text: "图书", weight: "A" }, { text: "馆" }, { text: "b", weight: "D" }]),
    "'图书':1A '书':2A '馆':11 'b':20",
  );
  assert.equal(toTsvector(""), "");
});

test("some fields by themselves, and with the rest behind them", () => {
  const titles = [
    { text: "图书馆", weight: "A" as const },
    { text: "书", weight: "A" as const },
  ];
  const rest = [{ text: "图书 b", weight: "B" as const }, { text: "" }, { text: "书" }];
  for (const first of [titles, [], [{ text: "" }]])
    assert.deepEqual(toTsvectors(first, rest), [toTsvector(first), toTsvector([...first, ...rest])]);
});

/** A number in letters, so that it stays one word. */
function spelled(n: number): string {
  return [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** Highest position and longest list of positions of a row. */
function limitsOf(row: string): { position: number; perLexeme: number } {
  const lists = row.split(" ").map((entry) =>
    entry
      .slice(entry.indexOf(":") + 1)
      .split(",")
      .map(Number),
  );
  return { position: Math.max(...lists.flat()), perLexeme: Math.max(...lists.map((list) => list.length)) };
}

test("a text becomes as many rows as its positions and repetitions need", () => {
  const words = (n: number) => Array.from({ length: n }, (_, i) => `w${spelled(i)}`).join(" ");
  assert.equal(splitForIndex(words(1000)).length, 1);
  for (const text of [words(20_000), "的".repeat(3000), "文化馆 ".repeat(900)]) {
    const rows = splitForIndex(text);
    assert.ok(rows.length > 1);
    for (const row of rows) {
      const { position, perLexeme } = limitsOf(row);
      assert.ok(position <= 16_383 && perLexeme <= 255, `${position} ${perLexeme}`);
    }
  }
  const noise = Array.from({ length: 12_000 }, (_, i) => `${"ж".repeat(50)}${spelled(i)}`);
  for (const row of splitForIndex(noise.join(" "))) assert.ok(Buffer.byteLength(row) < 1_100_000);
  assert.ok(splitForIndex(noise.join(" ")).length > 1);
});

test("one row never breaks the limits either", () => {
  for (const text of ["的".repeat(3000), Array.from({ length: 20_000 }, (_, i) => `第${i}号`).join("，")]) {
    const { position, perLexeme } = limitsOf(toTsvector(text));
    assert.ok(position <= 16_383 && perLexeme <= 255);
  }
});

test("no string whatever breaks the quoting of either side", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const vector = toTsvector(text);
      if (vector !== "") assert.match(vector, /^('[^'\\\s]+':\d+(,\d+)*)( '[^'\\\s]+':\d+(,\d+)*)*$/u);
      const query = toTsquery(text);
      if (query !== null) assert.match(query, /^'[^'\\\s]+'(:\*)?( (<\d+>|&) '[^'\\\s]+'(:\*)?)*$/u);
    }),
    { numRuns: 500 },
  );
});
