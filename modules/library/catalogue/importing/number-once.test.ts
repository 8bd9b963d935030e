import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { landMended } from "./mend.ts";
import { anOwner, recordOf } from "./testing.ts";

dbTest(
  "the same number and title twice in one file: the second finds the first, and is told",
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    const number = aKey();
    const changed = aBook(number, "一", "500   $a附注");
    const bytes = await aFile(aBook(number, "一"), changed, changed);
    const batch = await landedBatch(ctx, { organisationId, bytes });
    assert.deepEqual([batch.added, batch.changed, batch.unchanged], [1, 1, 1]);
    const again = await ctx.db.many<{ recordNumber: number; data: unknown }>`
    select record_number, data from library.finding where batch_id = ${batch.id} and finding = 'library.number-again' order by id`;
    assert.deepEqual(again, [
      { recordNumber: 2, data: { first: 1 } },
      { recordNumber: 3, data: { first: 1 } },
    ]);
  },
);

dbTest(
  "the number of another book of the file: refused in the check as in the landing, and the first stays",
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    const number = aKey();
    // Far apart: in two steps.
    const between = Array.from({ length: 600 }, (_, at) => aBook(aKey(), `之间 ${at}`));
    const bytes = await aFile(
      aBook(number, "先到的书", `952   $p${number}`),
      ...between,
      aBook(number, "另一本书", `952   $p${number}b`),
    );
    for (const state of ["checking", "landing", "landing"] as const) {
      const batch = await landedBatch(ctx, { organisationId, bytes, state });
      assert.deepEqual([batch.refused, batch.changed], [1, 0]);
      const [told, ...others] = await ctx.db.many`
      select record_number, field, finding, done, data from library.finding
       where batch_id = ${batch.id} and finding <> 'library.item-nowhere' order by id`;
      assert.deepEqual(told, {
        recordNumber: 602,
        field: "001",
        finding: "library.number-twice",
        done: "refused",
        data: { first: 1 },
      });
      assert.deepEqual(others, []);
    }
    assert.equal((await recordOf(ctx, number)).title, "先到的书");
    // Mended, it does not take the first one's place either.
    const at = await ctx.db.one<{ id: string; number: number; byte: number }>`
      select batch_id as id, record_number as number, byte from library.refused_record
       where batch_id = (select batch_id from library.record where control_key like ${`%${number}`})`;
    const mended = (as: string) => `LDR 00000nam a2200000 a 4500\n001 ${as}\n003 TEST\n245 10$a另一本书`;
    const landAs = (as: string) => inTx(ctx, (inner) => landMended(inner, { ...at, lines: mended(as) }));
    await assert.rejects(landAs(number), { id: "batch.number-twice" });
    await landAs(aKey());
    assert.equal((await recordOf(ctx, number)).title, "先到的书");
  },
);
