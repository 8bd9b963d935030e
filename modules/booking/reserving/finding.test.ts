/** How residents come upon what can be reserved: by its name, by what it is called, and from its place. */
import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { bookableAt } from "./at-place.ts";
import { describeResources } from "./naming.ts";
import { resourceOf } from "./resource-store.ts";
import { openSeats } from "./seats/seats.ts";
import { aReadingRoom } from "./seats/testing.ts";
import { aRoom, aThing, dayAt } from "./testing.ts";
import { roomsView } from "./views.ts";

dbTest("rooms, things and seats are found by their names and by what they are called", async ({ ctx }) => {
  const { room, camera, reading } = await inTx(ctx, async (inner) => ({
    room: await aRoom(inner),
    camera: await aThing(inner),
    reading: (await aReadingRoom(inner)).room,
  }));
  const resource = await resourceOf(ctx.db, room.id);
  const name = resource && (await describeResources(ctx, [resource])).get(room.id)?.name;
  assert.ok(name);
  const found = async (q: string) => {
    const { items, reading: seats } = await roomsView(ctx, { q });
    return [...items, ...seats].map(({ id }) => id);
  };
  assert.ok((await found(name)).includes(room.id), name);
  assert.deepEqual(await found("订场"), [room.id]);
  assert.deepEqual(await found("相机"), [camera.id]);
  assert.deepEqual(await found("自习座位"), [reading.id]);
  assert.deepEqual(await found("潜水艇"), []);
});

dbTest(
  "a place's page leads to its rooms, its seats and its things, while they are to be had",
  async ({ ctx }) => {
    const { camera, reading } = await inTx(ctx, async (inner) => ({
      camera: await aThing(inner),
      reading: (await aReadingRoom(inner)).room,
    }));
    const at = async (placeId: string | null) =>
      (await bookableAt(ctx, { placeId: placeId ?? "" })).map(({ href, spaceId }) => [href, spaceId]);
    assert.deepEqual(await at(camera.placeId), [[`/rooms/${camera.id}`, null]]);
    assert.deepEqual(await at(reading.placeId), [[`/rooms/${reading.id}/seats`, null]]);
    await inTx(ctx, (inner) => openSeats(inner, reading.id, { public: false }));
    assert.deepEqual(await at(reading.placeId), [], "for staff only");
  },
);

dbTest("a day on which the house is closed is not one on which nothing is free", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner));
  const closed = async (days: number) => {
    const day = dayAt(ctx, days, "12:00").toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
    const { items } = await roomsView(ctx, { day, place: room.placeId });
    return items.map((one) => [one.closed, one.free.length]);
  };
  // Friday: Monday is closed.
  assert.deepEqual(await closed(1), [[false, 1]]);
  assert.deepEqual(await closed(3), [[true, 0]]);
});
