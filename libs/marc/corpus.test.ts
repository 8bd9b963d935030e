import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  type Charset,
  type Finding,
  type MarcRecord,
  type Read,
  readIso2709,
  readMarc,
  readMarcJson,
  readMarcXml,
  writeIso2709,
  writeMarcJson,
  writeMarcXml,
} from "./index.ts";
import { landed, lostBytes, readAll, textsOf, written } from "./testing.ts";

const corpus = join(import.meta.dirname, "../../../shared/data/marc");
const skip = !existsSync(corpus) && "no ../shared/data/marc beside the repository";
const expected = new URL("corpus.expected.txt", import.meta.url);
const files = () =>
  globSync("**/*.*", { cwd: corpus })
    .filter((path) => !path.endsWith(".md"))
    .toSorted();
const isIso = (path: string) => /\.(mrc|marc|dat|usmarc|iso)$/.test(path);
const bytesAt = (path: string) => new Uint8Array(readFileSync(join(corpus, path)));

/** A line about a file: how many records land and are refused, in which charsets, and each finding with how often and where it is first. */
function lineFor(path: string, reads: readonly Read[]): string {
  const records = landed(reads);
  const refused = reads.filter(({ kind }) => kind === "refused").length;
  const charsets = Map.groupBy(records, ({ charset }) => charset);
  const findings = Map.groupBy(
    reads.flatMap((read) => read.findings),
    ({ id, done }) => `${id.slice(5)} ${done}`,
  );
  const told = [...findings].map(([what, all]) => {
    const [{ record, field, byte } = { record: 0, field: null, byte: 0 }] = all;
    return `${what} ×${all.length} (${record} ${field ?? "-"} @${byte})`;
  });
  const found = [...charsets].map(([charset, { length }]) => `${length} ${charset}`).join(", ");
  return `${path}: ${records.length} + ${refused}${found && `; ${found}`}${told.map((one) => `\n  ${one}`).join("")}`;
}

test("every file at hand: each record lands or is refused by the findings that stand in corpus.expected.txt", {
  skip,
}, async () => {
  const lines: string[] = [];
  for (const path of files()) lines.push(lineFor(path, await readAll(bytesAt(path))));
  const text = `${lines.join("\n")}\n`;
  if (process.env.WRITE_EXPECTED) writeFileSync(expected, text);
  assert.deepEqual(text.split("\n"), readFileSync(expected, "utf8").split("\n"));
});

test("no byte of a file is lost in silence, and chunks of any size give the same", { skip }, async () => {
  for (const path of files().filter(isIso)) {
    const bytes = bytesAt(path);
    const reads = await readAll(bytes);
    assert.equal(lostBytes(reads, bytes.length), 0, path);
    for (const size of bytes.length < 3000 ? [1, 1000] : [4099]) {
      const again = await readAll(bytes, readMarc, size);
      assert.deepEqual(lineFor(path, again), lineFor(path, reads), path);
      assert.deepEqual(
        again.map(({ source }) => Buffer.from(source).toString("latin1")),
        reads.map(({ source }) => Buffer.from(source).toString("latin1")),
      );
    }
  }
});

/** Six files have more. */
const mostOfAFile = 150;

test("what is sound is written byte for byte as it came, and everything has its texts in XML and in JSON", {
  skip,
}, async () => {
  const sums = { sound: 0, same: 0, mended: 0, tooLong: 0 };
  for (const path of files()) {
    const records = landed(await readAll(bytesAt(path))).slice(0, mostOfAFile);
    const texts = records.map(textsOf);
    const xml = landed(await readAll(await written(writeMarcXml([records])), readMarcXml));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them.
    const inXml = texts.map((all) => all.map((one) => one.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "\ufffd")));
    assert.deepEqual(xml.map(textsOf), inXml, path);
    const json = landed(await readAll(await written(writeMarcJson([records])), readMarcJson));
    assert.deepEqual(
      json.map((record) => textsOf(record).map(blank)),
      texts.map((all) => all.map(blank)),
      path,
    );
    const sound = records.filter(({ nature }) => nature.isSound);
    const sources = sound.map(({ source }) => latin(source));
    assert.equal(latin(await written(writeIso2709([sound]))), sources.join(""), path);
    sums.sound += sound.length;
    // Put together anew from their texts they are the same bytes, but for charsets and directories in another order.
    const anew = await readAll(await written(writeIso2709([json])), readIso2709);
    const made = new Set(anew.map(({ source }) => latin(source)));
    sums.same += sources.filter((source) => made.has(source)).length;
    const mended = records.filter(({ nature }) => !nature.isSound);
    const long = new Set<number>();
    const tell = ({ id, record }: Finding) => id === "marc.written-too-long" && long.add(record);
    const back = landed(await readAll(await written(writeIso2709([mended], { tell }))));
    const fitting = mended.filter(({ number }) => !long.has(number));
    const plainTexts = (some: MarcRecord[]) => some.map((record) => textsOf(record).map(plain));
    assert.deepEqual(plainTexts(back), plainTexts(fitting), path);
    sums.mended += fitting.length;
    sums.tooLong += long.size;
  }
  console.log(`marc records: ${JSON.stringify(sums)}`);
  assert.ok(sums.sound > 1500 && sums.same > 1000 && sums.mended > 50);
});

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
// biome-ignore lint/suspicious/noControlCharactersInRegex: in a field they are blanks when it is written.
const blank = (text: string) => text.replace(/[\x1d-\x1f]/g, " ");

