import assert from "node:assert/strict";
import { test } from "node:test";
import { endFacility } from "#places/filling";
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { checkOut } from "../../circulation/lending/check-out.ts";
import { aHouse, aReader, type House, someCopies } from "../../circulation/testing.ts";
import { aBox, copiesAway } from "../testing.ts";
import { boxLines, boxOf } from "./box-store.ts";
import { dropBox, openBox, putIn, sendBox, takeOut } from "./boxes.ts";
import { findingsOf } from "./finding-store.ts";
import { againstPacking } from "./packing.ts";
import { closeBox, outcomeOf, receiveScan } from "./receive.ts";
import { giveUp, noteFinding } from "./settle.ts";

const houses = (ctx: Ctx, many: number) =>
  inTx(ctx, async (inner) => {
    const all: House[] = [];
    for (let n = 0; n < many; n++) all.push(await aHouse(inner));
    return all as [House, House, ...House[]];
  });
const put = (ctx: Ctx, id: string, scan: string, ownerId: string | null = null) =>
  inTx(ctx, (inner) => putIn(inner, { id, scan, ownerId }));
const receive = (ctx: Ctx, id: string, scan: string, ownerId: string | null = null) =>
  inTx(ctx, (inner) => receiveScan(inner, { id, scan, ownerId }));
const close = (ctx: Ctx, id: string) => inTx(ctx, (inner) => closeBox(inner, id));
const scanAt = (ctx: Ctx, itemId: number, { placeId }: House) =>
  inTx(ctx, (inner) => checkIn(inner, { itemId, placeId }));
const boxed = (ctx: Ctx, differs: Parameters<typeof aBox>[1] = {}) =>
  inTx(ctx, (inner) => aBox(inner, differs));
const between = (ctx: Ctx, from: House, to: House) =>
  inTx(ctx, (inner) => openBox(inner, { fromId: from.placeId, toId: to.placeId, code: "" }));
const awayOf = async (db: Db, itemId: number) =>
  (await db.one<{ away: string | null }>`select away from library.item where id = ${itemId}`).away;
const openWay = (db: Db, itemId: number) =>
  db.maybeOne<{ fromId: string; toId: string; boxId: string | null }>`
    select from_id, to_id, box_id from library.transit where item_id = ${itemId} and ended_on is null`;
const findings = async (ctx: Ctx, id: string) =>
  (await findingsOf(ctx.db, id, 20)).map(({ kind, how }) => `${kind} ${how ?? "open"}`).toSorted();

/** Somebody waits for the title and collects it at this house. */
const waitFor = (ctx: Ctx, recordId: number, at: House) =>
  inTx(ctx, async (inner) => {
    const { subject } = await aReader(inner, at);
    const { id } = await inner.db.one<{ id: string }>`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      values (gen_random_uuid(), ${subject}, ${recordId}, ${at.placeId}, ${at.path}, 'adult', ${at.path}, ${inner.clock()}) returning id`;
    return { id, subject };
  });
const holdOf = (db: Db, id: string) =>
  db.maybeOne<{ state: string; itemId: number | null }>`
    select state, item_id from library.hold where id = ${id}`;

test("what goes into a box", () => {
  const copy = (away: "on-loan" | "hold-shelf" | "in-transit" | null, status = "available") =>
    ({ away, status }) as Parameters<typeof againstPacking>[0];
  const way = { toId: "b" };
  const cases = [
    [copy("in-transit"), way, false, null],
    [copy("in-transit"), { toId: "c" }, false, "goes-elsewhere"],
    [copy("on-loan"), null, false, "lent"],
    [copy("hold-shelf"), null, false, "kept"],
    [copy(null), null, false, "no-way"],
    [copy(null), null, true, null],
    [copy(null, "withdrawn"), null, false, "withdrawn"],
    // On its way home it goes all the same: somebody at home decides.
    [copy("in-transit", "withdrawn"), way, false, null],
  ] as const;
  for (const [one, going, planned, against] of cases)
    assert.equal(againstPacking(one, going, { toId: "b", planned }), against, JSON.stringify([one, going]));
});

test("what a scan out of a box means", () => {
  const cases = [
    ["open", false, "shelf", "came"],
    ["open", false, "place", "came"],
    ["ended", false, "shelf", "again"],
    [null, true, "shelf", "again"],
    [null, false, "shelf", "extra"],
    [null, false, "hold-shelf", "extra"],
    [null, false, "place", "elsewhere"],
  ] as const;
  for (const [line, hasFinding, to, outcome] of cases)
    assert.equal(outcomeOf({ line, hasFinding }, { to }), outcome);
});

