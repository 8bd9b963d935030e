import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import {
  aBook,
  aFile,
  aProfile,
  landedBatch,
  marcBytesAt,
  searchFor,
  withoutMarcFolder,
} from "../../testing.ts";
import { aKey } from "../testing.ts";
import { anOwner, recordOf } from "./testing.ts";

const countsOf = ({ added, changed, unchanged, refused, items, itemsRefused }: Record<string, unknown>) => ({
  added,
  changed,
  unchanged,
  refused,
  items,
  itemsRefused,
});

dbTest("a file lands, and a second time nothing changes", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aKey(), aKey()];
  const bytes = await aFile(
    aBook(one, "第一本", `020   $a9787020002207\n952   $p${one}a$o I25/1\n952   $p${one}b`),
    aBook(two, "第二本"),
  );
  const none = { added: 0, changed: 0, unchanged: 0, refused: 0, items: 0, itemsRefused: 0 };
  const first = await landedBatch(ctx, { organisationId, bytes });
  assert.equal(first.state, "landed");
  assert.deepEqual(countsOf({ ...first }), { ...none, added: 2, items: 2 });
  const record = await recordOf(ctx, one.toLowerCase());
  assert.deepEqual([record.title, record.version, record.state], ["第一本", 1, "standing"]);
  assert.ok(bytes.subarray(0, record.original.length).every((byte, at) => byte === record.original[at]));
  const again = await landedBatch(ctx, { organisationId, bytes });
  assert.deepEqual(countsOf({ ...again }), { ...none, unchanged: 2 });
  assert.equal((await recordOf(ctx, one.toLowerCase())).version, 1);
});

dbTest("when a file is in, no search has anything left to read through beside the index", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(aKey(), "第一本")) });
  const { waiting } = await ctx.db.one<{ waiting: number }>`
    select (gin_clean_pending_list('library.work_sound') + sum(gin_clean_pending_list(inhrelid)))::int as waiting
      from pg_inherits where inhparent in ('library.search_words'::regclass, 'library.search_title'::regclass)`;
  assert.equal(waiting, 0);
});

dbTest(
  "books in Hebrew, Arabic and Armenian letters are found by their titles in these",
  {
    skip: withoutMarcFolder,
  },
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    for (const path of ["traject+traject/test_data.utf8.mrc", "indexdata+yaz/marccol5.u8.marc"])
      await landedBatch(ctx, { organisationId, bytes: marcBytesAt(path), profile: aProfile("records") });
    const titles = [];
    for (const q of ["משנה ברורה", "معركۀ", "تمام فصول", "Մանանայ", "Արտակ Եբիսկոպոս"])
      titles.push((await searchFor(ctx, { q, in: "title" })).items.map(({ title }) => title.slice(0, 12)));
    assert.deepEqual(titles, [
      ["ספר משנה ברו"],
      ["معركۀ جهان‌ب"],
      ["نقدى براى تم"],
      ["Մանանայ : տա"],
      ["Արտակ Եբիսկո"],
    ]);
  },
);
