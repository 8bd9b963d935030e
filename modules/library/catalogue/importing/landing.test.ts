import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { makeRecord } from "#libs/marc";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, somebodyWaits } from "#platform/testing";
import {
  aBook,
  aFile,
  aProfile,
  aRecord,
  landedBatch,
  marcBytesAt,
  searchFor,
  withoutMarcFolder,
} from "../../testing.ts";
import { findingsByKind, unknownCodes } from "../keeping/finding-store.ts";
import { batchOf } from "./batch-store.ts";
import { beginBatch, goOn } from "./begin-batch.ts";
import { land, mapCodes } from "./desk-batches.ts";
import { landMended } from "./mend.ts";
import { runBatch, Taken } from "./run-batch.ts";
import { showBatch } from "./show-batch.ts";

const never = new AbortController().signal;
const anOwner = async (ctx: Ctx) => (await inTx(ctx, (inner) => anOrganisation(inner))).id;
const countsOf = ({ added, changed, unchanged, refused, items, itemsRefused }: Record<string, unknown>) => ({
  added,
  changed,
  unchanged,
  refused,
  items,
  itemsRefused,
});
const recordOf = (ctx: Ctx, key: string) =>
  ctx.db.one<{ id: number; title: string; version: number; original: Buffer; state: string }>`
    select id, title, version, original, state from library.record where control_key like ${`%${key}`}`;

/** A number no other test has. */
let numbers = 0;
const aNumber = () => `n${process.pid}x${++numbers}`;

dbTest("a file lands, and a second time nothing changes", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aNumber(), aNumber()];
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

dbTest(
  "records without an agency or a number are known again too, and only among those of their owner",
  async ({ ctx }) => {
    const [organisationId, other] = [await anOwner(ctx), await anOwner(ctx)];
    const [number, mark] = [aNumber(), aNumber()];
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

dbTest("when a file is in, no search has anything left to read through beside the index", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(aNumber(), "第一本")) });
  const { waiting } = await ctx.db.one<{ waiting: number }>`
    select (gin_clean_pending_list('library.work_sound') + sum(gin_clean_pending_list(inhrelid)))::int as waiting
      from pg_inherits where inhparent in ('library.search_words'::regclass, 'library.search_title'::regclass)`;
  assert.equal(waiting, 0);
});

dbTest("what says something else takes the place of what stood, and what stood is kept", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aNumber();
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

dbTest(
  "the same number and title twice in one file: the second finds the first, and is told",
  async ({ ctx }) => {
    const organisationId = await anOwner(ctx);
    const number = aNumber();
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
    const number = aNumber();
    // Far apart: in two steps.
    const between = Array.from({ length: 600 }, (_, at) => aBook(aNumber(), `之间 ${at}`));
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
    await landAs(aNumber());
    assert.equal((await recordOf(ctx, number)).title, "先到的书");
  },
);

dbTest("a barcode that stands twice far apart is told by the check as by the landing", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aNumber(), aNumber()];
  const between = Array.from({ length: 600 }, (_, at) => aBook(aNumber(), `之间 ${at}`));
  const bytes = await aFile(
    aBook(one, "一", `952   $p${one}`),
    ...between,
    // The same record once more has its own barcode; another has not.
    aBook(two, "二", `952   $p${one}`),
    aBook(one, "一", `952   $p${one}`),
  );
  for (const state of ["checking", "landing"] as const) {
    const batch = await landedBatch(ctx, { organisationId, bytes, state });
    assert.equal(batch.itemsRefused, 1);
    const told = await ctx.db.many<{ recordNumber: number; data: { barcode: string; first?: number } }>`
      select record_number, data from library.finding where batch_id = ${batch.id} and finding = 'library.barcode-taken'`;
    assert.deepEqual(
      told.map(({ recordNumber, data }) => [recordNumber, data.barcode, data.first]),
      [[602, one, state === "checking" ? 1 : undefined]],
    );
  }
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

dbTest("an 880 that stands for no field is told with its place in the file", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const bytes = await aFile(aBook(aNumber(), "Qie ting feng yun", "880 10$a窃听风云"));
  const batch = await landedBatch(ctx, { organisationId, bytes });
  const told = await ctx.db.many<{
    finding: string;
    field: string;
    byte: number;
    done: string;
    recordNumber: number;
  }>`
    select finding, field, byte, done, record_number from library.finding where batch_id = ${batch.id}`;
  const byte = Buffer.from(bytes).indexOf("10\x1fa窃听");
  assert.deepEqual(told, [{ finding: "marc.link", field: "880", byte, done: "kept", recordNumber: 1 }]);
});

