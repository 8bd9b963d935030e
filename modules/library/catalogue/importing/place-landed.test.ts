import assert from "node:assert/strict";
import { aFacility } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest, somebodyWaits } from "#platform/testing";
import { aBook, aFile, aProfile, landedBatch } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { anOwner, recordOf } from "./testing.ts";

dbTest("holdings are counted by the database, whoever changes items at once", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const number = aKey();
  const [here, there] = await inTx(ctx, async (inner) => [
    (await aFacility(inner, { organisationId })).id,
    (await aFacility(inner, { organisationId })).id,
  ]);
  const lines = ["a", "b", "c", "d"].map((letter) => `952   $p${number}${letter}`).join("\n");
  await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(number, "馆藏", lines)),
    profile: aProfile("koha-952", { place: here }),
  });
  const { id } = await recordOf(ctx, number);
  const holdings = async () =>
    Object.fromEntries(
      (
        await db.many<{ placeId: string; items: number; available: number }>`
          select place_id, items, available from library.holding where record_id = ${id}`
      ).map(({ placeId, items, available }) => [placeId, [items, available]]),
    );
  assert.deepEqual(await holdings(), { [here]: [4, 4] });
  // One moves, one is lent, one is lost, all at once; the second waits for the first's count.
  const change = (letter: string, to: { away?: string; status?: string }) => db.run`
    update library.item set away = ${to.away ?? null}, status = coalesce(${to.status ?? null}, status)
     where barcode = ${`${number}${letter}`} and owner_id = ${organisationId}`;
  let others: Promise<unknown> = Promise.resolve();
  await db.tx(async (tx) => {
    await tx.run`update library.item set place_id = ${there} where barcode = ${`${number}a`} and owner_id = ${organisationId}`;
    others = Promise.all([change("b", { away: "on-loan" }), change("c", { status: "lost" })]);
    await somebodyWaits(db);
  });
  await others;
  assert.deepEqual(await holdings(), { [here]: [2, 1], [there]: [1, 1] });
  await db.run`delete from library.item where barcode = ${`${number}d`} and owner_id = ${organisationId}`;
  assert.deepEqual(await holdings(), { [here]: [1, 0], [there]: [1, 1] });
  // Without the trigger nobody counts, and the next change with it meets the limits of a holding.
  await assert.rejects(
    db.tx(async (tx) => {
      await tx.run`alter table library.item disable trigger item_counted`;
      await tx.run`
        insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
        select record_id, owner_id, org_path, barcode || n, place_id, made_at, changed_at
          from library.item, generate_series(1, 2) n where barcode = ${`${number}b`} and owner_id = ${organisationId}`;
      await tx.run`alter table library.item enable trigger item_counted`;
      await tx.run`delete from library.item where record_id = ${id} and place_id = ${here}`;
    }),
    /holding_/,
  );
});

dbTest(
  "a record is found where its items are, whoever brought it and whoever changes it",
  async ({ ctx, db }) => {
    const [one, other] = [await anOwner(ctx), await anOwner(ctx)];
    const [here, there] = await inTx(ctx, async (inner) => [
      (await aFacility(inner, { organisationId: one })).id,
      (await aFacility(inner, { organisationId: other })).id,
    ]);
    const number = aKey();
    const at = (place: string) => aProfile("koha-952", { place });
    const file = (title: string) => aFile(aBook(number, title, `952   $p${number}`));
    await landedBatch(ctx, { organisationId: one, bytes: await file("两家有"), profile: at(here) });
    const { id } = await recordOf(ctx, number);
    const marks = async () =>
      (
        await db.one<{ marks: string[] }>`
        select array(select m from unnest(tsvector_to_array(words)) m where m like 'p=%' order by m) as marks
          from library.search_row where record_id = ${id}`
      ).marks;
    const both = [`p=${here}`, `p=${there}`].toSorted();
    assert.deepEqual(await marks(), [`p=${here}`]);
    // The same record, another owner's items: unchanged, and found at both.
    const theirs = await landedBatch(ctx, {
      organisationId: other,
      bytes: await file("两家有"),
      profile: at(there),
    });
    assert.equal(theirs.unchanged, 1);
    assert.deepEqual(await marks(), both);
    await landedBatch(ctx, { organisationId: one, bytes: await file("两家都有"), profile: at(here) });
    assert.deepEqual(await marks(), both);
  },
);
