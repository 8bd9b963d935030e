import assert from "node:assert/strict";
import { test } from "node:test";
import { type Lines, recordInLines } from "../reading/as-lines.ts";
import { filled, isClassOfClc, remarksOn } from "./check.ts";
import { begun, templates } from "./formats/templates.ts";
import { formatIn, rulesFor } from "./formats/view.ts";

const formats = { unimarc: formatIn("unimarc", "zh-CN"), marc21: formatIn("marc21", "zh-CN") };

function inLines(text: string): Lines {
  const lines = recordInLines(text);
  assert.ok(!("line" in lines), JSON.stringify(lines));
  return lines;
}

const chinese = `LDR 00000nam0 2200000   450 
010   $a978-7-02-000220-7$dCNY59.70
100   $a20261130d2024    em y0chiy50      ea
101 0 $achi
102   $aCN$b110000
200 1 $a围城$Awei cheng$f钱锺书著
210   $a北京$c人民文学出版社$d2024.3
606 0 $a长篇小说
690   $aI246.5$v5
701  0$a钱锺书$Aqian zhong shu$4著`;
const english = `LDR 00000nam a2200000 i 4500
008 261130s2024    xx            000 0 eng d
020   $a9780140449136
245 10$aWei cheng /$cQian Zhongshu.
264  1$aNew York$c2024.`;

type Flavour = keyof typeof formats;
const told = (
  text: string,
  flavour: Flavour = "unimarc",
  before: string | null = null,
  rules = formats[flavour],
) =>
  remarksOn(inLines(text), rules, before === null ? null : inLines(before)).map(
    ({ id, level, at, tag }) => `${level} ${tag}${at === null ? "" : `#${at}`} ${id}`,
  );

test("against a sound record there is nothing", () => {
  assert.deepEqual(told(chinese), []);
  assert.deepEqual(told(english, "marc21"), []);
});

test("an authority is one throughout", () => {
  const authority = (leader: string, flavour: Flavour) =>
    remarksOn(inLines(`LDR ${leader}\n001 1`), rulesFor({ flavour, leader }, "zh-CN")).flatMap(
      ({ id, level }) => (level === "error" && id.startsWith("leader") ? id : []),
    );
  for (const leader of ["00000nx  a2200000   450 ", "00000cy   2200000   45  "])
    assert.deepEqual(authority(leader, "unimarc"), []);
  assert.deepEqual(authority("00000nz  a2200000n  4500", "marc21"), []);
  assert.deepEqual(authority("z".repeat(24), "unimarc"), ["leader-authority"]);
  assert.deepEqual(authority("00000nxm  2200000   450 ", "unimarc"), ["leader-authority"]);
});