dbTest("a box is packed, sent, received and closed, and all of it agrees", async ({ ctx, db }) => {
  const { id, barcodes, itemIds, from } = await boxed(ctx);
  assert.equal((await boxLines(db, { id, state: "packing" }, 10)).length, 2);
  assert.match((await boxOf(db, id))?.code ?? "", /^LX\d{6}$/);
  assert.deepEqual(await inTx(ctx, (inner) => sendBox(inner, id)), { copies: 2 });
  await assert.rejects(put(ctx, id, barcodes[0] ?? ""), { id: "box.has-left" });
  for (const barcode of barcodes) {
    const came = await receive(ctx, id, barcode);
    assert.ok(came.is === "received" && came.outcome === "came" && came.goes.to === "shelf");
  }
  assert.deepEqual(await close(ctx, id), { missing: 0, extra: 0 });
  // Closed twice it is closed once.
  assert.deepEqual(await close(ctx, id), { missing: 0, extra: 0 });
  assert.deepEqual(await findings(ctx, id), []);
  for (const itemId of itemIds) assert.equal(await awayOf(db, itemId), null);
  const box = await boxOf(db, id);
  assert.equal(box?.copies, 2);
  // Closed, it has days and no moments.
  for (const at of [box?.madeAt, box?.sentAt, box?.receivedAt])
    assert.equal(at?.toZonedDateTimeISO(ctx.city.zone).toPlainTime().toString(), "00:00:00");
  const told = await db.many<{ type: string; payload: unknown }>`
    select type, payload from platform.outbox where type like 'box.%' and payload->>'boxId' = ${id} order by seq`;
  assert.deepEqual(
    told.map(({ type }) => type),
    ["box.sent", "box.received"],
  );
  assert.ok(!JSON.stringify(told).includes(barcodes[0] ?? "none") && from.placeId !== "");
});

dbTest(
  "what goes elsewhere is refused with where it goes; what is on the shelf, lent or kept, too",
  async ({ ctx }) => {
    const [a, b, c = a] = await houses(ctx, 3);
    const { id } = await between(ctx, a, b);
    const toC = await inTx(ctx, (inner) => copiesAway(inner, { home: c, at: a }));
    await assert.rejects(put(ctx, id, toC.barcodes[0] ?? ""), { id: "box.goes-elsewhere" });
    const own = await inTx(ctx, (inner) => someCopies(inner, a, { copies: 2 }));
    const [onShelf, lent] = await ctx.db.many<{ id: number; barcode: string }>`
    select id, barcode from library.item where id = any(${own.itemIds}::bigint[]) order by id`;
    await assert.rejects(put(ctx, id, onShelf?.barcode ?? ""), { id: "box.copy-no-way" });
    await inTx(ctx, async (inner) => {
      const { subject } = await aReader(inner, a);
      await checkOut(inner, { itemId: lent?.id ?? 0, subject, placeId: a.placeId });
    });
    await assert.rejects(put(ctx, id, lent?.barcode ?? ""), { id: "box.copy-lent" });
    await assert.rejects(put(ctx, id, "NOBODY"), { id: "box.unknown" });
    await assert.rejects(
      inTx(ctx, (inner) => sendBox(inner, id)),
      { id: "box.empty" },
    );
  },
);

dbTest(
  "put in twice it is in it once; taken out, or the box dropped, it waits again",
  async ({ ctx, db }) => {
    const { id, barcodes, itemIds } = await boxed(ctx);
    const again = await put(ctx, id, barcodes[0] ?? "");
    assert.ok(again.is === "packed" && again.again);
    assert.equal((await boxLines(db, { id, state: "packing" }, 10)).length, 2);
    await inTx(ctx, (inner) => takeOut(inner, { id, itemId: itemIds[0] ?? 0 }));
    assert.equal((await openWay(db, itemIds[0] ?? 0))?.boxId, null);
    await inTx(ctx, (inner) => dropBox(inner, id));
    assert.equal((await openWay(db, itemIds[1] ?? 0))?.boxId, null);
    assert.equal(await boxOf(db, id), null);
  },
);

