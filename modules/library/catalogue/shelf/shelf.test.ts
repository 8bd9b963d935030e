import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { anOrganisation, withdrawPlace } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aBook, aFile, aProfile, aShelf, landedBatch } from "../../testing.ts";
import { editItem } from "../items/edit-item.ts";
import { itemsAt } from "../items/item-store.ts";
import { placeItems, showNowhere } from "../items/nowhere.ts";
import { sendAway } from "../items/testing.ts";
import { showBookPlaces } from "./book-places.ts";
import { labelsOf } from "./labels.ts";
import { begin, close, scan, takeBack } from "./stocktake.ts";
import { countedOf, countsOf, stocktakeOf } from "./stocktake-store.ts";
import { decide, keepItem, propose } from "./weeding.ts";
import { itemsOf } from "./weeding-store.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const aNumber = () => newId().replaceAll("-", "");

/** A shelf of so many books, each its own record; barcodes end in a, b, c … */
async function aShelfOf(ctx: Ctx, count: number, more: (n: number) => string = () => "") {
  const { organisationId, path, placeId } = await inTx(ctx, async (inner) => {
    const { id, path: at } = await anOrganisation(inner);
    return { organisationId: id, path: at, placeId: (await aShelf(inner, id)).placeId };
  });
  const head = aNumber();
  const barcodes = Array.from({ length: count }, (_, n) => `${head}${String.fromCharCode(97 + n)}`);
  const books = barcodes.map((barcode, n) =>
    aBook(aNumber(), `书 ${barcode}`, `952   $p${barcode}$oI25/${n}$c一楼B${n % 2}${more(n)}`),
  );
  const bytes = await aFile(...books);
  await landedBatch(ctx, { organisationId, bytes, profile: aProfile("koha-952", { place: placeId }) });
  return { organisationId, path, placeId, barcodes };
}

const statusOf = async (ctx: Ctx, barcode: string) =>
  (await ctx.db.one<{ status: string }>`select status from library.item where barcode = ${barcode}`).status;

