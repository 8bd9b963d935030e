import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { encodeGb } from "./gb-encode.ts";
import { type Charset, readMarc } from "./index.ts";
import { decodeMarks } from "./marc8.ts";
import { eastAsianPoint } from "./marc8-tables.ts";
import { bytesOf, iso, landed, marc8, marc21, readAll, tellings, unimarc, utf8 } from "./testing.ts";

const gb = (text: string) => String.fromCharCode(...encodeGb(text));
/** 100ǂa with the charset in 26-29. */
const general = (charset: string) => ["100", `  ǂa20020204d1994    em y0chiy${charset}    ea`] as const;
const chinese = (leader: string, charset: string, title: string) =>
  iso(leader, ["001", "n1"], general(charset), ["200", `1 ǂa${title}`]);
const texts = "中国发展报告，第二版";

/** A file, which charset it is found to be in, its title, and what is told. */
const cases: [what: string, file: string, charset: Charset | null, title: string | null, told: string[]][] = [
  [
    "UTF-8 that says so",
    iso(marc21, ["245", `10ǂa${utf8("Ürümqi 乌鲁木齐")}`]),
    "utf-8",
    "Ürümqi 乌鲁木齐",
    [],
  ],
  [
    "UTF-8 that says MARC-8",
    iso(marc8, ["245", `10ǂa${utf8("乌鲁木齐")}`]),
    "utf-8",
    "乌鲁木齐",
    ["1 - 0 charset-declared repaired"],
  ],
  [
    "MARC-8 that says so",
    iso(marc8, ["245", "10ǂaM\xe8unchen, \xa1\xe2od\xf2z"]),
    "marc-8",
    "München, Łódẓ",
    [],
  ],
  [
    "MARC-8 that says UTF-8",
    iso(marc21, ["245", "10ǂaM\xe8unchen"]),
    "marc-8",
    "München",
    ["1 - 0 charset-declared repaired"],
  ],
  ["seven bits of MARC-8", iso(marc8, ["245", "10ǂa\x1b$1!0d!0Q\x1b(B"]), "marc-8", "人二", []],
  ["CNMARC in UTF-8 that says so", chinese(unimarc, "50  ", utf8(texts)), "utf-8", texts, []],
  [
    "CNMARC in UTF-8 that says GB",
    chinese(unimarc, "0120", utf8(texts)),
    "utf-8",
    texts,
    ["1 - 0 charset-declared repaired"],
  ],
  ["CNMARC in GBK that says GB", chinese(unimarc, "0110", gb(`${texts}镕`)), "gb18030", `${texts}镕`, []],
  [
    "CNMARC in GB18030, four bytes",
    chinese(unimarc, "0120", gb(`${texts}𠮷ئۇيغۇر`)),
    "gb18030",
    `${texts}𠮷ئۇيغۇر`,
    [],
  ],
  [
    "CNMARC in GBK that says Unicode",
    chinese(unimarc, "50  ", gb(texts)),
    "gb18030",
    texts,
    ["1 - 0 charset-declared repaired"],
  ],
  [
    "GBK in MARC 21",
    iso(marc8, ["245", `10ǂa${gb(texts)}`]),
    "gb18030",
    texts,
    ["1 - 0 charset-declared repaired"],
  ],
  [
    "a pair that is one character in UTF-8 too",
    chinese(unimarc, "0120", "\xc3\xa9\xcc\xa8"),
    "gb18030",
    "茅台",
    ["1 - 0 charset-unclear kept"],
  ],
  [
    "ISO 5426",
    iso(unimarc, ["100", `  ǂa20020204d1994    em y0frey0103    ba`], ["200", "1 ǂa\xc2Etude d\xc2eja"]),
    "iso-5426",
    "Étude déja",
    [],
  ],
  [
    "one broken character among many",
    iso(marc21, ["245", `10ǂa${utf8(texts)}\xe4\xb8 ${utf8(texts)}`]),
    "utf-8",
    `${texts}\ufffd ${texts}`,
    ["1 245 71 text-bytes kept"],
  ],
  [
    "a charset nobody told",
    iso(marc21, ["245", "10ǂa\xce\xf1\xed\xee\xe2\xfb \xe3\xe8\xe4\xf0\xe0\xe2\xeb\xe8\xea\xe8"]),
    null,
    null,
    ["1 - 0 charset-unknown refused"],
  ],
];