dbTest("a file in which there is no record is refused and says what it seems to be", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const outcome = async (bytes: Uint8Array, state: "checking" | "landing" = "landing") => {
    const batch = await landedBatch(ctx, { organisationId, bytes, state });
    const told = await ctx.db.many<{
      finding: string;
      byte: number;
      recordNumber: number;
      looks: string | null;
    }>`
      select finding, byte, record_number, data->>'looks' as looks from library.finding where batch_id = ${batch.id} order by id`;
    const findings = told.map(({ finding, byte, looks }) => `${finding} @${byte}${looks ? ` ${looks}` : ""}`);
    return [batch.state, batch.broken?.id, batch.findings, ...findings];
  };
  assert.deepEqual(await outcome(new Uint8Array()), [
    "refused",
    "library.no-record.empty",
    1,
    "library.no-record @0 empty",
  ]);
  const text = Buffer.from("no record of anything\n");
  for (const state of ["checking", "landing"] as const)
    assert.deepEqual(await outcome(text, state), [
      "refused",
      "library.no-record.text",
      2,
      "marc.bytes-between @0",
      "library.no-record @0 text",
    ]);
  // By chance it has what would end a record.
  assert.deepEqual(await outcome(Buffer.from("%PDF-1.4 00024\x1dnam\x1e\x1d")), [
    "refused",
    "library.no-record.pdf",
    1,
    "library.no-record @0 pdf",
  ]);
  // One record, and it is a file of records with something before and behind it.
  const book = await aFile(aBook(aNumber()));
  assert.deepEqual(await outcome(Buffer.concat([Buffer.from("\x1d\x1d"), book, text])), [
    "landed",
    undefined,
    2,
    "marc.bytes-between @0",
    `marc.bytes-between @${book.length + 2}`,
  ]);
});

dbTest("killed between two steps, it goes on behind the last that landed", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const books = Array.from({ length: 1200 }, (_, at) => aBook(aNumber(), `第 ${at} 本`));
  const bytes = await aFile(...books);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sent = { organisationId, file: "killed.mrc", sha256, bytes: bytes.length, profile: aProfile() };
  const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, "landing"));
  await assert.rejects(
    runBatch(ctx, batch, [bytes], {
      signal: never,
      told: () => {
        throw new Error("killed");
      },
    }),
    /killed/,
  );
  const dead = await batchOf(ctx.db, batch.id);
  // The step at hand was undone with its note.
  assert.deepEqual([dead?.state, dead?.doneRecord, dead?.added], ["landing", 0, 0]);
  // Stopped after the first step, by whoever asks.
  const stop = new AbortController();
  const stopped = await runBatch(ctx, batch, [bytes], { signal: stop.signal, told: () => stop.abort() });
  assert.equal(stopped.state, "stopped");
  assert.ok(stopped.doneRecord >= 500 && stopped.doneRecord < 1200, `${stopped.doneRecord}`);
  assert.equal(stopped.added, stopped.doneRecord);
  const left = await inTx(ctx, (inner) => goOn(inner, sent));
  assert.equal(left?.id, batch.id);
  const landed = await runBatch(ctx, left, [bytes], { signal: never });
  assert.deepEqual(
    [landed.state, landed.doneRecord, landed.added, landed.unchanged],
    ["landed", 1200, 1200, 0],
  );
  // Two workers never do the same: who comes with an old note leaves.
  await ctx.db.run`update library.batch set state = 'landing' where id = ${batch.id}`;
  await assert.rejects(runBatch(ctx, { ...batch, doneRecord: 0 }, [bytes], { signal: never }), Taken);
});

