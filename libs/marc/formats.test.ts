import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Finding,
  type MarcRecord,
  makeRecord,
  readIso2709,
  readMarc,
  readMarcJson,
  readMarcXml,
  recordsOf,
  writeIso2709,
  writeMarcJson,
  writeMarcXml,
} from "./index.ts";
import { putJson } from "./json-write.ts";
import { decodeMarks } from "./marc8.ts";
import { ByteSink } from "./sink.ts";
import {
  bytesOf,
  iso,
  landed,
  marc8,
  marc21,
  readAll,
  tellings,
  textsOf,
  unimarc,
  utf8,
  written,
} from "./testing.ts";

const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const none = () => assert.fail("not a record");
const general = "  ǂa20020204d1994    em y0chiy50  ";
const files = {
  "MARC 21 in UTF-8": iso(
    marc21,
    ["001", 'a<b>&"c"\\'],
    ["245", `10ǂa${utf8("“乌鲁木齐” <Ürümqi> & 𠮷")}ǂb\\"]]>'ǂ${"<x"}`],
    ["880", `10ǂ6245-01/$1ǂa${utf8("ئۇيغۇر ￭")}`],
  ),
  CNMARC: iso(unimarc, ["001", "012345"], ["100", general], ["200", `1 ǂa${utf8("中国")}ǂAZhong guo`]),
  "all ASCII": iso(marc8, ["001", "1"], ["008", "x".repeat(40)], ["245", "10ǂaTitle"]),
};

for (const [what, file] of Object.entries(files)) {
  test(`${what}: through MARCXML and MARC-in-JSON and back, byte for byte`, async () => {
    const read = landed(await readAll(file.repeat(3)));
    assert.equal(read.length, 3);
    for (const [write, readBack] of [
      [writeMarcXml, readMarcXml],
      [writeMarcJson, readMarcJson],
    ] as const) {
      const between = await written(write([read]));
      text(between);
      for (const size of [1 << 20, 5, 1]) {
        const back = await readAll(between, readBack, size);
        assert.deepEqual(tellings(back), []);
        assert.deepEqual(landed(back).map(textsOf), read.map(textsOf));
        const again = await written(writeIso2709([landed(back)]));
        assert.deepEqual(Buffer.from(again).toString("latin1"), file.repeat(3));
      }
    }
  });

  test(`${what}: as ISO 2709 it is written as it came`, async () => {
    const again = await written(writeIso2709(recordsOf(readIso2709([bytesOf(file)]), none)));
    assert.equal(Buffer.from(again).toString("latin1"), file);
  });
}

test("what is written in JSON is what JSON.stringify would write", async () => {
  for (const record of Object.values(files).flatMap(async (file) => landed(await readAll(file)))) {
    const [one] = (await record) as [MarcRecord];
    const sink = new ByteSink();
    putJson(sink, one);
    const fields = [...one.fields()].map(({ tag, value, indicators: [ind1, ind2], subfields }) => ({
      [tag]: value ?? { ind1, ind2, subfields: subfields.map(({ code, value }) => ({ [code]: value })) },
    }));
    assert.equal(text(sink.take()), JSON.stringify({ leader: one.leader, fields }));
  }
});

test("MARC-8 is written as the Unicode it means, whichever way it takes", async () => {
  const texts = [
    "M\xe8unchen & <\xa1\xe2od\xf2z>",
    "\xe2",
    "\xe1\xe8a",
    "\xe2<",
    "\xebi\xeca, \xb1x",
    "\xc0\xc1\xc2\xc3",
    "\x1b$1!0d!0Q\x1b(B \xe2e",
    "\xe2\xc3",
    "a\xfe",
  ];
  const file = iso(marc8, ...texts.map((one) => ["500", `  ǂa${one}ǂbend`] as const));
  const [record] = landed(await readAll(file));
  const expected = texts.flatMap((one) => [
    `500a ${decodeMarks(bytesOf(one), 0, one.length, "marc-8")}`,
    "500b end",
  ]);
  for (const [write, readBack] of [
    [writeMarcXml, readMarcXml],
    [writeMarcJson, readMarcJson],
  ] as const) {
    const [back] = landed(await readAll(await written(write([[record as MarcRecord]])), readBack));
    assert.deepEqual(textsOf(back as MarcRecord), expected);
    assert.equal(back?.leader[9], "a");
  }
});

