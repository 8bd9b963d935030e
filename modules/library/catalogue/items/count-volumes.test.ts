import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aHouse, someCopies } from "../../circulation/testing.ts";
import { countVolumes } from "./count-volumes.ts";

dbTest("what a house has more or less than the night before is told once", async ({ ctx, db }) => {
  const told = () => db.many<{ path: string; difference: number }>`
    select payload ->> 'orgPath' as path, (payload ->> 'difference')::int as difference from platform.outbox
     where type = 'volumes.counted' order by id`;
  const { house, itemIds } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const { itemIds } = await someCopies(inner, house, { copies: 5 });
    return { house, itemIds };
  });
  const of = async () =>
    (await told()).filter(({ path }) => path === house.path).map(({ difference }) => difference);
  await countVolumes(ctx);
  await countVolumes(ctx);
  assert.deepEqual(await of(), [5]);
  await db.run`update library.item set status = 'lost' where id = any(${itemIds.slice(0, 2)}::bigint[])`;
  await db.run`update library.item set status = 'missing' where id = ${itemIds[2] ?? 0}::bigint`;
  await countVolumes(ctx);
  assert.deepEqual(await of(), [5, -2]);
});
