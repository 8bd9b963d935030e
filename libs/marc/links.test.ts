import assert from "node:assert/strict";
import { test } from "node:test";
import { embeddedFields, linkedFields, type MarcRecord, soundedSubfields } from "./index.ts";
import { readLink } from "./links.ts";
import { iso, landed, marc21, type RawField, readAll, unimarc, utf8 } from "./testing.ts";

const recordOf = async (leader: string, ...fields: RawField[]) => {
  const [record] = landed(await readAll(iso(leader, ...fields)));
  assert.ok(record);
  return record;
};

test("$6 says the other field, however carelessly it stands", () => {
  for (const [text, tag, number] of [
    ["880-01", "880", "01"],
    ["245-02/$1", "245", "02"],
    ["245-03/(3/r", "245", "03"],
    ["100-01/(2/r ", "100", "01"],
    // As the Library of Congress writes what is read from right to left.
    ["245-02/(3/r\u200f", "245", "02"],
    ["\u200f245-02/(2/r", "245", "02"],
    ["245-02 /", "245", "02"],
    [" 245 - 02 / $1", "245", "02"],
    ["880-21.", "880", "21"],
    ["245‐02/$1", "245", "02"],
    ["２４５－０２", "245", "02"],
    ["245-1", "245", "01"],
    ["24502", "245", "02"],
  ] as const)
    assert.deepEqual(readLink(text), { tag, number }, text);
  for (const text of ["", "245", "z01", "245-021", "CABLE_USB_150_CM", "823_54000000", "-02/$1"])
    assert.equal(readLink(text), null, text);
});

const shown = (record: MarcRecord) => {
  const { twins, alone, unread, findings } = linkedFields(record, [...record.fields()]);
  return {
    twins: [...twins].map(([field, twin]) => `${field.tag} ${field.get("a")} ${twin.get("a")}`),
    alone: alone.map(({ tag, field }) => `${tag} ${field.get("a")}`),
    unread: unread.map((field) => field.get("a")),
    findings: findings.map(({ field, data, done }) => `${field} ${data?.why} ${done}`),
  };
};

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
    // A local field's own.
    ["952", "  ǂ6CABLE_USB_150_CMǂaLocal"],
  );
  assert.deepEqual(shown(record), {
    twins: ["245 Zhe bian feng jing 这边风景", "100 Wang Meng 王蒙"],
    alone: ["500 无", "500 也无", "245 再"],
    unread: ["No link"],
    findings: ["880 no-link kept", "880 twice kept", "490 alone kept"],
  });
});

test("the number makes a pair where one names the other by a wrong tag, and that is told", async () => {
  const record = await recordOf(
    marc21,
    ["245", "10ǂ6880-01ǂaGag"],
    ["260", "  ǂ6880-02ǂaTel-Aviv"],
    ["500", "  ǂ6880-04ǂaA"],
    ["500", "  ǂ6880-04ǂaB"],
    ["880", `10ǂ6246-01/(2/rǂa${utf8("גג")}`],
    ["880", `  ǂ6260-02/(2/rǂa${utf8("תל־אביב")}`],
    ["880", "  ǂ6505-04ǂaof either"],
  );
  assert.deepEqual(shown(record), {
    twins: ["260 Tel-Aviv תל־אביב", "245 Gag גג"],
    alone: ["505 of either"],
    unread: [],
    findings: ["880 other-tag repaired", "500 alone kept", "500 alone kept", "880 alone kept"],
  });
});

test("a UNIMARC record has no 880, and its $6 is its own", async () => {
  const record = await recordOf(unimarc, ["200", "1 ǂ6a01ǂaPart"], ["880", "  ǂaOther"]);
  assert.deepEqual(shown(record), { twins: [], alone: [], unread: [], findings: [] });
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
