import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { aHouse, someCopies } from "../../circulation/testing.ts";
import { copiesAway } from "../testing.ts";
import { members } from "./member-store.ts";
import { joinNetwork, leaveNetwork } from "./members.ts";

dbTest(
  "a house joins with an ISIL of its own, is told what its numbers have in common, and leaves when all is home",
  async ({ ctx, db }) => {
    const [first, second] = await inTx(
      ctx,
      async (inner) => [await aHouse(inner), await aHouse(inner)] as const,
    );
    const isil = `CN-${newId().slice(-6).toUpperCase()}-1-A`;
    const joined = (organisationId: string, as = isil) =>
      inTx(ctx, (inner) => joinNetwork(inner, { organisationId, isil: as, isCentre: false }));
    assert.deepEqual({ ...(await joined(first.organisationId)) }, { barcodes: 0, cards: 0 });
    await assert.rejects(joined(second.organisationId), { id: "organisation.isil-taken" });
    const one = await inTx(ctx, (inner) => someCopies(inner, first));
    const other = await inTx(ctx, (inner) => someCopies(inner, second));
    await db.run`update library.item set barcode = 'SAME-1' where id = any(${[...one.itemIds, ...other.itemIds]}::bigint[])`;
    const overlap = await joined(second.organisationId, `${isil}2`);
    assert.deepEqual({ ...overlap }, { barcodes: 1, cards: 0 });
    const { itemIds } = await inTx(ctx, (inner) => copiesAway(inner, { home: first, at: second }));
    const leave = () => inTx(ctx, (inner) => leaveNetwork(inner, first.organisationId));
    await assert.rejects(leave(), { id: "network.things-away", data: { lent: 0, onWay: 1, othersLent: 0 } });
    await inTx(ctx, (inner) => checkIn(inner, { itemId: itemIds[0] ?? 0, placeId: first.placeId }));
    await leave();
    await assert.rejects(leave(), { id: "network.not-member" });
    const left = (await members(db)).find(({ organisationId }) => organisationId === first.organisationId);
    assert.ok(left?.leftOn);
  },
);
