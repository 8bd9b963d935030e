import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRecord } from "#libs/marc";
import { linesOf, looseLines, recordInLines } from "./as-lines.ts";

test("a record as lines, and back, dollars included", () => {
  const parts = {
    leader: "00000nam a2200000 a 4500",
    fields: [
      { tag: "001", value: "n1" },
      {
        tag: "245",
        indicators: ["1", "0"] as const,
        subfields: [
          { code: "a", value: "价 $5$ 的书" },
          { code: "b", value: "" },
          { code: "c", value: "$" },
        ],
      },
    ],
  };
  const lines = linesOf(makeRecord(parts));
  assert.equal(lines, "LDR 00000nam a2200000 a 4500\n001 n1\n245 10$a价 $$5$$ 的书$b$c$$");
  assert.deepEqual(recordInLines(`\n${lines}\r\n`), parts);
});

test("the first line that cannot be read is told", () => {
  const head = "LDR 00000nam a2200000 a 4500";
  for (const [text, line, id] of [
    ["245 10$a没有头标", 1, "leader"],
    ["LDR short", 1, "leader"],
    [`${head}\n??? 10$a题名`, 2, "tag"],
    [`${head}\n245 10题名`, 2, "subfields"],
    [`${head}\n245 10$`, 2, "subfields"],
    [`${head}\n\n2450$a`, 3, "tag"],
  ] as const)
    assert.deepEqual(recordInLines(text), { line, id }, text);
});

test("of refused bytes what can be read stands as lines, lost tags as ???", () => {
  const bytes = Buffer.concat([
    Buffer.from(
      "00099nam  2200049   4500245001500000900000900015\x1e10\x1fa题\x1fb价$\x1ewhat\x1e  \x1fax\x1e\x1d",
    ),
  ]);
  assert.equal(looseLines(bytes), "LDR 00099nam  2200049   4500\n245 10$a题$b价$$\n900 what\n???   $ax");
  const gbk = Buffer.concat([
    Buffer.from("00060nam  2200037   4500200001500000\x1e1 \x1fa"),
    Buffer.from([0xca, 0xe9]),
    Buffer.from("\x1e\x1d"),
  ]);
  assert.match(looseLines(gbk) ?? "", /200 1 \$a书$/);
  assert.equal(looseLines(Buffer.from("nothing at all")), null);
});
