import assert from "node:assert/strict";
import { test } from "node:test";
import { Iso2709Reader, type MarcRecord, mostBytes, type Read, readIso2709, readMarc } from "./index.ts";
import { bytesOf, iso, landed, marc21, type RawField, readAll, tellings } from "./testing.ts";

const title: RawField = ["245", "10ǂaAbove ǂbbelow"];
const number: RawField = ["001", "n1"];
const good = iso(marc21, number, title);
const only = async (file: string): Promise<MarcRecord> => {
  const records = landed(await readAll(file));
  assert.equal(records.length, 1);
  return records[0] as MarcRecord;
};

test("a sound record has its fields and nothing against it", async () => {
  const record = await only(good);
  assert.deepEqual(record.findings, []);
  assert.deepEqual(
    [...record.fields()].map(({ tag, value, indicators, subfields }) => [
      tag,
      value ?? subfields,
      indicators.join(""),
    ]),
    [
      ["001", "n1", "  "],
      [
        "245",
        [
          { code: "a", value: "Above " },
          { code: "b", value: "below" },
        ],
        "10",
      ],
    ],
  );
  assert.deepEqual([record.number, record.byte, record.flavour, record.charset], [1, 0, "marc21", "ascii"]);
  assert.deepEqual(
    [record.text("245", "b"), record.text("001"), record.text("246", "a")],
    ["below", "n1", null],
  );
  assert.deepEqual(Buffer.from(record.source), Buffer.from(bytesOf(good)));
});

/** With `from` replaced by `to` once; the lengths stay what they were. */
const with_ = (text: string, from: string, to: string) => {
  assert.ok(text.includes(from));
  return text.replace(from, to);
};
/** A field is deleted by taking its entry away. */
const withoutEntry = (text: string, tag: string) => {
  const at = text.indexOf(tag, 24);
  const less = (from: number) => String(Number(text.slice(from, from + 5)) - 12).padStart(5, "0");
  return less(0) + text.slice(5, 12) + less(12) + text.slice(17, at) + text.slice(at + 12);
};

/** What is read, what of it lands, and what is told: record, field, byte, finding, what became of it. */
const cases: [what: string, file: string, landed: number, told: string[]][] = [
  [
    "line breaks between",
    `${good}\r\n${good}\n`,
    2,
    [`2 - ${good.length} line-between left-out`, `3 - ${2 * good.length + 2} line-between left-out`],
  ],
  ["a mark of UTF-8 before", `\xef\xbb\xbf${good}`, 1, ["1 - 0 bytes-between left-out"]],
  ["zeros between", `${good}\0\0${good}`, 2, [`2 - ${good.length} bytes-between left-out`]],
  ["a terminator too many", `${good}\x1d${good}`, 2, [`2 - ${good.length} bytes-between left-out`]],
  ["rubbish between", `${good}7x7${good}`, 2, [`2 - ${good.length} bytes-between left-out`]],
  [
    "a record without an end, and a whole one",
    `${good.slice(0, -10)}${good}`,
    1,
    ["1 - 0 record-cut refused"],
  ],
  ["the last without an end", `${good}${good.slice(0, -5)}`, 1, [`2 - ${good.length} record-cut refused`]],
  ["only the terminator lost", good.slice(0, -1), 1, [`1 - ${good.length - 1} record-cut repaired`]],
  ["a wrong length", `x${good}`.replace("x000", "001"), 1, ["1 - 0 leader-length repaired"]],
  [
    "hyphens for a length",
    `-----${good.slice(5)}`,
    1,
    ["1 - 0 leader-length repaired", "1 - 0 leader-hyphens repaired"],
  ],
  ["hyphens in the leader", with_(good, "nam a22", "nam-a22"), 1, ["1 - 8 leader-hyphens repaired"]],
  ["a wrong base", with_(good, "00049", "00047"), 1, ["1 - 12 leader-base repaired"]],
  ["no counts", with_(good, "a22", "a  "), 1, ["1 - 10 leader-counts repaired"]],
  [
    "another number of indicators",
    iso(marc21.replace("22", "32"), ["245", "100ǂaThree"]),
    0,
    ["1 - 0 leader-counts refused"],
  ],
  [
    "a length of entries",
    with_(good, "245001800003", "245009900003"),
    1,
    ["1 245 36 directory-entries repaired"],
  ],
  [
    "letters in an entry",
    with_(good, "245001800003", "245O018OOOO3"),
    1,
    ["1 245 36 directory-entries repaired"],
  ],
  ["no end of the directory", good.replace("\x1e", "\x1f"), 1, ["1 - 48 directory-end repaired"]],
  [
    "an odd directory",
    with_(good, "24500180", "2450180"),
    0,
    [
      "1 - 0 leader-length repaired",
      "1 - 12 leader-base repaired",
      "1 - 24 directory-length repaired",
      "1 - 24 directory-unreadable refused",
    ],
  ],
  ["more fields than entries", with_(good, "Above ", "Abov\x1e "), 1, ["1 245 60 field-end-inside kept"]],
  [
    "bytes of no field",
    withoutEntry(iso(marc21, number, ["500", "  ǂaGone"], title), "500"),
    1,
    ["1 - 52 bytes-of-no-field left-out"],
  ],
  ["an empty record", iso(marc21), 0, ["1 - 0 record-empty refused"]],
  ["a strange tag", iso(marc21, ["-01", "  ǂaLocal"]), 1, ["1 -01 37 tag kept"]],
  ["an empty field", iso(marc21, ["500", ""], title), 1, ["1 500 49 field-empty kept"]],
  [
    "subfields in a control field",
    iso(marc21, ["001", "  ǂan1"], title),
    1,
    ["1 001 51 control-subfields kept"],
  ],
  ["no indicators", iso(marc21, ["245", "ǂaBare"]), 1, ["1 245 37 indicators-missing repaired"]],
  ["one indicator", iso(marc21, ["245", "1ǂaBare"]), 1, ["1 245 37 indicators-missing repaired"]],
  ["a strange indicator", iso(marc21, ["245", "1-ǂaDash"]), 1, ["1 245 37 indicator kept"]],
  [
    "text before a subfield",
    iso(marc21, ["245", "10LostǂbFound"]),
    1,
    ["1 245 39 text-before-subfield repaired"],
  ],
  [
    "a blank before a subfield",
    iso(marc21, ["245", "10 ǂbFound"]),
    1,
    ["1 245 39 text-before-subfield left-out"],
  ],
  ["no subfield at all", iso(marc21, ["245", "10Alone"]), 1, ["1 245 39 text-before-subfield repaired"]],
  ["a delimiter and nothing", iso(marc21, ["245", "10ǂaSomeǂ"]), 1, ["1 245 45 subfield-code left-out"]],
  ["two delimiters", iso(marc21, ["245", "10ǂaSomeǂǂbMore"]), 1, ["1 245 45 subfield-code left-out"]],
  ["a blank for a code", iso(marc21, ["245", "10ǂ Some"]), 1, ["1 245 39 subfield-code kept"]],
  [
    "a code that is none",
    iso(marc21, ["245", "10ǂ\x01Some"]),
    1,
    ["1 245 39 subfield-code repaired", "1 245 40 control-character kept"],
  ],
  ["controls in text", iso(marc21, ["245", "10ǂaLine\r\nbreak"]), 1, ["1 245 45 control-character kept"]],
];

