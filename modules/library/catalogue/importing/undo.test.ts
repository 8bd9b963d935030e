import assert from "node:assert/strict";
import { aFacility } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile, aRefusedRecord, landedBatch } from "../../testing.ts";
import { sendAway } from "../items/testing.ts";
import { merge } from "../matching/merge.ts";
import { aKey } from "../testing.ts";
import { batchOf } from "./batch-store.ts";
import { undo } from "./desk-batches.ts";
import { dropRefused, landMended } from "./mend.ts";
import { anOwner } from "./testing.ts";
import { undoBatch } from "./undo-batch.ts";
import { leftOf } from "./undo-store.ts";

const never = new AbortController().signal;

async function undone(ctx: Ctx, id: string) {
  await inTx(ctx, (inner) => undo(inner, id));
  assert.equal(await undoBatch(ctx, id, { signal: never }), true);
  const batch = await batchOf(ctx.db, id);
  assert.equal(batch?.state, "undone");
  const left = await leftOf(ctx.db, id, 100);
  return {
    gone: batch?.recordsGone,
    restored: batch?.recordsRestored,
    left: left.map(({ why }) => why).toSorted(),
  };
}

const recordsOf = (ctx: Ctx, key: string) =>
  ctx.db.many<{ id: number; title: string; original: Buffer; content: string | null }>`
    select id, title, original, content from library.record where control_key like ${`%${key}`} order by id`;

dbTest(
  "what a batch added goes with all that hangs on it, and the file can land again",
  async ({ ctx, db }) => {
    const organisationId = await anOwner(ctx);
    const place = (await inTx(ctx, (inner) => aFacility(inner, { organisationId }))).id;
    const number = aKey();
    const profile = aProfile("koha-952", { place });
    const bytes = await aFile(aBook(number, "会消失的书", `020   $a9787020002207\n952   $p${number}`));
    const batch = await landedBatch(ctx, { organisationId, bytes, profile });
    const [record] = await recordsOf(ctx, number);
    assert.deepEqual(await undone(ctx, batch.id), { gone: 1, restored: 0, left: [] });
    const rest = await db.one<Record<string, number>>`
    select (select count(*)::int from library.record where id = ${record?.id}) as record,
           (select count(*)::int from library.search_row where record_id = ${record?.id}) as row,
           (select count(*)::int from library.holding where record_id = ${record?.id}) as holding,
           (select count(*)::int from library.item where batch_id = ${batch.id}) as item`;
    assert.deepEqual(rest, { record: 0, row: 0, holding: 0, item: 0 });
    const again = await landedBatch(ctx, { organisationId, bytes, profile });
    assert.deepEqual([again.added, again.items], [1, 1]);
  },
);

dbTest("what a batch changed is as before, records and items", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const number = aKey();
  const before = await aFile(aBook(number, "原来的题名", `952   $p${number}$oI25/1`));
  await landedBatch(ctx, { organisationId, bytes: before });
  const after = await aFile(
    aBook(number, "改过的题名", `952   $p${number}$oI25/2\n952   $p${number}x$oI25/3`),
  );
  const batch = await landedBatch(ctx, { organisationId, bytes: after });
  assert.deepEqual([batch.changed, batch.items], [1, 2]);
  assert.deepEqual(await undone(ctx, batch.id), { gone: 0, restored: 1, left: [] });
  const [record] = await recordsOf(ctx, number);
  assert.equal(record?.title, "原来的题名");
  assert.ok(record?.original.equals(Buffer.from(before)));
  const items = await db.many<{ barcode: string; callNumber: string }>`
    select barcode, call_number from library.item where record_id = ${record?.id} order by barcode`;
  assert.deepEqual(items, [{ barcode: number, callNumber: "I25/1" }]);
});

