import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord } from "../../testing.ts";
import { describe } from "./describe.ts";
import { languagesIn } from "./languages.ts";
import { priceOf } from "./price.ts";
import { roleOf } from "./roles.ts";
import { isbn13, issnOf } from "./standard-numbers.ts";
import { trimmed, unbracketed } from "./texts.ts";
import { yearSaid, yearsOf } from "./year.ts";

const bookOf21 = "00000nam a2200000 i 4500";

/** 008 with these places filled. */
const fixed = (said: Record<number, string>) =>
  `008 ${Array.from({ length: 40 }, (_, at) => said[at] ?? " ").join("")}`;

test("the year of a date as cataloguers write it", () => {
  const table: [string, number | null][] = [
    ["1994", 1994],
    ["[2001?]", 2001],
    ["c1998.", 1998],
    ["©2015", 2015],
    ["1980-", 1980],
    ["1998 [i.e. 1989]", 1989],
    ["2008.5", 2008],
    ["２００８年５月", 2008],
    ["1372 [1993 or 1994]", 1993],
    ["746 [1985 or 1986]", 1985],
    ["[19--?]", null],
    ["199-", null],
    ["19940102", null],
    ["3005", null],
    ["民国23年", 1934],
    ["民國二十三年 [1934]", 1934],
    ["[民國]71", 1982],
    ["民国元年", 1912],
    ["清光绪三十年", 1904],
    ["乾隆五十七年", 1792],
    ["昭和50", 1975],
    ["一九九四年", 1994],
    ["二〇〇八年五月", 2008],
    ["", null],
  ];
  for (const [said, year] of table) assert.equal(yearSaid(said), year, said);
});

test("the coded date is taken where it is whole, else the one in words", () => {
  const table: [
    flavour: "marc21" | "unimarc",
    coded: string,
    said: string | null,
    Years: [number | null, number | null],
  ][] = [
    ["marc21", "860702s1961    is", "[1961]", [1961, null]],
    ["marc21", "101719c19uu9999dcu", "1980-", [1980, null]],
    ["marc21", "880525d184u18uuenk", null, [null, null]],
    ["marc21", "990730c19939999yu ", "1992-", [1993, null]],
    ["marc21", "990730d19931999yu ", null, [1993, 1999]],
    ["marc21", "821029r19571608flu", "1957", [1957, null]],
    ["marc21", "990730q19901995yu ", "[between 1990 and 1995]", [1990, 1995]],
    ["marc21", "990730nuuuuuuuuyu ", "[n.d.]", [null, null]],
    ["marc21", "990730b        yu ", "300 B.C.", [null, null]],
    ["marc21", "", "2010", [2010, null]],
    ["unimarc", "20020204d1994    em ", null, [1994, null]],
    ["unimarc", "20190611d########u##", "1997", [1997, null]],
    ["unimarc", "20020204b19901999em ", null, [1990, 1999]],
    ["unimarc", "20020204e20041936em ", null, [2004, null]],
    ["unimarc", "20020204u    ", "民国", [null, null]],
  ];
  for (const [flavour, coded, said, [year, lastYear]] of table)
    assert.deepEqual(yearsOf(flavour, coded, said), { year, lastYear }, coded);
});

test("an ISBN has thirteen digits, and the last is right", () => {
  const table: [string, string | null][] = [
    ["7-5037-1744-0", "9787503717444"],
    ["978-7-02-000220-7", "9787020002207"],
    ["9787020002207 (精装)", "9787020002207"],
    ["ISBN 978 7 02 000220 7", "9787020002207"],
    ["975-19-0787-X", "9789751907875"],
    ["９７８７０２０００２２０７", "9787020002207"],
    ["19852604 5 X", "9781985260450"],
    ["19852604 5 1", null],
    ["7-5037-1744-0 68.00", "9787503717444"],
    ["978-7-02-000220-8", null],
    ["7-02-000220-1", null],
    ["9771234567003", null],
    ["(pbk.)", null],
    ["", null],
  ];
  for (const [said, number] of table) assert.equal(isbn13(said), number, said);
  assert.equal(issnOf("0028-0836"), "0028-0836");
  assert.equal(issnOf("ISSN 2434561x"), "2434-561X");
  assert.equal(issnOf("0028-0837"), null);
});

test("a price in yuan has fen, another is kept as said", () => {
  const table: [string, number | null][] = [
    ["CNY68.00", 6800],
    ["CNY赠90.00", 9000],
    ["￥12.5 (全2册)", 1250],
    ["45元", 4500],
    ["CNY", null],
    ["[50000] lei", null],
    ["$25.99", null],
    ["HKD68.00", null],
  ];
  for (const [said, fen] of table) assert.deepEqual(priceOf(said), { said, fen });
  assert.equal(priceOf("  "), null);
});

