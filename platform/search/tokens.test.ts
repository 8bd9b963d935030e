import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tokens } from "./tokens.ts";
import { unitsOf } from "./units.ts";

const index = (text: string) => tokens(text, { for: "index" });
const query = (text: string) => tokens(text, { for: "query" });

test("the index has every pair of Han and the last of each run, a query only what it needs", () => {
  assert.deepEqual(index("克拉玛依"), ["克拉", "拉玛", "玛依", "依"]);
  assert.deepEqual(query("克拉玛依"), ["克拉", "拉玛", "玛依"]);
  assert.deepEqual(query("馆"), ["馆"]);
  assert.deepEqual(query("馆 a 图书"), ["馆", "a", "图书"]);
  assert.deepEqual(query("图书，馆"), ["图书", "馆"]);
});

test("Han, letters and digits part without a space", () => {
  assert.deepEqual(index("K3路Қарамай"), ["k", "3", "路", "қарамай"]);
  assert.deepEqual(index("GB11643"), index("GB 11643"));
});

test("punctuation between characters makes no pair, unseen signs between them do not part", () => {
  assert.deepEqual(index("图，书"), ["图", "书"]);
  assert.deepEqual(index("图\u200b书\ufe00馆"), ["图书", "书馆", "馆"]);
});

test("quotation marks, brackets, a dot or one blank part no Han, what ends a title does", () => {
  for (const [text, tokens] of [
    ["简明 宋 史", ["简明", "明宋", "宋史", "史"]],
    ["《读者》合订", ["读者", "者合", "合订", "订"]],
    ["北京·上海", ["北京", "京上", "上海", "海"]],
    ["目\u3000录", ["目录", "录"]],
    ["宋史：元史", ["宋史", "史", "元史", "史"]],
    ["甲  乙", ["甲", "乙"]],
    ["甲，“乙”", ["甲", "乙"]],
  ] as const)
    assert.deepEqual(index(text), tokens, text);
});

test("a programming language is another word than its letter", () => {
  for (const [text, tokens] of [
    ["C++程序", ["cplusplus", "程序", "序"]],
    ["c# F#", ["csharp", "fsharp"]],
    ["C语言 A# C+", ["c", "语言", "言", "a", "c"]],
  ] as const)
    assert.deepEqual(index(text), tokens, text);
});

// Ways of writing that must find each other.
const same: [what: string, one: string, other: string][] = [
  ["traditional and simplified", "圖書館舉辦讀書活動", "图书馆举办读书活动"],
  ["a variant with two steps (薴 苧 苎)", "薴", "苎"],
  ["characters written for each other", "钱锺书著作瞭望", "钱钟书着作了望"],
  ["compatibility ideographs", "\uf9e9樂", "里乐"],
  ["Kangxi radicals", "⽂化", "文化"],
  ["full-width letters and digits", "ＫＴＶ２０２６", "ktv2026"],
  ["Arabic-Indic digits", "٢٠٢٦ ۲۰۲۶", "2026 2026"],
  ["case", "CAFÉ Straße", "café strasse"],
  ["accents", "Café naïve Ürümqi", "cafe naive Urumqi"],
  ["composed and not", "e\u0301cole", "école"],
  ["Latin letters without decomposition", "Łódź Øresund", "lodz oresund"],
  ["Kazakh case", "ҚАРАМАЙ ӨҢІР", "қарамай өңір"],
  ["Latin i and h in a Kazakh word", "кiтап hабар", "кітап һабар"],
  ["Latin schwa in a Kazakh word", "əдебиет", "әдебиет"],
  ["ё and stress marks", "ёлка за\u0301мок", "елка замок"],
  ["Uyghur presentation forms", "\ufe8b\ufbdb\ufead\ufbdb\ufee1\ufb7c\ufbe9", "ئۈرۈمچى"],
  ["Uyghur hamza seat left out", "ئۈرۈمچى", "ۈرۈمچى"],
  ["Uyghur hamza typed as a mark", "ى\u0654ۈرۈمچى", "ئۈرۈمچى"],
  ["yeh without and with dots", "ئۈرۈمچى", "ئۈرۈمچي"],
  ["Persian yeh and keheh", "کىتاب مەدەنی", "كىتاب مەدەنى"],
  ["Arabic heh at the end for ە", "مەدەنىيه", "مەدەنىيە"],
  ["Arabic heh inside for ھ", "شهر", "شھر"],
  ["heh with a non-joiner for ە", "مه\u200cده\u200cنىيەت", "مەدەنىيەت"],
  ["tatweel", "كىتـــاب", "كىتاب"],
  ["vowel points", "كِتَاب", "كتاب"],
  ["Kazakh high hamza left out", "ٴبىر", "بىر"],
  ["Kazakh hamza typed as ء", "ءبىر", "ٴبىر"],
  ["soft hyphen, joiners, direction marks", "Kul\u00adtur \u200fكىتاب\u200e", "kultur كىتاب"],
];
for (const [what, one, other] of same) {
  test(`the same when searched: ${what}`, () => assert.deepEqual(index(one), index(other)));
}

test("what is a letter of its own stays one", () => {
  const different: [string, string][] = [
    ["мой", "мои"],
    ["қала", "кала"],
    ["ۇ", "ۆ"],
    ["ە", "ھ"],
    ["हिंदी", "हद"],
    ["한국", "한구"],
  ];
  for (const [one, other] of different) assert.notDeepEqual(index(one), index(other), `${one} ${other}`);
});

test("nothing to look for gives no tokens", () => {
  for (const text of [
    "",
    " ",
    "……！？—",
    "😀👍",
    "\ud800",
    "\udfff\ud800",
    "\0\u0001",
    "\u200f\u0301",
    "ـ",
  ]) {
    assert.deepEqual(index(text), [], JSON.stringify(text));
  }
});

test("any string whatever gives tokens of letters, marks and digits, under 256 bytes, folded once and for all", () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(anything, (text) => {
      for (const token of index(text)) {
        assert.match(token, /^[\p{L}\p{M}\p{N}\p{So}\p{Script=Han}]+$/u);
        assert.ok(Buffer.byteLength(token) <= 256);
      }
      // One character may begin a pair.
      for (const token of query(text)) assert.ok(index(text).some((one) => one.startsWith(token)));
    }),
    { numRuns: 500 },
  );
});

test("what is cut without the pattern is cut as the pattern cuts it", () => {
  const units = (text: string) => Array.from(unitsOf(text), ({ kind, folded }) => [kind, folded]);
  // Behind an unseen sign it is for the pattern to say.
  const unseen = (text: string) => text.replace(/[A-Za-z0-9\u4e00-\u9fff]/g, "$&\u00ad");
  const sign = fc.constantFrom(..."aZé09٢图書々ー。、，（ .'-қ😀\u0301\u200b\ud800\u3099");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 100 }), (signs) => {
      const text = signs.join("");
      assert.deepEqual(units(unseen(text)), units(text));
    }),
    { numRuns: 1000 },
  );
});

test("two megabytes of one word, of Han or of lone surrogates are read whole", () => {
  assert.deepEqual(index("a".repeat(2_000_000)), ["a".repeat(64)]);
  assert.equal(index("文".repeat(700_000)).length, 700_000);
  assert.deepEqual(index("\ud800".repeat(1_000_000)), []);
});
