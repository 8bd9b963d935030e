import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aFacility, aSpace } from "../testing.ts";
import { spaceOf, spacesIn } from "./space-store.ts";
import { addSpace, changeSpace, retireSpace } from "./spaces.ts";

dbTest(
  "rooms of one place have different names; a retired one makes room for a new one",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner));
    const add = (name: string) => inTx(ctx, (inner) => addSpace(inner, place.id, { name, capacity: 30 }));
    const { id } = await add("排练厅");
    await assert.rejects(add(" 排练厅 "), { id: "space.name-taken" });
    await inTx(ctx, (inner) => retireSpace(inner, place.id, id));
    await inTx(ctx, (inner) => retireSpace(inner, place.id, id));
    const again = await add("排练厅");
    assert.deepEqual(
      (await spacesIn(db, [place.id])).map((space) => space.id),
      [again.id],
    );
    assert.equal((await spaceOf(db, id))?.retired, true, "what happened in it can still name it");
  },
);

dbTest("a room for nobody cannot be written", async ({ ctx, db }) => {
  const space = await inTx(ctx, (inner) => aSpace(inner));
  for (const capacity of [0, -3]) {
    await assert.rejects(
      db.run`update places.space set capacity = ${capacity} where id = ${space.id}`,
      /space_capacity_check/,
    );
  }
  await assert.rejects(
    db.run`update places.space set area_m2 = 0 where id = ${space.id}`,
    /space_area_m2_check/,
  );
});

dbTest("the second editor of a room is refused with what it is now", async ({ ctx }) => {
  const space = await inTx(ctx, (inner) => aSpace(inner, { name: "书法室", capacity: 20 }));
  const change = (capacity: number, version: number) =>
    inTx(ctx, (inner) => changeSpace(inner, space.placeId, space.id, { name: "书法室", capacity, version }));
  await change(25, 1);
  await assert.rejects(change(30, 1), {
    id: "space.changed-meanwhile",
    data: { name: "书法室", capacity: 25, version: 2 },
  });
  await change(30, 2);
  const other = await inTx(ctx, (inner) => aFacility(inner));
  await assert.rejects(
    inTx(ctx, (inner) => changeSpace(inner, other.id, space.id, { name: "书法室", capacity: 1, version: 3 })),
    { id: "not-found" },
  );
});
