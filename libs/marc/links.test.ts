import assert from "node:assert/strict";
import { test } from "node:test";
import { embeddedFields, linkedFields, soundedSubfields } from "./index.ts";
import { readLink } from "./links.ts";
import { iso, landed, marc21, type RawField, readAll, unimarc, utf8 } from "./testing.ts";

const recordOf = async (leader: string, ...fields: RawField[]) => {
  const [record] = landed(await readAll(iso(leader, ...fields)));
  assert.ok(record);
  return record;
};

test("$6 says the other field, the script and the direction", () => {
  for (const [text, link] of [
    ["880-01", { tag: "880", number: "01", script: "", isRightToLeft: false }],
    ["245-02/$1", { tag: "245", number: "02", script: "$1", isRightToLeft: false }],
    ["245-03/(3/r", { tag: "245", number: "03", script: "(3", isRightToLeft: true }],
    ["100-01/(2/r ", { tag: "100", number: "01", script: "(2", isRightToLeft: true }],
    ["245", null],
    ["245-1", null],
  ] as const)
    assert.deepEqual(readLink(text), link, text);
});

test("fields written twice come in pairs; what is alone, twice or without a link is told", async () => {
  const record = await recordOf(
    marc21,
    ["100", "1 ǂ6880-01ǂaWang Meng"],
    ["245", "10ǂ6880-02ǂaZhe bian feng jing"],
    ["490", "1 ǂ6880-03ǂaAlone"],
    ["880", `10ǂ6245-02/$1ǂa${utf8("这边风景")}`],
    ["880", `1 ǂ6100-01/$1ǂa${utf8("王蒙")}`],
    ["880", `1 ǂ6500-00/$1ǂa${utf8("无")}`],
    ["880", `1 ǂ6500-00/$1ǂa${utf8("也无")}`],
    ["880", `1 ǂ6245-02/$1ǂa${utf8("再")}`],
    ["880", "1 ǂaNo link"],
  );
  const { pairs, findings } = linkedFields(record);
  assert.deepEqual(
    pairs.map(({ field, vernacular, link }) => [
      field?.get("a") ?? null,
      vernacular?.get("a") ?? null,
      link.script,
    ]),
    [
      ["Wang Meng", "王蒙", "$1"],
      ["Zhe bian feng jing", "这边风景", "$1"],
      ["Alone", null, ""],
      [null, "无", "$1"],
      [null, "也无", "$1"],
    ],
  );
  assert.deepEqual(
    findings.map(({ field, data }) => `${field} ${data?.why}`),
    ["880 twice", "880 no-link", "490 alone"],
  );
});

test("fields in fields: UNIMARC's $1", async () => {
  const record = await recordOf(
    unimarc,
    ["200", "1 ǂaPart"],
    ["461", ` 0ǂ1001012345ǂ12001 ǂa${utf8("丛书")}ǂv2`],
    ["410", " 0ǂtOther technique"],
  );
  const [link, other] = [...record.fields()].slice(1);
  assert.ok(link && other);
  assert.deepEqual(embeddedFields(link), [
    { tag: "001", indicators: [" ", " "], value: "012345", subfields: [] },
    {
      tag: "200",
      indicators: ["1", " "],
      value: null,
      subfields: [
        { code: "a", value: "丛书" },
        { code: "v", value: "2" },
      ],
    },
  ]);
  assert.deepEqual(embeddedFields(other), []);
});

test("pinyin stands with what it sounds", async () => {
  const record = await recordOf(
    unimarc,
    ["200", `1 ǂa${utf8("这边风景")}ǂAZhe bian feng jingǂe${utf8("上卷")}ǂf${utf8("王蒙著")}ǂFWang Meng zhu`],
    ["200", `1 ǂa${utf8("书名")}ǂ9shu mingǂa${utf8("又名")}ǂAYou mingǂXalone`],
  );
  assert.deepEqual(
    [...record.fields()].map((field) => soundedSubfields(field).map(({ text, pinyin }) => [text, pinyin])),
    [
      [
        ["这边风景", "Zhe bian feng jing"],
        ["上卷", null],
        ["王蒙著", "Wang Meng zhu"],
      ],
      [
        ["书名", "shu ming"],
        ["又名", "You ming"],
        ["alone", null],
      ],
    ],
  );
});
