import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile, aRefusedRecord, landedBatch } from "../../testing.ts";
import { acceptFindings, reopenFindings } from "../keeping/finding-store.ts";
import { aKey } from "../testing.ts";
import { outcomesOf } from "./batch-store.ts";
import { mapCodes } from "./desk-batches.ts";
import { findingsSheet } from "./findings-sheet.ts";
import { dropAllOfBatch } from "./mend.ts";
import { mendFinding } from "./mend-finding.ts";
import { showBatch, showRecords } from "./show-batch.ts";

const anOwner = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const openOf = async (ctx: Ctx, id: string) => (await showBatch(ctx, id, {})).open;
const as = async (ctx: Ctx, organisation: { id: string }): Promise<Ctx> => ({
  ...ctx,
  actor: (await inTx(ctx, (inner) => aStaff(inner, { role: "editor", organisationId: organisation.id })))
    .actor,
});

dbTest(
  "a finding says which record, field and value it is about, before the file lands as after",
  async ({ ctx }) => {
    const { id: organisationId } = await anOwner(ctx);
    const number = aKey();
    const bytes = await aFile(
      aBook(number, "有错的书", `020   $a9787020002200\n952   $p${number}$bNOWHERE$g貴\n952   $p${number}`),
    );
    for (const state of ["checking", "landing"] as const) {
      const batch = await landedBatch(ctx, { organisationId, bytes, state });
      const open = await openOf(ctx, batch.id);
      assert.deepEqual(
        open.map(({ finding, field, said, title, record }) => [finding, field, said, title, record]),
        [
          ["library.isbn", "020", "9787020002200", "有错的书", 1],
          ["library.item-price", "952", "貴", "有错的书", 1],
          ["library.item-place", "952", "NOWHERE", "有错的书", 1],
          ["library.item-nowhere", "952", "NOWHERE", "有错的书", 1],
          ["library.barcode-taken", "952", number, "有错的书", 1],
        ],
      );
      assert.ok(open.every(({ recordId }) => (recordId !== null) === (state === "landing")));
      assert.equal(open[4]?.other?.record, 1);
      const [isbn] = open;
      assert.ok(Buffer.from(bytes).toString("latin1", isbn?.byte).startsWith("  \x1fa9787020002200"));
    }
  },
);

dbTest("an ISBN and a price are put right where they are listed, once", async ({ ctx: city }) => {
  const house = await anOwner(city);
  const ctx = await as(city, house);
  const number = aKey();
  const bytes = await aFile(aBook(number, "改一改", `020   $a9787020002200\n952   $p${number}$g貴`));
  const { id } = await landedBatch(city, { organisationId: house.id, bytes });
  const [isbn, price] = await openOf(ctx, id);
  assert.deepEqual([isbn?.mend, price?.mend], ["isbn", "price"]);
  const mend = (finding: number | undefined, value: string) =>
    inTx(ctx, (inner) => mendFinding(inner, { id, finding: finding ?? 0, value }));
  await assert.rejects(mend(isbn?.id, "9787020002201"), { id: "input.invalid" });
  await mend(isbn?.id, "978-7-02-000220-7");
  await assert.rejects(mend(isbn?.id, "978-7-02-000220-7"), { id: "finding.settled" });
  await assert.rejects(mend(price?.id, "-3"), { id: "input.invalid" });
  await mend(price?.id, "36.5");
  const now = await ctx.db.one<{ number: string; priceFen: number; version: number }>`
    select n.number, i.price_fen, r.version from library.record r join library.record_number n on n.record_id = r.id
      join library.item i on i.record_id = r.id where r.id = ${isbn?.recordId}`;
  assert.deepEqual(now, { number: "9787020002207", priceFen: 3650, version: 2 });
  assert.deepEqual(
    (await openOf(ctx, id)).map(({ finding }) => finding),
    ["library.item-nowhere"],
  );
  // Not another house's record.
  const other = await as(city, await anOwner(city));
  const again = await landedBatch(city, {
    organisationId: house.id,
    bytes: await aFile(aBook(aKey(), "另", `020   $a9787020002200\n952   $p${aKey()}`)),
  });
  const [theirs] = await openOf(ctx, again.id);
  await assert.rejects(
    inTx(other, (inner) =>
      mendFinding(inner, { id: again.id, finding: theirs?.id ?? 0, value: "9787020002207" }),
    ),
    { id: "record.not-yours" },
  );
});

dbTest(
  "codes explained after landing put the items there, but for those somebody has moved",
  async ({ ctx }) => {
    const { id: organisationId } = await anOwner(ctx);
    const [here, there] = await inTx(ctx, async (inner) => [
      (await aFacility(inner, { organisationId })).id,
      (await aFacility(inner, { organisationId })).id,
    ]);
    const number = aKey();
    const bytes = await aFile(
      aBook(number, "没有地方的书", `999   $i${number}a$mNORTH$kBROKEN\n999   $i${number}b$mNORTH`),
    );
    const profile = aProfile("sirsi-949", { flavour: null });
    const { id } = await landedBatch(ctx, { organisationId, bytes, profile });
    await ctx.db.run`update library.item set place_id = ${there} where barcode = ${`${number}b`}`;
    await inTx(ctx, (inner) =>
      mapCodes(inner, {
        id,
        places: [{ said: "NORTH", placeId: here }],
        statuses: [{ said: "BROKEN", status: "damaged" }],
      }),
    );
    const items = await ctx.db.many`
    select place_id, status from library.item where batch_id = ${id} order by barcode`;
    assert.deepEqual(items, [
      { placeId: here, status: "damaged" },
      { placeId: there, status: "available" },
    ]);
    assert.deepEqual(await openOf(ctx, id), []);
  },
);

