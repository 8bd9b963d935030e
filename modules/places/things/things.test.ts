import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { retireSpace } from "../spaces/spaces.ts";
import { aFacility, aSpace, aThing } from "../testing.ts";
import { thingsIn } from "./thing-store.ts";
import { addThing, changeThing, removeThing, type ThingInput } from "./things.ts";

const projector: ThingInput = {
  name: "投影仪",
  category: "audio-visual",
  quantity: 1,
  condition: "new",
  tag: "K-01",
};

dbTest("things stand in rooms of their place, and stay when a room goes", async ({ ctx, db }) => {
  const { place, room } = await inTx(ctx, async (inner) => {
    const place = await aFacility(inner);
    const room = await aSpace(inner, { placeId: place.id });
    await aThing(inner, place.id, { spaceId: room.id, value: 3200.456, note: " 2025年购 " });
    return { place, room };
  });
  const [thing] = await thingsIn(db, [place.id]);
  assert.deepEqual([thing?.spaceId, thing?.value, thing?.note], [room.id, 3200.46, "2025年购"]);
  const elsewhere = await inTx(ctx, (inner) => aSpace(inner));
  await assert.rejects(
    inTx(ctx, (inner) => aThing(inner, place.id, { spaceId: elsewhere.id })),
    { faults: [{ field: "/body/spaceId", id: "not-offered" }] },
  );
  await assert.rejects(
    db.run`update places.thing set space_id = ${elsewhere.id} where id = ${thing?.id}`,
    /thing_in_own_room/,
  );
  await inTx(ctx, (inner) => retireSpace(inner, place.id, room.id));
  assert.deepEqual(
    (await thingsIn(db, [place.id])).map(({ spaceId }) => spaceId),
    [null],
  );
});

dbTest("a number is one thing as long as it is there", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const add = (more: Partial<ThingInput> = {}) =>
    inTx(ctx, (inner) => addThing(inner, place.id, { ...projector, ...more }));
  const first = await add();
  await assert.rejects(add(), { id: "thing.tag-taken", data: { tag: "K-01" } });
  const race = await Promise.allSettled([1, 2, 3].map(() => add({ tag: "K-02" })));
  assert.equal(race.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(add({ tag: "K-03", quantity: 2 }), {
    faults: [{ field: "/body/quantity", id: "thing.one-a-tag" }],
  });
  await assert.rejects(db.run`update places.thing set quantity = 2 where id = ${first.id}`, /violates check/);
  await inTx(ctx, (inner) => removeThing(inner, place.id, { id: first.id, because: "lost" }));
  await inTx(ctx, (inner) => removeThing(inner, place.id, { id: first.id, because: "lost" }));
  await add();
});

dbTest("two editors of one thing: the second is told; what is gone is not changed", async ({ ctx }) => {
  const { place, thing } = await inTx(ctx, async (inner) => {
    const place = await aFacility(inner);
    return { place, thing: await aThing(inner, place.id) };
  });
  const change = (quantity: number) =>
    inTx(ctx, (inner) =>
      changeThing(inner, place.id, { ...projector, tag: null, quantity, id: thing.id, version: 1 }),
    );
  await change(39);
  await assert.rejects(change(38), { id: "thing.changed-meanwhile", data: { name: "投影仪", quantity: 39 } });
  await inTx(ctx, (inner) => removeThing(inner, place.id, { id: thing.id, because: "given-away" }));
  await assert.rejects(change(37), { id: "thing.gone" });
  await assert.rejects(
    inTx(ctx, (inner) => addThing(inner, place.id, { ...projector, acquiredOn: "2026-06-13" })),
    { faults: [{ field: "/body/acquiredOn", id: "day.in-future" }] },
  );
});