dbTest(
  "a stocktake tells what is there, missing, from elsewhere and unknown, and marks what is missing",
  async ({ ctx, db }) => {
    const { placeId, barcodes } = await aShelfOf(ctx, 5);
    const [a = "", b = "", c = "", d = "", e = ""] = barcodes;
    await db.run`update library.item set status = 'missing' where barcode = ${a}`;
    await sendAway(db, [e]);
    const { barcode: far } = await inTx(ctx, async (inner) =>
      aShelf(inner, (await anOrganisation(inner)).id),
    );
    const { id } = await inTx(ctx, (inner) => begin(inner, { placeId, shelf: "一楼" }));
    await assert.rejects(
      inTx(ctx, (inner) => begin(inner, { placeId, shelf: "一楼" })),
      { id: "stocktake.open" },
    );
    await assert.rejects(
      inTx(ctx, (inner) => close(inner, { id })),
      { id: "stocktake.nothing-scanned" },
    );
    const first = await inTx(ctx, (inner) => scan(inner, { id, barcodes: a }));
    const { answers, counts, ...summed } = first;
    assert.deepEqual(summed, { noted: 1, again: 0, unknown: 0, unread: 0, told: [] });
    assert.deepEqual(
      answers.map((one) => [one.line, one.barcode, one.outcome, one.again]),
      [[1, a, "there", false]],
    );
    assert.deepEqual(counts, { there: 1, missing: 3, elsewhere: 0, unknown: 0 });
    const list = `${a}\r\n${b}, ${far};nobody\n\nCN-650203-1-KL.${b}\n${"9".repeat(61)}\n`;
    const {
      answers: each,
      counts: __,
      ...told
    } = await inTx(ctx, (inner) => scan(inner, { id, barcodes: list }));
    assert.deepEqual(
      each.map((one) => [one.line, one.barcode, one.outcome, one.again]),
      [
        [1, a, "there", true],
        [2, b, "there", false],
        [2, far, "elsewhere", false],
        [2, "nobody", "unknown", false],
        [4, b, "there", true],
      ],
    );
    assert.deepEqual(told, {
      noted: 3,
      again: 2,
      unknown: 1,
      unread: 1,
      told: [
        { line: 1, barcode: a, why: "again", first: null },
        { line: 2, barcode: "nobody", why: "unknown", first: null },
        { line: 4, barcode: b, why: "repeated", first: 2 },
        { line: 5, barcode: "9".repeat(60), why: "unread", first: null },
      ],
    });
    for (const [barcodes, fault] of [
      [" \n", "missing"],
      ["9".repeat(61), "too-long"],
      [Array.from({ length: 20_001 }, (_, n) => `x${n}`).join("\n"), "stocktake.too-many"],
    ] as const)
      await assert.rejects(
        inTx(ctx, (inner) => scan(inner, { id, barcodes })),
        ({ faults }: { faults?: { id: string }[] }) => faults?.[0]?.id === fault,
      );
    const taken = await stocktakeOf(db, id);
    assert.ok(taken);
    // What is lent is not expected.
    assert.deepEqual(await countsOf(db, taken), { there: 2, missing: 2, elsewhere: 1, unknown: 1 });
    const missing = await countedOf(db, taken, { outcome: "missing", limit: 10 });
    assert.deepEqual(missing.map(({ barcode }) => barcode).toSorted(), [c, d]);
    // Lent while the shelf was counted: it is not marked.
    await sendAway(db, [d]);
    // One of three that should stand there: whoever closes it says that it is known.
    for (const missing of [null, 2])
      await assert.rejects(
        inTx(ctx, (inner) => close(inner, { id, missing })),
        { id: "stocktake.many-missing", data: { missing: 1, expected: 3 } },
      );
    assert.equal(await statusOf(ctx, c), "available");
    await inTx(ctx, (inner) => close(inner, { id, missing: 1 }));
    assert.deepEqual(
      [await statusOf(ctx, a), await statusOf(ctx, b), await statusOf(ctx, c), await statusOf(ctx, d)],
      ["available", "available", "missing", "available"],
    );
    const closed = await stocktakeOf(db, id);
    assert.deepEqual([closed?.state, closed?.there, closed?.missing], ["closed", 2, 1]);
    await assert.rejects(
      inTx(ctx, (inner) => scan(inner, { id, barcodes: c })),
      { id: "stocktake.closed" },
    );
    const versions = await db.many<{ why: string }>`
    select v.why from library.item_version v join library.item i on i.id = v.item_id where i.barcode = any(${[a, b, c]}::text[])`;
    assert.deepEqual(versions, [{ why: "stocktake" }, { why: "stocktake" }]);
  },
);

dbTest(
  "what was overlooked once and turns up is what it was before: damaged, for reading here, or on the shelf",
  async ({ ctx, db }) => {
    const { placeId, barcodes } = await aShelfOf(ctx, 4);
    const [a = "", b = "", c = "", seen = ""] = barcodes;
    await db.run`update library.item set status = 'damaged' where barcode = ${a}`;
    await db.run`update library.item set status = 'reference' where barcode = ${b}`;
    const count = async (some: string[], missing: number) => {
      const { id } = await inTx(ctx, (inner) => begin(inner, { placeId, shelf: "" }));
      await inTx(ctx, (inner) => scan(inner, { id, barcodes: some.join("\n") }));
      await inTx(ctx, (inner) => close(inner, { id, missing }));
    };
    const statuses = () => Promise.all([a, b, c].map((barcode) => statusOf(ctx, barcode)));
    await count([seen], 4);
    assert.deepEqual(await statuses(), ["missing", "missing", "missing"]);
    // Somebody puts its shelf right meanwhile: it is still missing, and still known to be damaged.
    const { id, version } = await db.one<{ id: number; version: number }>`
      select id, version from library.item where barcode = ${a}`;
    const rest = { callNumber: "", volume: "", priceFen: null, source: "", acquiredOn: null, note: "" };
    await inTx(ctx, (inner) =>
      editItem(inner, { id, version, placeId, shelf: "一楼", status: "missing", ...rest }),
    );
    await count([a, b, c, seen], 0);
    assert.deepEqual(await statuses(), ["damaged", "reference", "available"]);
  },
);

