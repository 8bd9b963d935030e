import assert from "node:assert/strict";
import { aFacility } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile, aRecord, landedBatch } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { anOwner, recordOf } from "./testing.ts";

dbTest(
  "records without an agency or a number are known again too, and only among those of their owner",
  async ({ ctx }) => {
    const [organisationId, other] = [await anOwner(ctx), await anOwner(ctx)];
    const [number, mark] = [aKey(), aKey()];
    const leader = "01024nam a2200265 a 4500";
    const numbered = (title: string, more = "") => aRecord(leader, `001 ${number}\n245 10$a${title}${more}`);
    const unnumbered = aRecord(leader, `245 10$a没有号 ${mark}\n952   $p${mark}`);
    const place = (await inTx(ctx, (inner) => aFacility(inner, { organisationId }))).id;
    const counts = async (
      bytes: Uint8Array,
      change: Parameters<typeof aProfile>[1] = {},
      of = organisationId,
    ) => {
      const batch = await landedBatch(ctx, {
        organisationId: of,
        bytes,
        profile: aProfile("koha-952", change),
      });
      return [batch.added, batch.changed, batch.unchanged, batch.alike];
    };
    const file = await aFile(numbered(`有号 ${mark}`), unnumbered);
    assert.deepEqual(await counts(file), [2, 0, 0, 0]);
    // Under another setting, as it is tried when the first way was wrong: the items get their place, nothing comes twice.
    assert.deepEqual(await counts(file, { place }), [0, 0, 2, 0]);
    const { placeId } = await ctx.db.one<{ placeId: string }>`
    select place_id from library.item where owner_id = ${organisationId} and barcode = ${mark}`;
    assert.equal(placeId, place);
    assert.deepEqual(await counts(await aFile(numbered(`有号 ${mark}`, "\n250   $a2版"))), [0, 1, 0, 0]);
    // Another supplier's number of the same form.
    assert.deepEqual(await counts(await aFile(numbered(`另一本 ${mark}`))), [1, 0, 0, 0]);
    // Twice in one file it is one.
    assert.deepEqual(await counts(await aFile(unnumbered, unnumbered), {}, other), [1, 0, 1, 0]);
  },
);

dbTest("what says something else takes the place of what stood, and what stood is kept", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aKey();
  const before = await aFile(aBook(number, "旧题名"));
  await landedBatch(ctx, { organisationId, bytes: before });
  const { id } = await recordOf(ctx, number);
  const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "新题名")) });
  assert.deepEqual([batch.added, batch.changed], [0, 1]);
  const now = await recordOf(ctx, number);
  assert.deepEqual([now.id, now.title, now.version], [id, "新题名", 2]);
  const kept = await ctx.db.one<{ version: number; original: Buffer; batchId: string }>`
    select version, original, batch_id from library.record_version where record_id = ${id}`;
  assert.deepEqual([kept.version, kept.batchId], [1, batch.id]);
  assert.ok(kept.original.equals(Buffer.from(before)));
  // It is found by what it says now, and by nothing else.
  const found = (words: string) =>
    ctx.db.one<{ found: boolean }>`
      select exists (select from library.search_row where record_id = ${id} and title @@ phraseto_tsquery('simple', ${words})) as found`;
  const rows = await ctx.db.one<{ count: number }>`
    select count(*)::int as count from library.search_row where record_id = ${id}`;
  assert.equal(rows.count, 1);
  assert.equal((await found("不在")).found, false);
  // A profile may say that what stands stays.
  const kept2 = await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(number, "第三个题名")),
    profile: aProfile("records", { same: "keep" }),
  });
  assert.deepEqual([kept2.changed, kept2.unchanged], [0, 1]);
  assert.equal((await recordOf(ctx, number)).title, "新题名");
});

dbTest("records that look the same are put before somebody, once", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const [one, two, three] = [aKey(), aKey(), aKey()];
  const title = `疑似 ${newId()}`;
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(one, title, "020   $a9787544270878")) });
  const batch = await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(two, title), aBook(three, "另一个", "020   $a9787544270878")),
  });
  assert.equal(batch.alike, 2);
  const likes = await db.many<{ recordId: number; likeId: number; why: string }>`
    select record_id, like_id, why from library.likeness where batch_id = ${batch.id} order by record_id`;
  const [a, b, c] = [await recordOf(ctx, one), await recordOf(ctx, two), await recordOf(ctx, three)];
  assert.deepEqual(likes, [
    { recordId: b.id, likeId: a.id, why: "title" },
    { recordId: c.id, likeId: a.id, why: "isbn" },
  ]);
});
