import assert from "node:assert/strict";
import { test } from "node:test";
import { marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
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