dbTest(
  "two stocktakes that would count some of the same books are not open at once, whoever is quicker",
  async ({ ctx, db }) => {
    const { placeId, path } = await aShelfOf(ctx, 0);
    const { placeId: another } = await aShelfOf(ctx, 0);
    const start = (shelf: string, at = placeId) => inTx(ctx, (inner) => begin(inner, { placeId: at, shelf }));
    const first = await start("一楼");
    await start("二楼");
    await start("一", another);
    for (const shelf of ["", "一", "一楼", "一楼B1", " 一楼 "])
      await assert.rejects(start(shelf), { id: "stocktake.open" }, shelf);
    await assert.rejects(start("一楼B1"), { next: `/desk/catalogue/stocktakes/${first.id}` });
    // Names that only look alike, and the longest there can be.
    await start("楼");
    await start("九".repeat(60));
    await assert.rejects(start("九".repeat(59)), { id: "stocktake.open" });
    // The schema lets nobody past who has not asked.
    await assert.rejects(
      db.run`
        insert into library.stocktake (id, place_id, org_path, shelf, began_at)
        values (gen_random_uuid(), ${placeId}, ${path}, '一楼C', now())`,
      /stocktake_one_open/,
    );
    const both = await Promise.allSettled([start("三楼"), start("三楼A"), start("三")]);
    assert.equal(both.filter(({ status }) => status === "fulfilled").length, 1);
  },
);

dbTest(
  "items that came without a place are told by house and code, and placed many at once at one's own place",
  async ({ ctx, db }) => {
    const { organisationId, path, placeId } = await aShelfOf(ctx, 0);
    const { placeId: strange } = await aShelfOf(ctx, 0);
    const number = aNumber();
    const said = ["$bNORTH", "$bNORTH", ""].map((code, n) => `952   $p${number}${n}${code}`).join("\n");
    const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "无处", said)) });
    const editor = as(ctx, await inTx(ctx, (inner) => someStaff(inner, path, "editor")));
    const groups = async () =>
      (await showNowhere(editor, {})).groups.map((one) => [one.owner.id, one.said, one.items]);
    assert.deepEqual(await groups(), [
      [organisationId, "NORTH", 2],
      [organisationId, "", 1],
    ]);
    const shown = await showNowhere(editor, { owner: organisationId, said: "NORTH" });
    assert.deepEqual(
      shown.items.map(({ barcode }) => barcode),
      [`${number}0`, `${number}1`],
    );
    // Who works elsewhere hears nothing of them.
    const other = await inTx(ctx, async (inner) =>
      someStaff(inner, (await anOrganisation(inner)).path, "manager"),
    );
    assert.deepEqual((await showNowhere(as(ctx, other), {})).items, []);
    const here = { owner: organisationId, said: "NORTH" };
    await assert.rejects(
      inTx(editor, (inner) => placeItems({ ...inner, actor: editor.actor }, { ...here, placeId: strange })),
      { id: "library.not-own-place" },
    );
    const placed = await inTx(editor, (inner) => placeItems(inner, { ...here, placeId }));
    assert.deepEqual([placed, await groups()], [{ placed: 2 }, [[organisationId, "", 1]]]);
    const { open } = await db.one<{ open: number }>`
      select count(*)::int as open from library.finding
       where batch_id = ${batch.id} and finding = 'library.item-nowhere' and settled_at is null`;
    assert.equal(open, 1);
    const { why } = await db.one<{ why: string }>`
      select v.why from library.item_version v join library.item i on i.id = v.item_id where i.barcode = ${`${number}0`}`;
    assert.equal(why, "edited");
  },
);

