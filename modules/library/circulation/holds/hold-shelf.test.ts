import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { readyAt } from "./desk/desk-store.ts";
import { aHold, aLentTitle, aNetwork, bringBack } from "./testing.ts";

dbTest("on the hold shelf each copy has a number of its own", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  for (let n = 0; n < 3; n++) {
    const { recordId, itemId } = await aLentTitle(ctx, south);
    await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
  }
  assert.deepEqual(
    (await readyAt(db, south.placeId, 10)).map(({ slot }) => slot),
    ["1", "2", "3"],
  );
});