dbTest(
  "what a file calls lent lands as available and is told, explained before landing or after",
  async ({ ctx }) => {
    const { id: organisationId } = await anOwner(ctx);
    const number = aKey();
    const bytes = await aFile(aBook(number, "借出的书", `999   $i${number}a$kOUT\n999   $i${number}b$kAWAY`));
    const profile = aProfile("sirsi-949", { flavour: null, statuses: { OUT: "on-loan" } });
    const { id } = await landedBatch(ctx, { organisationId, bytes, profile });
    const items = () =>
      ctx.db.many`select status, away from library.item where batch_id = ${id} order by barcode`;
    assert.deepEqual(await items(), [
      { status: "available", away: null },
      { status: "in-process", away: null },
    ]);
    await inTx(ctx, (inner) =>
      mapCodes(inner, { id, places: [], statuses: [{ said: "AWAY", status: "on-loan" }] }),
    );
    assert.deepEqual(await items(), [
      { status: "available", away: null },
      { status: "available", away: null },
    ]);
    const told = await ctx.db.many`
      select data->>'said' as said from library.finding
       where batch_id = ${id} and finding = 'library.item-lent' and settled_at is null order by data->>'barcode'`;
    assert.deepEqual(told, [{ said: "OUT" }, { said: "AWAY" }]);
  },
);

dbTest("what became of each record is listed, before landing as after", async ({ ctx }) => {
  const { id: organisationId } = await anOwner(ctx);
  const [one, two, three] = [aKey(), aKey(), aKey()];
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(one, "一"), aBook(two, "二")) });
  const bytes = await aFile(aBook(one, "一"), aBook(two, "二改"), aBook(three, "三"));
  for (const state of ["checking", "landing"] as const) {
    const { id } = await landedBatch(ctx, { organisationId, bytes, state });
    const lists = await Promise.all(
      (["unchanged", "changed", "added"] as const).map((did) => showRecords(ctx, id, { did })),
    );
    assert.deepEqual(
      lists.map(({ items }) => items.map(({ record, recordId }) => [record, recordId !== null])),
      [[[1, true]], [[2, true]], [[3, state === "landing"]]],
    );
    assert.equal(lists[2]?.items[0]?.title, "三");
  }
});

dbTest("pages of what became of a file's records are one after the other", async ({ ctx }) => {
  const { id: organisationId } = await anOwner(ctx);
  const books = Array.from({ length: 1100 }, (_, at) => aBook(aKey(), `第 ${at} 本`));
  const { id } = await landedBatch(ctx, { organisationId, bytes: await aFile(...books), state: "checking" });
  const seen: number[] = [];
  for (let after = 0; after < 1100; after = seen.at(-1) ?? 1100)
    seen.push(
      ...(await outcomesOf(ctx.db, id, { did: "added", after, limit: 300 })).map(({ number }) => number),
    );
  assert.deepEqual(
    seen,
    Array.from({ length: 1100 }, (_, at) => at + 1),
  );
});

dbTest(
  "a kind that was accepted is opened again, and the sheet has all with what became of them",
  async ({ ctx }) => {
    const { id: organisationId } = await anOwner(ctx);
    const bytes = await aFile(aBook(aKey(), "清单", "020   $a123\n020   $a456"));
    const { id } = await landedBatch(ctx, { organisationId, bytes });
    const accept = { finding: "library.isbn", id: null, now: ctx.clock() };
    assert.equal(await inTx(ctx, ({ db }) => acceptFindings(db, id, accept)), 2);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await findingsSheet(ctx, id)).pieces) pieces.push(piece);
    const lines = Buffer.concat(pieces).toString().trim().split("\r\n");
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? "", /123.*没问题/);
    assert.equal(await inTx(ctx, ({ db }) => reopenFindings(db, id, "library.isbn")), 2);
    assert.equal((await openOf(ctx, id)).length, 2);
  },
);

dbTest("what is still refused is dropped at once, and can be paged through before", async ({ ctx }) => {
  const { id: organisationId } = await anOwner(ctx);
  const { id } = await inTx(ctx, (inner) => aRefusedRecord(inner, organisationId));
  const { refusals } = await showBatch(ctx, id, {});
  const [one] = refusals;
  assert.ok(one);
  assert.deepEqual((await showBatch(ctx, id, { refused: one.record, refusedByte: one.byte })).refusals, []);
  assert.equal(await inTx(ctx, (inner) => dropAllOfBatch(inner, id)), 1);
  assert.deepEqual((await showBatch(ctx, id, {})).refusals, []);
  assert.equal(await inTx(ctx, (inner) => dropAllOfBatch(inner, id)), 0);
});