const wrong: [string, Flavour, string | RegExp, string, string[]][] = [
  [
    "a leader of nothing",
    "unimarc",
    "00000nam0 2200000   450 ",
    "z".repeat(24),
    [
      "warning LDR leader-form",
      "error LDR leader-authority",
      "warning LDR coded",
      "warning LDR coded",
      "warning LDR coded",
      "warning LDR coded",
      "warning LDR coded",
      "warning LDR coded",
    ],
  ],
  [
    "a book that says it is an authority",
    "unimarc",
    "nam0 ",
    "nxm0 ",
    ["error LDR leader-authority", "warning LDR coded"],
  ],
  [
    "a book that says it is an authority",
    "marc21",
    "nam a",
    "nzm a",
    ["error LDR leader-authority", "warning LDR coded"],
  ],
  ["a leader in Chinese", "unimarc", "00000nam0", "零0000nam0", ["error LDR leader-signs"]],
  ["a leader without its map", "marc21", "i 4500", "i 9999", ["warning LDR leader-form"]],
  ["a leader that counts in letters", "unimarc", "2200000", "22abcde", ["warning LDR leader-form"]],
  ["a status that is none", "unimarc", "00000nam0", "00000qam0", ["warning LDR coded"]],
  ["a required field is missing", "unimarc", /\n101.*/, "", ["error 101 missing"]],
  ["nobody filled it in", "unimarc", "$achi\n", "$a \n", ["error 101 missing"]],
  ["one too many", "unimarc", "102   $aCN$b110000", "102   $aCN\n102   $aCN", ["error 102#4 repeated"]],
  ["a wrong digit", "unimarc", "220-7", "220-8", ["error 010#0 isbn"]],
  ["where a wrong one belongs", "unimarc", "$a978-7-02-000220-7", "$z978-7-02-000220-8", []],
  ["an old one is ten digits long", "unimarc", "978-7-02-000220-7", "7-02-000220-X", []],
  ["no title", "unimarc", "$a围城$Awei cheng", "", ["error 200#4 no-title"]],
  ["no pinyin", "unimarc", "$Awei cheng", "", ["warning 200#4 no-pinyin"]],
  ["in $9, as some houses write it", "unimarc", "$Awei cheng", "$9wei cheng", []],
  ["an indicator that means nothing", "unimarc", "200 1 ", "200 2 ", ["error 200#4 indicator"]],
  ["a subfield the field has not", "unimarc", "$v5", "$q5", ["warning 690#7 subfield-unknown"]],
  ["a subfield that stands once", "unimarc", "$v5", "$v5$v4", ["error 690#7 subfield-repeated"]],
  ["a language in capitals", "unimarc", "101 0 $achi", "101 0 $aCHI", ["error 101#2 language"]],
  ["no language", "unimarc", "101 0 $achi", "101 0 $axqx", ["warning 101#2 language-unknown"]],
  ["a country by name", "unimarc", "$aCN$b", "$a中国$b", ["error 102#3 country"]],
  ["a code cut short", "unimarc", "      ea", "     ea", ["error 100#1 coded-length"]],
  ["a day that is none", "unimarc", "a20261130d", "a20261131d", ["error 100#1 coded-day"]],
  ["a year that is none", "unimarc", "d2024    em", "dMMXX    em", ["error 100#1 coded-year"]],
  ["a code that means nothing", "unimarc", "d2024    em", "q2024    em", ["warning 100#1 coded"]],
  ["two different years", "unimarc", "$d2024.3", "$d2023.3", ["warning 210#5 year-differs"]],
  ["a class in small letters", "unimarc", "$aI246.5", "$ai246.5", ["warning 690#7 class"]],
  ["a tag in letters", "unimarc", "\n606 ", "\n60A ", ["warning 60A#6 tag"]],
  ["a leader of no known kind", "unimarc", "00000nam0", "00000nwm0", ["warning LDR coded"]],
  ["a link of nobody", "marc21", "020   $a", "020   $6880-01$a", ["warning 020#1 link-alone"]],
  ["880 without one", "marc21", /$/, "\n880 10$a围城", ["error 880#4 link-missing"]],
  ["a house says something else in its own field", "marc21", /$/, "\n952   $6A1", []],
  ["a link of no form", "marc21", /$/, "\n880 10$6a$a围城", ["error 880#4 link-form"]],
  ["a pair", "marc21", /245 10[\s\S]*$/, "245 10$$6880-01$$aWei cheng\n880 10$$6245-01/$$$$1$$a围城", []],
  ["a literary form of books", "marc21", "000 0 eng", "000 y eng", ["warning 008#0 coded"]],
  [
    "a serial has others in their place",
    "marc21",
    "nam a",
    "nas a",
    ["warning 008#0 coded", "warning 008#0 coded"],
  ],
  ["languages packed as they were", "marc21", "245 10", "041 0 $aengchi\n245 10", []],
  ["a class of another scheme", "marc21", /$/, "\n084   $ai5$2rvk", []],
];
for (const [name, flavour, from, to, expected] of wrong)
  test(`told as it is typed: ${name}`, () => {
    const base = flavour === "unimarc" ? chinese : english;
    const text = base.replace(from, to);
    assert.notEqual(text, base);
    assert.deepEqual(told(text, flavour), expected);
  });

test("what was wrong before and was not touched refuses no other change", () => {
  const before = chinese.replace("220-7", "220-8");
  const touched = before.replace("CNY59.70", "CNY60.00");
  assert.deepEqual(told(before.replace("围城", "圍城"), "unimarc", before), ["warning 010#0 isbn"]);
  assert.deepEqual(told(touched, "unimarc", before), ["error 010#0 isbn"]);
});

test("what nobody filled in is not kept", () => {
  const text = filled(
    inLines("LDR 00000nam0 2200000   450 \n001 \n200 1 $a围城$f\n330   $a\n690   $a$v5\n701  0$a$A$4著"),
  );
  assert.deepEqual(text.fields, [
    { tag: "200", indicators: ["1", " "], subfields: [{ code: "a", value: "围城" }] },
  ]);
});

