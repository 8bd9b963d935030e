import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ZipFile } from "yazl";
import { readXlsx, type SheetRow, writeXlsx } from "./index.ts";

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
async function read(file: Uint8Array): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readXlsx(file)) rows.push(row);
  return rows;
}
const written = (rows: string[][]) => bytesOf(writeXlsx(rows, { title: "表" }));

/** A book whose sheet is `rows` of XML; `more` replaces or adds parts. */
function book(rows: string, more: Record<string, string> = {}): Promise<Buffer> {
  const parts: Record<string, string> = {
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="隐" state="hidden" r:id="h"/><sheet name="a" r:id="x"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="h" Target="nowhere.xml" Type="t/worksheet"/><Relationship Id="x" Target="/xl/s.xml" Type="t/worksheet"/>
      <Relationship Id="w" Target="words.xml" Type="t/sharedStrings"/><Relationship Id="f" Target="f.xml" Type="t/styles"/></Relationships>`,
    "xl/words.xml":
      "<sst><si><t>共享</t></si><si><r><t>多</t></r><r><t>段</t></r><rPh><t>dum</t></rPh></si></sst>",
    "xl/f.xml":
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m月"/><numFmt numFmtId="171" formatCode="0.00&quot;m&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    "xl/s.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml), name);
  zip.end();
  return bytesOf(zip.outputStream as AsyncIterable<Buffer>);
}

test("what is written is read back, whatever is in the cells", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
    fc.string({ unit: fc.constantFrom("_", "x", "0", "D", "\r", "\n", "<", "&", " ", "=", "克", "\u0000") }),
    fc.constantFrom("_x000D_", "=1+1", "007", "650203001001", " "),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const back = await read(await written(given));
      assert.deepEqual(
        back,
        given.map((cells, at) => ({ row: at + 1, cells })),
      );
    }),
    { numRuns: 100 },
  );
});

test("the same rows make the same file", async () => {
  assert.ok((await written([["a", "b"]])).equals(await written([["a", "b"]])));
});

test("cells say what the person sees: words, days, times, numbers", async () => {
  const file = await book(
    `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
     <row r="4"><c r="A4" s="1"><v>46185</v></c><c r="C4" s="2"><v>46185.396</v></c><c r="D4" s="3"><v>84.889000000000001</v></c>
       <c r="E4" s="4"><v>0.4375</v></c><c r="F4"><v>650203001001</v></c><c r="G4" t="b"><v>1</v></c></row>`,
  );
  assert.deepEqual(await read(file), [
    { row: 1, cells: ["共享", "多段"] },
    { row: 4, cells: ["2026-06-12", "", "2026-06-12 09:30", "84.889", "10:30", "650203001001", "TRUE"] },
  ]);
});

test("formulas, errors and endless cells are told with their column", async () => {
  const file = await book(
    `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="inlineStr"><is><t>${"x".repeat(33_000)}</t></is></c></row>`,
  );
  assert.deepEqual((await read(file))[0]?.broken, [
    { id: "cell.formula", data: {}, column: 0 },
    { id: "cell.error", data: { says: "#REF!" }, column: 1 },
    { id: "too-long", data: { limit: 32767 }, column: 2 },
  ]);
});

test("one cell in the last corner of the sheet does not fill the memory", async () => {
  const rows = await read(await book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'));
  assert.deepEqual(rows, [
    { row: 1_048_576, cells: [], broken: [{ id: "row.too-many-cells", data: { limit: 256 } }] },
  ]);
  await assert.rejects(read(await book('<row r="1048577"/>')), { id: "sheet.too-many-rows" });
});

const refusals: [string, () => Promise<Uint8Array>, string][] = [
  ["no ZIP", async () => Buffer.from("编号,名称\n"), "sheet.not-xlsx"],
  ["a ZIP of something else", () => book("", { "xl/workbook.xml": "<a/>" }), "sheet.not-xlsx"],
  ["broken XML", () => book("<row>"), "sheet.not-xlsx"],
  [
    "a document type",
    () => book("", { "xl/words.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' }),
    "sheet.not-xlsx",
  ],
  ["an old or locked file", async () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "sheet.old-or-locked"],
  ["cut off in the middle", async () => (await book("<row/>")).subarray(0, 700), "sheet.not-xlsx"],
];
for (const [what, file, id] of refusals) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(read(await file()), { name: "SheetFault", id });
  });
}

test("a file that says it unpacks to gigabytes is refused before it is unpacked", async () => {
  const file = await book("<row/>");
  // The size in the central directory (APPNOTE 4.3.12, offset 24), of one entry.
  const entry = file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  file.writeUInt32LE(0xf0000000, entry + 24);
  await assert.rejects(read(file), { id: "sheet.too-large" });
});

test("a file that unpacks to more than it says is cut off", async () => {
  const file = await book(`<row><c t="inlineStr"><is><t>${"x".repeat(100_000)}</t></is></c></row>`);
  let entry = 0;
  for (let at = file.indexOf("PK\u0001\u0002"); at >= 0; at = file.indexOf("PK\u0001\u0002", at + 4)) {
    if (file.subarray(at + 46, at + 54).toString() === "xl/s.xml") entry = at;
  }
  file.writeUInt32LE(100, entry + 24);
  await assert.rejects(read(file), { id: "sheet.not-xlsx" });
});
