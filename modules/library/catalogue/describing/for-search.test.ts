import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { describe } from "./describe.ts";
import { fieldsForSearch } from "./for-search.ts";

test("a yearbook is found by characters and pinyin, and each text tells whether it is title, name, subject or another", {
  skip: withoutMarcFolder,
}, async () => {
  const [record] = await marcRecordsAt("derived-cnmarc/bnu10.utf8.iso");
  assert.ok(record);
  const { titles, names, subjects, rest } = fieldsForSearch(describe(record));
  assert.deepEqual(titles, [
    { text: "'94中国发展报告", weight: "A" },
    { text: "'94Zhong Guo Fa Zhan Bao Gao", weight: "A" },
    { text: "中国发展报告", weight: "A" },
  ]);
  assert.deepEqual(
    names.map(({ text }) => text),
    [
      "叶震",
      "Xie Zhen",
      "李强",
      "Li Qiang",
      "国家统计局",
      "Guo Jia Tong Ji Ju",
      "国家统计局编",
      "Guo Jia Tong Ji Ju Bian",
    ],
  );
  assert.deepEqual(subjects, [{ text: "经济发展-概况-中国-1994", weight: "C" }]);
  const others = rest.map(({ text }) => text);
  for (const text of ["中国统计出版社", "9787503717444", "F124", "本书由叶震与李强等主编。"])
    assert.ok(others.includes(text), text);
});

test("numbering, other forms, printers, earlier titles, links and an 880 of nobody are searched with the least weight", () => {
  const record = aRecord(
    "00000nas a2200000 i 4500",
    `245 00$aSingapore economic review$h[electronic resource]
264  0$aGuangzhou$bZhongshan Press
264  3$aShenzhen$bYongfa Printing
300   $a12 volumes$billustrations
310   $aQuarterly
362 0 $aVol. 28 (1983)-
515   $aSuspended 1990
525   $aWith supplement
530   $aAlso on microfiche
533   $aMikrofilm$bLondon
555   $aCumulative index
776 08$iOnline:$tSER online$z9787532725694
780 00$aMalayan economic review
785 00$tAsian review
856 40$3Tables of contents$uhttps://example.org$zCampus only
880   $a无主的题名`,
  );
  const { titles, rest } = fieldsForSearch(describe(record));
  const words = rest.map(({ text, weight }) => `${weight} ${text}`).join("\n");
  for (const said of [
    "[electronic resource]",
    "Shenzhen Yongfa Printing",
    "12 volumes",
    "Quarterly",
    "Vol. 28 (1983)-",
    "Suspended 1990",
    "With supplement",
    "Also on microfiche",
    "Mikrofilm London",
    "Cumulative index",
    "SER online 9787532725694",
    "Tables of contents Campus only",
    "无主的题名",
  ])
    assert.ok(words.includes(`D ${said}`), said);
  assert.deepEqual(
    titles.map(({ text }) => text),
    ["Singapore economic review", "Malayan economic review", "Asian review"],
  );
});

test("of a Chinese record too: general material, extent, notes and titles of what is linked", () => {
  const record = aRecord(
    "00000nam0 2200000   450 ",
    `200 1 $a篆刻入门$b盲文
215   $a1册$c图$e附光盘
210   $a北京$c人民出版社$e廊坊$g廊坊印刷厂
321   $a见于期刊索引
452  0$12001 $a篆刻入门电子版$v2
463  0$10010123$12001 $a中国书法$f王某著`,
  );
  const { rest } = fieldsForSearch(describe(record));
  const said = rest.map(({ text }) => text);
  for (const text of ["盲文", "1册 : 图 + 附光盘", "见于期刊索引", "篆刻入门电子版 2", "中国书法 王某著"])
    assert.ok(said.includes(text), text);
  assert.ok(said.some((text) => text.includes("廊坊印刷厂")));
});