test("numbers of 中图法 by their form", () => {
  for (const right of [
    "I246.5",
    "K294.5",
    "TP312C",
    "TP311.138SQ",
    "D633.345",
    "G40-092",
    "K825.6=7",
    "I561.45",
    "H31",
    "T-19",
    "K29(245)",
    "Z",
    "F279.275.43",
  ])
    assert.equal(isClassOfClc(right), true, right);
  for (const wrong of ["i246.5", "I2465", "I24.65", "W1", "895.1352", "I246。5", "TZ1", "TP 312", "小说", ""])
    assert.equal(isClassOfClc(wrong), false, wrong);
});

test("every template is a record as far as it goes", () => {
  for (const { id, flavour, lines } of templates) {
    const text = begun(lines, "2026-11-30");
    const rules = rulesFor({ flavour, leader: inLines(text).leader }, "zh-CN");
    const open = told(text, flavour, null, rules).filter((one) => one.startsWith("error"));
    const title = flavour === "marc21" ? /^error 245 missing$/ : /^error 200(#\d)? (missing|no-title)$/;
    assert.deepEqual(
      open.filter((one) => !title.test(one)),
      [],
      id,
    );
  }
});

test("every example is right by the rules beside it, and fields are told apart in both languages", () => {
  for (const [flavour, format] of Object.entries(formats)) {
    const english = formatIn(format.flavour, "en");
    assert.ok(format.fields.length >= 60, flavour);
    format.fields.forEach(({ tag, example, name }, n) => {
      const line = `${tag} ${example}`;
      const leader = flavour === "marc21" ? "00000nam a2200000 i 4500" : "00000nam0 2200000   450 ";
      const serial = ["110", "207", "326"].includes(tag) ? leader.replace("nam", "nas") : leader;
      const lines = inLines(`LDR ${serial}\n${line.replace(/\$6(\S+)\/\$1\$/, "$6$1/$$$$1$")}`);
      const remarks = remarksOn(lines, format).filter(({ at }) => at !== null);
      assert.deepEqual(
        remarks.filter(({ id }) => id !== "link-alone"),
        [],
        line,
      );
      assert.match(name, /\p{Script=Han}|ISBN|ISSN/u);
      assert.doesNotMatch(english.fields[n]?.name ?? "", /\p{Script=Han}/u);
    });
  }
});

const authority = `LDR 00000nx  a2200000   450 
100   $a20261130achiy50      ea0
200  0$a鲁迅$f1881-1936
400  0$a周树人
500  0$5z$a周作人`;

test("an authority is checked by its own fields: 200 is no title and needs no pinyin", () => {
  const rules = rulesFor({ flavour: "unimarc", leader: "00000nx  a2200000   450 " }, "zh-CN");
  const ids = (text: string) => told(text, "unimarc", null, rules);
  assert.deepEqual(ids(authority), []);
  for (const [from, to, told] of [
    ["200  0", "200  2", "error 200#1 indicator"],
    ["      ea0", "      ea", "error 100#0 coded-length"],
    [/\n100.*/, "", "error 100 missing"],
    ["20261130", "20261131", "error 100#0 coded-day"],
    ["$f1881-1936", "$q1881-1936", "warning 200#1 subfield-unknown"],
    ["nx  a", "nx  q", "warning LDR coded"],
  ] as const)
    assert.deepEqual(ids(authority.replace(from, to)), [told], told);
});

test("every example of an authority is right by the rules beside it", () => {
  for (const [flavour, leader] of [
    ["unimarc", "00000nx  a2200000   450 "],
    ["marc21", "00000nz  a2200000n  4500"],
  ] as const) {
    const rules = rulesFor({ flavour, leader }, "zh-CN");
    const english = formatIn(flavour, "en", "authority");
    assert.ok(rules.fields.length >= 20, flavour);
    rules.fields.forEach(({ tag, example, name }, n) => {
      const remarks = remarksOn(inLines(`LDR ${leader}\n${tag} ${example}`), rules);
      assert.deepEqual(
        remarks.filter(({ id }) => id !== "missing"),
        [],
        `${flavour} ${tag} ${example}`,
      );
      assert.match(name, /\p{Script=Han}/u);
      assert.doesNotMatch(english.fields[n]?.name ?? "", /\p{Script=Han}/u);
    });
  }
});