dbTest(
  "small letters of a scanner mean the capitals that are there, and a scan can be taken back",
  async ({ ctx, db }) => {
    const { placeId, barcodes } = await aShelfOf(ctx, 2);
    const [a = "", b = ""] = barcodes;
    const capitals = `KL${aNumber().slice(0, 8).toUpperCase()}A`;
    await db.run`update library.item set barcode = ${capitals} where barcode = ${a}`;
    const { id } = await inTx(ctx, (inner) => begin(inner, { placeId, shelf: "" }));
    const small = capitals.toLowerCase();
    const told = await inTx(ctx, (inner) =>
      scan(inner, { id, barcodes: `CN-650203-1-KL.${small}\n${capitals}\n${b}\nnobody-x` }),
    );
    assert.deepEqual(
      told.answers.map((one) => [one.line, one.barcode, one.outcome, one.again]),
      [
        [1, capitals, "there", false],
        [2, capitals, "there", true],
        [3, b, "there", false],
        [4, "nobody-x", "unknown", false],
      ],
    );
    assert.deepEqual([told.noted, told.again, told.unknown], [3, 1, 1]);
    for (const barcode of ["nobody-x", b, b]) await inTx(ctx, (inner) => takeBack(inner, { id, barcode }));
    const taken = await stocktakeOf(db, id);
    assert.ok(taken);
    assert.deepEqual(await countsOf(db, taken), { there: 1, missing: 2, elsewhere: 0, unknown: 0 });
  },
);

dbTest(
  "an item is changed at the version that was read, and what it was is kept; what is lent keeps its status",
  async ({ ctx, db }) => {
    const { placeId, barcodes } = await aShelfOf(ctx, 1);
    const [barcode = ""] = barcodes;
    const { id, version } = await db.one<{ id: number; version: number }>`
    select id, version from library.item where barcode = ${barcode}`;
    const text = {
      placeId,
      shelf: "二楼",
      callNumber: "I25/9",
      volume: "",
      status: "damaged" as const,
      priceFen: 4500,
      source: "新华书店",
      acquiredOn: "2026-06-01",
      note: "书脊已修",
    };
    await assert.rejects(
      inTx(ctx, (inner) => editItem(inner, { id, version, ...text, acquiredOn: "2026-06-13" })),
      (error: { faults?: { id: string }[] }) => error.faults?.[0]?.id === "item.acquired-later",
    );
    await inTx(ctx, (inner) => editItem(inner, { id, version, ...text }));
    await assert.rejects(
      inTx(ctx, (inner) => editItem(inner, { id, version, ...text })),
      { id: "item.changed" },
    );
    const { was } = await db.one<{ was: { shelf: string; status: string } }>`
    select was from library.item_version where item_id = ${id}`;
    assert.deepEqual([was.shelf, was.status], ["一楼B0", "available"]);
    // Lent and back leaves no version: the form that was open meanwhile still holds.
    await sendAway(db, [barcode]);
    const next = { id, version: version + 1, ...text, status: "reference" as const };
    await assert.rejects(
      inTx(ctx, (inner) => editItem(inner, next)),
      { id: "item.lent" },
    );
    await inTx(ctx, (inner) => editItem(inner, { ...next, status: text.status, shelf: "三楼" }));
    assert.equal(
      (await db.one<{ away: string }>`select away from library.item where id = ${id}`).away,
      "on-loan",
    );
    await sendAway(db, [barcode], null);
    await inTx(ctx, (inner) => editItem(inner, { ...next, version: version + 2 }));
  },
);

