import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
import { make, readable } from "../editing/edit.ts";
import { inLines } from "../reading/as-lines.ts";

import { aKey } from "../testing.ts";
import { anOwner } from "./testing.ts";

const recordOf = (ctx: Ctx, key: string) =>
  ctx.db.one<{ id: number; title: string; version: number }>`
    select id, title, version from library.record where control_key like ${`%${key}`}`;
const told = (ctx: Ctx, batchId: string) =>
  ctx.db.many<{ finding: string; field: string; recordId: number | null; data: unknown }>`
    select finding, field, record_id, data from library.finding where batch_id = ${batchId} and finding = 'library.others-record'`;

dbTest(
  "a house's file does not change what only others hold: the record stays, its items land, and it is told",
  async ({ ctx }) => {
    const [holder, other] = [await anOwner(ctx), await anOwner(ctx)];
    const number = aKey();
    const theirs = await aFile(aBook(number, "论语", `952   $p${number}a`));
    await landedBatch(ctx, { organisationId: holder, bytes: theirs });
    const { id } = await recordOf(ctx, number);
    const bytes = await aFile(aBook(number, "偷换的题名", `952   $p${number}b`));
    const check = await landedBatch(ctx, { organisationId: other, bytes, state: "checking" });
    assert.deepEqual([check.changed, check.unchanged, check.items], [0, 1, 1]);
    assert.equal((await told(ctx, check.id)).length, 1);
    // Landed again, with its own item on the record by the first landing, it may no more.
    for (const items of [1, 0]) {
      const batch = await landedBatch(ctx, { organisationId: other, bytes });
      assert.deepEqual([batch.changed, batch.unchanged, batch.items], [0, 1, items]);
      const finding = { finding: "library.others-record", field: "001", recordId: id, data: null };
      assert.deepEqual(await told(ctx, batch.id), [finding]);
    }
    assert.deepEqual(await recordOf(ctx, number), { id, title: "论语", version: 1 });
    // Who holds it goes on changing it; and so does who holds it by another file.
    for (const [organisationId, title] of [
      [holder, "论语译注"],
      [other, "论语新注"],
    ] as const) {
      const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, title)) });
      assert.equal(batch.changed, 1);
    }
  },
);

dbTest(
  "what was made at another house's desk stays too; without a house it is everybody's",
  async ({ ctx }) => {
    const [maker, other] = [await anOwner(ctx), await anOwner(ctx)];
    const [made, free] = [aKey(), aKey()];
    const lines = inLines(
      readable(`LDR 00000nam a2200000 a 4500
001 ${made}
003 TEST
008 260612s2024    cc            000 0 chi d
245 10$a著录的书
260   $a北京$b人民出版社$c2024`),
    );
    await inTx(ctx, (inner) => make(inner, { organisationId: maker, flavour: "marc21", lines }));
    await landedBatch(ctx, { organisationId: maker, bytes: await aFile(aBook(free, "无人有")) });
    const bytes = await aFile(aBook(made, "别家的"), aBook(free, "改过"));
    const batch = await landedBatch(ctx, { organisationId: other, bytes });
    assert.deepEqual([batch.changed, batch.unchanged], [1, 1]);
    assert.equal((await recordOf(ctx, made)).title, "著录的书");
    assert.equal((await recordOf(ctx, free)).title, "改过");
    const own = await landedBatch(ctx, { organisationId: maker, bytes: await aFile(aBook(made, "自己改")) });
    assert.equal(own.changed, 1);
  },
);
