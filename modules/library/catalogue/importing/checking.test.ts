import assert from "node:assert/strict";
import { aFacility } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile, landedBatch } from "../../testing.ts";
import { findingsByKind, unknownCodes } from "../keeping/finding-store.ts";
import { aKey } from "../testing.ts";
import { batchOf } from "./batch-store.ts";
import { land, mapCodes } from "./desk-batches.ts";
import { runBatch } from "./run-batch.ts";
import { showBatch } from "./show-batch.ts";
import { anOwner } from "./testing.ts";

const never = new AbortController().signal;

dbTest("a dry run counts and tells, and leaves nothing else", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aKey();
  const holding = Buffer.from(await aFile(aBook(number, "试读", `952   $p${number}`)));
  const noRecord = Buffer.from("this is no record\x1d");
  const bytes = new Uint8Array(Buffer.concat([holding, noRecord]));
  const tables = async () =>
    ctx.db.one<Record<string, number>>`
      select (select count(*)::int from library.record) as record, (select count(*)::int from library.item) as item,
             (select count(*)::int from library.work) as work, (select count(*)::int from library.search_row) as row,
             (select count(*)::int from library.holding) as holding, (select count(*)::int from library.record_number) as number`;
  const before = await tables();
  const batch = await landedBatch(ctx, { organisationId, bytes, state: "checking" });
  assert.deepEqual([batch.state, batch.added, batch.refused, batch.items], ["checked", 1, 1, 1]);
  assert.deepEqual(await tables(), before);
  const kinds = await findingsByKind(ctx.db, batch.id);
  assert.ok(kinds.some(({ done, count }) => done === "refused" && count === 1));
  assert.equal(
    kinds.reduce((sum, { count }) => sum + count, 0),
    batch.findings,
  );
});

dbTest("codes of a checked file are explained, and it is checked again with them", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const place = (await inTx(ctx, (inner) => aFacility(inner, { organisationId }))).id;
  const number = aKey();
  const bytes = await aFile(aBook(number, "代码", `999   $i${number}$mNORTH$kBROKEN`));
  const profile = aProfile("sirsi-949", { flavour: null });
  const checked = await landedBatch(ctx, { organisationId, bytes, profile, state: "checking" });
  const codes = async (what: "place" | "status") =>
    (await unknownCodes(db, checked.id, `library.item-${what}`)).map(({ said }) => said);
  assert.deepEqual([await codes("place"), await codes("status")], [["NORTH"], ["BROKEN"]]);
  await inTx(ctx, (inner) =>
    mapCodes(inner, {
      id: checked.id,
      places: [{ said: "NORTH", placeId: place }],
      statuses: [{ said: "BROKEN", status: "damaged" }],
    }),
  );
  const again = await batchOf(db, checked.id);
  assert.ok(again?.state === "checking");
  await runBatch(ctx, again, [bytes], { signal: never });
  assert.deepEqual([await codes("place"), await codes("status")], [[], []]);
  await assert.rejects(
    inTx(ctx, (inner) =>
      mapCodes(inner, { id: checked.id, places: [{ said: "X", placeId: newId() }], statuses: [] }),
    ),
    { id: "input.invalid" },
  );
  await inTx(ctx, (inner) => land(inner, checked.id));
  const landing = await batchOf(db, checked.id);
  assert.ok(landing?.state === "landing");
  await runBatch(ctx, landing, [bytes], { signal: never });
  const item = await db.one<{ placeId: string; status: string }>`
    select place_id, status from library.item where owner_id = ${organisationId} and barcode = ${number}`;
  assert.deepEqual(item, { placeId: place, status: "damaged" });
});

dbTest(
  "a check says how many items would be nowhere; a place for the rest sees to it",
  async ({ ctx, db }) => {
    const organisationId = await anOwner(ctx);
    const place = (await inTx(ctx, (inner) => aFacility(inner, { organisationId }))).id;
    const number = aKey();
    const bytes = await aFile(aBook(number, "无处", `952   $p${number}a$bNORTH\n952   $p${number}b`));
    const checked = await landedBatch(ctx, { organisationId, bytes, state: "checking" });
    const nowhere = async () => (await showBatch(ctx, checked.id, {})).nowhere;
    assert.equal(await nowhere(), 2);
    await inTx(ctx, (inner) => mapCodes(inner, { id: checked.id, places: [], statuses: [], place }));
    const again = await batchOf(db, checked.id);
    assert.ok(again?.state === "checking");
    await runBatch(ctx, again, [bytes], { signal: never });
    assert.equal(await nowhere(), 0);
    // Landed without it, and placed by hand: another landing does not take them away again.
    await landedBatch(ctx, { organisationId, bytes });
    const stand = () => db.many<{ placeId: string | null }>`
    select place_id from library.item where owner_id = ${organisationId} order by barcode`;
    assert.deepEqual(await stand(), [{ placeId: null }, { placeId: null }]);
    await db.run`update library.item set place_id = ${place} where owner_id = ${organisationId}`;
    const third = await landedBatch(ctx, { organisationId, bytes });
    assert.deepEqual(await stand(), [{ placeId: place }, { placeId: place }]);
    assert.equal((await showBatch(ctx, third.id, {})).nowhere, 0);
  },
);