test("the charset can be changed, and the record says so", async () => {
  const [record] = landed(await readAll(files.CNMARC));
  const told: Finding[] = [];
  const tell = (finding: Finding) => told.push(finding);
  const gb = await written(writeIso2709([[record as MarcRecord]], { charset: "gb18030", tell }));
  const [back] = landed(await readAll(gb));
  assert.deepEqual(
    [back?.charset, back?.text("200", "a"), back?.text("100", "a")?.slice(26, 30)],
    ["gb18030", "中国", "0120"],
  );
  assert.deepEqual(back?.findings, []);
  assert.deepEqual(
    told.map(({ id, field }) => [id, field]),
    [["marc.charset-declared", "100"]],
  );
  const utf = await written(writeIso2709([[back as MarcRecord]], { charset: "utf-8" }));
  assert.equal(Buffer.from(utf).toString("latin1"), files.CNMARC);
  const old = iso(marc8, ["245", "10ǂaM\xe8unchen"]);
  const unicode = await written(
    writeIso2709(recordsOf(readMarc([bytesOf(old)]), none), { charset: "utf-8" }),
  );
  assert.equal(Buffer.from(unicode).toString("latin1"), iso(marc21, ["245", `10ǂa${utf8("München")}`]));
});

test("what is too long for ISO 2709 is refused in words, and the others are written", async () => {
  const record = (length: number) =>
    makeRecord({
      leader: marc21,
      fields: [{ tag: "500", indicators: [" ", " "], subfields: [{ code: "a", value: "x".repeat(length) }] }],
    });
  const many = makeRecord({
    leader: marc21,
    fields: Array.from({ length: 30 }, () => ({
      tag: "500",
      indicators: [" ", " "] as const,
      subfields: [{ code: "a", value: "x".repeat(5000) }],
    })),
  });
  const told: Finding[] = [];
  const bytes = await written(
    writeIso2709([[record(9995), record(9994), many]], { tell: (one) => told.push(one) }),
  );
  assert.equal(landed(await readAll(bytes)).length, 1);
  assert.deepEqual(
    told.map(({ id, field, done, data }) => [id, field, done, data?.bytes]),
    [
      ["marc.written-too-long", "500", "refused", 10_000],
      ["marc.written-too-long", null, "refused", 150_536],
    ],
  );
});

test("controls that XML has no place for are told and replaced; JSON has them", async () => {
  const file = iso(marc21, ["245", "10ǂaBell\x07 and\x1b escape"]);
  const read = landed(await readAll(file));
  const told: Finding[] = [];
  const xml = await written(writeMarcXml([read], { tell: (one) => told.push(one) }));
  assert.equal(landed(await readAll(xml))[0]?.text("245", "a"), "Bell\ufffd and\ufffd escape");
  assert.deepEqual(
    told.map(({ id, byte, data }) => [id, byte, data]),
    [["marc.written-character", 37, { count: 2 }]],
  );
  const json = await written(writeMarcJson([read]));
  assert.equal(landed(await readAll(json))[0]?.text("245", "a"), "Bell\x07 and\x1b escape");
});

test("a leader that XML or JSON has no place for is written all the same", async () => {
  const file = iso(marc21, ["245", "10ǂaTitle"]).replace("nam", '\x07"<');
  const read = landed(await readAll(file));
  assert.equal(landed(await readAll(await written(writeMarcXml([read]))))[0]?.leader.slice(5, 8), '?"<');
  const [back] = landed(await readAll(await written(writeMarcJson([read]))));
  assert.equal(back?.leader.slice(5, 8), '?"<');
  assert.deepEqual(
    back?.findings.map(({ id }) => id),
    ["marc.leader-bytes"],
  );
});