dbTest("what did not come is missing on both desks until any scan anywhere finds it", async ({ ctx, db }) => {
  const { id, barcodes, itemIds, to } = await boxed(ctx, { sent: true });
  const third = await inTx(ctx, (inner) => aHouse(inner));
  await receive(ctx, id, barcodes[0] ?? "");
  assert.deepEqual(await close(ctx, id), { missing: 1, extra: 0 });
  assert.deepEqual(await findings(ctx, id), ["missing open"]);
  assert.equal(await awayOf(db, itemIds[1] ?? 0), "in-transit");
  await scanAt(ctx, itemIds[1] ?? 0, third);
  const [finding] = await findingsOf(db, id, 5);
  assert.deepEqual([finding?.how, finding?.turnedUpId], ["turned-up", third.placeId]);
  assert.deepEqual(
    { ...(await openWay(db, itemIds[1] ?? 0)) },
    { fromId: third.placeId, toId: to.placeId, boxId: null },
  );
});

dbTest(
  "what came and was not on the manifest is extra, or goes on from here; a number nobody knows is told",
  async ({ ctx, db }) => {
    const { id, from, to } = await boxed(ctx, { sent: true });
    const [home, third] = await houses(ctx, 2);
    const extra = await inTx(ctx, (inner) => copiesAway(inner, { home: to, at: from }));
    const stray = await inTx(ctx, (inner) => copiesAway(inner, { home, at: from }));
    const outcomes = [];
    for (const scan of [...extra.barcodes, ...stray.barcodes, "NOBODY-7", ...extra.barcodes, "NOBODY-7"]) {
      const came = await receive(ctx, id, scan);
      outcomes.push(came.is === "received" ? came.outcome : came.is);
    }
    assert.deepEqual(outcomes, ["extra", "elsewhere", "unknown", "again", "unknown"]);
    assert.deepEqual(await findings(ctx, id), ["elsewhere open", "extra open", "unknown open"]);
    assert.equal((await openWay(db, stray.itemIds[0] ?? 0))?.fromId, to.placeId);
    // Scanned on its way it is still to arrive; where it goes, it is settled.
    await scanAt(ctx, stray.itemIds[0] ?? 0, third);
    assert.ok((await findings(ctx, id)).includes("elsewhere open"));
    await scanAt(ctx, stray.itemIds[0] ?? 0, home);
    assert.ok((await findings(ctx, id)).includes("elsewhere turned-up"));
    const open = (await findingsOf(db, id, 9)).filter(({ settledOn }) => settledOn === null);
    for (const one of open) await inTx(ctx, (inner) => noteFinding(inner, one.id));
    await assert.rejects(
      inTx(ctx, (inner) => noteFinding(inner, open[0]?.id ?? 0)),
      { id: "box-finding.settled" },
    );
    assert.ok((await findings(ctx, id)).every((one) => !one.endsWith("open")));
  },
);

dbTest(
  "given up, the copy is missing, and who waits for it waits again and is told nothing",
  async ({ ctx, db }) => {
    const [a, b] = await houses(ctx, 2);
    const { itemIds, recordId } = await inTx(ctx, (inner) => someCopies(inner, a));
    const itemId = itemIds[0] ?? 0;
    const hold = await waitFor(ctx, recordId, b);
    await scanAt(ctx, itemId, a);
    assert.equal((await holdOf(db, hold.id))?.state, "travelling");
    const { id } = await between(ctx, a, b);
    const { barcode } = await db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemId}`;
    await put(ctx, id, barcode);
    await inTx(ctx, (inner) => sendBox(inner, id));
    await close(ctx, id);
    const [finding] = await findingsOf(db, id, 5);
    await assert.rejects(
      inTx(ctx, (inner) => noteFinding(inner, finding?.id ?? 0)),
      { id: "box-finding.is-missing" },
    );
    await inTx(ctx, (inner) => giveUp(inner, finding?.id ?? 0));
    assert.deepEqual({ ...(await holdOf(db, hold.id)) }, { state: "waiting", itemId: null });
    const item = await db.one<{ status: string; away: string | null }>`
    select status, away from library.item where id = ${itemId}`;
    assert.deepEqual({ ...item }, { status: "missing", away: null });
    const { how } = await db.one<{ how: string }>`select how from library.transit where item_id = ${itemId}`;
    assert.equal(how, "lost");
    const { told } = await db.one<{ told: number }>`
    select count(*)::int as told from platform.outbox where type = 'hold.ready' and payload->>'holdId' = ${hold.id}`;
    assert.equal(told, 0);
    await assert.rejects(
      inTx(ctx, (inner) => giveUp(inner, finding?.id ?? 0)),
      { id: "box-finding.turned-up" },
    );
  },
);

dbTest(
  "a copy for who waits stands on the hold shelf; the closed box forgets that it was in it",
  async ({ ctx, db }) => {
    const [a, b, c = a] = await houses(ctx, 3);
    const { itemIds, recordId } = await inTx(ctx, (inner) => someCopies(inner, a));
    const itemId = itemIds[0] ?? 0;
    const hold = await waitFor(ctx, recordId, b);
    await scanAt(ctx, itemId, a);
    const { barcode } = await db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemId}`;
    const { id } = await between(ctx, a, b);
    await put(ctx, id, barcode);
    await inTx(ctx, (inner) => sendBox(inner, id));
    // Unpacked at a third house by mistake it goes on to who waits, from there.
    assert.deepEqual((await scanAt(ctx, itemId, c)).goes, {
      to: "place",
      placeId: b.placeId,
      reason: "hold",
    });
    assert.deepEqual({ ...(await openWay(db, itemId)) }, { fromId: c.placeId, toId: b.placeId, boxId: null });
    const came = await receive(ctx, id, barcode);
    assert.ok(came.is === "received" && came.goes.to === "hold-shelf");
    assert.equal((await holdOf(db, hold.id))?.state, "ready");
    await close(ctx, id);
    assert.deepEqual(await boxLines(db, { id, state: "received" }, 5), []);
    const rows = JSON.stringify(await db.many`select * from library.transit where item_id = ${itemId}`);
    assert.ok(!rows.includes(id) && !rows.includes(hold.id), rows);
  },
);

