import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { guard, readCsv, SheetFault, type SheetRow, unguard, writeCsv } from "./index.ts";

/** The bytes in pieces of a size, as a network would bring them. */
function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const utf8 = (text: string) => new TextEncoder().encode(text);

async function read(bytes: Uint8Array | string, options = {}, size = 7): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readCsv(pieces(typeof bytes === "string" ? utf8(bytes) : bytes, size), options))
    rows.push(row);
  return rows;
}
const cellsOf = async (...given: Parameters<typeof read>) => (await read(...given)).map(({ cells }) => cells);
async function written(rows: string[][]): Promise<string> {
  let text = "";
  for await (const piece of writeCsv(rows)) text += piece;
  return text;
}
/** Real GB18030 from the C library, not from our own decoder. */
const gb18030 = (text: string) => execFileSync("iconv", ["-f", "UTF-8", "-t", "GB18030"], { input: text });

test("what is written is read back, whatever is in the cells", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "＝", "克"),
    }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 64 }), async (given, size) => {
      const whole = given.map((row) => ["x", ...row]);
      assert.deepEqual(await cellsOf(await written(whole), {}, size), whole);
    }),
    { numRuns: 300 },
  );
});

test("guarding is undone by unguarding, and no guarded text is a formula", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "a", "1") }),
      (text) => {
        assert.equal(unguard(guard(text)), text);
        assert.doesNotMatch(guard(text), /^[=+\-@\t\r]/);
      },
    ),
  );
});

test("a cell that would be calculated is written as text and comes back as it was", async () => {
  const evil = '=HYPERLINK("http://example.org","x")';
  const text = await written([["a", evil, "-1", "+86 990"]]);
  assert.equal(text, `\uFEFFa,"'=HYPERLINK(""http://example.org"",""x"")",'-1,'+86 990\r\n`);
  assert.deepEqual(await cellsOf(text), [["a", evil, "-1", "+86 990"]]);
});

test("UTF-8 with a mark or without, and GB18030, are told apart by themselves", async () => {
  const text = "编号,名称\n1,克拉玛依市图书馆\n2,𠮷野 乌尔禾\n";
  const wanted = [
    ["编号", "名称"],
    ["1", "克拉玛依市图书馆"],
    ["2", "𠮷野 乌尔禾"],
  ];
  for (const size of [1, 3, 4096]) {
    assert.deepEqual(await cellsOf(text, {}, size), wanted);
    assert.deepEqual(await cellsOf(`\uFEFF${text}`, {}, size), wanted);
    assert.deepEqual(await cellsOf(gb18030(text), {}, size), wanted);
    assert.deepEqual(await cellsOf(gb18030(text), { encoding: "GB18030" }, size), wanted);
  }
});

test("letters beyond ASCII that come late decide all the same", async () => {
  const rows = Array.from({ length: 500 }, (_, n) => `${n},abc`).join("\n");
  assert.deepEqual((await cellsOf(gb18030(`${rows}\n1,迎宾\n`), {}, 1000)).at(-1), ["1", "迎宾"]);
});

const wrong = [
  [
    "declared UTF-8, is GB18030",
    gb18030("a,b\n1,克拉玛依\n"),
    { encoding: "UTF-8" },
    { declared: "UTF-8", found: "GB18030", byte: 6, line: 2 },
  ],
  [
    "declared GB18030, is UTF-8",
    utf8("a,b\n1,克拉玛依\n"),
    { encoding: "GB18030" },
    { declared: "GB18030", found: "UTF-8", byte: 6, line: 2 },
  ],
  [
    "marked as UTF-8, is GB18030",
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gb18030("a,b\n1,克拉玛依\n")]),
    {},
    { declared: "UTF-8", found: "GB18030", byte: 9, line: 2 },
  ],
] as const;
for (const [what, bytes, options, data] of wrong) {
  test(`${what}: refused with the byte`, async () => {
    await assert.rejects(read(bytes, options), (error) => {
      assert.ok(error instanceof SheetFault);
      assert.equal(error.id, "sheet.other-encoding");
      assert.deepEqual(error.data, data);
      return true;
    });
  });
}

