import assert from "node:assert/strict";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, somebodyWaits } from "#platform/testing";
import { aBook, aFile, aProfile, landedBatch } from "../../testing.ts";
import { openLikenesses } from "./match-store.ts";
import { keepApart, merge, mergeAlike, undoMerge } from "./merge.ts";

let numbers = 0;
const aNumber = () => `m${String(++numbers).padStart(6, "0")}x${newId().slice(-12)}`;

/** A right one that no other record here has. */
function anIsbn(): string {
  const twelve = `9787${String(++numbers).padStart(8, "0")}`;
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

/** Two records of one title, each with an item and an ISBN of its own; the first the older. */
async function aPair(ctx: Ctx) {
  const { organisationId, path, place } = await inTx(ctx, async (inner) => {
    const { id, path: at } = await anOrganisation(inner);
    return { organisationId: id, path: at, place: (await aFacility(inner, { organisationId: id })).id };
  });
  const [one, two] = [aNumber(), aNumber()];
  const title = `同一种书 ${aNumber()}`;
  const isbns = [anIsbn(), anIsbn()];
  const books = [
    aBook(one, title, `020   $a${isbns[0]}\n952   $p${one}`),
    aBook(two, title, `020   $a${isbns[1]}\n952   $p${two}`),
  ];
  const file = await aFile(...books);
  const profile = aProfile("koha-952", { place });
  await landedBatch(ctx, { organisationId, bytes: file, profile });
  const rows = await ctx.db.many<{ id: number }>`
    select id from library.record where control_key like any(${[`%${one}`, `%${two}`]}::text[]) order by id`;
  const [older, newer] = rows.map(({ id }) => id) as [number, number];
  return { organisationId, path, place, profile, file, older, newer, barcodes: [one, two], isbns };
}

async function stateOf(ctx: Ctx, id: number) {
  const { state, mergedInto } = await ctx.db.one<{ state: string; mergedInto: number | null }>`
    select state, merged_into from library.record where id = ${id}`;
  const items = await ctx.db.many<{ barcode: string }>`
    select barcode from library.item where record_id = ${id} order by id`;
  const numbers = await ctx.db.many<{ number: string }>`
    select number from library.record_number where record_id = ${id} order by number`;
  const { held } = await ctx.db.one<{ held: number }>`
    select coalesce(sum(items), 0)::int as held from library.holding where record_id = ${id}`;
  const { found } = await ctx.db.one<{ found: boolean }>`
    select exists (select from library.search_row where record_id = ${id}) as found`;
  return {
    state,
    mergedInto,
    items: items.map(({ barcode }) => barcode),
    numbers: numbers.map(({ number }) => number),
    held,
    found,
  };
}

dbTest("two records become one, and two again, each with what it brought", async ({ ctx, db }) => {
  const { older, newer, barcodes, isbns, path } = await aPair(ctx);
  const before = [await stateOf(ctx, older), await stateOf(ctx, newer)];
  const { id } = await inTx(ctx, (inner) => merge(inner, { keep: older, drop: newer }));
  assert.deepEqual(await stateOf(ctx, older), {
    state: "standing",
    mergedInto: null,
    items: barcodes,
    numbers: isbns,
    held: 2,
    found: true,
  });
  assert.deepEqual(await stateOf(ctx, newer), {
    state: "merged",
    mergedInto: older,
    items: [],
    numbers: [],
    held: 0,
    found: false,
  });
  assert.deepEqual(await openLikenesses(db, [path], 10), []);
  await assert.rejects(
    inTx(ctx, (inner) => merge(inner, { keep: older, drop: newer })),
    { id: "record.not-standing" },
  );
  await inTx(ctx, (inner) => undoMerge(inner, id));
  assert.deepEqual([await stateOf(ctx, older), await stateOf(ctx, newer)], before);
  assert.equal((await openLikenesses(db, [path], 10)).length, 1);
  // Twice is once.
  await inTx(ctx, (inner) => undoMerge(inner, id));
});

dbTest(
  "a file that brings the merged record again changes nothing, its items go to the one that was kept",
  async ({ ctx }) => {
    const { organisationId, profile, file, older, newer, barcodes } = await aPair(ctx);
    await inTx(ctx, (inner) => merge(inner, { keep: older, drop: newer }));
    const again = await landedBatch(ctx, { organisationId, bytes: file, profile });
    assert.deepEqual([again.added, again.changed, again.unchanged, again.itemsRefused], [0, 0, 2, 0]);
    assert.deepEqual((await stateOf(ctx, older)).items, barcodes);
    assert.equal((await stateOf(ctx, newer)).state, "merged");
  },
);

dbTest("a chain is undone from its end", async ({ ctx }) => {
  const first = await aPair(ctx);
  const second = await aPair(ctx);
  const one = await inTx(ctx, (inner) => merge(inner, { keep: first.older, drop: first.newer }));
  const two = await inTx(ctx, (inner) => merge(inner, { keep: second.older, drop: first.older }));
  assert.equal((await stateOf(ctx, first.newer)).mergedInto, second.older);
  assert.equal((await stateOf(ctx, second.older)).items.length, 3);
  await assert.rejects(
    inTx(ctx, (inner) => undoMerge(inner, one.id)),
    { id: "merge.later-first" },
  );
  await inTx(ctx, (inner) => undoMerge(inner, two.id));
  await inTx(ctx, (inner) => undoMerge(inner, one.id));
  assert.equal((await stateOf(ctx, first.newer)).state, "standing");
  assert.deepEqual((await stateOf(ctx, first.newer)).items, [first.barcodes[1]]);
});

dbTest("only what looks the same is merged, and what is merged is not apart", async ({ ctx }) => {
  const [one, two] = [await aPair(ctx), await aPair(ctx)];
  const merged = (keep: number, drop: number) => inTx(ctx, (inner) => mergeAlike(inner, { keep, drop }));
  await assert.rejects(merged(one.older, two.newer), { id: "record.not-alike" });
  const { id } = await merged(one.older, one.newer);
  const apart = ({ newer, older }: typeof one) => inTx(ctx, (inner) => keepApart(inner, [newer, older]));
  await assert.rejects(apart(one), { id: "record.merged-already" });
  await inTx(ctx, (inner) => undoMerge(inner, id));
  await apart(one);
  await assert.rejects(merged(one.older, one.newer), { id: "record.not-alike" });
});

dbTest("apart is said once, and nobody is asked again", async ({ ctx, db }) => {
  const { older, newer, path, organisationId, profile, file } = await aPair(ctx);
  await inTx(ctx, (inner) => keepApart(inner, [newer, older]));
  assert.deepEqual(await openLikenesses(db, [path], 10), []);
  await landedBatch(ctx, { organisationId, bytes: file, profile });
  assert.deepEqual(await openLikenesses(db, [path], 10), []);
});

dbTest("of two who merge the same records from both sides one finds it done", async ({ ctx, db }) => {
  const { older, newer } = await aPair(ctx);
  let second: Promise<unknown> = Promise.resolve();
  await inTx(ctx, async (inner) => {
    await merge(inner, { keep: older, drop: newer });
    second = inTx(ctx, (other) => merge(other, { keep: newer, drop: older }));
    second.catch(() => undefined);
    await somebodyWaits(db);
  });
  await assert.rejects(second, { id: "record.not-standing" });
  // The schema itself has no record that is part of itself, and none that is merged into nothing.
  await assert.rejects(
    db.run`update library.record set merged_into = id where id = ${newer}`,
    /record_not_its_own/,
  );
  await assert.rejects(
    db.run`update library.record set merged_into = null where id = ${newer}`,
    /record_merged/,
  );
});
