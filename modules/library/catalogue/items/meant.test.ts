import assert from "node:assert/strict";
import { organisationsOf } from "#places";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile, landedBatch } from "../../testing.ts";
import { begin, close, scan } from "../shelf/stocktake.ts";
import { countsOf, stocktakeOf } from "../shelf/stocktake-store.ts";
import { itemsMeant } from "./meant.ts";
import { scanned } from "./scanned.ts";

const aNumber = () => newId().replaceAll("-", "");
const anIsil = () => `CN-${aNumber().slice(-10).toUpperCase()}`;

/** A house with two places, and the copies with these barcodes at home at the first. */
async function aHouse(ctx: Ctx, barcodes: readonly string[], isil: string | null = null) {
  const house = await inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner, { name: `馆 ${aNumber()}`, isil });
    const [here, there] = [
      await aFacility(inner, { organisationId: id }),
      await aFacility(inner, { organisationId: id }),
    ];
    return { id, path, here: here.id, there: there.id };
  });
  const lines = barcodes.map((barcode) => `952   $p${barcode}$c一楼`).join("\n");
  await landedBatch(ctx, {
    organisationId: house.id,
    bytes: await aFile(aBook(aNumber(), "书", lines)),
    profile: aProfile("koha-952", { place: house.here }),
  });
  return house;
}

/** Whose copy each text means at a place. */
async function whose(ctx: Ctx, texts: readonly string[], placeId: string | null, ownerId?: string) {
  const scans = texts.map((text) => scanned(text) ?? { owner: null, barcode: "" });
  const meant = await itemsMeant(ctx.db, { scans, placeId, ...(ownerId && { ownerId }) });
  return meant.map((one) =>
    one.is === "one"
      ? one.item.ownerId
      : one.is === "several"
        ? one.items.map(({ owner }) => owner).toSorted()
        : null,
  );
}

dbTest(
  "the copy at home here is meant, else this house's, else the only one; of several somebody says whose",
  async ({ ctx, db }) => {
    const [both, only, gone] = [`B${aNumber()}`, `O${aNumber()}`, `G${aNumber()}`];
    const one = await aHouse(ctx, [both, gone], anIsil());
    const other = await aHouse(ctx, [both, only]);
    const third = await aHouse(ctx, []);
    assert.deepEqual(await whose(ctx, [both, only, "nobody"], one.here), [one.id, other.id, null]);
    assert.deepEqual(await whose(ctx, [both], other.here), [other.id]);
    // Not at home there, and still this house's.
    assert.deepEqual(await whose(ctx, [both], one.there), [one.id]);
    // Elsewhere neither is nearer: both are told, by name.
    const names = [...(await organisationsOf(db, [one.id, other.id])).values()];
    const all = names.map(({ name }) => name).toSorted();
    assert.deepEqual(await whose(ctx, [both], third.here), [all]);
    assert.deepEqual(await whose(ctx, [both], null), [all]);
    assert.deepEqual(await whose(ctx, [both], third.here, other.id), [other.id]);
    // At home at another's place: there it is nearer than that house's own elsewhere.
    await db.run`update library.item set place_id = ${third.here} where owner_id = ${one.id} and barcode = ${both}`;
    assert.deepEqual(await whose(ctx, [both], third.here), [one.id]);
    assert.deepEqual(await whose(ctx, [both], other.there), [other.id]);
    // What is withdrawn is meant where nothing else is.
    await db.run`update library.item set status = 'withdrawn' where owner_id = ${one.id}`;
    assert.deepEqual(await whose(ctx, [both, gone], null), [other.id, one.id]);
  },
);

dbTest("a tag's owner is kept to, where it is one", async ({ ctx }) => {
  const [both, pointed, isil] = [`B${aNumber()}`.toUpperCase(), `KL-2024.${aNumber()}`, anIsil()];
  const one = await aHouse(ctx, [both], isil);
  const other = await aHouse(ctx, [both, pointed]);
  const tagged = [`${isil}.${both}`, `${isil}.${both}`.toLowerCase()];
  assert.deepEqual(await whose(ctx, tagged, other.here), [one.id, one.id]);
  // A house that has none of the kind: not another's.
  assert.deepEqual(await whose(ctx, [`${isil}.${pointed}`], other.here), [null]);
  // Nobody here is called so: the barcode alone, or the whole is one.
  assert.deepEqual(await whose(ctx, [`CN-110108-1-NLC.${both}`, pointed], other.here), [other.id, other.id]);
});

dbTest("small letters mean capitals where nothing is called so", async ({ ctx }) => {
  const [big, small] = [`KL${aNumber()}`.toUpperCase(), `kl${aNumber()}x`];
  const one = await aHouse(ctx, [big, small]);
  const other = await aHouse(ctx, [small.toUpperCase()]);
  assert.deepEqual(await whose(ctx, [big.toLowerCase(), small], other.here), [one.id, one.id]);
  assert.deepEqual(await whose(ctx, [small.toUpperCase()], one.here), [other.id]);
});

dbTest("two owners' copies of one barcode are two on a counted shelf, by their tags", async ({ ctx, db }) => {
  const [both, own, others] = [`B${aNumber()}`, anIsil(), anIsil()];
  const one = await aHouse(ctx, [both], own);
  const guest = await aHouse(ctx, [both], others);
  await db.run`update library.item set place_id = ${one.here} where owner_id = ${guest.id}`;
  const { id } = await inTx(ctx, (inner) => begin(inner, { placeId: one.here, shelf: "" }));
  const told = await inTx(ctx, (inner) =>
    scan(inner, { id, barcodes: `${own}.${both}\n${others}.${both}\n${both}` }),
  );
  assert.deepEqual([told.noted, told.again, told.unknown], [2, 1, 0]);
  assert.equal(new Set(told.answers.map(({ itemId }) => itemId)).size, 2);
  const taken = await stocktakeOf(db, id);
  assert.deepEqual(taken && (await countsOf(db, taken)), { there: 2, missing: 0, elsewhere: 0, unknown: 0 });
  await inTx(ctx, (inner) => close(inner, { id }));
});

dbTest("twenty thousand scans are looked up by the index of barcodes", async ({ ctx, db }) => {
  await aHouse(ctx, [`B${aNumber()}`]);
  const plan = await db.tx(async (tx) => {
    // As in a full catalogue: reading all of it is never the way.
    await tx.run`set local enable_seqscan = off`;
    return tx.many<{ "QUERY PLAN": string }>`
      explain select i.id from unnest(${["B1", "B2"]}::text[]) as n(barcode)
        join library.item i on i.barcode = any(array[n.barcode, upper(n.barcode)])`;
  });
  assert.match(plan.map((row) => Object.values(row)[0]).join("\n"), /Index Scan (using|on) item_barcode/);
});