test("a broken letter costs its row only, told with its byte", async () => {
  const good = utf8("编号,名称\n1,图书馆\n");
  const bytes = Buffer.concat([good, Buffer.from([0x32, 0x2c, 0xe5, 0x9b, 0x0a]), utf8("3,文化馆\n")]);
  const rows = await read(bytes, {}, 5);
  assert.deepEqual(rows[2]?.broken, [{ id: "row.encoding", data: { byte: good.length + 2 } }]);
  assert.deepEqual(rows[3], { row: 4, cells: ["3", "文化馆"] });
});

test("UTF-16, which cannot be read line by line, is named", async () => {
  await assert.rejects(read(Buffer.from("\uFEFFa,b\n", "utf16le")), { id: "sheet.utf-16" });
});

const divided = [
  ["comma", "a,b,c\n1,2,3\n"],
  ["semicolon", "a;b;c\n1;2;3\n"],
  ["tab", "a\tb\tc\n1\t2\t3\n"],
  ["semicolon beside a comma in quotes", '"a";"b";"c"\n1;2;3\n'],
  ["Excel's own line", "sep=;\na;b;c\n1;2;3\n"],
  ["after a note", "# x,y,z,u,v\na;b;c\n1;2;3\n"],
] as const;
for (const [what, text] of divided) {
  test(`divided by ${what}`, async () => {
    assert.deepEqual((await cellsOf(text)).slice(-2), [
      ["a", "b", "c"],
      ["1", "2", "3"],
    ]);
  });
}

test("rows are numbered as the person sees them: line breaks in cells, blank rows", async () => {
  const rows = await read('a,b\r\n"x\r\ny",1\r\n\r\n"say ""hi""",2\r\n');
  assert.deepEqual(
    rows.map(({ row, cells }) => [row, cells]),
    [
      [1, ["a", "b"]],
      [2, ["x\r\ny", "1"]],
      [3, [""]],
      [4, ['say "hi"', "2"]],
    ],
  );
});

test("a quote that is not closed or stands in the middle costs its row only", async () => {
  const rows = await read('a,b\n1,bad"quote\n2,good\n3,"open\n');
  assert.deepEqual(
    rows.map(({ row, broken }) => [row, broken?.[0]?.id]),
    [
      [1, undefined],
      [2, "row.quotes"],
      [3, undefined],
      [4, "row.quotes"],
    ],
  );
});

const misquoted = [
  ["two quotes in the middle", '1,x"y"z,w'],
  ["letters behind a closing quote", '1,"x"y,z'],
  ["and another cell in quotes", '1,"x"y,"z"'],
  ["in two cells", '1,"x"y,z"q"w'],
  ["a blank before the quote", '1, "x",z'],
  ["a blank before the first quote", ' "1",x,z'],
  ["a line break in the cell", '1,"x\ny"z,w'],
] as const;
for (const [what, line] of misquoted) {
  test(`a row with wrong quotes is one fault, the rows behind it keep their numbers: ${what}`, async () => {
    const rows = await read(`a,b,c\r\n${line}\r\n2,"l\nm","say ""hi"""\r\n3,"",ok\r\n`);
    assert.deepEqual(rows.slice(1), [
      { row: 2, cells: [], broken: [{ id: "row.quotes", data: {} }] },
      { row: 3, cells: ["2", "l\nm", 'say "hi"'] },
      { row: 4, cells: ["3", "", "ok"] },
    ]);
  });
}

test("an unguarded formula and an endless cell are told with their column", async () => {
  const [, formula, long] = await read(`a,b\n1,=1+1\n2,${"x".repeat(40_000)}\n`, {}, 4096);
  assert.deepEqual(formula?.broken, [{ id: "cell.formula", data: {}, column: 1 }]);
  assert.deepEqual(long?.broken, [{ id: "too-long", data: { limit: 32767 }, column: 1 }]);
});

test("a file without an end of line anywhere is refused before it fills the memory", async () => {
  function* endless() {
    const chunk = new Uint8Array(65_536).fill(0x61);
    for (;;) yield chunk;
  }
  const reading = async () => {
    for await (const _ of readCsv(endless()));
  };
  await assert.rejects(reading(), { id: "sheet.line-too-long" });
});

test("a file of nothing has no rows", async () => {
  assert.deepEqual(await read(""), []);
  assert.deepEqual(await read("\uFEFF"), []);
});