dbTest(
  "a box that nobody sent has left when it arrives; one that is closed still takes what turns up",
  async ({ ctx, db }) => {
    const { id, barcodes } = await boxed(ctx);
    await assert.rejects(close(ctx, id), { id: "box.not-sent" });
    const came = await receive(ctx, id, barcodes[0] ?? "");
    assert.ok(came.is === "received" && came.outcome === "came");
    assert.equal((await boxOf(db, id))?.state, "sent");
    await close(ctx, id);
    assert.deepEqual(await findings(ctx, id), ["missing open"]);
    const late = await receive(ctx, id, barcodes[1] ?? "");
    assert.ok(late.is === "received" && late.outcome === "came");
    assert.deepEqual(await findings(ctx, id), ["missing turned-up"]);
  },
);

dbTest(
  "borrowed out of an open box it is on no manifest; borrowed on the way and in the box all the same, its loan ends",
  async ({ ctx, db }) => {
    const { id, barcodes, itemIds, from } = await boxed(ctx);
    const { subject } = await inTx(ctx, (inner) => aReader(inner, from));
    const [first = 0, second = 0] = itemIds;
    await inTx(ctx, (inner) => checkOut(inner, { itemId: first, subject, placeId: from.placeId }));
    assert.equal((await boxLines(db, { id, state: "packing" }, 10)).length, 1);
    assert.deepEqual(await inTx(ctx, (inner) => sendBox(inner, id)), { copies: 1 });
    await inTx(ctx, (inner) => checkOut(inner, { itemId: second, subject, placeId: from.placeId }));
    const came = await receive(ctx, id, barcodes[1] ?? "");
    assert.ok(came.is === "received" && came.wasLent && came.outcome === "again");
    assert.deepEqual(await close(ctx, id), { missing: 0, extra: 0 });
  },
);

dbTest("withdrawn on the way, it comes home, and whoever scans it is told", async ({ ctx, db }) => {
  const { id, barcodes, itemIds } = await boxed(ctx, { sent: true });
  await db.run`update library.item set status = 'withdrawn' where id = ${itemIds[0] ?? 0}`;
  const came = await receive(ctx, id, barcodes[0] ?? "");
  assert.ok(came.is === "received" && came.status === "withdrawn" && came.goes.to === "shelf");
});

dbTest(
  "to a place that has ended no box is opened or sent, and its sender takes back what is on the way",
  async ({ ctx, db }) => {
    const { id, from, to, itemIds } = await boxed(ctx);
    const on = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
    await inTx(ctx, (inner) => endFacility(inner, to.placeId, on, { reason: "并入区馆" }));
    await assert.rejects(
      inTx(ctx, (inner) => sendBox(inner, id)),
      { id: "box.place-ended" },
    );
    await assert.rejects(between(ctx, from, to), { id: "box.place-ended" });
    await inTx(ctx, (inner) => dropBox(inner, id));
    assert.equal(await awayOf(db, itemIds[0] ?? 0), "in-transit");
  },
);