dbTest(
  "one proposes what is weeded, another decides; what was kept, changed or lent since stays",
  async ({ ctx, db }) => {
    const { path, placeId, barcodes } = await aShelfOf(ctx, 4);
    const [a = "", b = "", c = "", d = ""] = barcodes;
    const one = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const other = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const rule = {
      publishedBefore: 2030,
      acquiredBefore: null,
      keepCopies: null,
      statuses: [],
      shelf: "一楼",
    };
    const nothing = { ...rule, publishedBefore: null };
    await assert.rejects(
      inTx(as(ctx, one), (inner) => propose(inner, { placeId, ...nothing })),
      { id: "weeding.no-rule" },
    );
    const { id } = await inTx(as(ctx, one), (inner) => propose(inner, { placeId, ...rule }));
    const listed = await itemsOf(db, id, 10);
    assert.deepEqual(listed.map(({ barcode }) => barcode).toSorted(), [a, b, c, d].toSorted());
    // On a list already.
    await assert.rejects(
      inTx(as(ctx, one), (inner) => propose(inner, { placeId, ...rule })),
      { id: "weeding.nothing" },
    );
    const kept = listed.find(({ barcode }) => barcode === a)?.itemId ?? 0;
    await inTx(as(ctx, one), (inner) => keepItem(inner, { id, itemId: kept, kept: true }));
    await db.run`update library.item set version = version + 1 where barcode = ${b}`;
    await sendAway(db, [c]);
    // Lent and returned it is as it was.
    await sendAway(db, [d]);
    await sendAway(db, [d], null);
    await assert.rejects(
      inTx(as(ctx, one), (inner) => decide(inner, { id, approve: true, reason: "" })),
      { id: "weeding.own" },
    );
    await assert.rejects(
      inTx(as(ctx, other), (inner) => decide(inner, { id, approve: false, reason: " " })),
      { id: "weeding.no-reason" },
    );
    await inTx(as(ctx, other), (inner) => decide(inner, { id, approve: true, reason: "" }));
    assert.deepEqual(await Promise.all([a, b, c, d].map((barcode) => statusOf(ctx, barcode))), [
      "available",
      "available",
      "available",
      "withdrawn",
    ]);
    const done = (await itemsOf(db, id, 10)).filter((item) => item.done).map(({ barcode }) => barcode);
    assert.deepEqual(done, [d]);
    await assert.rejects(
      inTx(as(ctx, other), (inner) => decide(inner, { id, approve: true, reason: "" })),
      { id: "weeding.decided" },
    );
  },
);

dbTest("of copies the newest stay", async ({ ctx, db }) => {
  const { organisationId, placeId } = await aShelfOf(ctx, 0);
  const number = aNumber();
  const lines = ["2019-01-01", "2021-01-01", "2020-01-01"].map(
    (day, n) => `952   $p${number}${n}$o I25$d${day}`,
  );
  await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(number, "三册", lines.join("\n"))),
    profile: aProfile("koha-952", { place: placeId }),
  });
  const rule = { publishedBefore: null, acquiredBefore: null, keepCopies: 1, statuses: [], shelf: "" };
  const { id } = await inTx(ctx, (inner) => propose(inner, { placeId, ...rule }));
  const barcodes = (await itemsOf(db, id, 10)).map(({ barcode }) => barcode).toSorted();
  assert.deepEqual(barcodes, [`${number}0`, `${number}2`]);
});

dbTest(
  "labels: a page for twenty-four, each with its call number, house and barcode to read",
  async ({ ctx, db }) => {
    const { placeId, barcodes } = await aShelfOf(ctx, 25);
    const items = await itemsAt(db, { placeId, shelf: "一楼", standing: null, after: 0, limit: 100 });
    assert.equal(items.length, 25);
    // Behind one of them the rest, none twice.
    const half = await itemsAt(db, {
      placeId,
      shelf: "一楼",
      standing: null,
      after: items[9]?.id ?? 0,
      limit: 100,
    });
    assert.deepEqual(
      half.map(({ id }) => id),
      items.slice(10).map(({ id }) => id),
    );
    const pdf = await labelsOf(ctx, items);
    const text = pdf.toString("latin1");
    assert.match(text, /^%PDF/);
    assert.match(text, /\/Count 2/);
    const said = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
      .map(([, body = ""]) => inflateSync(Buffer.from(body, "latin1")).toString("latin1"))
      .join("");
    const utf16 = (words: string) => Buffer.from(words, "utf16le").swap16().toString("hex").toLowerCase();
    for (const barcode of barcodes) assert.ok(said.toLowerCase().includes(utf16(barcode)), barcode);
  },
);

dbTest("public places that have books are told to everybody, others are not", async ({ ctx, db }) => {
  const [{ placeId, path }, other] = [await aShelfOf(ctx, 1), await aShelfOf(ctx, 1)];
  const told = async (id: string) => (await showBookPlaces(ctx)).items.some((place) => place.id === id);
  assert.deepEqual([await told(placeId), await told(other.placeId)], [true, true]);
  const publisher = await inTx(ctx, (inner) => someStaff(inner, path, "publisher"));
  await inTx(as(ctx, publisher), (inner) => withdrawPlace(inner, placeId));
  await db.run`update library.item set status = 'withdrawn' where place_id = ${other.placeId}`;
  assert.deepEqual([await told(placeId), await told(other.placeId)], [false, false]);
});