test("what passes by is the same while it is there", async () => {
  const file = bytesOf(Object.values(files).join("").repeat(400));
  const chunks = function* () {
    for (let at = 0; at < file.length; at += 10_000) yield file.subarray(at, at + 10_000);
  };
  for (const write of [writeMarcXml, writeMarcJson]) {
    const kept = await written(write(recordsOf(readIso2709(chunks()), none)));
    let passed = "";
    for await (const piece of write(recordsOf(readIso2709(chunks(), { passing: true }), none), {
      passing: true,
    }))
      passed += Buffer.from(piece).toString("latin1");
    assert.equal(passed, Buffer.from(kept).toString("latin1"));
  }
});

const xml = (inner: string) => `<collection xmlns="http://www.loc.gov/MARC21/slim">${inner}</collection>`;
const one = (inner: string) => `<record><leader>00000nam a2200000   4500</leader>${inner}</record>`;
const field = '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Title</subfield></datafield>';

const xmlCases: [what: string, file: string, landed: number, told: string[]][] = [
  [
    "prefixes, comments, CDATA and what looks like a record in them",
    `<m:collection><!-- <record> --><m:record><m:leader>00000nam a2200000   4500</m:leader><m:datafield tag="245" ind1="1" ind2="0"><m:subfield code="a"><![CDATA[<record>]]></m:subfield></m:datafield></m:record></m:collection>`,
    1,
    [],
  ],
  [
    "an answer of SRU, a record in a record",
    `<r><records><record><recordData>${one(field)}</recordData></record></records></r>`,
    1,
    [],
  ],
  [
    "not well-formed, and a good one",
    xml(`${one('<controlfield tag="001">a & b</controlfield>')}${one(field)}`),
    1,
    ["1 - 153 xml refused"],
  ],
  [
    "an entity of a document type",
    `<!DOCTYPE x [<!ENTITY e "boom">]>${xml(one('<controlfield tag="001">&e;</controlfield>'))}`,
    0,
    ["1 - 160 xml refused"],
  ],
  [
    "a record that does not end, and a good one",
    xml(`<record><leader>x</leader>${field}${one(field)}`),
    1,
    ["1 - 51 xml refused"],
  ],
  ["the last that does not end", `<collection>${one(field).slice(0, -9)}`, 0, ["1 - 12 xml refused"]],
  ["fields in no record", xml(`${field}${one(field)}`), 1, ["1 - 51 xml refused"]],
  ["no leader", xml(`<record>${field}</record>`), 1, ["1 - 51 leader-bytes repaired"]],
  ["hyphens in the leader", one(field).replace("nam a", "nam-a"), 1, ["1 - 0 leader-hyphens repaired"]],
  ["an empty record", xml("<record></record>"), 0, ["1 - 51 record-empty refused"]],
  [
    "elements of others",
    one(`${field}<extra>lost</extra>`),
    1,
    ["1 - 135 xml-part left-out", "1 - 142 xml-part left-out"],
  ],
  [
    "no indicators",
    one('<datafield tag="245"><subfield code="a">Title</subfield></datafield>'),
    1,
    ["1 245 49 indicators-missing repaired"],
  ],
  [
    "a tag that is none",
    one('<datafield tag="24" ind1=" " ind2=" "><subfield code="a">x</subfield></datafield>'),
    1,
    ["1 24 49 tag repaired", "1 24  49 tag kept"],
  ],
  [
    "a code that is none",
    one('<datafield tag="245" ind1=" " ind2=" "><subfield>x</subfield></datafield>'),
    1,
    [],
  ],
  ["a broken character", one(field).replace("Title", "T\xe4tle"), 1, ["1 - 108 text-bytes kept"]],
];

