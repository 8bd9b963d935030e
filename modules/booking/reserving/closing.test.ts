/** What people have at a place that closes, leaves the public or loses a room. */
import assert from "node:assert/strict";
import { aStaff, noticesOf } from "#people/testing";
import { announceClosure, liftClosure, retireSpace } from "#places/filling";
import { aFacility, anOrganisation, withdrawPlace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { listeners } from "../listeners.ts";
import { reservationOf } from "./reservation-store.ts";
import { aReservation, aRoom, between, dayAt } from "./testing.ts";
import { reserveFor } from "./uses.ts";

const stateOf = async (ctx: Ctx, id: string) => (await reservationOf(ctx.db, id))?.state;

async function delivered(ctx: Ctx) {
  await settled(ctx.db);
  await deliverAll(ctx, [listeners]);
}

async function told(ctx: Ctx, subject: string) {
  await delivered(ctx);
  return (await noticesOf(ctx.db, subject)).map(({ key }) => key).toSorted();
}

dbTest(
  "a closure ends what people have there, with its reason, leaves what modules do there, and its lifting tells them",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const during = await inTx(ctx, (inner) =>
      aReservation(inner, room.id, between(ctx, 2, "10:00", "12:00")),
    );
    const after = await inTx(ctx, (inner) => aReservation(inner, room.id, between(ctx, 2, "14:00", "16:00")));
    const [used] = await inTx(ctx, (inner) =>
      reserveFor(inner, "test-lesson", [
        {
          ...{ ref: newId(), orgPath: room.orgPath, needs: [{ space: room.ref }], purpose: "国画课" },
          ...between(ctx, 2, "12:00", "13:00"),
        },
      ]),
    );
    const { id } = await inTx(ctx, (inner) =>
      announceClosure(inner, room.placeId, {
        startsAt: dayAt(ctx, 2, "09:00"),
        endsAt: dayAt(ctx, 2, "13:30"),
        reason: "repair",
        words: "换电梯",
      }),
    );
    assert.deepEqual(await told(ctx, during.subject), ["notice.reservation.place-closed"]);
    const ended = await reservationOf(ctx.db, during.reservationId);
    assert.deepEqual([ended?.state, ended?.because], ["displaced", "维修：换电梯"]);
    assert.deepEqual(await told(ctx, after.subject), []);
    assert.equal(await stateOf(ctx, after.reservationId), "confirmed");
    assert.equal(await stateOf(ctx, used?.id ?? ""), "confirmed", "the module that is there decides itself");
    await inTx(ctx, (inner) => liftClosure(inner, room.placeId, id));
    assert.deepEqual(await told(ctx, during.subject), [
      "notice.reservation.open-again",
      "notice.reservation.place-closed",
    ]);
  },
);

dbTest("a closure that was lifted before anybody heard of it ends nothing", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner));
  const held = await inTx(ctx, (inner) => aReservation(inner, room.id));
  const { id } = await inTx(ctx, (inner) =>
    announceClosure(inner, room.placeId, {
      startsAt: dayAt(ctx, 1, "09:00"),
      endsAt: null,
      reason: "weather",
    }),
  );
  await inTx(ctx, (inner) => liftClosure(inner, room.placeId, id));
  assert.deepEqual(await told(ctx, held.subject), []);
  assert.equal(await stateOf(ctx, held.reservationId), "confirmed");
});

dbTest("a room that is retired ends what people have in it, and in no other room", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const [room, other] = [
    await inTx(ctx, (inner) => aRoom(inner, { placeId: place.id })),
    await inTx(ctx, (inner) => aRoom(inner, { placeId: place.id })),
  ];
  const [one, two] = [
    await inTx(ctx, (inner) => aReservation(inner, room.id)),
    await inTx(ctx, (inner) => aReservation(inner, other.id)),
  ];
  await inTx(ctx, (inner) => retireSpace(inner, place.id, room.ref));
  assert.deepEqual(await told(ctx, one.subject), ["notice.reservation.place-closed"]);
  assert.deepEqual(
    [await stateOf(ctx, one.reservationId), await stateOf(ctx, two.reservationId)],
    ["displaced", "confirmed"],
  );
});

dbTest("what people have at a place that leaves the public comes to nothing", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId }));
  const held = await inTx(ctx, (inner) => aReservation(inner, room.id));
  const { actor } = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "publisher" }));
  await inTx({ ...ctx, actor }, (inner) => withdrawPlace(inner, room.placeId));
  assert.deepEqual(await told(ctx, held.subject), ["notice.reservation.place-closed"]);
  assert.equal(await stateOf(ctx, held.reservationId), "displaced");
});
