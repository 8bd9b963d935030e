import assert from "node:assert/strict";
import { endFacility } from "#places/filling";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { boxLines, boxOf } from "./box-store.ts";
import { dropBox, openBox, sendBox } from "./boxes.ts";
import { awayOf, between, boxed, close, findings, put, receive } from "./testing.ts";

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