for (const [what, file, taken, told] of xmlCases)
  test(`MARCXML: ${what}`, async () => {
    for (const size of [1 << 20, 11]) {
      const reads = await readAll(bytesOf(file), readMarcXml, size);
      assert.deepEqual(tellings(reads), told);
      assert.equal(landed(reads).length, taken);
    }
  });

test("MARCXML in other encodings", async () => {
  const file = `<?xml version="1.0" encoding="GBK"?>${xml(one(field.replace("Title", "\xd6\xd0\xb9\xfa")))}`;
  assert.equal(landed(await readAll(bytesOf(file), readMarc, 3))[0]?.text("245", "a"), "中国");
  const utf16 = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${xml(one(field.replace("Title", "中国")))}`;
  const bytes = Uint8Array.from(
    [...utf16].flatMap((each) => [each.charCodeAt(0) & 0xff, each.charCodeAt(0) >> 8]),
  );
  assert.equal(landed(await readAll(bytes, readMarc, 3))[0]?.text("245", "a"), "中国");
});

const json = JSON.stringify({
  leader: "00000nam a2200000   4500",
  fields: [{ "001": "1" }, { "245": { ind1: "1", ind2: "0", subfields: [{ a: 'Title {"' }] } }],
});
const jsonCases: [what: string, file: string, landed: number, told: string[]][] = [
  ["an array", `\n[${json},\n${json}]`, 2, []],
  ["lines, and one behind the other", `${json}\n${json}${json}`, 3, []],
  [
    "a broken line between two",
    `${json}\n${json.replace('Title {\\""', "Title")}\n${json}7\n${json.slice(0, 63)}\n${json}`,
    3,
    ["2 - 125 json refused", "4 - 369 bytes-between left-out", "4 - 371 json refused"],
  ],
  ["a key twice", json.replace('{"001":"1"}', '{"001":"1","001":"2"}'), 0, ["1 - 0 json-key-twice refused"]],
  [
    "parts of others",
    json.replace('"leader"', '"other":1,"leader"').replace('"1"}', '"1"},{"500":5}'),
    1,
    ["1 - 0 json-part left-out", "1 - 0 json-part left-out"],
  ],
  ["no record", '{"a":1} 7', 0, ["1 - 0 json refused", "2 - 8 bytes-between left-out"]],
  ["half a character", json.replace("Title", "\\ud83d"), 1, ["1 245 0 text-bytes repaired"]],
];

for (const [what, file, taken, told] of jsonCases)
  test(`MARC-in-JSON: ${what}`, async () => {
    for (const size of [1 << 20, 13]) {
      const reads = await readAll(bytesOf(file), readMarcJson, size);
      assert.deepEqual(tellings(reads), told);
      assert.equal(landed(reads).length, taken);
    }
  });

test("a file is known by its beginning", async () => {
  for (const file of [files.CNMARC, `\xef\xbb\xbf\n ${xml(one(field))}`, `\n${json}`])
    assert.equal(landed(await readAll(bytesOf(file), readMarc, 2)).length, 1);
  assert.deepEqual(await readAll(""), []);
});

test("a record can be made of texts, and what does not fit is told", () => {
  const record = makeRecord({
    leader: "short",
    fields: [
      { tag: "001", value: "a\x1fb" },
      { tag: "é4", indicators: ["", "0"], subfields: [{ code: "ab", value: "中国" }] },
    ],
  });
  assert.deepEqual(textsOf(record), ["001 a b", "?4 a 中国"]);
  assert.deepEqual(
    record.findings.map(({ id, field, done }) => `${field} ${id.slice(5)} ${done}`),
    [
      "001 control-character repaired",
      "é4 tag repaired",
      "é4 indicator repaired",
      "é4 subfield-code repaired",
      "null leader-bytes repaired",
      "?4  tag kept",
    ],
  );
});
