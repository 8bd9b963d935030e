import assert from "node:assert/strict";
import { test } from "node:test";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { checkOut } from "../../circulation/lending/check-out.ts";
import { aReader, someCopies } from "../../circulation/testing.ts";
import { boxLines, boxOf } from "./box-store.ts";
import { sendBox } from "./boxes.ts";
import { findingsOf } from "./finding-store.ts";
import { outcomeOf } from "./receive.ts";
import {
  between,
  boxed,
  close,
  findings,
  holdOf,
  houses,
  openWay,
  put,
  receive,
  scanAt,
  waitFor,
} from "./testing.ts";

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