dbTest(
  "what somebody has changed, lent, merged or built on since stays, and is listed",
  async ({ ctx, db }) => {
    const [organisationId, other] = [await anOwner(ctx), await anOwner(ctx)];
    const [changed, lent, held, built, merged, kept, free] = Array.from({ length: 7 }, aKey) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const book = (number: string) => aBook(number, `书 ${number}`, `952   $p${number}`);
    const all = [changed, lent, held, built, merged, kept, free];
    const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(...all.map(book)) });
    const bytes = await aFile(aBook(changed, "后来的题名"));
    await landedBatch(ctx, { organisationId, bytes, profile: aProfile("records") });
    await sendAway(db, [lent], "in-transit");
    const [reader, [waitedFor]] = [newId(), await recordsOf(ctx, held)];
    await db.run`
      insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
      values (${reader}, 'person', 'adult', ${organisationId}, 'city.', '2026-06-01')`;
    await db.run`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      values (${newId()}, ${reader}, ${waitedFor?.id ?? 0}, ${newId()}, 'city.', 'adult', 'city.', now())`;
    await landedBatch(ctx, { organisationId: other, bytes: await aFile(book(built)) });
    const [[one], [two]] = [await recordsOf(ctx, merged), await recordsOf(ctx, kept)];
    await inTx(ctx, (inner) => merge(inner, { keep: two?.id ?? 0, drop: one?.id ?? 0 }));
    const { gone, left } = await undone(ctx, batch.id);
    assert.equal(gone, 1);
    assert.deepEqual(left, ["changed", "items", "lent", "lent", "merged", "merged"]);
    assert.deepEqual(await recordsOf(ctx, free), []);
    assert.equal((await recordsOf(ctx, changed))[0]?.title, "后来的题名");
  },
);

dbTest(
  "a refused record is mended and landed with its bytes, or dropped; nobody does either twice",
  async ({ ctx, db }) => {
    const organisationId = await anOwner(ctx);
    const at = await inTx(ctx, (inner) => aRefusedRecord(inner, organisationId));
    const number = aKey();
    const land = (lines: string) => inTx(ctx, (inner) => landMended(inner, { ...at, lines }));
    await assert.rejects(land("245 10$a没有头标"), { id: "input.invalid" });
    await assert.rejects(land("LDR 00000nzx a2200000 a 4500\n245 10$a不是书目"), { id: "batch.not-mended" });
    const { recordId } = await land(
      `LDR 00000nam a2200000 a 4500\n001 ${number}\n003 TEST\n245 10$a修好的书`,
    );
    const [record] = await recordsOf(ctx, number);
    assert.deepEqual([record?.id, record?.title], [recordId, "修好的书"]);
    assert.match(record?.content ?? "", /^\{"leader":/);
    assert.match(record?.original.toString() ?? "", /^00026nam/);
    await assert.rejects(land("LDR 00000nam a2200000 a 4500\n245 10$a又一次"), { id: "batch.dealt-with" });
    const open = await db.one<{ count: number }>`
    select count(*)::int as count from library.finding where batch_id = ${at.id} and done = 'refused' and settled_at is null`;
    assert.equal(open.count, 0);
    const batch = await batchOf(db, at.id);
    assert.deepEqual([batch?.added, batch?.refused], [2, 0]);
    const second = await inTx(ctx, (inner) => aRefusedRecord(inner, organisationId));
    await inTx(ctx, (inner) => dropRefused(inner, second));
    await assert.rejects(
      inTx(ctx, (inner) => dropRefused(inner, second)),
      { id: "batch.dealt-with" },
    );
  },
);

dbTest(
  "nobody types what a file may not bring: a record without fields, or without a title",
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    const at = await inTx(ctx, (inner) => aRefusedRecord(inner, organisationId));
    const land = (lines: string) => inTx(ctx, (inner) => landMended(inner, { ...at, lines }));
    await assert.rejects(land("LDR 00000nam a2200000 a 4500"), { id: "batch.not-mended" });
    await assert.rejects(land(`LDR 00000nam a2200000 a 4500\n001 ${aKey()}`), { id: "batch.not-mended" });
  },
);

dbTest(
  "undone before a later file that changed it, a batch goes on when that is undone too",
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    const number = aKey();
    const first = await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "第一批")) });
    const later = await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "后一批")) });
    assert.deepEqual(await undone(ctx, first.id), { gone: 0, restored: 0, left: ["changed"] });
    const [left] = await leftOf(ctx.db, first.id, 10);
    assert.equal(left?.by, later.id);
    // Asked again too early it leaves the same.
    assert.deepEqual((await undone(ctx, first.id)).left, ["changed"]);
    assert.deepEqual(await undone(ctx, later.id), { gone: 0, restored: 1, left: [] });
    assert.deepEqual(await undone(ctx, first.id), { gone: 1, restored: 0, left: [] });
    assert.deepEqual(await recordsOf(ctx, number), []);
  },
);
