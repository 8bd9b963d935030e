import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Locale, locales } from "../i18n/index.ts";
import { sortKey } from "./sort-key.ts";

/** Asserts that these texts are listed in exactly this order, wherever they start from. */
function inOrder(locale: Locale, texts: string[], of: "thing" | "person" = "thing"): void {
  const keyed = texts.map((text) => ({ text, key: sortKey(text, locale, { of }) }));
  const sorted = [...keyed].reverse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  assert.deepEqual(
    sorted.map(({ text }) => text),
    texts,
  );
}

test("Han by reading, then tone, then character; one syllable before a longer one", () => {
  inOrder("zh-CN", ["阿克苏", "白碱滩", "独山子", "克拉玛依", "石河子", "乌尔禾", "乌鲁木齐"]);
  inOrder("zh-CN", ["妈", "麻", "马", "骂"]);
  inOrder("zh-CN", ["路", "绿", "栾", "略", "论"]);
  inOrder("zh-CN", ["文化", "文化馆", "文明"]);
});

test("a character is read as its neighbours ask", () => {
  inOrder("zh-CN", ["长寿路", "重庆路", "银行", "长大", "重量"]);
  inOrder("zh-CN", ["快乐", "音乐"]);
  assert.ok(sortKey("乐队", "zh-CN") > sortKey("乐观", "zh-CN")); // yuè, lè
});

test("places of Xinjiang are read as they are there", () => {
  // 什 shí, 尉 yù
  inOrder("zh-CN", ["喀山", "喀什", "喀特"]);
  inOrder("zh-CN", ["于田", "尉犁", "园区"]);
});

test("a person's name begins with a surname", () => {
  inOrder("zh-CN", ["曾国藩", "单田芳", "任明", "尉迟恭"]); // céng, dān, rén, wèi
  inOrder("zh-CN", ["任明", "单田芳", "尉迟恭", "曾国藩"], "person"); // rén, shàn, yù, zēng
});

test("numbers by size, in digits or after 第 in characters", () => {
  inOrder("zh-CN", ["第2社区", "第10社区", "第102社区"]);
  inOrder("zh-CN", [
    "第一社区",
    "第二社区",
    "第三社区",
    "第十社区",
    "第十八社区",
    "第二十社区",
    "第一百零三社区",
  ]);
  assert.equal(sortKey("第2社区", "zh-CN"), sortKey("第二社区", "zh-CN"));
  assert.equal(sortKey("１０号", "zh-CN"), sortKey("010号", "zh-CN"));
  inOrder("zh-CN", ["兵团129团", "兵团136团", "兵团1370团"]);
  inOrder("en", ["Hall 2", "Hall 10", "Hall A"]);
});

test("names that look like numbers stay names", () => {
  inOrder("zh-CN", ["三平路", "五五新镇"]);
  assert.notEqual(sortKey("三平路", "zh-CN"), sortKey("3平路", "zh-CN"));
});

test("Uyghur by its alphabet, with or without the hamza seat", () => {
  const alphabet = "ئا ئە ب پ ت ج چ خ د ر ز ژ س ش غ ف ق ك گ ڭ ل م ن ھ ئو ئۇ ئۆ ئۈ ۋ ئې ئى ي".split(" ");
  inOrder(
    "ug",
    alphabet.map((letter) => `${letter}ب`),
  );
  assert.equal(sortKey("ئۈرۈمچى", "ug"), sortKey("ۈرۈمچى", "ug"));
  assert.notEqual(sortKey("ى", "ug"), sortKey("ي", "ug"));
  inOrder("ug", ["ئاقسۇ", "قاراماي", "قەشقەر", "ئۈرۈمچى"]);
});

test("Kazakh by its alphabets", () => {
  inOrder("kk-Cyrl", [..."аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"]);
  inOrder("kk-Cyrl", ["Ақсу", "Әлем", "Қарамай", "Қашқар", "Үрімжі"]);
  inOrder("kk-Arab", ["اقسۋ", "ٴالەم", "قاراماي", "قاشقار", "ٴۇرىمجى"]);
});

test("our letter orders agree with CLDR where it knows the language", () => {
  const cases: [Locale, string, string][] = [
    ["ug", "ug", "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"],
    ["kk-Arab", "kk-Arab", "اەبپتجچحدرزسشعفقكگڭلمنھوۇۆۋىي"],
    ["kk-Cyrl", "kk", "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"],
    ["ru", "ru", "абвгдежзийклмнопрстуфхцчшщъыьэюя"],
  ];
  for (const [locale, cldr, letters] of cases) {
    inOrder(locale, [...letters].sort(new Intl.Collator(cldr).compare));
  }
});

test("case and accents aside; words by words", () => {
  assert.equal(sortKey("CAFÉ", "en"), sortKey("cafe", "en"));
  inOrder("en", ["New York", "Newark"]);
  assert.equal(sortKey("《论语》", "zh-CN"), sortKey("论语", "zh-CN"));
  assert.equal(sortKey("圖書館", "zh-CN"), sortKey("图书馆", "zh-CN"));
});

test("the script of the language comes first, numbers before letters", () => {
  const mixed = {
    han: "图书馆",
    latin: "Library",
    cyrillic: "Қарамай",
    arabic: "قاراماي",
    digits: "24 小时",
  };
  const order: Record<Locale, (keyof typeof mixed)[]> = {
    "zh-CN": ["digits", "han", "latin", "cyrillic", "arabic"],
    ug: ["digits", "arabic", "latin", "cyrillic", "han"],
    "kk-Arab": ["digits", "arabic", "cyrillic", "latin", "han"],
    en: ["digits", "latin", "cyrillic", "arabic", "han"],
    ru: ["digits", "cyrillic", "latin", "arabic", "han"],
    "kk-Cyrl": ["digits", "cyrillic", "arabic", "latin", "han"],
  };
  for (const locale of locales)
    inOrder(
      locale,
      order[locale].map((script) => mixed[script]),
    );
});

test("any string whatever has a short hexadecimal key, the same each time", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.constantFrom(...locales),
      (text, locale) => {
        const key = sortKey(text, locale);
        assert.match(key, /^([0-9a-f]{2})*$/);
        assert.ok(key.length < 2000);
        assert.equal(key, sortKey(text, locale));
      },
    ),
    { numRuns: 500 },
  );
  assert.ok(sortKey("文化".repeat(1_000_000), "zh-CN").length < 2000);
});

test("rare characters without a reading come after the others, in a fixed order", () => {
  inOrder("zh-CN", ["左", "㐂", "𠮷野"]);
});
