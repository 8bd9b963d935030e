import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { anOwner, recordOf } from "./testing.ts";

dbTest("a barcode that stands twice far apart is told by the check as by the landing", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aKey(), aKey()];
  const between = Array.from({ length: 600 }, (_, at) => aBook(aKey(), `之间 ${at}`));
  const bytes = await aFile(
    aBook(one, "一", `952   $p${one}`),
    ...between,
    // The same record once more has its own barcode; another has not.
    aBook(two, "二", `952   $p${one}`),
    aBook(one, "一", `952   $p${one}`),
  );
  for (const state of ["checking", "landing"] as const) {
    const batch = await landedBatch(ctx, { organisationId, bytes, state });
    assert.equal(batch.itemsRefused, 1);
    const told = await ctx.db.many<{ recordNumber: number; data: { barcode: string; first?: number } }>`
      select record_number, data from library.finding where batch_id = ${batch.id} and finding = 'library.barcode-taken'`;
    assert.deepEqual(
      told.map(({ recordNumber, data }) => [recordNumber, data.barcode, data.first]),
      [[602, one, state === "checking" ? 1 : undefined]],
    );
  }
});

dbTest("a barcode that another record has, or that stands twice, is told and left out", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aKey(), aKey()];
  await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(one, "一", `952   $p${one}a`)),
  });
  const { id } = await recordOf(ctx, one);
  const bytes = await aFile(
    aBook(two, "二", `952   $p${one}a\n952   $p${two}b\n952   $p${two}b\n952   $oI25`),
  );
  const batch = await landedBatch(ctx, { organisationId, bytes });
  assert.deepEqual([batch.items, batch.itemsRefused], [1, 3]);
  const findings = await ctx.db.many<{
    finding: string;
    field: string;
    byte: number;
    recordNumber: number;
    data: Record<string, unknown> | null;
  }>`select finding, field, byte, record_number, data from library.finding where batch_id = ${batch.id} order by id`;
  assert.deepEqual(
    findings.map(({ finding, field, recordNumber }) => [finding, field, recordNumber]),
    [
      ["library.barcode-taken", "952", 1],
      ["library.item-nowhere", "952", 1],
      ["library.barcode-taken", "952", 1],
      ["library.item-no-barcode", "952", 1],
    ],
  );
  assert.deepEqual(findings[0]?.data, { barcode: `${one}a`, record: id });
  // The byte leads to the field, right behind its indicators' beginning.
  const at = findings.map(({ byte }) => Buffer.from(bytes).toString("latin1", byte, byte + 5));
  assert.ok(
    at.every((text) => text.startsWith("  \x1f")),
    JSON.stringify(at),
  );
  // Another owner's barcodes are its own.
  const other = await anOwner(ctx);
  const theirs = await landedBatch(ctx, { organisationId: other, bytes });
  assert.deepEqual([theirs.unchanged, theirs.items], [1, 2]);
});
