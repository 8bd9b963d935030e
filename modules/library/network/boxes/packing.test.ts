import assert from "node:assert/strict";
import { test } from "node:test";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkOut } from "../../circulation/lending/check-out.ts";
import { aReader, someCopies } from "../../circulation/testing.ts";
import { copiesAway } from "../testing.ts";
import { boxLines, boxOf } from "./box-store.ts";
import { dropBox, sendBox, takeOut } from "./boxes.ts";
import { againstPacking } from "./packing.ts";
import { between, boxed, houses, openWay, put } from "./testing.ts";

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