dbTest("a barcode that another record has, or that stands twice, is told and left out", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const [one, two] = [aNumber(), aNumber()];
  await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(one, "一", `952   $p${one}a`)),
  });
  const { id } = await recordOf(ctx, one);
  const bytes = await aFile(
    aBook(two, "二", `952   $p${one}a\n952   $p${two}b\n952   $p${two}b\n952   $oI25`),
  );
  const batch = await landedBatch(ctx, { organisationId, bytes });
  assert.deepEqual([batch.items, batch.itemsRefused], [1, 3]);
  const findings = await ctx.db.many<{
    finding: string;
    field: string;
    byte: number;
    recordNumber: number;
    data: Record<string, unknown> | null;
  }>`select finding, field, byte, record_number, data from library.finding where batch_id = ${batch.id} order by id`;
  assert.deepEqual(
    findings.map(({ finding, field, recordNumber }) => [finding, field, recordNumber]),
    [
      ["library.barcode-taken", "952", 1],
      ["library.item-nowhere", "952", 1],
      ["library.barcode-taken", "952", 1],
      ["library.item-no-barcode", "952", 1],
    ],
  );
  assert.deepEqual(findings[0]?.data, { barcode: `${one}a`, record: id });
  // The byte leads to the field, right behind its indicators' beginning.
  const at = findings.map(({ byte }) => Buffer.from(bytes).toString("latin1", byte, byte + 5));
  assert.ok(
    at.every((text) => text.startsWith("  \x1f")),
    JSON.stringify(at),
  );
  // Another owner's barcodes are its own.
  const other = await anOwner(ctx);
  const theirs = await landedBatch(ctx, { organisationId: other, bytes });
  assert.deepEqual([theirs.unchanged, theirs.items], [1, 2]);
});

dbTest("a dry run counts and tells, and leaves nothing else", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aNumber();
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

dbTest("text that no database holds comes in all the same, and is told", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const number = aNumber();
  const odd = makeRecord({
    leader: "00000nam a2200000 a 4500",
    fields: [
      { tag: "001", value: number },
      { tag: "003", value: "TE\0ST" },
      { tag: "245", indicators: ["1", "0"], subfields: [{ code: "a", value: "有\0零\u0001字符" }] },
      { tag: "020", indicators: [" ", " "], subfields: [{ code: "a", value: "978\0" }] },
      {
        tag: "952",
        indicators: [" ", " "],
        subfields: [
          { code: "p", value: `b\u0001${number}` },
          { code: "b", value: "no\0where" },
          { code: "o", value: "I\0" },
        ],
      },
    ],
  });
  const bytes = Buffer.from(await aFile(odd));
  bytes[17] = 0;
  const batch = await landedBatch(ctx, { organisationId, bytes: new Uint8Array(bytes) });
  assert.deepEqual([batch.state, batch.added], ["landed", 1]);
});

dbTest("holdings are counted by the database, whoever changes items at once", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const number = aNumber();
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
    const number = aNumber();
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

dbTest("records that look the same are put before somebody, once", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const [one, two, three] = [aNumber(), aNumber(), aNumber()];
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

dbTest("codes of a checked file are explained, and it is checked again with them", async ({ ctx, db }) => {
  const organisationId = await anOwner(ctx);
  const place = (await inTx(ctx, (inner) => aFacility(inner, { organisationId }))).id;
  const number = aNumber();
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
    const number = aNumber();
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

dbTest(
  "records name no batch that is not there, though no key says so: neither landed so, nor left so",
  async ({ ctx, db }) => {
    const organisationId = await anOwner(ctx);
    const number = aNumber();
    const bytes = await aFile(aBook(number, "没有批次的书"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const sent = { organisationId, file: "none.mrc", sha256, bytes: bytes.length, profile: aProfile() };
    const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, "landing"));
    await assert.rejects(runBatch(ctx, { ...batch, id: newId() }, [bytes], { signal: never }), {
      constraint: "batch_step_batch_id_fkey",
    });
    const landed = () => db.many`select id from library.record where control_key like ${`%${number}`}`;
    assert.deepEqual(await landed(), []);
    await runBatch(ctx, batch, [bytes], { signal: never });
    assert.equal((await landed()).length, 1);
    for (const gone of [
      () => db.run`delete from library.batch where id = ${batch.id}`,
      () => db.run`update library.batch set id = ${newId()} where id = ${batch.id}`,
    ])
      await assert.rejects(gone(), { constraint: "batch_stays" });
    // With the guard off it goes, and the record names what is not there.
    await db.run`alter table library.batch disable trigger batch_stays`;
    try {
      await assert.rejects(
        db.tx(async (tx) => {
          assert.equal(await tx.run`delete from library.batch where id = ${batch.id}`, 1);
          throw new Error("undone");
        }),
        /undone/,
      );
    } finally {
      await db.run`alter table library.batch enable trigger batch_stays`;
    }
  },
);