for (const [what, file, taken, told] of cases)
  test(`told: ${what}`, async () => {
    for (const size of [1 << 20, 7, 1]) {
      const reads = await readAll(file, readIso2709, size);
      assert.deepEqual(tellings(reads), told);
      assert.equal(landed(reads).length, taken);
      for (const read of reads)
        if (read.kind === "refused")
          assert.equal(read.findings.at(-1)?.done, "refused", "the reason comes last");
    }
  });

test("what is mended has its fields", async () => {
  for (const [what, file] of cases.filter(([, file, taken]) => taken === 1 && file.includes("below")))
    assert.equal((await only(file)).text("245", "b"), "below", what);
  const before = await only(iso(marc21, ["245", "10LostǂbFound"]));
  assert.deepEqual([before.text("245", "a"), before.text("245", "b")], ["Lost", "Found"]);
  const [strange] = landed(
    await readAll(iso(marc21, ["245", "10ǂ\xe1Some"]), (file) => readMarc(file, { charset: "windows-1252" })),
  );
  assert.equal(strange?.text("245", "?"), "áSome");
});

test("a record longer than its numbers can tell is read by its terminators", async () => {
  const long = iso(marc21, number, ["520", `  ǂa${"long ".repeat(30_000)}`], title);
  const reads = await readAll(long + good);
  assert.deepEqual(
    landed(reads).map((record) => [record.text("520", "a")?.length ?? 0, record.text("245", "a")]),
    [
      [150_000, "Above "],
      [0, "Above "],
    ],
  );
  assert.ok(reads[0]?.findings.some(({ id }) => id === "marc.leader-length"));
});

test("a file in which no record ends does not fill the memory; what comes behind is read", async () => {
  const chunk = new Uint8Array(1 << 20).fill(0x61);
  const chunks = function* () {
    yield bytesOf(good.slice(0, 30));
    for (let n = 0; n < 24; n++) yield chunk;
    yield bytesOf(`\x1d${good}`);
  };
  const reads: Read[] = [];
  for await (const some of readIso2709(chunks())) reads.push(...some);
  assert.deepEqual(
    reads.map(({ kind }) => kind),
    ["refused", "record"],
  );
  assert.deepEqual(tellings(reads), ["1 - 0 record-too-long refused"]);
  assert.equal(reads[1]?.byte, 30 + 24 * chunk.length + 1);
  assert.ok((reads[0]?.kind === "refused" && reads[0].source.length < mostBytes + 2 * chunk.length) === true);
});

test("findings of one record have an end", async () => {
  const noise = iso(marc21, ...Array.from({ length: 700 }, (): RawField => ["500", "xy"]));
  const [read] = await readAll(noise);
  assert.equal(read?.findings.length, 101);
  assert.deepEqual([read?.findings.at(-1)?.id, read?.findings.at(-1)?.data], ["marc.more", { count: 600 }]);
});

test("who has the chunks in hand needs no stream", () => {
  const reader = new Iso2709Reader();
  const reads: Read[] = [
    ...reader.push(bytesOf(good + good.slice(0, 9))),
    ...reader.push(bytesOf(good.slice(9))),
  ];
  assert.deepEqual(
    [...reads, ...reader.end()].map(({ number, byte }) => [number, byte]),
    [
      [1, 0],
      [2, good.length],
    ],
  );
});