test("languages are bibliographic codes of ISO 639-2, packed or not", () => {
  assert.deepEqual(languagesIn("engfre"), ["eng", "fre"]);
  assert.deepEqual(languagesIn("zho"), ["chi"]);
  assert.deepEqual(languagesIn("SCC"), ["srp"]);
  assert.deepEqual(languagesIn("mul"), []);
  assert.deepEqual(languagesIn("|||"), []);
  assert.deepEqual(languagesIn("English"), []);
  const languages = (lines: string) => describe(aRecord(bookOf21, lines)).languages;
  const coded = fixed({ 35: "u", 36: "i", 37: "g" });
  assert.deepEqual(languages(`${coded}\n041 0 $achi$auig$bara$heng`), ["uig", "chi"]);
  assert.deepEqual(languages("041 07$acmn$2iso639-3"), []);
});

test("roles are told by letters, numbers and words", () => {
  const table: [string, string | null][] = [
    ["aut", "author"],
    ["070", "author"],
    ["著", "author"],
    ["编著", "author"],
    ["主编", "editor"],
    ["[译]", "translator"],
    ["730", "translator"],
    ["illustrator.", "illustrator"],
    ["http://id.loc.gov/vocabulary/relators/nrt", "narrator"],
    ["播讲", "narrator"],
    ["joint ed.", "editor"],
    ["譯.", "translator"],
    ["等编", "editor"],
    ["cop.", null],
  ];
  for (const [said, role] of table) assert.equal(roleOf(said), role, said);
});

test("marks that lead to the next area go, those of the words stay", () => {
  const table: [string, string][] = [
    ["Title /", "Title"],
    ["Title :", "Title"],
    ["東京　：", "東京"],
    ["Ratsabi, Shalom.", "Ratsabi, Shalom"],
    ["Smith, J.", "Smith, J."],
    ["What is this?", "What is this?"],
    ["<<The >>sweetest fig", "The sweetest fig"],
    ["\u0098Der \u009cZauberberg", "Der Zauberberg"],
    ["  two  blanks ", "two blanks"],
  ];
  for (const [said, text] of table) assert.equal(trimmed(said), text);
  assert.equal(unbracketed("[Tel Aviv]"), "Tel Aviv");
  assert.equal(unbracketed("[北京"), "北京");
  assert.equal(unbracketed("Paris [France]"), "Paris [France]");
});

test("what kind of thing it is", () => {
  const table: [leader: string, lines: string, form: string][] = [
    [bookOf21, "245 00$aA book", "book"],
    ["00000nas a2200000 i 4500", "245 00$aA journal", "serial"],
    [bookOf21, "245 00$aOn line$h[electronic resource]", "electronic"],
    [bookOf21, `245 00$aIn relief\n${fixed({ 23: "f" })}`, "braille"],
    ["00000njm a2200000 i 4500", "245 00$aA disc", "music"],
    ["00000nim a2200000 i 4500", "245 00$aA talking book", "speech"],
    ["00000ngm a2200000 i 4500", "245 00$aA film", "video"],
    ["00000nem a2200000 i 4500", "245 00$aA map", "map"],
    ["00000ncm a2200000 i 4500", "245 00$aA score", "score"],
    ["00000nrm a2200000 i 4500", "245 00$aA game", "object"],
    ["00000nXm a2200000 i 4500", "245 00$aSomething", "other"],
    ["00000nam0 2200000   450 ", "200 1 $a书", "book"],
    ["00000nas0 2200000   450 ", "200 1 $a刊", "serial"],
    ["00000nam0 2200000   450 ", "106   $af\n200 1 $a盲文书", "braille"],
    ["00000nam0 2200000   450 ", "106   $ad\n200 1 $a大字本", "large-print"],
    ["00000nam0 2200000   450 ", "106   $as\n200 1 $a电子书", "electronic"],
    ["00000nlm0 2200000   450 ", "200 1 $a光盘", "electronic"],
    ["00000njm0 2200000   450 ", "200 1 $a唱片", "music"],
  ];
  for (const [leader, lines, form] of table) assert.equal(describe(aRecord(leader, lines)).form, form, lines);
});

test("for whom it is made", () => {
  const of21 = (code: string, leader = bookOf21) => describe(aRecord(leader, fixed({ 22: code }))).audience;
  assert.deepEqual(
    ["a", "b", "c", "j", "d", "e", "f", "g", " ", "|"].map((code) => of21(code)),
    ["children", "children", "children", "children", "young", "adult", "adult", "any", "any", "any"],
  );
  assert.equal(of21("a", "00000nas a2200000 i 4500"), "any");
  const ofChina = (codes: string) =>
    describe(aRecord("00000nam0 2200000   450 ", `100   $a20020204d1994    ${codes}y0chiy50      ea`))
      .audience;
  assert.deepEqual(["a  ", "bcd", "e  ", "km ", "ek ", "u  ", "|||"].map(ofChina), [
    "children",
    "children",
    "young",
    "adult",
    "any",
    "any",
    "any",
  ]);
});
