import assert from "node:assert/strict";
import { makeRecord } from "#libs/marc";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { anOwner } from "./testing.ts";

dbTest("an 880 that stands for no field is told with its place in the file", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const bytes = await aFile(aBook(aKey(), "Qie ting feng yun", "880 10$a窃听风云"));
  const batch = await landedBatch(ctx, { organisationId, bytes });
  const told = await ctx.db.many<{
    finding: string;
    field: string;
    byte: number;
    done: string;
    recordNumber: number;
  }>`
    select finding, field, byte, done, record_number from library.finding where batch_id = ${batch.id}`;
  const byte = Buffer.from(bytes).indexOf("10\x1fa窃听");
  assert.deepEqual(told, [{ finding: "marc.link", field: "880", byte, done: "kept", recordNumber: 1 }]);
});

dbTest("a file in which there is no record is refused and says what it seems to be", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const outcome = async (bytes: Uint8Array, state: "checking" | "landing" = "landing") => {
    const batch = await landedBatch(ctx, { organisationId, bytes, state });
    const told = await ctx.db.many<{
      finding: string;
      byte: number;
      recordNumber: number;
      looks: string | null;
    }>`
      select finding, byte, record_number, data->>'looks' as looks from library.finding where batch_id = ${batch.id} order by id`;
    const findings = told.map(({ finding, byte, looks }) => `${finding} @${byte}${looks ? ` ${looks}` : ""}`);
    return [batch.state, batch.broken?.id, batch.findings, ...findings];
  };
  assert.deepEqual(await outcome(new Uint8Array()), [
    "refused",
    "library.no-record.empty",
    1,
    "library.no-record @0 empty",
  ]);
  const text = Buffer.from("no record of anything\n");
  for (const state of ["checking", "landing"] as const)
    assert.deepEqual(await outcome(text, state), [
      "refused",
      "library.no-record.text",
      2,
      "marc.bytes-between @0",
      "library.no-record @0 text",
    ]);
  // By chance it has what would end a record.
  assert.deepEqual(await outcome(Buffer.from("%PDF-1.4 00024\x1dnam\x1e\x1d")), [
    "refused",
    "library.no-record.pdf",
    1,
    "library.no-record @0 pdf",
  ]);
  // One record, and it is a file of records with something before and behind it.
  const book = await aFile(aBook(aKey()));
  assert.deepEqual(await outcome(Buffer.concat([Buffer.from("\x1d\x1d"), book, text])), [
    "landed",
    undefined,
    2,
    "marc.bytes-between @0",
    `marc.bytes-between @${book.length + 2}`,
  ]);
});

dbTest("text that no database holds comes in all the same, and is told", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aKey();
  const odd = makeRecord({
    leader: "00000nam a2200000 a 4500",
    fields: [
      { tag: "001", value: number },
      { tag: "003", value: "TE\0ST" },
      { tag: "245", indicators: ["1", "0"], subfields: [{ code: "a", value: "有\0零\u0001字符" }] },
      { tag: "020", indicators: [" ", " "], subfields: [{ code: "a", value: "978\0" }] },
      {
        tag: "952",
        indicators: [" ", " "],
        subfields: [
          { code: "p", value: `b\u0001${number}` },
          { code: "b", value: "no\0where" },
          { code: "o", value: "I\0" },
        ],
      },
    ],
  });
  const bytes = Buffer.from(await aFile(odd));
  bytes[17] = 0;
  const batch = await landedBatch(ctx, { organisationId, bytes: new Uint8Array(bytes) });
  assert.deepEqual([batch.state, batch.added], ["landed", 1]);
});
