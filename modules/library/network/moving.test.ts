import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkOut } from "../circulation/lending/check-out.ts";
import { aHouse, aReader, someCopies } from "../circulation/testing.ts";
import { openBox, putIn, sendBox } from "./boxes/boxes.ts";
import { receiveScan } from "./boxes/receive.ts";
import { scanAt, waitFor } from "./boxes/testing.ts";
import { beginFloating, endFloating } from "./floating/floating.ts";
import * as rotation from "./rotations/rotation.ts";
import { rotationItems, rotationOf } from "./rotations/rotation-store.ts";
import { aRotation } from "./testing.ts";

const stands = ({ db }: Ctx, itemId: number) =>
  db.one<{ placeId: string; shelf: string; away: string | null }>`
    select place_id, shelf, away from library.item where id = ${itemId}`;
const holdings = async (db: Db, recordId: number) =>
  new Map(
    (
      await db.many<{ placeId: string; available: number }>`
        select place_id, available from library.holding where record_id = ${recordId}`
    ).map(({ placeId, available }) => [placeId, available]),
  );
const barcodeOf = async (db: Db, itemId: number) =>
  (await db.one<{ barcode: string }>`select barcode from library.item where id = ${itemId}`).barcode;

dbTest(
  "a plan is proposed, looked through, pulled, and what it brings is at home there; another brings it back",
  async ({ ctx, db }) => {
    const { id, from, to, itemIds, recordId } = await inTx(ctx, (inner) =>
      aRotation(inner, { copies: 3, toShelf: "轮换架" }),
    );
    const [first = 0, second = 0, third = 0] = itemIds;
    await inTx(ctx, (inner) => rotation.keepHere(inner, { id, itemId: third }));
    const { id: boxId } = await inTx(ctx, (inner) =>
      openBox(inner, { fromId: from.placeId, toId: to.placeId, code: "" }),
    );
    const put = async (itemId: number) => {
      const scan = await barcodeOf(db, itemId);
      return inTx(ctx, (inner) => putIn(inner, { id: boxId, scan, ownerId: null }));
    };
    await assert.rejects(put(first), { id: "box.copy-no-way" });
    await inTx(ctx, (inner) => rotation.pull(inner, id));
    const packed = await put(first);
    assert.ok(packed.is === "packed" && packed.reason === "rotation");
    await put(second);
    await assert.rejects(put(third), { id: "box.copy-no-way" });
    await assert.rejects(
      inTx(ctx, (inner) => rotation.keepHere(inner, { id, itemId: first })),
      { id: "rotation.has-left" },
    );
    await inTx(ctx, (inner) => sendBox(inner, boxId));
    const came = await inTx(ctx, async (inner) =>
      receiveScan(inner, { id: boxId, scan: await barcodeOf(db, first), ownerId: null }),
    );
    assert.ok(came.is === "received" && came.outcome === "came" && came.goes.to === "shelf");
    assert.deepEqual({ ...(await stands(ctx, first)) }, { placeId: to.placeId, shelf: "轮换架", away: null });
    const counted = await holdings(db, recordId);
    assert.deepEqual([counted.get(from.placeId), counted.get(to.placeId)], [1, 1]);
    const plan = await rotationOf(db, id);
    assert.deepEqual([plan?.there, plan?.going, plan?.kept], [1, 1, 1]);
    // Back where it began it stands on its old shelf, and can be pulled again.
    await scanAt(ctx, second, from);
    assert.equal((await stands(ctx, second)).placeId, from.placeId);
    assert.equal((await rotationItems(db, id, 9)).find(({ itemId }) => itemId === second)?.state, "proposed");
    const back = await inTx(ctx, (inner) =>
      rotation.propose(inner, {
        fromId: to.placeId,
        toId: from.placeId,
        toShelf: "",
        rule: { shelf: "", callNumber: "", type: "", unlentDays: 0, most: 9, cameBy: id },
      }),
    );
    assert.deepEqual(
      (await rotationItems(db, back.id, 9)).map(({ itemId }) => itemId),
      [first],
    );
    await inTx(ctx, (inner) => rotation.end(inner, id));
    await assert.rejects(
      inTx(ctx, (inner) => rotation.pull(inner, id)),
      { id: "rotation.is-ended" },
    );
    const versions = await db.many<{ why: string; endedAt: { toString(): string } }>`
    select why, ended_at from library.item_version where item_id = ${first}`;
    assert.deepEqual(
      versions.map(({ why }) => why),
      ["rotation"],
    );
  },
);