for (const [what, file, charset, title, told] of cases)
  test(`found: ${what}`, async () => {
    const reads = await readAll(file);
    const [record] = landed(reads);
    assert.deepEqual(tellings(reads), told);
    assert.deepEqual(
      [record?.charset ?? null, record?.text("245", "a") ?? record?.text("200", "a") ?? null],
      [charset, title],
    );
  });

test("what the sender says is not guessed again", async () => {
  const file = iso(marc8, ["245", "10ǂa\xce\xf1\xed\xee\xe2\xfb"]);
  const [record] = landed(await readAll(file, (chunks) => readMarc(chunks, { charset: "windows-1251" })));
  assert.equal(record?.text("245", "a"), "Основы");
});

const decoded = (text: string) => decodeMarks(bytesOf(text), 0, text.length, "marc-8");

test("MARC-8: each script, and what cannot be read", () => {
  for (const [bytes, text] of [
    ["\x1b(NmOSKWA\x1b(B", "Москва"],
    ["\x1b(2\x60\x61\x62\x1b(B.", "אבג."],
    ["\x1b(3\x47\x48\x1b(B", "اب"],
    ["\x1b(SAB\x1b(B", "ΑΒ"],
    ["H\x1bb2\x1bsO", "H₂O"],
    ["m\x1bp2\x1bs", "m²"],
    ["\x1bga\x1bs-ray", "α-ray"],
    ["\x1b$1!0d\x1b(B x", "人 x"],
    ["\x1b)2\xe0\xe1\x1b)!E\xe2e", "אבé"],
    ["\xebi\xeca", "i͡a"],
    ["\xe1\xe8a", "à\u0308"],
    ["\xe2", " \u0301"],
    ["a\xe2 b", "a \u0301b"],
    ["\x1b", "\ufffd"],
    ["\x1b$1!0d!", "人\ufffd"],
    ["\xfd", "\ufffd"],
  ] as const)
    assert.equal(decoded(bytes), text, JSON.stringify(bytes));
});

test("one lost byte among characters of three costs one or two of them, not all that follow", () => {
  const many = "!0d!0Q".repeat(5);
  const broken = decoded(`\x1b$1${many}!0${many}\x1b(B`);
  assert.ok(broken.startsWith("人二".repeat(5)) && broken.endsWith("人二".repeat(4)), broken);
});

test("the table of East Asian characters is whole", () => {
  const hash = createHash("sha256");
  let count = 0;
  for (let one = 0x21; one < 0x7f; one++)
    for (let two = 0x21; two < 0x7f; two++)
      for (let three = 0x20; three < 0x7f; three++) {
        const point = eastAsianPoint(Uint8Array.of(one, two, three), 0);
        if (point === undefined) continue;
        count++;
        hash.update(`${((one << 16) | (two << 8) | three).toString(16)} ${point.toString(16)}\n`);
      }
  assert.equal(count, 15_739);
  assert.equal(hash.digest("hex").slice(0, 16), "a27689c56da42a8e");
});

const isPrivate = (point: number) => point >= 0xe000 && point <= 0xf8ff;

test("GB18030 is written as the platform reads it, every character of Unicode", () => {
  const decoder = new TextDecoder("gb18030", { fatal: true });
  for (let from = 0; from < 0x110000; from += 0x400) {
    let text = "";
    for (let point = from; point < from + 0x400; point++)
      if (point < 0xd800 || (point > 0xdfff && !isPrivate(point))) text += String.fromCodePoint(point);
    assert.equal(decoder.decode(encodeGb(text)), text, from.toString(16));
  }
  assert.deepEqual([...encodeGb("啊A€𠮷")], [0xb0, 0xa1, 0x41, 0xa2, 0xe3, 0x95, 0x34, 0xb2, 0x35]);
  let lost = 0;
  assert.equal(decoder.decode(encodeGb("\ue5e5,\ue000", () => lost++)), "\ufffd,\ue000");
  assert.equal(lost, 1);
});