dbTest(
  "one barcode in two houses: what has to do with the box is meant; where both do, somebody says whose",
  async ({ ctx, db }) => {
    const { id, from, to, itemIds } = await boxed(ctx);
    const [mine = 0] = itemIds;
    // Another house's copy on the shelf where the box arrives has the same number.
    const other = await inTx(ctx, (inner) => aHouse(inner));
    const theirs = await inTx(ctx, (inner) => someCopies(inner, other));
    const [twin = 0] = theirs.itemIds;
    await db.run`update library.item set barcode = 'B-1', place_id = ${from.placeId} where id = ${twin}`;
    await db.run`update library.item set barcode = 'B-1' where id = ${mine}`;
    const packed = await put(ctx, id, "B-1");
    assert.ok(packed.is === "packed" && packed.itemId === mine && packed.again);
    await db.run`update library.item set place_id = ${to.placeId} where id = ${twin}`;
    await inTx(ctx, (inner) => sendBox(inner, id));
    const came = await receive(ctx, id, "b-1");
    assert.ok(came.is === "received" && came.outcome === "came");
    const again = await receive(ctx, id, "B-1");
    assert.ok(again.is === "received" && again.outcome === "again");
    assert.equal(await awayOf(db, mine), null);
    // Both on their way in one box.
    const second = await inTx(ctx, (inner) => aBox(inner, { from, to, copies: 1 }));
    await scanAt(ctx, twin, from);
    const rival = second.itemIds[0] ?? 0;
    await db.run`update library.item set barcode = 'B-2' where id = any(${[twin, rival]}::bigint[])`;
    const both = await put(ctx, second.id, "B-2", other.organisationId);
    assert.ok(both.is === "packed" && both.itemId === twin);
    await inTx(ctx, (inner) => sendBox(inner, second.id));
    const which = await receive(ctx, second.id, "B-2");
    assert.ok(which.is === "several" && which.copies.length === 2);
    const said = await receive(ctx, second.id, "B-2", other.organisationId);
    assert.ok(said.is === "received" && said.outcome === "came");
    const left = await receive(ctx, second.id, "B-2");
    assert.ok(left.is === "received" && left.outcome === "came");
  },
);

dbTest("one copy is in one box, and a code on one box at a time, whoever is quicker", async ({ ctx, db }) => {
  const { from, to, id, barcodes, itemIds } = await boxed(ctx, { copies: 1 });
  const other = await between(ctx, from, to);
  // Two people put it into two boxes at once: it is in the one or the other.
  await Promise.all([put(ctx, id, barcodes[0] ?? ""), put(ctx, other.id, barcodes[0] ?? "")]);
  const ways =
    await db.many`select id from library.transit where item_id = ${itemIds[0] ?? 0} and ended_on is null`;
  assert.equal(ways.length, 1);
  // With the lock left out the schema still says no to a second way.
  await assert.rejects(
    db.run`insert into library.transit (id, item_id, from_id, to_id, reason, made_at)
           select gen_random_uuid(), item_id, from_id, to_id, reason, made_at from library.transit where item_id = ${itemIds[0] ?? 0}`,
    { constraint: "transit_of_item" },
  );
  const coded = () =>
    inTx(ctx, (inner) => openBox(inner, { fromId: from.placeId, toId: to.placeId, code: "蓝箱 1" }));
  const tries = await Promise.allSettled([coded(), coded()]);
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(coded(), { id: "box.code-taken" });
});

dbTest("no scan falls between a box and its closing", async ({ ctx, db }) => {
  const { id, barcodes } = await boxed(ctx, { sent: true, copies: 12 });
  await Promise.all([...barcodes.map((barcode) => receive(ctx, id, barcode)), close(ctx, id)]);
  const open = async () =>
    (await findingsOf(db, id, 50)).filter(({ settledOn }) => settledOn === null).length;
  assert.equal(await open(), 0);
  // With the lock of the box left out, what is just being scanned is found missing.
  const second = await boxed(ctx, { sent: true, copies: 1 });
  await inTx(ctx, async (inner) => {
    await checkIn(inner, { itemId: second.itemIds[0] ?? 0, placeId: second.to.placeId });
    await close(ctx, second.id);
  });
  assert.deepEqual(await findings(ctx, second.id), ["missing open"]);
});