dbTest(
  "never proposed: what is lent, kept, waited for, on another plan, or was lent of late",
  async ({ ctx, db }) => {
    const [from, to] = await inTx(ctx, async (inner) => [await aHouse(inner), await aHouse(inner)] as const);
    const some = () => inTx(ctx, (inner) => someCopies(inner, from));
    const [free, lent, waited, late] = [await some(), await some(), await some(), await some()];
    const { subject } = await inTx(ctx, (inner) => aReader(inner, from));
    const lend = (itemId: number) =>
      inTx(ctx, (inner) => checkOut(inner, { itemId, subject, placeId: from.placeId }));
    await lend(lent.itemIds[0] ?? 0);
    await lend(late.itemIds[0] ?? 0);
    await scanAt(ctx, late.itemIds[0] ?? 0, from);
    await waitFor(ctx, waited.recordId, to);
    const propose = (unlentDays: number) =>
      inTx(ctx, (inner) =>
        rotation.propose(inner, {
          fromId: from.placeId,
          toId: to.placeId,
          toShelf: "",
          rule: { shelf: "", callNumber: "", type: "", unlentDays, most: 50, cameBy: null },
        }),
      );
    const { id } = await propose(30);
    assert.deepEqual(
      (await rotationItems(db, id, 9)).map(({ itemId }) => itemId),
      free.itemIds,
    );
    const second = await propose(0);
    assert.deepEqual(
      (await rotationItems(db, second.id, 9)).map(({ itemId }) => itemId),
      late.itemIds,
    );
    await assert.rejects(propose(0), { id: "rotation.nothing-fits" });
    // With the question left out the schema still keeps a copy on one living plan.
    await assert.rejects(
      db.run`insert into library.rotation_item (rotation_id, item_id) values (${second.id}, ${free.itemIds[0] ?? 0})`,
      { constraint: "rotation_item_once" },
    );
  },
);

dbTest(
  "in a floating group a copy stays where it was returned, unless somebody waits or it is on a way",
  async ({ ctx, db }) => {
    const [home, here, outside] = await inTx(
      ctx,
      async (inner) => [await aHouse(inner), await aHouse(inner), await aHouse(inner)] as const,
    );
    const { id } = await inTx(ctx, (inner) =>
      beginFloating(inner, {
        organisationId: home.organisationId,
        name: "城区",
        types: ["book"],
        places: [
          { placeId: home.placeId, shelf: "" },
          { placeId: here.placeId, shelf: "新到" },
        ],
      }),
    );
    const { itemIds, recordId } = await inTx(ctx, (inner) => someCopies(inner, home, { copies: 5 }));
    const [floats = 0, keeps = 0, away = 0, waited = 0, later = 0] = itemIds;
    await db.run`update library.item set shelf = '一楼' where id = any(${itemIds}::bigint[])`;
    assert.deepEqual((await scanAt(ctx, floats, here)).goes, { to: "shelf", shelf: "新到" });
    assert.deepEqual(
      { ...(await stands(ctx, floats)) },
      { placeId: here.placeId, shelf: "新到", away: null },
    );
    assert.equal((await holdings(db, recordId)).get(here.placeId), 1);
    // A shelf of that name is there: it is taken over.
    await db.run`update library.item set shelf = '一楼' where id = ${floats}`;
    assert.deepEqual((await scanAt(ctx, keeps, here)).goes, { to: "shelf", shelf: "一楼" });
    // Outside of the group it travels home; on that way it does not stay where it could float.
    assert.equal((await scanAt(ctx, away, outside)).goes.to, "place");
    assert.deepEqual((await scanAt(ctx, away, here)).goes, {
      to: "place",
      placeId: home.placeId,
      reason: "home",
    });
    await waitFor(ctx, recordId, outside);
    assert.deepEqual((await scanAt(ctx, waited, here)).goes, {
      to: "place",
      placeId: outside.placeId,
      reason: "hold",
    });
    await inTx(ctx, (inner) => endFloating(inner, id));
    assert.equal((await scanAt(ctx, later, here)).goes.to, "place");
    const versions = await db.many<{ endedAt: { toString(): string } }>`
    select ended_at from library.item_version where item_id = ${floats}`;
    // A day, not the moment at which somebody brought it back.
    for (const { endedAt } of versions) assert.match(endedAt.toString(), /T16:00:00Z$/);
  },
);
