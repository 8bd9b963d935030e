import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse, someCopies } from "../../circulation/testing.ts";
import { aBox } from "../testing.ts";
import { sendBox } from "./boxes.ts";
import { awayOf, boxed, put, receive, scanAt } from "./testing.ts";

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