/** CNMARC says its charset in 100$a/26-29, and what is put together anew says it rightly. */
const plain = (text: string) => blank(text).replace(/^(100a .{26}).{4}/, "$1____");

/** What yaz counts otherwise: two files it gives up in the middle, and one that holds no record. */
const yazCounts: Record<string, number> = {
  "perl4lib+marc-perl/marc-charset_t_farsi.marc": 1,
  "marc4j+marc4j/bad_hathi_records.mrc": 4,
  "marc4j+marc4j/bad_too_long_plus_2.mrc": 1,
};

const yaz = spawnSync("yaz-marcdump", ["-V"]).error ? "no yaz-marcdump here" : false;

test("yaz counts as many records", { skip: skip || yaz }, async () => {
  for (const path of files().filter(isIso)) {
    const reads = await readAll(bytesAt(path));
    const { stdout } = spawnSync("yaz-marcdump", ["-p", "-n", join(corpus, path)], { encoding: "latin1" });
    const theirs = stdout.match(/^<!-- Record \d+ offset/gm)?.length ?? 0;
    assert.equal(theirs, yazCounts[path] ?? reads.filter(({ kind }) => kind !== "noise").length, path);
  }
});

/** Where yaz reads other texts: broken records, of which each of us makes what it can. */
const yazReadsOtherwise = [
  "edsu+pymarc/bad_subfield_code.dat",
  "edsu+pymarc/regression45.dat",
  "edsu+pymarc/utf8_invalid.mrc",
  "evergreen-library-system+Evergreen/hebrew.marc",
  "indexdata+yaz/marc0.marc",
  "indexdata+yaz/marc12.marc",
  "indexdata+yaz/marc5.marc",
  "jorol+processing-marc/bad_encoding.mrc",
  "jorol+processing-marc/bad_oversize_field_bad_directory.mrc",
  "jorol+processing-marc/chinese_mangled_multibyte.mrc",
  "marc4j+marc4j/185258.mrc",
  "marc4j+marc4j/bad_oversize_field_bad_directory.mrc",
  "marc4j+marc4j/bad_too_long_plus_2.mrc",
  "marc4j+marc4j/chinese_mangled_multibyte.mrc",
  "marc4j+marc4j/datos-20161010-slice.mrc",
  "marc4j+marc4j/greekmissingcharsetchange.mrc",
  "marc4j+marc4j/incomplete_esc_seq.mrc",
  "marc4j+marc4j/not_unimarc_errors_3.mrc",
  "solrmarc+solrmarc/record_set_045.mrc",
  "traject+traject/bad_subfield_code.marc",
];
const yazNames: Partial<Record<Charset, string>> = { "marc-8": "marc8", "utf-8": "utf8", gb18030: "gb18030" };

test("yaz reads the same texts, told the charset that we found", { skip: skip || yaz }, async () => {
  const composed = (record: MarcRecord) => textsOf(record).map((text) => text.normalize("NFC"));
  const otherwise = new Set<string>();
  let [same, other] = [0, 0];
  for (const path of files().filter(isIso)) {
    const reads = await readAll(bytesAt(path));
    const records = landed(reads);
    // What one of us refuses the other counts, and then nothing stands beside its like.
    if (records.length < reads.length) continue;
    for (const [charset, some] of Map.groupBy(records, (record) => record.charset)) {
      const name = yazNames[charset];
      if (!name) continue;
      const args = ["-f", name, "-t", "utf8", "-o", "marcxml", join(corpus, path)];
      const { stdout } = spawnSync("yaz-marcdump", args, { maxBuffer: 1 << 26 });
      const theirs = (await readAll(new Uint8Array(stdout), readMarcXml)).map((read) =>
        read.kind === "record" ? composed(read).join("\n") : "",
      );
      for (const record of some)
        if (theirs[record.number - 1] === composed(record).join("\n")) same++;
        else {
          otherwise.add(path);
          other++;
        }
    }
  }
  console.log(`the same texts as yaz: ${same} records that are not all ASCII, others: ${other}`);
  assert.deepEqual([...otherwise].toSorted(), yazReadsOtherwise);
  assert.ok(same > 2000);
});
